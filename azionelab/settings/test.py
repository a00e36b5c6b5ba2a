"""Tests: DATABASE_URL from `make test` (PostgreSQL), or SQLite for the second run of the booking core."""

import tempfile
from pathlib import Path

from azionelab.env import database
from azionelab.settings.base import *  # noqa: F403  Django's way to build one settings module on another

DEBUG = False
SECRET_KEY = "test-only-never-in-production"  # noqa: S105  refused by production.py
ALLOWED_HOSTS = ["*"]
SITE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
OTP_WEBAUTHN_RP_ID, OTP_WEBAUTHN_ALLOWED_ORIGINS = "localhost", ["http://localhost"]

_folder = tempfile.TemporaryDirectory(prefix="azionelab-test-")  # goes when the process ends
VAR_DIR = Path(_folder.name)
MEDIA_ROOT = VAR_DIR / "media"
BACKUP_FOLDER = VAR_DIR / "backups"
DATABASES = {"default": database(default_url=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}  # a file: threads must share it

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},  # each test sees what it has written
}
STATICFILES_DIRS = [entry for entry in STATICFILES_DIRS if entry[1].exists()]  # noqa: F405  from base
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_FIRST_TRY = "inline"  # with the act that a test has done, its mail is there
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "AzioneLab <biglietteria@azionelab.example>"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "ENQUEUE_ON_COMMIT": False}}
WHITENOISE_AUTOREFRESH = True
