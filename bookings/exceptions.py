"""Every "no" of the booking core: a stable code, a sentence that says what to do next, and facts that help.

No HTTP status here; azionelab/api/errors.py has the table from class to status.
"""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class BookingRefused(Exception):
    """Raised by policies and services; nothing has been written when it reaches an edge."""

    code = ""
    field: str | None = None  # the field of the request that is at fault
    sentence: "str | StrPromise" = ""

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts

    @property
    def detail(self) -> str:
        """The sentence in the active language."""
        return str(self.sentence) % self.facts


class NotFound(BookingRefused):
    """Unknown, foreign, tampered or out of use: one answer for all, so that nobody learns which."""

    code = "not_found"
    sentence = _("We cannot find this. Please check the link or the code, or write to the box office.")


class PartyTooLarge(BookingRefused):
    code = "party_too_large"
    field = "party_size"
    sentence = _("One reservation is for at most %(max_party_size)s people. For larger groups please write to us.")


class NotYetOpen(BookingRefused):
    code = "not_yet_open"
    sentence = _("Booking for this performance is not open yet. Please come back when it opens.")


class BookingClosed(BookingRefused):
    code = "booking_closed"
    sentence = _("Booking for this performance is closed. Please ask at the door, or choose another date.")


class PerformanceCancelled(BookingRefused):
    code = "performance_cancelled"
    sentence = _("This performance has been cancelled. Please choose another date.")


class NotEnoughSeats(BookingRefused):
    code = "not_enough_seats"
    sentence = _("There are not enough places left: %(seats_available)s. Please choose fewer people or another date.")


class TooManySeats(BookingRefused):
    """Only ever told to the holder of a link, who knows what the address has booked."""

    code = "too_many_seats"
    sentence = _(
        "With this address %(seats_taken)s places are booked for this performance, and the most is %(max_seats)s. "
        "Please give some back first, or write to the box office."
    )


class IdempotencyConflict(BookingRefused):
    code = "idempotency_conflict"
    sentence = _("This request was already sent with other content. Please reload the page and book again.")


class ReservationExpired(BookingRefused):
    code = "reservation_expired"
    sentence = _("The time to confirm this reservation is over. Please book again.")


class ReservationCancelled(BookingRefused):
    code = "reservation_cancelled"
    sentence = _("This reservation was cancelled. Please book again if you wish to come.")


class AlreadyCheckedIn(BookingRefused):
    code = "already_checked_in"
    sentence = _("Everyone of this reservation is already in. Please send whoever shows it now to the box office.")


class ReleaseOff(BookingRefused):
    code = "release_off"
    sentence = _(
        "Places are never given away here: visitors have not been told that they may be. "
        "The box office can switch it on in the booking rules, for performances to come."
    )


class TooEarlyToRelease(BookingRefused):
    code = "too_early_to_release"
    sentence = _("It is too early to give places away: visitors have been promised theirs for longer. Please wait.")


class Busy(BookingRefused):
    code = "busy"
    sentence = _("So many people are booking at this moment that we could not answer in time. Please try again.")


class RefusedAtTheDesk(BookingRefused):
    """What only the staff's own screens ever say; no call of the API answers so."""


class PersonErased(RefusedAtTheDesk):
    code = "person_erased"
    sentence = _("The personal data of this reservation have been erased, and none can be added. Please book anew.")


class PerformanceOver(RefusedAtTheDesk):
    code = "performance_over"
    sentence = _("This performance is over. Please choose another date.")


class PerformanceExists(RefusedAtTheDesk):
    code = "performance_exists"
    field = "starts_at"
    sentence = _("The show plays at that time in that venue already. Please choose another time, or move people there.")


class RoomTooSmall(RefusedAtTheDesk):
    code = "room_too_small"
    field = "venue"
    sentence = _(
        "%(confirmed)s seats are confirmed, and there would be %(seat_limit)s. "
        "Please choose a larger room, put out additional seats, or cancel or move reservations first."
    )


class HoldOutOfTime(RefusedAtTheDesk):
    code = "hold_out_of_time"
    field = "hold_until"
    sentence = _("Seats are held until a moment that lies ahead, and until the curtain at most. Please choose another.")


class NothingToSay(RefusedAtTheDesk):
    code = "nothing_to_say"
    field = "text_it"
    sentence = _("Please write a text, in Italian or in English.")
