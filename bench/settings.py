"""The settings of production, and beside the site's addresses those of the floors."""

from azionelab.settings.production import *  # noqa: F403  Django's way to build one settings module on another

ROOT_URLCONF = "bench.floors"
