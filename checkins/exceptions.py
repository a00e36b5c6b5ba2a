"""The refusals that only the door speaks; in the family of the booking core's."""

from django.utils.translation import gettext_lazy as _

from bookings.exceptions import BookingRefused, PartyTooLarge


class NotConfirmed(BookingRefused):
    code = "not_confirmed"
    sentence = _("This reservation was not confirmed in time. Please send the person to the box office.")


class WrongPerformance(BookingRefused):
    code = "wrong_performance"
    sentence = _(
        "This reservation is for another performance: %(starts_label)s. "
        "Please send them to that door, or to the box office."
    )


class SeatsReleased(BookingRefused):
    """Those of the party who are outside come late: their places were given away."""

    code = "seats_released"
    sentence = _(
        "The places of this party were given away: %(released)s. Places left now: %(seats_available)s. "
        "Take back as many as they need, or send them to the box office."
    )


class NotTonight(BookingRefused):
    code = "not_tonight"
    sentence = _("This performance is not tonight. The house is clear on its own night: please choose another date.")


class MoreThanToCome(PartyTooLarge):
    """Asked to let in more people than the party still has outside."""

    field = "admit"
    sentence = _(
        "Of this reservation only %(to_come)s are still to come. Let those in, and send the others to the box office."
    )


class UndoTooLate(BookingRefused):
    code = "undo_too_late"
    sentence = _(
        "An admission can be taken back at the door for ten seconds. It is later than that: "
        "please ask the box office to take it back."
    )


class SyncTooLate(BookingRefused):
    """Told so long after the night that the counts are closed."""

    code = "sync_too_late"
    sentence = _(
        "The night of this performance has been over for more than a day. "
        "Please tell the box office whom this phone let in."
    )
