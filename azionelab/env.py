"""Every environment variable that the site reads, with its type.

Development and tests need none of them. Production has no default for a secret, a host or a mail
sender: the first missing one stops the start with its name. docs/settings.md has a row for each.

Each may also come from a file, as Docker and secret managers hand secrets over: DJANGO_SECRET_KEY_FILE names the file
that holds DJANGO_SECRET_KEY, and wins over it.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping

from azionelab.roles import PERMISSIONS

BASE_DIR = Path(__file__).resolve().parent.parent


class Surroundings(FileAwareMapping):
    """The environment and the files that it names, without the line break with which editors end a file."""

    def __getitem__(self, key: str) -> str:
        return super().__getitem__(key).rstrip("\r\n")


class Env(environ.Env):
    ENVIRON = Surroundings()


env = Env(
    AZIONELAB_VAR=(str, str(BASE_DIR / "var")),
    AZIONELAB_VERSION=(str, "development"),
    CACHE_URL=(str, ""),
    CLIENT_PROXIES=(int, 0),
    CORS_ALLOWED_ORIGINS=(list, []),
    DATABASE_POOL=(bool, True),
    DEFAULT_FROM_EMAIL=(str, environ.Env.NOTSET),
    DJANGO_ALLOWED_HOSTS=(list, environ.Env.NOTSET),
    DJANGO_CSRF_TRUSTED_ORIGINS=(list, []),
    DJANGO_SECRET_KEY=(str, environ.Env.NOTSET),
    DJANGO_SECRET_KEY_FALLBACKS=(list, []),
    EMAIL_URL=(str, environ.Env.NOTSET),
    HSTS_SECONDS=(int, 31_536_000),
    LOG_FORMAT=(str, "line"),
    LOG_LEVEL=(str, "INFO"),
    METRICS_TOKEN=(str, ""),
    SENTRY_DSN=(str, ""),
    SITE_URL=(str, environ.Env.NOTSET),
    THROTTLES_FACTOR=(int, 1),
    TWO_FACTOR_REQUIRED=(list, []),
)


def roles_from(names: list[str]) -> frozenset[str]:
    """The roles that TWO_FACTOR_REQUIRED names: `none`, `all`, or names of roles.

    A name that is no role stops the start: with a slip of the pen the door would stand open.
    """
    wanted = {name.strip() for name in names if name.strip()}
    if wanted <= {"none"}:
        return frozenset()
    if wanted == {"all"}:
        return frozenset(PERMISSIONS)
    if unknown := sorted(wanted - set(PERMISSIONS)):
        known = ", ".join(["none", "all", *PERMISSIONS])
        raise ImproperlyConfigured(f"TWO_FACTOR_REQUIRED names {', '.join(unknown)}; it knows: {known}.")
    return frozenset(wanted)


def log_format(default: str) -> str:
    """The form of the log's lines that LOG_FORMAT names: `line`, for people, or `json`, for programs."""
    name = env("LOG_FORMAT", default=default)
    if name not in ("json", "line"):
        raise ImproperlyConfigured(f"LOG_FORMAT is {name!r}; it knows: json, line.")
    return name


def database(default_url: str) -> dict:
    """The default database from DATABASE_URL, with the limits that keep a stuck query from stopping the house.

    Times are in milliseconds. A limit that strikes becomes the refusal `busy`.
    """
    config = env.db_url("DATABASE_URL", default=default_url)
    if config["ENGINE"] == "django.db.backends.postgresql":
        limits = "-c statement_timeout=10000 -c lock_timeout=4000 -c idle_in_transaction_session_timeout=15000"
        config["OPTIONS"] = {**config.get("OPTIONS", {}), "options": limits, "connect_timeout": 5}
    else:
        # Deferred transactions that turn into writers fail at once under load; immediate ones queue.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    return config
