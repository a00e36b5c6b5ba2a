"""The locks of the booking core: the row that counts the seats of a performance, and, for the door, a reservation's.

Whatever a decision rests on is read after it. It blocks neither readers nor new pending reservations, which refer to
the performance and not to this row. Two performances are locked in the order of their keys.
"""

from dataclasses import dataclass
from datetime import datetime

from bookings import queries, statements
from bookings.enums import ReservationStatus
from bookings.exceptions import NotFound
from bookings.models import Performance, Reservation


@dataclass(frozen=True)
class LockedPerformance:
    """The proof that the lock is held, and the performance with its counts as read after it."""

    performance: Performance


def lock_performance(performance_id: int, at: datetime) -> LockedPerformance:
    """Locks the seats of a performance until the transaction ends. Raises NotFound; must run in a transaction."""
    statements.lock_house(performance_id)
    return LockedPerformance(statements.counted_performance(performance_id, at))


def lock_both(first_id: int, second_id: int, at: datetime) -> tuple[LockedPerformance, LockedPerformance]:
    """Locks the seats of two performances, in the order of their keys whatever the order in which they are named.

    Raises NotFound; must run in a transaction.
    """
    for performance_id in sorted({first_id, second_id}):
        statements.lock_house(performance_id)
    first, second = (statements.counted_performance(each, at) for each in (first_id, second_id))
    return LockedPerformance(first), LockedPerformance(second)


def lock_seats_of(reservation: Reservation) -> None:
    """Locks the seats that a confirmed reservation is about to give back; must come before its own row is written.

    The trigger that counts them would lock them afterwards. One who gives back would then wait for one who takes more
    for the same reservation, and that one for the first.
    """
    if reservation.status == ReservationStatus.CONFIRMED:
        statements.lock_house(reservation.performance_id)


def lock_reservation(reservation_id: int) -> Reservation:
    """Locks one reservation until the transaction ends, and gives it as it is then. Raises NotFound.

    For the door, which counts a party anew. Comes after no other lock but that of the house.
    """
    row = Reservation.objects.select_for_update(no_key=True).filter(pk=reservation_id)
    if not row.values("pk"):
        raise NotFound
    return queries.reservation_by_id(reservation_id)
