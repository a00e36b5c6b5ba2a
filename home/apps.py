from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Company")

    def ready(self) -> None:
        from wagtail.models import get_page_models  # noqa: PLC0415  models must be loaded first

        from home.models import BasePage  # noqa: PLC0415  models must be loaded first
        from home.panels import add_checklist_to  # noqa: PLC0415  models must be loaded first

        for model in get_page_models():
            if issubclass(model, BasePage):
                add_checklist_to(model)
