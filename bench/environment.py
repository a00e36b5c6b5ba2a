"""The conditions of a measurement, and the settings of those that need no whole site around them."""

import os
import platform
import secrets
from importlib.metadata import version
from pathlib import Path

HOST = "bench.azionelab.example"
QUICK = os.environ.get("QUICK") == "1"  # some seconds instead of minutes: to see that it works, not for figures


def prepare_on_any_database(folder: str) -> None:
    """Sets the environment of this process and of those that it starts; then Django is ready.

    Without DATABASE_URL the database is SQLite, in the folder.
    """
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "azionelab.settings.production",
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_ALLOWED_HOSTS": HOST,
        "SITE_URL": f"https://{HOST}",
        "EMAIL_URL": "dummymail://",  # mails are made and taken in at once: what a mail server costs is not ours
        "DEFAULT_FROM_EMAIL": f"bench@{HOST}",
        "AZIONELAB_VAR": folder,
        "LOG_LEVEL": "ERROR",
        "THROTTLES_FACTOR": "1000000",
    }
    import django  # noqa: PLC0415  only now does it find its settings

    django.setup()


def versions() -> list[str]:
    """The machine and the programs, one fact a line."""
    from django.db import connection  # noqa: PLC0415  it needs Django's settings, which need the environment

    number = connection.pg_version
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "djangorestframework", "psycopg", "gunicorn"))
    return [
        f"{_processor()}, {os.cpu_count()} cores for nginx, gunicorn, PostgreSQL and the clients together",
        f"Python {platform.python_version()}, {packages}, PostgreSQL {number // 10000}.{number % 10000}",
    ]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
