"""Settings that every environment shares."""

from pathlib import Path

from corsheaders.defaults import default_headers
from django.utils.translation import gettext_lazy as _

from azionelab.env import BASE_DIR, cache, contact_from, env, log_format, mail_first_try, roles_from

VAR_DIR = Path(env("AZIONELAB_VAR")).resolve()
AZIONELAB_VERSION = env("AZIONELAB_VERSION")  # named by health, logs, metrics and backups

INSTALLED_APPS = [
    "azionelab",
    "checkins",
    "bookings",
    "shows",
    "home",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail_modeladmin",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "azionelab.apps.StaffAccountsConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "corsheaders",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_otp_webauthn",
    "azionelab.sign_in",  # after them: it takes what they register in Django's admin back
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "azionelab.request_watch.RequestWatchMiddleware",  # outermost: it sees every answer
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "azionelab.middleware.ContentSecurityPolicyMiddleware",
    "azionelab.middleware.KeptPageMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "azionelab.middleware.PageLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "azionelab.middleware.TokenPageCsrfMiddleware",
    "azionelab.sign_in.sessions.AccountMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "azionelab.sign_in.requirement.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "azionelab.urls"
WSGI_APPLICATION = "azionelab.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "login"
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/login/"

SESSION_ENGINE = "azionelab.sign_in.sessions"  # Django's own rows, read by plain SQL
AUTHENTICATION_BACKENDS = ["azionelab.sign_in.accounts.AccountBackend"]  # and its own accounts
# The roles that reach nothing before they have signed in with a second factor.
TWO_FACTOR_REQUIRED = roles_from(env("TWO_FACTOR_REQUIRED"))
# Tries are counted by THROTTLES, for the app and the recovery codes together; the library would count each alone.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
OTP_WEBAUTHN_RP_NAME = "AzioneLab"
OTP_WEBAUTHN_HELPER_CLASS = "azionelab.sign_in.webauthn.NamedPasskeys"
OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN = True
OTP_WEBAUTHN_EXCEPTION_LOGGER_NAME = None  # a refused passkey is an answer, not a traceback in the log

# The default locale row of Wagtail is born from LANGUAGE_CODE in the first migration.
LANGUAGE_CODE = "it"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("it", _("Italian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Rome"
USE_TZ = True
FORMAT_MODULE_PATH = "azionelab.formats"
WAGTAIL_I18N_ENABLED = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# The build of frontend/; the folder is missing until the first build, which every make target brings.
WIDGET_DIR = BASE_DIR / "frontend" / "dist" / "azl"
STATICFILES_DIRS = [("azl", WIDGET_DIR)]
# What browsers may keep for good: names with a hash, which collectstatic gives and the widget's parts bring.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+(\.[0-9a-f]{12}\.[^/]+|/azl/[a-z]+/chunk-[0-9A-Z]{8}\.js)$"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"

BACKUP_FOLDER = Path(env("BACKUP_FOLDER") or VAR_DIR / "backups").resolve()
BACKUP_KEEP = env("BACKUP_KEEP")
BACKUP_RECIPIENT = env("BACKUP_RECIPIENT")

# One cache for all processes: Wagtail's, and apart from it the pages kept for visitors (home/page_cache.py).
_cache = cache(default_url=f"filecache://{VAR_DIR / 'cache' / 'django'}")
CACHES = {
    "default": {"KEY_PREFIX": "wagtail", **_cache},
    "pages": {"KEY_PREFIX": "pages", **_cache},
    # Wagtail writes each rendition back that it reads: into memory, then, where a changed picture is a new edition too.
    "renditions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "renditions",
        "KEY_FUNCTION": "home.page_cache.key_in_edition",
    },
}
KEEP_PAGES = True

# Verbs of the booking core own their transactions; a request-long one would hold rows through rendering and SMTP.
ATOMIC_REQUESTS = False

WAGTAIL_SITE_NAME = "AzioneLab"
WAGTAILIMAGES_IMAGE_MODEL = "home.AzioneImage"
WAGTAILDOCS_DOCUMENT_MODEL = "home.AzioneDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Videos of one's own, and their captions, are documents too.
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "txt", "mp4", "webm", "vtt"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 200 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.image_forms.ImageForm"
# Photographs as cameras and telephones make them; no SVG, which can carry scripts.
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64 * 1000 * 1000  # what is unpacked in memory, frames of an animation included
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True  # "Memory" and "memory" are one tag
# Nothing of an editor's browser or of this installation goes to third parties.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's editor sends many

# Browsers send the token from the cookie that the first GET under /api/ sets.
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "bookings.booking_views.stale_form"  # the check holds, and what was typed is kept
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview shows the page in a frame of the admin
CORS_ALLOWED_ORIGINS = env("CORS_ALLOWED_ORIGINS")
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_HEADERS = [*default_headers, "idempotency-key", "if-none-match", "x-follow-token"]
CORS_EXPOSE_HEADERS = ["ETag", "Retry-After", "X-Request-ID"]
CLIENT_PROXIES = env("CLIENT_PROXIES")
SENTRY_DSN = env("SENTRY_DSN")  # where errors are reported to; empty: nowhere, and the library is not even loaded
METRICS_TOKEN = env("METRICS_TOKEN")  # what Prometheus sends for /metrics; empty: nothing is counted, and no address
SECURITY_CONTACT = contact_from(env("SECURITY_CONTACT"))

# No visitor waits for a mail (ADR 0038): a thread beside the answers tries it first, and waits so long for the mail
# server. `manage.py tick` has more patience.
MAIL_FIRST_TRY = mail_first_try()
MAIL_FIRST_TRY_SECONDS = 2.0

# Tries allowed per window, by what is tried and who tries it; counted for all processes in the database.
THROTTLES = {
    "book.client": (60, 60),  # tries, seconds
    "book.address": (10, 60 * 60),
    "token.client": (240, 60),
    "resend.client": (20, 60 * 60),
    "resend.address": (5, 60 * 60),
    "contact.client": (20, 60 * 60),
    "contact.address": (5, 60 * 60),
    "login.client": (30, 5 * 60),
    "login.account": (20, 5 * 60),
    "passkey.client": (60, 5 * 60),
    "second-step.account": (10, 15 * 60),
}
THROTTLES = {scope: (tries * env("THROTTLES_FACTOR"), seconds) for scope, (tries, seconds) in THROTTLES.items()}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["azionelab.api.parsers.CarefulJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "azionelab.api.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "azionelab.api.schema.Schema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "azionelab.api.errors.RefusalHandler",
    "EXCEPTION_FORMATTER_CLASS": "azionelab.api.errors.RefusalFormatter",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "AzioneLab API",
    "DESCRIPTION": "Shows, performances, reservations and check-in of one theatre company.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/",
    "PREPROCESSING_HOOKS": ["azionelab.api.schema.only_api_paths"],
    "SORT_OPERATIONS": True,
    "ENUM_NAME_OVERRIDES": {
        "AccessNeed": "bookings.enums.AccessNeed",
        "AccessType": "bookings.enums.AccessType",
        "BookingState": "bookings.enums.BookingState",
        "Fact": "bookings.enums.Fact",
        "HealthState": ["ok", "failing"],
        "LiveState": ["ok"],
        "MigrationState": ["ok", "pending", "unknown"],
        "RefusalType": ["validation_error", "client_error", "server_error"],
        "Language": LANGUAGES,
        "MailState": "bookings.enums.MessageState",
        "PerformanceStatus": "bookings.enums.PerformanceStatus",
        "ReservationStatus": "bookings.enums.ReservationStatus",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "azionelab.logs.MaskingFormatter",
            "format": "{asctime} {levelname} {name} {request_id} {message}",
            "style": "{",
        },
        "json": {"()": "azionelab.logs.JSONFormatter"},
    },
    "filters": {"request_id": {"()": "azionelab.logs.RequestIdFilter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request_id"],
            "formatter": log_format(default="line"),
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},  # Django's own handler would say everything twice
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.template": {"level": "INFO"},  # at DEBUG it prints all that a page knows
        "django.db.backends": {"level": "INFO"},  # at DEBUG it prints every statement with its values
        "django_tasks": {"level": "WARNING"},  # Wagtail's index updates, two lines for each
        "fontTools": {"level": "WARNING"},  # embeds fonts in PDF files, some thirty lines for each
        "wagtail": {"level": "WARNING"},  # its own log in the database tells who published what
    },
}
