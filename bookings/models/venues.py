import zoneinfo
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.enums import Fact
from home.models.settings import in_language


def validate_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("Unknown time zone: write it like Europe/Rome."))


@dataclass(frozen=True)
class AccessFact:
    """One access fact of a venue in words. `kind` is yes, no or unknown."""

    name: str
    kind: str
    words: str


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
        """How to get there, in the language being read."""
        return in_language(self, "directions")

    @property
    def access_facts(self) -> list[AccessFact]:
        """Every access fact, those that are not known too, in the order in which people ask."""
        names = ["step_free", "hearing_loop", "accessible_toilet", "parking"]
        facts = [self._fact(name, getattr(self, name), getattr(self, f"get_{name}_display")()) for name in names]
        places = self.wheelchair_places
        if places is None:
            wheelchairs = self._fact("wheelchair_places", Fact.UNKNOWN, str(Fact.UNKNOWN.label))
        else:
            wheelchairs = self._fact("wheelchair_places", Fact.YES if places else Fact.NO, str(places))
        return [facts[0], wheelchairs, *facts[1:]]

    def _fact(self, field: str, kind: str, words: str) -> AccessFact:
        name = str(self._meta.get_field(field).verbose_name)
        return AccessFact(name=name[:1].upper() + name[1:], kind=kind, words=words)

    def local(self, moment: datetime) -> datetime:
        """`moment` in the time zone of the venue, which is the one that people read."""
        return timezone.localtime(moment, timezone=zoneinfo.ZoneInfo(self.time_zone))
