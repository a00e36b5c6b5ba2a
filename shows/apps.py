from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShowsConfig(AppConfig):
    name = "shows"
    verbose_name = _("Shows")

    def ready(self) -> None:
        from home import page_cache  # noqa: PLC0415  models must be loaded first
        from shows import models  # noqa: PLC0415  models must be loaded first

        page_cache.appears_anew_with(models.Category, models.Credit)
