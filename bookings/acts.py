"""What every verb is made of: who acts, the history, the conditional update, and starting over.

Used by services.py, desk.py, programme.py, privacy.py and timed.py; nothing here opens or ends a transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.contrib.auth.models import User
from django.db import transaction

from bookings import first_tries, notifications
from bookings.enums import Act, Actor
from bookings.exceptions import BookingRefused, Busy
from bookings.models import Announcement, OutboxMessage, Reservation, ReservationEvent
from bookings.recording import Condition, Record

TRIES = 3
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Who:
    """Who acts: a visitor, the clock, or a named member of staff."""

    actor: Actor
    staff: User | None = None

    @property
    def is_staff(self) -> bool:
        return self.actor == Actor.STAFF


VISITOR = Who(Actor.VISITOR)
CLOCK = Who(Actor.CLOCK)


def by_staff(user: User) -> Who:
    return Who(Actor.STAFF, user)


class ChangedMeanwhile(Exception):
    """What was read before the lock is no longer true; nothing has been written."""


def starts_over(verb: Callable[P, R]) -> Callable[P, R]:
    """Runs `verb` again when somebody was faster; what they did is visible then, so one repeat is nearly always all."""

    @wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for _try in range(TRIES):
            try:
                return verb(*args, **kwargs)
            except ChangedMeanwhile:
                continue
        raise Busy

    return run


def append(
    reservation: Reservation, act: Act, who: Who, at: datetime, *, before: str = "", after: str = ""
) -> ReservationEvent:
    """Appends to the history, and records the mail that the act causes."""
    event = append_only(reservation, act, who, at, before=before, after=after)
    deliver_after_commit(notifications.announce(event, at), at)
    return event


def append_unsent(
    reservation: Reservation,
    act: Act,
    who: Who,
    at: datetime,
    *,
    before: str = "",
    after: str = "",
    announcement: Announcement | None = None,
) -> ReservationEvent:
    """Appends to the history, and records the mail that the act causes for `tick` to send: there may be hundreds.

    The mail brings the words of `announcement`.
    """
    event = append_only(reservation, act, who, at, before=before, after=after, announcement=announcement)
    notifications.announce(event, at)
    return event


def append_only(
    reservation: Reservation,
    act: Act,
    who: Who,
    at: datetime,
    *,
    before: str = "",
    after: str = "",
    announcement: Announcement | None = None,
) -> ReservationEvent:
    event = made_event(reservation, act, who, at, before=before, after=after)
    event.announcement = announcement
    event.save(force_insert=True)
    return event


def record_new(reservation: Reservation, act: Act, who: Who, at: datetime, *, after: str) -> None:
    """Writes a new reservation with its history and its mail."""
    record = _record(made_event(reservation, act, who, at, after=after))
    record.insert()
    deliver_after_commit(record.message, at)


def record_change(
    event: ReservationEvent, unchanged: dict[str, Any], values: dict[str, Any], also: Condition | None = None
) -> None:
    """`append` and `update_unchanged` in one: what changes of a reservation, the history row made for it, its mail."""
    record = _record(event)
    if not record.update(_as_read(event.reservation, unchanged), values, also):
        raise ChangedMeanwhile
    _set(event.reservation, values)
    deliver_after_commit(record.message, event.at)


def made_event(
    reservation: Reservation, act: Act, who: Who, at: datetime, *, before: str = "", after: str = ""
) -> ReservationEvent:
    """A row of the history that is still to be written."""
    return ReservationEvent(
        reservation=reservation, act=act, before=before, after=after, actor=who.actor, staff=who.staff, at=at
    )


def deliver_after_commit(message: OutboxMessage | None, at: datetime) -> None:
    if message is not None:
        key = message.pk

        def deliver_first() -> None:  # by this name it is logged if it fails
            first_tries.deliver_first(key, at)

        transaction.on_commit(deliver_first, robust=True)


def update_unchanged(reservation: Reservation, unchanged: dict[str, Any], **values: Any) -> None:
    """Writes `values` if the row still is as it was read; raises ChangedMeanwhile otherwise.

    Public id and performance count as read in any case: whoever came by a link that a correction of the address has put
    out of use meanwhile starts over, and finds nothing; whoever has locked a house starts over with another when the
    reservation has been moved there.
    """
    rows = Reservation.objects.filter(pk=reservation.pk, **_as_read(reservation, unchanged))
    if not rows.update(**values):
        raise ChangedMeanwhile
    _set(reservation, values)


def _record(event: ReservationEvent) -> Record:
    return Record(event.reservation, event, notifications.caused_by(event, event.at))


def _as_read(reservation: Reservation, unchanged: dict[str, Any]) -> dict[str, Any]:
    return {"public_id": reservation.public_id, "performance_id": reservation.performance_id, **unchanged}


def _set(reservation: Reservation, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(reservation, name, value)


def raise_refusal(refusal: BookingRefused | None) -> None:
    if refusal is not None:
        raise refusal
