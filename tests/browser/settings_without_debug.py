"""The run on one's own machine, but errors look as on a server."""

from azionelab.settings.development import *  # noqa: F403  Django's way to build one settings module on another

DEBUG = False
