from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bookings.models.performances import Performance
from home.models.settings import in_language

CENTS = 100


class Priced(models.Model):
    """A price by its name in two languages; amounts are whole cents."""

    name_it = models.CharField(_("name in Italian"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    cents = models.PositiveIntegerField(_("amount in cents"))

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        """In the language being read."""
        return in_language(self, "name")

    @property
    def amount(self) -> Decimal:
        """In euros."""
        return Decimal(self.cents) / CENTS


class PriceType(Priced):
    """A price of the house, from which cash sheets take a copy; 0 is free, as for guests of the house."""

    order = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Smaller numbers stand first."))
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("A price out of use stays on the sheets that have it.")
    )

    wagtail_reference_index_ignore = True  # Wagtail counts the uses of content; this is none

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name_it"],
                name="bookings_price_named_once",
                violation_error_message=_("There is a price of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Takings(Priced):
    """How many people of one performance paid one price. Written by bookings.takings alone.

    Name and amount are those of the price when it was first entered: a price that changes later changes no sheet. Holds
    no visitor, so it stays when reservations are erased.
    """

    performance = models.ForeignKey(
        Performance, on_delete=models.PROTECT, related_name="takings", verbose_name=_("performance")
    )
    price_type = models.ForeignKey(PriceType, on_delete=models.PROTECT, related_name="takings", verbose_name=_("price"))
    people = models.PositiveIntegerField(_("people"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered"))

    wagtail_reference_index_ignore = True  # Wagtail counts the uses of content; this is none

    class Meta:
        verbose_name = _("line of a cash sheet")
        verbose_name_plural = _("lines of cash sheets")
        ordering = ["performance", "price_type__order", "price_type"]
        constraints = [models.UniqueConstraint(fields=["performance", "price_type"], name="bookings_takings_once")]

    def __str__(self) -> str:
        return f"{self.name}: {self.people}"

    @property
    def total(self) -> Decimal:
        return self.amount * self.people
