from django.apps import AppConfig
from django.conf import settings
from wagtail.users.apps import WagtailUsersAppConfig

from azionelab import lost_connections  # noqa: F401  it listens to requests from now on


class AzioneLabConfig(AppConfig):
    """The edge of the project: it knows every app, and no app imports it."""

    name = "azionelab"
    default = True

    def ready(self) -> None:
        from azionelab import checks  # noqa: F401, PLC0415  registers the system checks

        if settings.SENTRY_DSN:
            from azionelab import error_reports  # noqa: PLC0415  only where it is wanted

            error_reports.start(settings.SENTRY_DSN, settings.AZIONELAB_VERSION)


class StaffAccountsConfig(WagtailUsersAppConfig):
    """Wagtail's screens for accounts, with the roles in words and without a way up for those who are no superusers."""

    user_viewset = "azionelab.staff_accounts.StaffAccountViewSet"
