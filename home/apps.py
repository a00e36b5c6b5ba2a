from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Company")

    def ready(self) -> None:
        from wagtail.models import Locale, Page, PageViewRestriction, Site  # noqa: PLC0415  models must be loaded first

        from home import models, page_cache  # noqa: PLC0415  models must be loaded first

        page_cache.appears_anew_with(
            *(Locale, Page, PageViewRestriction, Site),
            *(models.AzioneDocument, models.AzioneImage, models.Person),
            *(models.CompanySettings, models.NavigationSettings),
        )
