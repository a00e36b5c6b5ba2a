"""How a performance stands: seats, people, what to prepare. The one count behind the API of the door, the stage's page,
the box office's first screen and the panels of the admin.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from bookings import listings, policies, queries
from bookings.enums import AccessNeed, ReservationStatus, Source
from bookings.models import Performance, Reservation, ReservationNeed

NOBODY = {"admitted": 0, "walk_ups": 0}


@dataclass(frozen=True)
class DoorCount:
    """People at one performance: confirmed, let in, still to come, walk-ups among them, and seats still free."""

    confirmed: int
    admitted: int
    to_come: int
    walk_ups: int
    free: int

    def with_more_inside(self, people: int) -> "DoorCount":
        return replace(self, admitted=self.admitted + people, to_come=self.to_come - people)


@dataclass(frozen=True)
class Evening:
    """A performance with all that the house counts of it at one moment."""

    listed: listings.ListedPerformance
    house: policies.HouseCount
    counts: DoorCount
    pending: int  # people who still have to confirm; some of their seats may be held
    needs: list[tuple[AccessNeed, int]]  # what to prepare, and for how many parties

    @property
    def performance(self) -> Performance:
        return self.listed.performance


def evenings(performances: QuerySet[Performance], at: datetime) -> list[Evening]:
    """Performances from `queries.performances()`, in a fixed number of queries."""
    rows = listings.listed(queries.with_open_reservations(performances, at), at)
    counts = door_counts([row.performance for row in rows])
    needs = _needs([row.id for row in rows], at)
    return [
        Evening(
            listed=row,
            house=queries.house_count(row.performance),
            counts=counts[row.id],
            pending=row.performance.pending_seats,
            needs=needs.get(row.id, []),
        )
        for row in rows
    ]


def door_counts(performances: Iterable[Performance]) -> dict[int, DoorCount]:
    """The counts of performances from `queries.performances()`, by id; one query whatever their number."""
    rows = list(performances)
    people = _people_by_performance([row.pk for row in rows])
    return {row.pk: door_count(queries.house_count(row), **people.get(row.pk, NOBODY)) for row in rows}


def door_count(house: policies.HouseCount, *, admitted: int, walk_ups: int) -> DoorCount:
    """The counts for a caller who knows the people: places given away are neither confirmed nor to come."""
    return DoorCount(
        confirmed=house.confirmed_seats,
        admitted=admitted,
        to_come=house.confirmed_seats - admitted,
        walk_ups=walk_ups,
        free=house.seats_available,
    )


def _people_by_performance(ids: list[int]) -> dict[int, Mapping[str, int]]:
    confirmed = Reservation.objects.filter(performance_id__in=ids, status=ReservationStatus.CONFIRMED)
    counted = (
        confirmed.order_by()
        .values("performance_id")
        .annotate(
            admitted_people=Coalesce(Sum("admitted"), 0),
            walk_up_people=Coalesce(Sum(queries.KEPT_SEATS, filter=Q(source=Source.WALK_UP)), 0),
        )
    )
    return {
        row["performance_id"]: {"admitted": row["admitted_people"], "walk_ups": row["walk_up_people"]}
        for row in counted
    }


def _needs(ids: list[int], at: datetime) -> dict[int, list[tuple[AccessNeed, int]]]:
    """The needs of all parties that may still come, in the order in which visitors are asked for them."""
    expected = Reservation.objects.filter(queries.expected(at), performance_id__in=ids)
    rows = ReservationNeed.objects.filter(reservation__in=expected).order_by()
    counted = rows.values_list("reservation__performance_id", "need").annotate(parties=Count("pk"))
    found: dict[int, list[tuple[AccessNeed, int]]] = {}
    order = list(AccessNeed.values)
    for performance_id, need, parties in sorted(counted, key=lambda row: order.index(row[1])):
        found.setdefault(performance_id, []).append((AccessNeed(need), parties))
    return found
