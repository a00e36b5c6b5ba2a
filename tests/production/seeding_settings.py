"""The settings that load the demo company, without the time limits of requests: a machine at work takes its time."""

from azionelab.settings.development import *  # noqa: F403  Django's way to build one settings module on another
from azionelab.settings.development import DATABASES

DATABASES["default"]["OPTIONS"].pop("options", None)
