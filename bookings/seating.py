"""Taking and giving seats of one house: what the verbs of a reservation have in common. Parts of their transactions."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from bookings import policies, queries
from bookings.acts import update_unchanged
from bookings.enums import ReservationStatus
from bookings.exceptions import NotEnoughSeats
from bookings.locking import LockedPerformance
from bookings.models import Performance, Reservation, ReservationNeed
from home import page_cache


def count_for(locked: LockedPerformance, reservation: Reservation, at: datetime) -> policies.HouseCount:
    """The seats as they stand for one reservation of that house: what it has or holds itself is free for it."""
    count = queries.house_count(locked.performance)
    is_confirmed = reservation.status == ReservationStatus.CONFIRMED
    return policies.HouseCount(
        seat_limit=count.seat_limit,
        confirmed_seats=count.confirmed_seats - (reservation.kept_seats if is_confirmed else 0),
        held_seats=count.held_seats - seats_held_by(reservation, at),
    )


def seats_held_by(reservation: Reservation, at: datetime) -> int:
    """Seats that are kept for a reservation while it is not confirmed."""
    is_pending = reservation.status != ReservationStatus.CONFIRMED
    is_held = reservation.held_until is not None and reservation.held_until > at
    return reservation.party_size if is_pending and is_held else 0


def take_seats(reservation: Reservation, unchanged: dict[str, Any], **values: Any) -> None:
    """`update_unchanged` for what may take seats."""
    with overbooking_refused():
        update_unchanged(reservation, unchanged, **values)


@contextmanager
def overbooking_refused() -> Iterator[None]:
    """The database's own refusal to overbook becomes NotEnoughSeats."""
    try:
        yield
    except IntegrityError as error:
        if "never_overbooked" not in str(error):
            raise
        raise NotEnoughSeats(seats_available=0) from error


def tell_pages(performance: Performance, seats_before: int, seats_after: int) -> None:
    """Has pages say another word about a performance where one is due: most bookings leave it as it is."""
    limits = queries.party_limits(performance, queries.rules())
    if policies.seats_state(seats_before, limits) != policies.seats_state(seats_after, limits):
        page_cache.new_edition()


def count_in_memory(reservation: Reservation, performance: Performance, *, confirmed: int, held: int) -> None:
    """Leaves the performance, as read before the act, with the seats that the act takes: the answer reads no more."""
    performance.house.confirmed_seats += confirmed
    performance.held_seats += held
    reservation.performance = reservation.performance_after = performance


def add_needs(reservation: Reservation, needs: Sequence[str]) -> None:
    if needs:
        ReservationNeed.objects.bulk_create(ReservationNeed(reservation=reservation, need=need) for need in needs)
