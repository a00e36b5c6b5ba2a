from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Company")

    def ready(self) -> None:
        from home import receivers  # noqa: F401, PLC0415  models must be loaded first
