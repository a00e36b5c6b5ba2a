from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class BookingsConfig(AppConfig):
    name = "bookings"
    verbose_name = _("Bookings")

    def ready(self) -> None:
        from bookings import models, seat_triggers  # noqa: PLC0415  models must be loaded first
        from bookings.panels import PerformancesPanel  # noqa: PLC0415  models must be loaded first
        from home import page_cache  # noqa: PLC0415  models must be loaded first
        from shows.models import ShowPage  # noqa: PLC0415  models must be loaded first

        # Shows know nothing of performances, so the panel is brought to them.
        ShowPage.content_panels = [
            *ShowPage.content_panels,
            PerformancesPanel(heading=_("Performances"), icon="date"),
        ]
        post_migrate.connect(seat_triggers.restore_after_migrate, sender=self)
        page_cache.appears_anew_with(models.BookingSettings, models.BookingTexts, models.Performance, models.Venue)
