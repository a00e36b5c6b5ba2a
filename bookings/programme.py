"""What the house does to a whole performance: cancel it, move it, write to all, cancel all its reservations.

One transaction each; the mails are recorded in it, and `tick` sends them, for there may be hundreds. Who is concerned
is counted by the same queries as on the page that says beforehand what will happen (consequences.py).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from wagtail.log_actions import log

from bookings import announcements, moves, policies, queries
from bookings.acts import Who, append_unsent, by_staff, raise_refusal, update_unchanged
from bookings.announcements import Words
from bookings.enums import Act, Occasion, PerformanceStatus, ReservationStatus
from bookings.exceptions import NotFound, PerformanceExists
from bookings.locking import lock_performance
from bookings.models import Announcement, Performance, Reservation, Venue
from bookings.release import take_back_all
from home import page_cache

CANCELLED = "bookings.cancel_performance"
MOVED = "bookings.move_performance"
WRITTEN_TO = "bookings.write_to_all"
RESERVATIONS_CANCELLED = "bookings.cancel_reservations"
CHUNK = 500
SAME_MESSAGE = timedelta(minutes=10)  # within it the same words are a button that was pressed twice


@dataclass(frozen=True)
class CancelledAll:
    """Reservations that were cancelled and their people; people who stay, because they are in."""

    cancelled: int
    people: int
    left_in: int


@transaction.atomic(durable=True)
def cancel_performance(*, performance_id: int, staff: User, at: datetime, words: Words | None = None) -> int:
    """Cancels a performance and records a mail, with `words`, to everyone with an open reservation.

    Reservations keep their status: their performance is off, and says so on every page and at the door. Returns how
    many are told; 0 when it was cancelled before. Raises NotFound, NothingToSay, Busy.
    """
    locked = lock_performance(performance_id, at)
    page_cache.new_edition()
    scheduled = Performance.objects.filter(pk=performance_id, status=PerformanceStatus.SCHEDULED)
    if not scheduled.update(status=PerformanceStatus.CANCELLED, **_revision(at)):
        return 0
    said = announcements.add(locked.performance, Occasion.CANCELLED, words, staff=staff, at=at)
    told = _tell(locked.performance, Act.PERFORMANCE_CANCELLED, by_staff(staff), at, announcement=said)
    log(locked.performance, CANCELLED, user=staff, data={"told": told})
    return told


@transaction.atomic(durable=True)
def move_performance(
    *,
    performance_id: int,
    starts_at: datetime,
    staff: User,
    at: datetime,
    venue_id: int | None = None,
    words: Words | None = None,
) -> int:
    """Moves a performance to another time, another venue or both, and records a mail, with `words`, to everyone.

    Doors, end and booking window move with the time; another venue brings its own capacity. Reservations and their
    codes stay good, and reminders are due anew. Places that were given away go back to those who had them, as long as
    seats are left. Returns how many are told; 0 when it is there at that time already. Raises NotFound,
    PerformanceExists, RoomTooSmall, NothingToSay, Busy.
    """
    locked = lock_performance(performance_id, at)
    performance, who = locked.performance, by_staff(staff)
    before, venue = performance.starts_at, _venue(venue_id or performance.venue_id)
    if starts_at == before and venue == performance.venue:
        return 0
    _check_place(performance, venue, starts_at)
    page_cache.new_edition()
    if venue != performance.venue:
        Performance.objects.filter(pk=performance_id).update(capacity=venue.capacity)
        locked = lock_performance(performance_id, at)
    take_back_all(locked, who, at)  # who was late for the old time may be early for the new one
    said = announcements.add(performance, Occasion.MOVED, words, staff=staff, at=at)
    places = places_of(performance, venue, starts_at)
    told = _tell(performance, Act.PERFORMANCE_MOVED, who, at, *places, announcement=said)
    _move_reservations(performance, starts_at)  # after them: whose time to confirm ends with the move is told too
    log(performance, MOVED, user=staff, data={"told": told, "before": places[0], "after": places[1]})
    # Last: its key changes, so whoever has written a row that refers to it would wait for us, and we for their rows.
    _put(performance, at, venue=venue, **moved_times(performance, starts_at))
    return told


@transaction.atomic(durable=True)
def write_to_all(*, performance_id: int, words: Words, staff: User, at: datetime) -> int:
    """Records a mail with `words` to every open reservation that has an address. Returns how many.

    The very same words within some minutes are one message: the second time nobody is written to.

    Raises NotFound, NothingToSay, Busy.
    """
    locked = lock_performance(performance_id, at)
    if announcements.was_said(locked.performance, Occasion.MESSAGE, words, since=at - SAME_MESSAGE):
        return 0
    said = announcements.add(locked.performance, Occasion.MESSAGE, words, staff=staff, at=at)
    rows = queries.open_reservations(performance_id, at).exclude(email="")
    told = _tell_each(rows, Act.ANNOUNCED, by_staff(staff), at, announcement=said)
    log(locked.performance, WRITTEN_TO, user=staff, data={"told": told})
    return told


@transaction.atomic(durable=True)
def cancel_reservations(*, performance_id: int, staff: User, at: datetime, words: Words | None = None) -> CancelledAll:
    """Cancels every open reservation of a performance of which nobody is in, and records a mail to each, with `words`.

    The performance itself stays as it is, and its seats are free again. Raises NotFound, NothingToSay, Busy;
    ChangedMeanwhile never, since whoever changes a confirmed reservation waits for the lock of the house.
    """
    locked = lock_performance(performance_id, at)
    page_cache.new_edition()
    said = announcements.add(locked.performance, Occasion.RESERVATIONS_CANCELLED, words, staff=staff, at=at)
    # Locked, so that nobody is let in, confirms or changes one of them before its turn comes.
    rows = queries.open_reservations(performance_id, at).select_for_update(no_key=True)
    cancelled = people = left_in = 0
    for row in rows.order_by("pk"):
        if row.admitted:
            left_in += row.admitted
            continue
        cancelled, people = cancelled + 1, people + row.party_size
        _cancel(row, by_staff(staff), at, said)
    log(locked.performance, RESERVATIONS_CANCELLED, user=staff, data={"told": cancelled})
    return CancelledAll(cancelled, people, left_in)


def _cancel(row: Reservation, who: Who, at: datetime, said: Announcement | None) -> None:
    before, after = row.status, ReservationStatus.CANCELLED
    update_unchanged(row, {"status": before, "admitted": 0}, status=after, held_until=None, released_seats=0)
    append_unsent(row, Act.CANCELLED, who, at, before=before, after=after, announcement=said)


def revise_in_calendars(*, performance_id: int, at: datetime) -> None:
    """Has calendars take their copy of a performance anew, after a change that is neither a move nor its end."""
    Performance.objects.filter(pk=performance_id).update(**_revision(at))


def _revision(at: datetime) -> dict[str, Any]:
    """What tells calendars that their copy of a performance is an old one."""
    return {"calendar_sequence": F("calendar_sequence") + 1, "changed_at": at}


def _venue(venue_id: int) -> Venue:
    venue = Venue.objects.filter(pk=venue_id).first()
    if venue is None:
        raise NotFound
    return venue


def _check_place(performance: Performance, venue: Venue, starts_at: datetime) -> None:
    """Raises when the show is there at that time already, or the room would not hold what is confirmed."""
    there = Performance.objects.filter(show=performance.show_id, venue=venue, starts_at=starts_at)
    if there.exclude(pk=performance.pk).exists():
        raise PerformanceExists
    if venue != performance.venue:
        raise_refusal(policies.check_room(queries.seat_limit_in(performance, venue), performance.house.confirmed_seats))


def moved_times(performance: Performance, starts_at: datetime) -> dict[str, datetime]:
    """The columns of a performance that move with its curtain, as they would be."""
    shift = starts_at - performance.starts_at
    times = ["starts_at", "doors_at", "ends_at", "closes_at"]
    moved = {name: value + shift for name in times if (value := getattr(performance, name)) is not None}
    if performance.opens_at is not None and performance.opens_at >= moved.get("closes_at", starts_at):
        moved["opens_at"] = performance.opens_at + shift  # an announced opening stays, unless it would come too late
    return moved


def _put(performance: Performance, at: datetime, **place: Any) -> None:
    """Writes where a performance is from now on. Raises PerformanceExists when another has come there meanwhile."""
    moved_from = {} if place["starts_at"] == performance.starts_at else {"moved_from": performance.starts_at}
    try:
        Performance.objects.filter(pk=performance.pk).update(**place, **moved_from, **_revision(at))
    except IntegrityError as error:
        raise PerformanceExists from error


def _move_reservations(performance: Performance, starts_at: datetime) -> None:
    """Reminders are due anew; nothing waits to be confirmed, and holds seats, past the new curtain."""
    performance.reservations.filter(status=ReservationStatus.CONFIRMED).update(reminded_at=None)
    pending = performance.reservations.filter(status=ReservationStatus.PENDING)
    pending.filter(expires_at__gt=starts_at).update(expires_at=starts_at)
    pending.filter(held_until__gt=starts_at).update(held_until=starts_at)


def places_of(performance: Performance, venue: Venue, starts_at: datetime) -> tuple[str, str]:
    """Where it was and where it goes, as the history has it."""
    if venue == performance.venue:
        return moves.written(performance.starts_at), moves.written(starts_at)
    return moves.written(performance.starts_at, performance.venue_id), moves.written(starts_at, venue.pk)


def _tell(
    performance: Performance,
    act: Act,
    who: Who,
    at: datetime,
    before: str = "",
    after: str = "",
    *,
    announcement: Announcement | None,
) -> int:
    """A history row and a mail for each open reservation of a performance; walk-ups have nobody to tell."""
    rows = queries.open_reservations(performance.pk, at)
    return _tell_each(rows, act, who, at, before, after, announcement=announcement)


def _tell_each(
    rows: QuerySet[Reservation],
    act: Act,
    who: Who,
    at: datetime,
    before: str = "",
    after: str = "",
    *,
    announcement: Announcement | None,
) -> int:
    told = 0
    for row in rows.order_by("pk").iterator(CHUNK):
        append_unsent(row, act, who, at, before=before, after=after, announcement=announcement)
        told += 1
    return told
