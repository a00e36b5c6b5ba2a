"""What the house does to whole performances: add a run, cancel one, move one. One transaction each, mails included."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from bookings.acts import Who, append_unsent, by_staff
from bookings.enums import AccessType, Act, PerformanceStatus, ReservationStatus, Source
from bookings.locking import lock_performance
from bookings.models import Performance, Venue
from bookings.release import take_back_all
from home import page_cache
from shows.models import ShowPage

RUN_ADDED = "bookings.add_run"


@dataclass(frozen=True)
class RunDetails:
    """What all dates of a run have in common."""

    show: ShowPage
    venue: Venue
    doors_before: timedelta | None = None
    capacity: int | None = None  # none takes the venue's
    opens_at: datetime | None = None
    access_types: tuple[AccessType, ...] = ()


@transaction.atomic(durable=True)
def add_run(*, details: RunDetails, curtains: Iterable[datetime], staff: User) -> list[Performance]:
    """Adds a performance for each curtain, all or none, and writes into the histories of show and dates who did it.

    A curtain at which the show plays in that venue already is passed over, so that the same run sent twice is the same
    run. Returns what was added, in order. Locks the venue until its transaction ends.
    """
    Venue.objects.select_for_update(no_key=True).get(pk=details.venue.pk)
    there = set(details.venue.performances.filter(show=details.show).values_list("starts_at", flat=True))
    added = [_add(details, starts_at, staff) for starts_at in sorted(set(curtains) - there)]
    if added:
        facts = {
            "count": len(added),
            "venue": str(details.venue),
            "dates": [row.starts_at.isoformat() for row in added],
        }
        log(details.show, RUN_ADDED, user=staff, data=facts)
    return added


def _add(details: RunDetails, starts_at: datetime, staff: User) -> Performance:
    performance = Performance(
        show=details.show,
        venue=details.venue,
        starts_at=starts_at,
        doors_at=None if details.doors_before is None else starts_at.astimezone(UTC) - details.doors_before,
        capacity=details.venue.capacity if details.capacity is None else details.capacity,
        opens_at=details.opens_at,
        **{access.value: True for access in details.access_types},
    )
    performance.save(force_insert=True)
    log(performance, "wagtail.create", user=staff)
    return performance


@transaction.atomic(durable=True)
def cancel_performance(*, performance_id: int, staff: User, at: datetime) -> int:
    """Cancels a performance and records a mail to everyone with an open reservation; `tick` sends them.

    Reservations keep their status: their performance is off, and says so on every page and at the door. Returns how
    many are told; 0 when it was cancelled before. Raises NotFound, Busy.
    """
    locked = lock_performance(performance_id, at)
    page_cache.new_edition()
    scheduled = Performance.objects.filter(pk=performance_id, status=PerformanceStatus.SCHEDULED)
    if not scheduled.update(status=PerformanceStatus.CANCELLED, **_revision(at)):
        return 0
    return _tell_everyone(locked.performance, Act.PERFORMANCE_CANCELLED, by_staff(staff), at)


@transaction.atomic(durable=True)
def move_performance(*, performance_id: int, starts_at: datetime, staff: User, at: datetime) -> int:
    """Moves a performance to another time, with its doors, end and booking window, and records a mail to everyone.

    Reservations and their codes stay good, and reminders are due anew. Places that were given away go back to those who
    had them, as long as seats are left. Returns how many are told; 0 when it starts at that
    time already. Raises NotFound, Busy.
    """
    locked = lock_performance(performance_id, at)
    performance = locked.performance
    before = performance.starts_at
    if starts_at == before:
        return 0
    page_cache.new_edition()
    take_back_all(locked, by_staff(staff), at)  # who was late for the old time may be early for the new one
    shift = starts_at - before
    times = ["starts_at", "doors_at", "ends_at", "closes_at"]
    moved = {name: value + shift for name in times if (value := getattr(performance, name)) is not None}
    if performance.opens_at is not None and performance.opens_at >= moved.get("closes_at", starts_at):
        moved["opens_at"] = performance.opens_at + shift  # an announced opening stays, unless it would come too late
    performance.reservations.filter(status=ReservationStatus.CONFIRMED).update(reminded_at=None)
    pending = performance.reservations.filter(status=ReservationStatus.PENDING)
    pending.filter(expires_at__gt=starts_at).update(expires_at=starts_at)
    pending.filter(held_until__gt=starts_at).update(held_until=starts_at)
    who, day = by_staff(staff), (before.isoformat(), starts_at.isoformat())
    told = _tell_everyone(performance, Act.PERFORMANCE_MOVED, who, at, before=day[0], after=day[1])
    # Last: its key changes, so whoever has written a row that refers to it would wait for us, and we for their rows.
    Performance.objects.filter(pk=performance_id).update(**moved, moved_from=before, **_revision(at))
    return told


def revise_in_calendars(*, performance_id: int, at: datetime) -> None:
    """Has calendars take their copy of a performance anew, after a change that is neither a move nor its end."""
    Performance.objects.filter(pk=performance_id).update(**_revision(at))


def _revision(at: datetime) -> dict[str, Any]:
    """What tells calendars that their copy of a performance is an old one."""
    return {"calendar_sequence": F("calendar_sequence") + 1, "changed_at": at}


def _tell_everyone(
    performance: Performance, act: Act, who: Who, at: datetime, *, before: str = "", after: str = ""
) -> int:
    """A history row and a mail for each open reservation of a performance."""
    open_states = [ReservationStatus.PENDING, ReservationStatus.CONFIRMED]
    rows = performance.reservations.filter(status__in=open_states).exclude(source=Source.WALK_UP)
    told = [append_unsent(row, act, who, at, before=before, after=after) for row in rows.order_by("pk").iterator(500)]
    return len(told)
