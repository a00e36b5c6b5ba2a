"""The clock, the folders and the room on the disk."""

import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from azionelab.doctor.findings import Finding, fault, warning, well

GIGABYTE = 1024**3
FULL = (GIGABYTE // 2, GIGABYTE * 2)  # below the first it is a fault, below the second a warning
FILE_CACHE = "django.core.cache.backends.filebased.FileBasedCache"


def time_zone() -> Finding:
    machine = datetime.now().astimezone()
    if settings.TIME_ZONE == "UTC":
        return warning("time zone", "The site counts its evenings in UTC.", "Set TIME_ZONE to that of the house.")
    site = timezone.localtime()
    words = f"The house has {site:%H:%M} ({settings.TIME_ZONE}), the machine {machine:%H:%M} ({machine.tzname()})."
    return well("time zone", words)


def media_folder() -> Finding:
    return _writable("media folder", Path(settings.MEDIA_ROOT))


def cache_folder() -> Finding:
    cache = settings.CACHES["default"]
    if cache["BACKEND"] != FILE_CACHE:
        return well("cache folder", "The cache lies in no folder.")
    return _writable("cache folder", Path(cache["LOCATION"]))


def disk_space() -> Finding:
    folder = _existing(Path(settings.MEDIA_ROOT))
    free = shutil.disk_usage(folder).free
    words = f"{free / GIGABYTE:.1f} GB are free where the media lie."
    to_do = "Make room: old backups, images of earlier releases (docker image prune), logs."
    if free < FULL[0]:
        return fault("disk", words, to_do)
    return warning("disk", words, to_do) if free < FULL[1] else well("disk", words)


def _writable(subject: str, folder: Path) -> Finding:
    """Both folders are made when first written to, so what counts is the nearest one that exists."""
    nearest = _existing(folder)
    try:
        with tempfile.TemporaryFile(dir=nearest):
            return well(subject, f"{folder} can be written to.")
    except OSError as error:
        to_do = f"Give it to the account of the site, which is {os.geteuid()}."
        return fault(subject, f"{nearest} cannot be written to: {type(error).__name__}.", to_do)


def _existing(folder: Path) -> Path:
    return next(parent for parent in (folder, *folder.parents) if parent.exists())
