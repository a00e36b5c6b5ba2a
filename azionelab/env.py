"""Every environment variable that the site reads, with its type.

Development and tests need none of them. Production has no default for a secret, a host or a mail
sender: the first missing one stops the start with its name. docs/settings.md has a row for each.

Each may also come from a file, as Docker and secret managers hand secrets over: DJANGO_SECRET_KEY_FILE names the file
that holds DJANGO_SECRET_KEY, and wins over it.
"""

import re
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping

from azionelab.roles import PERMISSIONS

BASE_DIR = Path(__file__).resolve().parent.parent

# What keeps a stuck query from stopping the house, as PostgreSQL shows it. A limit that strikes becomes `busy`.
DATABASE_LIMITS = {"statement_timeout": "10s", "lock_timeout": "4s", "idle_in_transaction_session_timeout": "15s"}


class Surroundings(FileAwareMapping):
    """The environment and the files that it names, without the line break with which editors end a file."""

    def __getitem__(self, key: str) -> str:
        return super().__getitem__(key).rstrip("\r\n")


class Env(environ.Env):
    ENVIRON = Surroundings()


env = Env(
    AZIONELAB_VAR=(str, str(BASE_DIR / "var")),
    AZIONELAB_VERSION=(str, "development"),
    BACKUP_FOLDER=(str, ""),
    BACKUP_KEEP=(str, "daily=7,weekly=5,monthly=3"),
    BACKUP_RECIPIENT=(list, []),
    CACHE_URL=(str, ""),
    CLIENT_PROXIES=(int, 0),
    CORS_ALLOWED_ORIGINS=(list, []),
    DATABASE_POOL=(bool, True),
    DATABASE_POOLER=(str, "none"),
    DEFAULT_FROM_EMAIL=(str, environ.Env.NOTSET),
    DJANGO_ALLOWED_HOSTS=(list, environ.Env.NOTSET),
    DJANGO_CSRF_TRUSTED_ORIGINS=(list, []),
    DJANGO_SECRET_KEY=(str, environ.Env.NOTSET),
    DJANGO_SECRET_KEY_FALLBACKS=(list, []),
    EMAIL_URL=(str, environ.Env.NOTSET),
    HSTS_SECONDS=(int, 31_536_000),
    LOG_FORMAT=(str, "line"),
    LOG_LEVEL=(str, "INFO"),
    MEDIA_BUCKET=(str, ""),
    MEDIA_ENDPOINT_URL=(str, ""),
    METRICS_TOKEN=(str, ""),
    SECURITY_CONTACT=(str, ""),
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


def contact_from(text: str) -> str:
    """SECURITY_CONTACT as security.txt wants it: a page (https) or an address (mailto); a bare address becomes one.

    Anything else stops the start: a finding would be told to nobody.
    """
    contact = f"mailto:{text}" if "@" in text and ":" not in text else text
    if contact and not re.fullmatch(r"https://\S+|mailto:[^\s@]+@[^\s@]+", contact):
        raise ImproperlyConfigured(f"SECURITY_CONTACT must be an e-mail address or an https address, not {text!r}.")
    return contact


def log_format(default: str) -> str:
    """The form of the log's lines that LOG_FORMAT names: `line`, for people, or `json`, for programs."""
    name = env("LOG_FORMAT", default=default)
    if name not in ("json", "line"):
        raise ImproperlyConfigured(f"LOG_FORMAT is {name!r}; it knows: json, line.")
    return name


def database(default_url: str) -> dict:
    """The default database from DATABASE_URL, with the limits of time.

    A pooler in transaction mode (DATABASE_POOLER) gives each transaction whichever connection is free. So it takes no
    limits at the start, which the role has then (`manage.py set_database_limits`), and keeps no cursor in between.
    """
    config = env.db_url("DATABASE_URL", default=default_url)
    if config["ENGINE"] == "django.db.backends.postgresql":
        config["OPTIONS"] = {**config.get("OPTIONS", {}), "connect_timeout": 5}
        if _pools_transactions():
            config["DISABLE_SERVER_SIDE_CURSORS"] = True
        else:
            config["OPTIONS"]["options"] = " ".join(f"-c {name}={value}" for name, value in DATABASE_LIMITS.items())
    else:
        # Deferred transactions that turn into writers fail at once under load; immediate ones queue.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    return config


def _pools_transactions() -> bool:
    pooler = env("DATABASE_POOLER")
    if pooler not in ("none", "transaction"):
        raise ImproperlyConfigured(f"DATABASE_POOLER is {pooler!r}; it knows: none, transaction.")
    return pooler == "transaction"
