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

PREPARED_AFTER = 5  # calls of the same statement on one connection, as psycopg has it
# One plan of a prepared statement for all values. Left alone, PostgreSQL plans one anew for each call if it thinks that
# knowing the values helps: for a booking's look at its performance that was dearer than the look (ADR 0039).
PLANNED_ONCE = {"plan_cache_mode": "force_generic_plan"}
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
    MAIL_FIRST_TRY=(str, "beside"),
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
    return _one_of("json", "line", variable="LOG_FORMAT", default=default)


def mail_first_try() -> str:
    """Who tries a mail first, as MAIL_FIRST_TRY names it: a thread `beside` the answers, or `tick` alone."""
    return _one_of("beside", "tick", variable="MAIL_FIRST_TRY")


def _one_of(*known: str, variable: str, default: object = environ.Env.NOTSET) -> str:
    name = env(variable, default=default)
    if name not in known:
        raise ImproperlyConfigured(f"{variable} is {name!r}; it knows: {', '.join(known)}.")
    return name


def database(default_url: str) -> dict:
    """The default database from DATABASE_URL, with the limits of time.

    A pooler in transaction mode (DATABASE_POOLER) gives each transaction whichever connection is free. So it takes no
    limits at the start, which the role has then (`manage.py set_database_limits`), and keeps no cursor and no prepared
    statement (home/prepared.py) in between.
    """
    config = env.db_url("DATABASE_URL", default=default_url)
    if config["ENGINE"] == "django.db.backends.postgresql":
        config["OPTIONS"] = {**config.get("OPTIONS", {}), "connect_timeout": 5}
        if _pools_transactions():
            config["DISABLE_SERVER_SIDE_CURSORS"] = True
        else:
            config["OPTIONS"]["prepare_threshold"] = PREPARED_AFTER
            settings = {**DATABASE_LIMITS, **PLANNED_ONCE}
            config["OPTIONS"]["options"] = " ".join(f"-c {name}={value}" for name, value in settings.items())
    else:
        # Deferred transactions that turn into writers fail at once under load; immediate ones queue.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    return config


def cache(default_url: str) -> dict:
    """The cache of CACHE_URL, with room for the pages of a large site.

    Django's caches in files and in the database hold 300 entries, and beyond them throw out some by chance: the name of
    the edition too, and with it all that is kept. A change of content leaves the pages of the edition before it behind
    until then, so there is room for 500 pages in two languages, three times over. Caches in files list them all for
    each page that they take, which at this number costs 5 ms of the 50 in which a page is made.
    """
    config = env.cache_url("CACHE_URL", default=default_url)
    if config["BACKEND"].startswith(("django.core.cache.backends.filebased", "django.core.cache.backends.db")):
        config["OPTIONS"] = {"MAX_ENTRIES": 3000, **config.get("OPTIONS", {})}
    return config


def _pools_transactions() -> bool:
    return _one_of("none", "transaction", variable="DATABASE_POOLER") == "transaction"
