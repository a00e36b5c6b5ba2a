"""What the door may do with a reservation, as pure functions."""

from datetime import datetime, timedelta

from bookings.enums import PerformanceStatus, ReservationStatus
from bookings.exceptions import AlreadyCheckedIn, BookingRefused, PerformanceCancelled, ReservationCancelled
from bookings.models import Reservation
from checkins.enums import Conflict
from checkins.exceptions import MoreThanToCome, NotConfirmed, NotTonight, SeatsReleased, UndoTooLate
from checkins.merging import PartyBound

UNDO_LASTS = timedelta(seconds=10)  # as long as the phone offers it
WAY_TO_THE_SERVER = timedelta(seconds=5)
CLOCKS_DIFFER = timedelta(seconds=2)  # between two times that a phone told in different calls


def check_admission(reservation: Reservation) -> BookingRefused | None:
    """Whether anybody of this party may go in; which performance the door is open for is not asked here."""
    refusal = _check_usable(reservation)
    if refusal is not None:
        return refusal
    if reservation.to_come == 0 and reservation.released_seats:
        return SeatsReleased(released=reservation.released_seats, admitted=reservation.admitted, to_come=0)
    if reservation.to_come == 0:
        return AlreadyCheckedIn(admitted=reservation.admitted, to_come=0)
    return None


def check_people(reservation: Reservation, people: int) -> BookingRefused | None:
    if people > reservation.to_come:
        return MoreThanToCome(to_come=reservation.to_come, max_party_size=reservation.to_come)
    return None


def party_bound(reservation: Reservation) -> PartyBound:
    """How many people of this party may be in at most, for admissions that have happened without asking."""
    refusal = _check_usable(reservation)
    if refusal is not None:
        return PartyBound(0, Conflict(refusal.code))
    is_released = reservation.released_seats > 0
    return PartyBound(reservation.kept_seats, Conflict.SEATS_RELEASED if is_released else Conflict.ALREADY_CHECKED_IN)


def check_undo(
    admitted_at: datetime, undone_at: datetime, grace: timedelta, *, may_be_late: bool
) -> UndoTooLate | None:
    """Whether an admission may still be taken back: in place for ten seconds and `grace`, later by the box office."""
    is_in_place = undone_at - admitted_at <= UNDO_LASTS + grace
    return None if is_in_place or may_be_late else UndoTooLate()


def late_from(starts_at: datetime, first_clear_at: datetime | None) -> datetime:
    """After which moment people come late: the curtain, or the first house clear, whichever is earlier."""
    return starts_at if first_clear_at is None else min(starts_at, first_clear_at)


def check_house_clear(performance_status: str, *, is_tonight: bool) -> BookingRefused | None:
    """Whether the house may be said to be clear: on its own night, when there is a performance at all."""
    if performance_status == PerformanceStatus.CANCELLED:
        return PerformanceCancelled()
    return None if is_tonight else NotTonight()


def _check_usable(reservation: Reservation) -> BookingRefused | None:
    if reservation.status == ReservationStatus.CANCELLED:
        return ReservationCancelled()
    if reservation.status != ReservationStatus.CONFIRMED:
        return NotConfirmed()
    if reservation.performance.status == PerformanceStatus.CANCELLED:
        return PerformanceCancelled()
    return None
