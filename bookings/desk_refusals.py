"""What the box office is told when the booking core says no: the sentences of exceptions.py speak to visitors."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from bookings.exceptions import (
    AlreadyCheckedIn,
    BookingRefused,
    Busy,
    HoldOutOfTime,
    IdempotencyConflict,
    NotEnoughSeats,
    PerformanceCancelled,
    PerformanceOver,
    PersonErased,
    ReservationCancelled,
    ReservationExpired,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: "dict[type[BookingRefused], StrPromise]" = {
    NotEnoughSeats: _(
        "Seats free there now: %(seats_available)s. Take fewer people or another performance, or put out additional "
        "seats first."
    ),
    PerformanceCancelled: _("This performance is cancelled. Choose another one."),
    ReservationCancelled: _("This reservation is cancelled, and stays so. If they wish to come, book again."),
    ReservationExpired: _("The time to confirm this reservation is over, and its seats are free. Book again."),
    AlreadyCheckedIn: _(
        "People of this party who are in already: %(admitted)s. Take their admission back first, on the page of the "
        "reservation."
    ),
    PerformanceOver: _("The night of this performance is over. Choose one that lies ahead."),
    HoldOutOfTime: _("Seats are held until a moment that lies ahead, and until the curtain at most. Choose another."),
    PersonErased: _("The personal data of this reservation are erased, and none can be added. Book anew."),
    IdempotencyConflict: _(
        "This form has booked somebody already, with other details. Look into the list; if this is another party, "
        "press the button again."
    ),
    Busy: _("Too many are booking at this moment. Nothing was changed: press the button once more."),
}


def words_for_staff(refusal: BookingRefused) -> str:
    """The refusal with its next step, for whoever sits at the desk; in the active language."""
    words = WORDS.get(type(refusal))
    return refusal.detail if words is None else str(words) % refusal.facts
