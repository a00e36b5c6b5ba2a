"""System checks for what would hurt silently."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections

from azionelab.env import DATABASE_LIMITS
from azionelab.roles import ADMINISTRATORS


@register(Tags.database)
def check_isolation_level(databases: list[str] | None = None, **kwargs: Any) -> list[Error]:
    """The locks of the booking core rest on READ COMMITTED: under repeatable read a lock is followed by old counts."""
    return [
        Error(
            "The database must run at the isolation level READ COMMITTED.",
            hint="Take isolation_level out of OPTIONS and default_transaction_isolation out of the server.",
            id="azionelab.E001",
        )
        for alias in databases or []
        if connections[alias].vendor == "postgresql"
        if _shown(alias, ["transaction_isolation"])["transaction_isolation"] != "read committed"
    ]


@register(Tags.database)
def check_time_limits(databases: list[str] | None = None, **kwargs: Any) -> list[Error]:
    """Without them one stuck statement holds a performance, and everybody who wants to book it, for good.

    Asked behind a pooler, where the role must have them: elsewhere each connection brings its own, or is one that is to
    have none.
    """
    return [
        Error(
            f"The database lets {setting} be {found}; it must be {DATABASE_LIMITS[setting]}.",
            hint="Behind a pooler the role holds the limits: manage.py set_database_limits, then restart the pooler.",
            id="azionelab.E003",
        )
        for alias in databases or []
        if connections[alias].vendor == "postgresql" and _has_pooler(alias)
        for setting, found in _shown(alias, DATABASE_LIMITS).items()
        if found != DATABASE_LIMITS[setting]
    ]


@register(Tags.urls)
def check_site_url(**kwargs: Any) -> list[Error]:
    """SITE_URL stands in every mail and QR code."""
    if settings.SITE_URL.startswith(("http://", "https://")) and not settings.SITE_URL.endswith("/"):
        return []
    return [
        Error(
            "SITE_URL must be the public address of the site, without a slash at the end.",
            hint="For example: SITE_URL=https://www.example.org",
            id="azionelab.E002",
        )
    ]


@register(Tags.security, deploy=True)
def check_second_factor(**kwargs: Any) -> list[Warning]:
    """Administrators reach every reservation and every account; a password alone guards them badly."""
    if ADMINISTRATORS in settings.TWO_FACTOR_REQUIRED:
        return []
    return [
        Warning(
            "Administrators may sign in with a password alone.",
            hint="Set TWO_FACTOR_REQUIRED=Administrators once they have set up an app or a passkey on /security/.",
            id="azionelab.W001",
        )
    ]


def _has_pooler(alias: str) -> bool:
    return bool(connections[alias].settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"))


def _shown(alias: str, settings_of_server: Iterable[str]) -> dict[str, str]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT name, current_setting(name) FROM unnest(%s::text[]) AS name", [list(settings_of_server)])
        return dict(cursor.fetchall())
