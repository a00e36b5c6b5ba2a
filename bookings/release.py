"""Places of confirmed reservations that nobody has claimed: given away shortly before the curtain, and taken back.

`release_unclaimed` and `take_back` are verbs of the house, each with a transaction of its own; `reclaim` is a part of
what the door does when a party comes late. All three hold the lock of the house first and the rows of its reservations
after it, so that an arriving scan, which writes its row alone, is either counted before or waits (docs/adr/0026).
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, QuerySet

from bookings import policies, queries
from bookings.acts import Who, append_only, by_staff, raise_refusal, update_unchanged
from bookings.enums import Act, ReservationStatus
from bookings.locking import LockedPerformance, lock_performance
from bookings.models import Performance, Reservation
from home import page_cache


@dataclass(frozen=True)
class TakenBack:
    """People who have their places again, and those for whom no seats were left."""

    taken_back: int
    still_released: int


@transaction.atomic(durable=True)
def release_unclaimed(*, performance_id: int, staff: User, at: datetime) -> int:
    """Gives away the places of all who have not come, and returns how many; 0 when there are none any more.

    Raises NotFound, PerformanceCancelled, ReleaseOff, TooEarlyToRelease.
    """
    performance = lock_performance(performance_id, at).performance
    released_from = queries.release_from(performance, queries.rules())
    raise_refusal(policies.check_release(performance.status, released_from, at))
    unclaimed = _confirmed_rows(performance).filter(party_size__gt=F("admitted") + F("released_seats"))
    released = 0
    for reservation in unclaimed.order_by("pk"):
        released += reservation.to_come
        _set_released(reservation, reservation.released_seats + reservation.to_come, Act.RELEASED, by_staff(staff), at)
    return released


@transaction.atomic(durable=True)
def take_back(*, performance_id: int, staff: User, at: datetime) -> TakenBack:
    """Gives the places back to those who had them, the oldest booking first, as long as seats are left.

    Raises NotFound.
    """
    return take_back_all(lock_performance(performance_id, at), by_staff(staff), at)


def take_back_all(locked: LockedPerformance, who: Who, at: datetime) -> TakenBack:
    """The same as a part of another act that holds the lock."""
    left = queries.house_count(locked.performance).seats_available
    taken_back = still_released = 0
    rows = _confirmed_rows(locked.performance).filter(released_seats__gt=0)
    for reservation in rows.order_by("created_at", "pk"):
        back = min(reservation.released_seats, left - taken_back)
        still_released += reservation.released_seats - back
        taken_back += back
        if back:
            _set_released(reservation, reservation.released_seats - back, Act.RECLAIMED, who, at)
    return TakenBack(taken_back, still_released)


def reclaim(locked: LockedPerformance, reservation: Reservation, *, people: int, staff: User, at: datetime) -> None:
    """Takes back so many of a late party's places that `people` can go in, and leaves the others to whoever has them.

    Part of the door's transaction, which holds the lock. Raises NotEnoughSeats; ChangedMeanwhile when the reservation
    is no longer as it was read.
    """
    back = min(people - reservation.to_come, reservation.released_seats)
    if back <= 0:
        return
    raise_refusal(policies.check_seats(queries.house_count(locked.performance), back))
    _set_released(reservation, reservation.released_seats - back, Act.RECLAIMED, by_staff(staff), at)


def _confirmed_rows(performance: Performance) -> QuerySet[Reservation]:
    """Locked until the transaction ends: nobody is let in by a seat that has just been counted as free."""
    rows = Reservation.objects.select_for_update(no_key=True)
    return rows.filter(performance=performance, status=ReservationStatus.CONFIRMED)


def _set_released(reservation: Reservation, released_seats: int, act: Act, who: Who, at: datetime) -> None:
    before, seats = reservation.released_seats, reservation.kept_seats
    page_cache.new_edition()
    unchanged = {"status": ReservationStatus.CONFIRMED, "admitted": reservation.admitted, "released_seats": before}
    update_unchanged(reservation, unchanged, released_seats=released_seats)
    append_only(reservation, act, who, at, before=str(seats), after=str(reservation.kept_seats))
