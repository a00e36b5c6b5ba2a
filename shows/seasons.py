"""Seasons of a theatre: from September to August, written 2026/27."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FIRST_MONTH = 9
SEASON = re.compile(r"(\d{4})/(\d{2})")


def validate_season(season: str) -> None:
    match = SEASON.fullmatch(season)
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        raise ValidationError(_("Write the season as two years that follow each other: 2026/27."))


def season_of_show(written: str, last_night: date | None) -> str:
    """The season that editors have written, else that of the last performance; empty while there is neither."""
    return written or (season_of(last_night) if last_night else "")


def season_of(day: date) -> str:
    """The season to which a day belongs."""
    first = day.year if day.month >= FIRST_MONTH else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"
