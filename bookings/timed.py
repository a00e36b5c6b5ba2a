"""What the clock does with reservations and messages: expire, remind, list, erase. Called by `manage.py tick` alone.

Each row has a transaction of its own and is guarded by the condition of its update, so that a run that is late, doubled
or cut off does every row once.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from bookings import notifications, privacy, queries
from bookings.acts import CLOCK, ChangedMeanwhile, append, append_unsent, update_unchanged
from bookings.enums import Act, ReservationStatus
from bookings.models import BookingSettings, Reservation

CHUNK = 500


def expire(*, at: datetime) -> int:
    """Marks pending reservations whose time has passed. Returns how many.

    One that is overdue can no longer be confirmed and holds no seats whether or not this has run.
    """
    return _each(queries.overdue_reservations(at), lambda row: _mark_expired(row, at))


def remind(*, at: datetime) -> int:
    """Records the reminder of each reservation that is due one. Returns how many."""
    hours = BookingSettings.load().reminder_hours
    if not hours:
        return 0
    return _each(queries.reservations_to_remind(hours, at), lambda row: _mark_reminded(row, at))


def send_door_lists(*, at: datetime) -> int:
    """Records the mail with the door list of each performance that is due one. Returns how many.

    The unique constraint on performance and curtain decides between two runs at once.
    """
    rules = BookingSettings.load()
    if not rules.door_list_by_mail:
        return 0
    due = queries.door_lists_due(rules.door_list_minutes, at)
    return sum(notifications.send_door_list(performance, at) for performance in due)


def erase(*, at: datetime) -> int:
    """Erases the people of reservations whose retention is over; the counts stay. Returns how many."""
    days = BookingSettings.load().retention_days
    return _each(queries.reservations_to_erase(days, at), lambda row: privacy.erase_person(row, CLOCK, at))


def erase_messages(*, at: datetime) -> int:
    """Erases what visitors wrote on contact pages, some days after it went out. Returns how many."""
    days = BookingSettings.load().retention_days
    nobody = {"name": "", "email": "", "text": "", "form_digest": None}
    return queries.messages_to_erase(days, at).update(erased_at=at, **nobody)


def _mark_expired(reservation: Reservation, at: datetime) -> None:
    before = reservation.status
    append(reservation, Act.EXPIRED, CLOCK, at, before=before, after=ReservationStatus.EXPIRED)
    update_unchanged(reservation, {"status": before}, status=ReservationStatus.EXPIRED, held_until=None)


def _mark_reminded(reservation: Reservation, at: datetime) -> None:
    append_unsent(reservation, Act.REMINDED, CLOCK, at)
    update_unchanged(reservation, {"status": ReservationStatus.CONFIRMED, "reminded_at": None}, reminded_at=at)


def _each(rows: QuerySet[Reservation], act: Callable[[Reservation], None]) -> int:
    return sum(_one(row, act) for row in rows.order_by("pk").iterator(chunk_size=CHUNK))


def _one(row: Reservation, act: Callable[[Reservation], None]) -> bool:
    try:
        with transaction.atomic(durable=True):
            act(row)
    except ChangedMeanwhile:
        return False
    return True
