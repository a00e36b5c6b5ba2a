"""What the door reads: what becomes of a reservation, admissions, and the counts of the house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from bookings import listings
from bookings.enums import ReservationStatus, Source
from bookings.evenings import DoorCount, door_counts
from bookings.exceptions import AlreadyCheckedIn, BookingRefused, NotFound
from bookings.models import Performance, Reservation
from bookings.queries import (
    counted_performances,
    house_count,
    night_ends,
    night_of,
    performances,
    performances_ahead,
    performances_played,
)
from bookings.references import normalized
from checkins import policies
from checkins.exceptions import SeatsReleased, WrongPerformance
from checkins.models import CheckIn, HouseClear

MOST_PEOPLE_FOUND = 10
MOST_NIGHTS = 10  # ahead, and as many that are over


@dataclass(frozen=True)
class DoorCode:
    """What was scanned, typed or found: the token of a pass, a reference, or a number of the list of a performance."""

    token: str = ""
    reference: str = ""
    entry: int | None = None


@dataclass(frozen=True)
class DoorPerformance:
    listed: listings.ListedPerformance
    counts: DoorCount
    tonight: bool


@dataclass(frozen=True)
class Nights:
    tonight: list[DoorPerformance]
    next: list[DoorPerformance]
    last: list[DoorPerformance]  # the latest first


@dataclass(frozen=True)
class DoorNight:
    """Everything that is counted on the night of one performance, as the door and the stage are told."""

    door: DoorPerformance
    house_clear_at: datetime | None
    late: int


@dataclass(frozen=True)
class DoorVerdict:
    """What the door is told about a code. `refusal` is None when the party may go in."""

    reservation: Reservation
    refusal: BookingRefused | None
    last_check_in: CheckIn | None


def verdict(found: Reservation, performance_id: int | None, at: datetime) -> DoorVerdict:
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
    if isinstance(refusal, SeatsReleased):
        refusal.facts["seats_available"] = house_count(performance_of_door(found.performance_id, at)).seats_available
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


def listed_party(performance_id: int, reservation_id: int) -> Reservation:
    """A party of the list on paper, whatever has become of it since. Raises NotFound."""
    row = Reservation.objects.filter(pk=reservation_id, performance_id=performance_id).exclude(source=Source.WALK_UP)
    party = row.first()
    if party is None:
        raise NotFound
    return party


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
    found = door_performances(counted_performances(at).filter(pk=performance_id), at)
    if not found:
        raise NotFound
    return found[0]


def door_performances(rows: Iterable[Performance], at: datetime) -> list[DoorPerformance]:
    """Performances with their counts; the number of queries does not depend on theirs."""
    listed = listings.listed(rows, at)
    counts = door_counts([row.performance for row in listed])
    return [at_the_door(row, counts[row.id], at) for row in listed]


def at_the_door(listed: listings.ListedPerformance, counts: DoorCount, at: datetime) -> DoorPerformance:
    return DoorPerformance(listed=listed, counts=counts, tonight=night_of(listed.starts_at) == night_of(at))


def nights(at: datetime) -> Nights:
    """The performances that the box office has to do with now: tonight's, the next ones and the last ones."""
    tonight = night_of(at)
    ahead = performances_ahead(at)[: MOST_NIGHTS * 2]
    past = performances_played(at)[:MOST_NIGHTS]
    rows = door_performances([*ahead, *past], at)
    is_past = [row.listed.starts_at < tonight for row in rows]
    later = [row for row, over in zip(rows, is_past, strict=True) if not over and not row.tonight]
    return Nights(
        tonight=[row for row in rows if row.tonight],
        next=later[:MOST_NIGHTS],
        last=[row for row, over in zip(rows, is_past, strict=True) if over],
    )


def door_night(performance_id: int, at: datetime) -> DoorNight:
    """One performance with all that is counted of its night. Raises NotFound."""
    door = door_performance(performance_id, at)
    clear_at = house_clear_at(door.listed.performance)
    return DoorNight(door=door, house_clear_at=clear_at, late=late_people(door.listed.performance, clear_at, at))


def house_clear_at(performance: Performance) -> datetime | None:
    """When the house was first clear on the night of its performance; None while it is not."""
    night = night_of(performance.starts_at)
    tonight = HouseClear.objects.filter(
        performance=performance, at__gte=night, at__lt=night_ends(performance.starts_at)
    )
    return tonight.order_by("at", "pk").values_list("at", flat=True).first()


def late_people(performance: Performance, clear_at: datetime | None, at: datetime) -> int:
    """How many have come in late: after the curtain, or after the house was clear, whichever was earlier."""
    late_from = policies.late_from(performance.starts_at, clear_at)
    if at <= late_from:
        return 0
    late = CheckIn.objects.filter(performance=performance, undone_at=None, conflict="", at__gt=late_from)
    return late.aggregate(people=Coalesce(Sum("people"), 0))["people"]


def search_people(performance_id: int, typed: str) -> QuerySet[Reservation]:
    """At most ten confirmed parties of one performance whose name or reference holds what was typed."""
    wanted = Q(name__icontains=typed) | Q(reference__istartswith=normalized(typed))
    confirmed = Reservation.objects.filter(wanted, performance_id=performance_id, status=ReservationStatus.CONFIRMED)
    return confirmed.exclude(source=Source.WALK_UP).prefetch_related("needs").order_by("name", "pk")[:MOST_PEOPLE_FOUND]


def _check_ins() -> QuerySet[CheckIn]:
    return CheckIn.objects.select_related("staff", "reservation__performance").prefetch_related("reservation__needs")


def _is_void(refusal: BookingRefused | None) -> bool:
    """Whether a reservation is of no use at any door, so that its date does not matter any more."""
    return refusal is not None and refusal.code in {"reservation_cancelled", "not_confirmed"}
