from django.apps import AppConfig


class AzioneLabConfig(AppConfig):
    """The edge of the project: it knows every app, and no app imports it."""

    name = "azionelab"

    def ready(self) -> None:
        from azionelab import checks  # noqa: F401, PLC0415  registers the system checks
