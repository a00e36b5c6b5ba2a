"""Behind nginx. A missing variable stops the start with its name; no secret has a default."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from azionelab.env import database, env, log_format
from azionelab.settings.base import *  # noqa: F403  Django's way to build one settings module on another
from azionelab.settings.base import LOGGING, METRICS_TOKEN

DEBUG = False
LOGGING["handlers"]["console"]["formatter"] = log_format(default="json")
SECRET_KEY = env("DJANGO_SECRET_KEY")
SECRET_KEY_FALLBACKS = env("DJANGO_SECRET_KEY_FALLBACKS")
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("development"):
    raise ImproperlyConfigured("DJANGO_SECRET_KEY must be a random string of at least 50 characters.")
if METRICS_TOKEN and len(METRICS_TOKEN) < 32:
    raise ImproperlyConfigured("METRICS_TOKEN must be a random string of at least 32 characters.")
ALLOWED_HOSTS = env("DJANGO_ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env("DJANGO_CSRF_TRUSTED_ORIGINS")
SITE_URL = env("SITE_URL").rstrip("/")
WAGTAILADMIN_BASE_URL = SITE_URL
OTP_WEBAUTHN_RP_ID = urlsplit(SITE_URL).hostname
OTP_WEBAUTHN_ALLOWED_ORIGINS = [SITE_URL]

env("DATABASE_URL")  # stops here when missing
DATABASES = {"default": database(default_url="")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql" and env("DATABASE_POOL"):
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 5}

vars().update(env.email_url("EMAIL_URL"))
EMAIL_TIMEOUT = 2
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("DEFAULT_FROM_EMAIL")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "home.stylesheets.BundlingStorage"},
}

SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # Django's CSRF middleware is on, through our subclass in azionelab.middleware
    "security.W019",  # framing is allowed to our own pages, for Wagtail's preview; the content policy says the same
]

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = env("HSTS_SECONDS")
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # an evening's work, and not the night after
