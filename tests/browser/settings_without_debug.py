"""The run on one's own machine, but errors look as on a server, and the database has a second to be had."""

from azionelab.settings.development import *  # noqa: F403  Django's way to build one settings module on another
from azionelab.settings.development import DATABASES

DEBUG = False
DATABASES["default"]["OPTIONS"]["timeout"] = 1  # seconds; a visitor's own patience ends at twenty
