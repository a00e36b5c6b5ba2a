"""System checks for what would hurt silently."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections

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
        if connections[alias].vendor == "postgresql" and _isolation_level(alias) != "read committed"
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


def _isolation_level(alias: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        return cursor.fetchone()[0]
