from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookings.enums import Occasion
from bookings.models.performances import Performance


class Announcement(models.Model):
    """What the house has written to all of a performance, once for all of them. Only ever appended.

    Mails show it in the language of who reads them. It names no visitor, so it stays when visitors are forgotten.
    """

    performance = models.ForeignKey(
        Performance, on_delete=models.CASCADE, related_name="announcements", verbose_name=_("performance")
    )
    occasion = models.CharField(_("occasion"), max_length=16, choices=Occasion)
    subject_it = models.CharField(_("subject (Italian)"), max_length=120, blank=True)
    subject_en = models.CharField(_("subject (English)"), max_length=120, blank=True)
    text_it = models.TextField(_("text (Italian)"), max_length=4000, blank=True)
    text_en = models.TextField(_("text (English)"), max_length=4000, blank=True)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("member of staff")
    )
    at = models.DateTimeField(_("when"))

    wagtail_reference_index_ignore = True  # Wagtail counts the uses of content; this is none

    class Meta:
        verbose_name = _("message to all of a performance")
        verbose_name_plural = _("messages to all of a performance")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(occasion__in=Occasion.values), name="bookings_known_occasion"),
            models.CheckConstraint(condition=~Q(text_it="", text_en=""), name="bookings_announcement_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_occasion_display()}: {self.performance}"
