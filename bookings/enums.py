"""The words of the box office, as stored and as shown."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PerformanceStatus(TextChoices):
    SCHEDULED = "scheduled", pgettext_lazy("performance", "Scheduled")
    CANCELLED = "cancelled", pgettext_lazy("performance", "Cancelled")


class BookingState(TextChoices):
    """What a visitor may do about a performance now; decided by `policies.booking_verdict` alone."""

    OPEN = "open", _("Places free")
    FEW_LEFT = "few_left", _("Few places left")
    FULL = "full", _("Full")
    NOT_YET_OPEN = "not_yet_open", _("Booking not open yet")
    CLOSED = "closed", _("Booking closed, ask at the door")
    CANCELLED = "cancelled", pgettext_lazy("performance", "Cancelled")


class Standing(TextChoices):
    """Where a show stands in the programme; decided by `policies.standing_of` alone."""

    ANNOUNCED = "announced", pgettext_lazy("show", "Announced")
    IN_PREPARATION = "in_preparation", pgettext_lazy("show", "In preparation")
    ARCHIVED = "archived", pgettext_lazy("show", "Archive")


class ReservationStatus(TextChoices):
    PENDING = "pending", _("To be confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", pgettext_lazy("reservation", "Cancelled")
    EXPIRED = "expired", pgettext_lazy("reservation", "Expired")


class Source(TextChoices):
    WEBSITE = "website", _("Website")
    BOX_OFFICE = "box_office", _("Box office")
    WALK_UP = "walk_up", _("Walk-up")


class ReservationKind(TextChoices):
    """What a party is to the house. `Source` says by which way it came."""

    ORDINARY = "ordinary", pgettext_lazy("reservation", "Ordinary")
    COMP = "comp", _("Guests of the house")
    GROUP = "group", _("Group")


class CameAs(TextChoices):
    """The types by which attendance is told: walk-ups, and for the others the kind of their reservation."""

    ORDINARY = "ordinary", pgettext_lazy("attendance", "With a reservation")
    COMP = "comp", pgettext_lazy("attendance", "Guests of the house")
    GROUP = "group", pgettext_lazy("attendance", "Groups")
    WALK_UP = "walk_up", _("Walk-ups")


class AccessNeed(TextChoices):
    WHEELCHAIR = "wheelchair", _("Wheelchair space")
    COMPANION = "companion", _("Companion")
    STEP_FREE = "step_free", _("Step-free way in")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    SIGN_LANGUAGE = "sign_language", _("Place with a view of the sign language interpreter")
    OTHER = "other", _("Something else")


class Fact(TextChoices):
    """An access fact of a venue. Not knowing is an answer too, and is shown."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class AccessType(TextChoices):
    """For whom a performance is made accessible; each is a column of `Performance` of the same name."""

    RELAXED = "relaxed", pgettext_lazy("performance", "Relaxed")
    CAPTIONED = "captioned", pgettext_lazy("performance", "Captioned")
    AUDIO_DESCRIBED = "audio_described", pgettext_lazy("performance", "Audio-described")
    SIGNED = "signed", pgettext_lazy("performance", "With a sign language interpreter")


class FormAge(StrEnum):
    """How long ago a form was opened that is now sent; decided by `policies.form_age` alone."""

    IN_TIME = "in_time"
    TOO_FAST = "too_fast"
    TOO_OLD = "too_old"


class Obstacle(TextChoices):
    """What stands in the way of a date that is being planned."""

    NO_SUCH_TIME = "no_such_time", _("The clocks go forward: this time does not exist")
    ALREADY_THERE = "already_there", _("This show is there already")
    BEFORE_OPENING = "before_opening", _("Booking would open only after it")
    OVERLAP = "overlap", _("The venue is taken at that time")
    PAST = "past", _("In the past")


class Act(TextChoices):
    """What a history row of a reservation tells."""

    BOOKED = "booked", _("Booked")
    CONFIRMED = "confirmed", _("Confirmed")
    PARTY_CHANGED = "party_changed", _("Number of people changed")
    CANCELLED = "cancelled", pgettext_lazy("reservation", "Cancelled")
    EXPIRED = "expired", pgettext_lazy("reservation", "Expired")
    RESENT = "resent", _("Mail sent again")
    ADDRESS_CORRECTED = "address_corrected", _("Address corrected")
    REMINDED = "reminded", _("Reminded")
    RELEASED = "released", _("Places given away, because nobody had come")
    RECLAIMED = "reclaimed", _("Places taken back")
    ERASED = "erased", _("Personal data erased")
    PERFORMANCE_CANCELLED = "performance_off", _("Performance cancelled")
    PERFORMANCE_MOVED = "performance_moved", _("Performance moved")
    MOVED = "moved", _("Moved to another performance")
    NOTED = "noted", _("Staff's note written")
    DETAILS_CORRECTED = "details_corrected", _("Details corrected")
    ANNOUNCED = "announced", _("Message from the house")


class Occasion(TextChoices):
    """What the house writes to all of a performance about."""

    CANCELLED = "cancelled", _("Performance cancelled")
    MOVED = "moved", _("Performance moved")
    MESSAGE = "message", _("Message from the house")
    RESERVATIONS_CANCELLED = "reservations_off", _("All reservations cancelled")


class Actor(TextChoices):
    VISITOR = "visitor", _("Visitor")
    STAFF = "staff", _("Staff")
    CLOCK = "clock", _("Clock")


class MessageKind(TextChoices):
    """The mails of the outbox; each has its templates in templates/bookings/email/."""

    CONFIRM = "confirm", _("Please confirm")
    CONFIRMED = "confirmed", _("Confirmed, with the code")
    CHANGED = "changed", _("Changed")
    CANCELLED = "cancelled", pgettext_lazy("reservation", "Cancelled")
    PERFORMANCE_CANCELLED = "performance_cancelled", _("Performance cancelled")
    PERFORMANCE_MOVED = "performance_moved", _("Performance moved")
    ANNOUNCEMENT = "announcement", _("Message from the house")
    REMINDER = "reminder", _("Reminder, the day before")
    CONTACT = "contact", _("Message from a contact page")
    DOOR_LIST = "door_list", _("Door list, before doors")


class MessageState(TextChoices):
    DUE = "due", _("To be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    DROPPED = "dropped", _("No longer needed")
    FAILED = "failed", _("Failed")
