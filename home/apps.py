from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Company")

    def ready(self) -> None:
        from wagtail import models as wagtail  # noqa: PLC0415  models must be loaded first

        from home import models, page_cache, receivers  # noqa: F401, PLC0415  models must be loaded first
        from home.panels import add_checklist_to  # noqa: PLC0415  models must be loaded first

        page_cache.appears_anew_with(
            *(wagtail.Locale, wagtail.Page, wagtail.PageViewRestriction, wagtail.Site),
            *(models.AzioneDocument, models.AzioneImage, models.Person),
            *(models.CompanySettings, models.NavigationSettings),
        )
        for model in wagtail.get_page_models():
            if issubclass(model, models.BasePage):
                add_checklist_to(model)
