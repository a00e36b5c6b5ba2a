import zoneinfo
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bookings.enums import Fact


def validate_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("Unknown time zone: write it like Europe/Rome."))


class Venue(models.Model):
    """A room, with its capacity and access facts. What is worth telling about it stands on its page."""

    slug = models.SlugField(_("short name for addresses"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(_("street and number"), max_length=200)
    postal_code = models.CharField(_("postal code"), max_length=12, blank=True)
    city = models.CharField(_("city"), max_length=80)
    country = models.CharField(_("country code"), max_length=2, default="IT")
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Rome", validators=[validate_time_zone])
    capacity = models.PositiveIntegerField(
        _("capacity"), validators=[MinValueValidator(1)], help_text=_("Seats of the room, as the permit has it.")
    )
    step_free = models.CharField(_("step-free way in"), max_length=7, choices=Fact, default=Fact.UNKNOWN)
    wheelchair_places = models.PositiveSmallIntegerField(_("wheelchair places"), null=True, blank=True)
    hearing_loop = models.CharField(_("hearing loop"), max_length=7, choices=Fact, default=Fact.UNKNOWN)
    accessible_toilet = models.CharField(_("accessible toilet"), max_length=7, choices=Fact, default=Fact.UNKNOWN)
    parking = models.CharField(_("parking nearby"), max_length=7, choices=Fact, default=Fact.UNKNOWN)
    directions_it = models.TextField(_("how to get there (Italian)"), blank=True)
    directions_en = models.TextField(_("how to get there (English)"), blank=True)

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=models.Q(capacity__gte=1), name="bookings_venue_has_seats")]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}"

    @property
    def directions(self) -> str:
        """How to get there, in the language of the reader."""
        return self.directions_en if get_language() == "en" else self.directions_it

    def local(self, moment: datetime) -> datetime:
        """`moment` in the time zone of the venue, which is the one that people read."""
        return timezone.localtime(moment, timezone=zoneinfo.ZoneInfo(self.time_zone))
