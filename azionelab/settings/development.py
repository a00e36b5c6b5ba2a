"""The run on one's own machine: SQLite, mails as files, nothing to set."""

from azionelab.env import database, env
from azionelab.settings.base import *  # noqa: F403  Django's way to build one settings module on another
from azionelab.settings.base import LOGGING, VAR_DIR

DEBUG = True
LOGGING["loggers"]["azionelab.request_watch"] = {"level": "WARNING"}  # the server for development says it already
SECRET_KEY = "development-only-never-in-production"  # noqa: S105  refused by production.py
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
KEEP_PAGES = False  # whoever changes a template sees it at once
VAR_DIR.mkdir(parents=True, exist_ok=True)

DATABASES = {"default": database(default_url=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
SITE_URL = env("SITE_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}")
WAGTAILADMIN_BASE_URL = SITE_URL
# Browsers know passkeys for names only: they are for http://localhost:PORT/, not for 127.0.0.1.
OTP_WEBAUTHN_RP_ID = "localhost"
OTP_WEBAUTHN_ALLOWED_ORIGINS = [f"http://localhost:{env.int('PORT', default=8000)}"]

EMAIL_BACKEND = "azionelab.mail.EmlFileBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = "AzioneLab <biglietteria@azionelab.example>"
