"""What the door reads: a reservation by what is scanned or typed, and the counts of the house."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from bookings import listings
from bookings.enums import ReservationStatus, Source
from bookings.exceptions import AlreadyCheckedIn, BookingRefused, NotFound
from bookings.models import Performance, Reservation
from bookings.queries import (
    house_count,
    night_of,
    performances,
    reservation,
    reservation_by_reference,
    reservation_of,
)
from bookings.references import normalized
from bookings.tokens import Purpose, read_token
from checkins import policies
from checkins.exceptions import WrongPerformance
from checkins.models import CheckIn

MOST_PEOPLE_FOUND = 10


@dataclass(frozen=True)
class DoorCode:
    """What was scanned, typed or found: the token of a pass, a reference, or a number of the list of a performance."""

    token: str = ""
    reference: str = ""
    entry: int | None = None


@dataclass(frozen=True)
class DoorCount:
    """People at one performance: confirmed, let in, still to come, walk-ups among them, and seats still free."""

    confirmed: int
    admitted: int
    to_come: int
    walk_ups: int
    free: int


@dataclass(frozen=True)
class DoorPerformance:
    listed: listings.ListedPerformance
    counts: DoorCount
    tonight: bool


@dataclass(frozen=True)
class DoorVerdict:
    """What the door is told about a code. `refusal` is None when the party may go in."""

    reservation: Reservation
    refusal: BookingRefused | None
    last_check_in: CheckIn | None


def find_reservation(code: DoorCode, performance_id: int | None) -> Reservation:
    """The reservation behind a code. Raises NotFound, for every reason alike.

    A number of a list is found at the door of its own performance alone, so that nobody can count through all of them.
    """
    if code.entry is not None:
        if performance_id is None:
            raise NotFound
        return reservation_of(performance_id, code.entry)
    if code.token:
        return reservation(read_token(Purpose.PASS, code.token))
    return reservation_by_reference(normalized(code.reference))


def verdict(found: Reservation, performance_id: int | None) -> DoorVerdict:
    """What happens with this reservation at the door of `performance_id`, or of its own performance when None."""
    refusal = policies.check_admission(found)
    if performance_id is not None and found.performance_id != performance_id and not _is_void(refusal):
        refusal = wrong_performance(found)
    last = last_check_in(found) if found.admitted else None
    if isinstance(refusal, AlreadyCheckedIn) and last is not None:
        refusal.facts |= {
            "checked_in_at": last.at.isoformat(),
            "checked_in_by": last.staff_name,
            "checked_in_device": last.device,
        }
    return DoorVerdict(reservation=found, refusal=refusal, last_check_in=last)


def wrong_performance(found: Reservation) -> WrongPerformance:
    [listed] = listings.listed([performances(found.created_at).get(pk=found.performance_id)])
    facts = {
        "id": listed.id,
        "show_title": listed.show_title,
        "starts_at": listed.starts_at.isoformat(),
        "starts_label": listed.starts_label,
    }
    return WrongPerformance(performance=facts, starts_label=listed.starts_label)


def last_check_in(found: Reservation) -> CheckIn | None:
    counted = found.check_ins.filter(undone_at=None, conflict="")
    return counted.select_related("staff").order_by("-at", "-pk").first()


def check_in_by_scan(scan_id: str) -> CheckIn | None:
    return _check_ins().filter(scan_id=scan_id).first()


def check_in(check_in_id: int) -> CheckIn:
    found = _check_ins().filter(pk=check_in_id).first()
    if found is None:
        raise NotFound
    return found


def performance_of_door(performance_id: int, at: datetime) -> Performance:
    """One performance with its seat counts. Raises NotFound."""
    found = performances(at).filter(pk=performance_id).first()
    if found is None:
        raise NotFound
    return found


def door_performance(performance_id: int, at: datetime) -> DoorPerformance:
    """One performance with its counts. Raises NotFound."""
    found = door_performances(performances(at).filter(pk=performance_id), at)
    if not found:
        raise NotFound
    return found[0]


def door_performances(rows: Iterable[Performance], at: datetime) -> list[DoorPerformance]:
    """Performances with their counts; the number of queries does not depend on theirs."""
    listed = listings.listed(rows, at)
    tonight = night_of(at)
    people = _people_by_performance([row.id for row in listed])
    return [
        DoorPerformance(
            listed=row,
            counts=_door_count(row, people.get(row.id, {})),
            tonight=night_of(row.starts_at) == tonight,
        )
        for row in listed
    ]


def search_people(performance_id: int, typed: str) -> QuerySet[Reservation]:
    """At most ten confirmed parties of one performance whose name or reference holds what was typed."""
    wanted = Q(name__icontains=typed) | Q(reference__istartswith=normalized(typed))
    confirmed = Reservation.objects.filter(wanted, performance_id=performance_id, status=ReservationStatus.CONFIRMED)
    return confirmed.exclude(source=Source.WALK_UP).prefetch_related("needs").order_by("name", "pk")[:MOST_PEOPLE_FOUND]


def _door_count(row: listings.ListedPerformance, people: Mapping[str, Any]) -> DoorCount:
    confirmed = row.performance.house.confirmed_seats
    admitted = people.get("admitted_people", 0)
    return DoorCount(
        confirmed=confirmed,
        admitted=admitted,
        to_come=confirmed - admitted,
        walk_ups=people.get("walk_up_people", 0),
        free=house_count(row.performance).seats_available,
    )


def _people_by_performance(ids: list[int]) -> dict[int, Mapping[str, Any]]:
    confirmed = Reservation.objects.filter(performance_id__in=ids, status=ReservationStatus.CONFIRMED)
    counted = (
        confirmed.order_by()
        .values("performance_id")
        .annotate(
            admitted_people=Coalesce(Sum("admitted"), 0),
            walk_up_people=Coalesce(Sum("party_size", filter=Q(source=Source.WALK_UP)), 0),
        )
    )
    return {row["performance_id"]: row for row in counted}


def _check_ins() -> QuerySet[CheckIn]:
    return CheckIn.objects.select_related("staff", "reservation__performance").prefetch_related("reservation__needs")


def _is_void(refusal: BookingRefused | None) -> bool:
    """Whether a reservation is of no use at any door, so that its date does not matter any more."""
    return refusal is not None and refusal.code in {"reservation_cancelled", "not_confirmed"}
