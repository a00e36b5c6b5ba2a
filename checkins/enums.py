"""The words of the door, as stored and as shown."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AdmissionSource(TextChoices):
    """How the server came to know of an admission."""

    DOOR = "door", _("At the door")
    PHONE_ALONE = "phone_alone", _("By a phone without network")
    PAPER = "paper", _("From the list on paper")
    WALK_UP = "walk_up", _("Walk-up")


class Conflict(TextChoices):
    """Why an admission that has happened is not counted; each is the code of the refusal it would have got online."""

    ALREADY_CHECKED_IN = "already_checked_in", _("More people than the party has")
    SEATS_RELEASED = "seats_released", _("Their places had been given away, and too few were left")
    RESERVATION_CANCELLED = "reservation_cancelled", _("The reservation was cancelled")
    NOT_CONFIRMED = "not_confirmed", _("The reservation was not confirmed")
    PERFORMANCE_CANCELLED = "performance_cancelled", _("The performance was cancelled")
    WRONG_PERFORMANCE = "wrong_performance", _("The reservation is for another performance")


class ActKind(StrEnum):
    """What a phone tells of the time in which it was alone."""

    ADMIT = "admit"
    UNDO = "undo"


class ActOutcome(StrEnum):
    """What has become of an act that a phone has told."""

    ADMITTED = "admitted"
    CONFLICT = "conflict"
    UNDONE = "undone"
    REFUSED = "refused"
