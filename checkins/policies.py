"""What the door may do with a reservation, as pure functions."""

from bookings.enums import PerformanceStatus, ReservationStatus
from bookings.exceptions import AlreadyCheckedIn, BookingRefused, PerformanceCancelled, ReservationCancelled
from bookings.models import Reservation
from checkins.exceptions import MoreThanToCome, NotConfirmed


def check_admission(reservation: Reservation) -> BookingRefused | None:
    """Whether anybody of this party may go in; which performance the door is open for is not asked here."""
    if reservation.status == ReservationStatus.CANCELLED:
        return ReservationCancelled()
    if reservation.status != ReservationStatus.CONFIRMED:
        return NotConfirmed()
    if reservation.performance.status == PerformanceStatus.CANCELLED:
        return PerformanceCancelled()
    if reservation.to_come == 0:
        return AlreadyCheckedIn(admitted=reservation.admitted, to_come=0)
    return None


def check_people(reservation: Reservation, people: int) -> BookingRefused | None:
    if people > reservation.to_come:
        return MoreThanToCome(to_come=reservation.to_come, max_party_size=reservation.to_come)
    return None
