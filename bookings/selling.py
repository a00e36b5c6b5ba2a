"""How seats find their people: asked for and confirmed, by days before the curtain.

Told by the histories, not by what reservations are now: seats that were confirmed and given back counted until the day
on which they were, and a reservation that moved counts where it was at each time. Walk-ups sell no seat beforehand.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.db.models import Case, Exists, F, IntegerField, OuterRef, QuerySet, Sum, When
from django.db.models.functions import Cast, TruncDate
from django.utils import timezone

from bookings import moves
from bookings.enums import Act, ReservationStatus, Source
from bookings.models import Reservation, ReservationEvent

MARKS = (56, 42, 28, 21, 14, 10, 7, 5, 3, 2, 1, 0)  # days before the curtain that are told

Days = dict[date, int]


@dataclass(frozen=True)
class Course:
    """Seats of one performance by the day on which their number changed."""

    asked: Days = field(default_factory=lambda: defaultdict(int))
    confirmed: Days = field(default_factory=lambda: defaultdict(int))


def courses(performance_ids: Iterable[int]) -> dict[int, Course]:
    """The course of each performance by its id: five queries, however many reservations there are."""
    keys = list(performance_ids)
    found: dict[int, Course] = {key: Course() for key in keys}
    parties = Reservation.objects.filter(performance__in=keys).exclude(source=Source.WALK_UP).order_by()
    moved = Exists(ReservationEvent.objects.filter(reservation=OuterRef("pk"), act=Act.MOVED))
    settled = parties.filter(~moved)
    _add_asked(found, settled)
    _add_confirmed(found, settled)
    events = ReservationEvent.objects.filter(reservation__in=settled.values("pk")).order_by()
    _add_changes(found, events.filter(act=Act.PARTY_CHANGED))
    _add_cancelled(found, events.filter(act=Act.CANCELLED, before=ReservationStatus.CONFIRMED))
    _add_moved(found)
    return found


def standings(course: Days, curtain: date, today: date) -> list[int | None]:
    """The sum at each of MARKS; None for days that are still to come."""
    return [
        sum(seats for day, seats in course.items() if (curtain - day).days >= mark)
        if (curtain - today).days <= mark
        else None
        for mark in MARKS
    ]


def together(rows: Iterable[list[int | None]]) -> list[int | None]:
    """The sum of several performances at the same distance from their curtains, as far as any of them has come.

    One that has not come so far counts with what it has by now, so that no sum falls because a run is not over.
    """
    found = list(rows)
    known = [[value for value in row if value is not None] for row in found]
    return [
        sum((value if value is not None else (known[number] or [0])[-1]) for number, value in enumerate(column))
        if any(value is not None for value in column)
        else None
        for column in zip(*found, strict=True)
    ]


def _day(name: str) -> TruncDate:
    return TruncDate(name, tzinfo=timezone.get_default_timezone())


def _add_asked(found: Mapping[int, Course], parties: QuerySet[Reservation]) -> None:
    rows = parties.values("performance_id", day=_day("created_at")).annotate(seats=Sum("party_size"))
    for row in rows:
        found[row["performance_id"]].asked[row["day"]] += row["seats"]


def _add_confirmed(found: Mapping[int, Course], parties: QuerySet[Reservation]) -> None:
    confirmed = parties.filter(confirmed_at__isnull=False)
    for row in confirmed.values("performance_id", day=_day("confirmed_at")).annotate(seats=Sum("party_size")):
        found[row["performance_id"]].confirmed[row["day"]] += row["seats"]


def _add_changes(found: Mapping[int, Course], changes: QuerySet[ReservationEvent]) -> None:
    """A party counted with its size of today until here: takes off what it grew by later, and adds it on that day."""
    delta = Cast("after", IntegerField()) - Cast("before", IntegerField())
    rows = changes.values(
        "reservation__performance_id",
        booked=_day("reservation__created_at"),
        confirmed=_day("reservation__confirmed_at"),
        day=_day("at"),
        is_later=Case(When(at__gt=F("reservation__confirmed_at"), then=1), default=0, output_field=IntegerField()),
    ).annotate(seats=Sum(delta))
    for row in rows:
        course = found[row["reservation__performance_id"]]
        _shift(course.asked, row["booked"], row["day"], row["seats"])
        if row["is_later"]:
            _shift(course.confirmed, row["confirmed"], row["day"], row["seats"])


def _add_cancelled(found: Mapping[int, Course], cancelled: QuerySet[ReservationEvent]) -> None:
    rows = cancelled.values("reservation__performance_id", day=_day("at")).annotate(
        seats=Sum("reservation__party_size")
    )
    for row in rows:
        found[row["reservation__performance_id"]].confirmed[row["day"]] -= row["seats"]


def _shift(days: Days, first: date, then: date, seats: int) -> None:
    days[first] -= seats
    days[then] += seats


def _add_moved(found: Mapping[int, Course]) -> None:
    """Those few that have moved from one performance to another, each along its own history."""
    told = ReservationEvent.objects.filter(act__in=[Act.CONFIRMED, Act.PARTY_CHANGED, Act.MOVED, Act.CANCELLED])
    moved = ReservationEvent.objects.filter(reservation=OuterRef("reservation"), act=Act.MOVED)
    rows = told.filter(Exists(moved)).select_related("reservation").order_by("reservation", "at", "pk")
    for reservation, events in groupby(rows, key=lambda event: event.reservation):
        _follow(found, reservation, list(events))


def _follow(found: Mapping[int, Course], reservation: Reservation, events: list[ReservationEvent]) -> None:
    size = reservation.party_size - sum(_growth(event) for event in events)
    place = next(moves.read(event.before).key for event in events if event.act == Act.MOVED)
    is_confirmed = False

    def count(at: datetime, seats: int, *, when_asked: bool = True) -> None:
        course = found.get(place) if place else None
        if course is None:
            return
        day = timezone.localdate(at, timezone.get_default_timezone())
        if when_asked:
            course.asked[day] += seats
        if is_confirmed:
            course.confirmed[day] += seats

    count(reservation.created_at, size)
    for event in events:
        if event.act == Act.MOVED:
            count(event.at, -size)
            place = moves.read(event.after).key
            count(event.at, size)
        elif event.act == Act.CONFIRMED:
            is_confirmed = True
            count(event.at, size, when_asked=False)
        elif event.act == Act.CANCELLED:
            count(event.at, -size, when_asked=False)
            is_confirmed = False
        else:
            size += _growth(event)
            count(event.at, _growth(event))


def _growth(event: ReservationEvent) -> int:
    return int(event.after) - int(event.before) if event.act == Act.PARTY_CHANGED else 0
