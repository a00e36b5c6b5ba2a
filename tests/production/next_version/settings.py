from azionelab.settings.production import *  # noqa: F403  Django's way to build one settings module on another

INSTALLED_APPS = [*INSTALLED_APPS, "tests.production.next_version"]  # noqa: F405  of the line above
