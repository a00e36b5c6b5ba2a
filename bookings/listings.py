"""A performance as people see it: the show in their language, the venue's time, the verdict in words.

The API, the show pages, the mails and the door all show performances through this one value.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_datetime
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext

from bookings import policies, queries
from bookings.enums import AccessType, BookingState
from bookings.models import BookingSettings, Performance, Venue
from shows.models import ShowPage


@dataclass(frozen=True)
class ListedPerformance:
    performance: Performance
    show: ShowPage
    verdict: policies.Verdict

    @property
    def id(self) -> int:
        return self.performance.pk

    @property
    def venue(self) -> Venue:
        return self.performance.venue

    @property
    def status(self) -> str:
        return self.performance.status

    @property
    def starts_at(self) -> datetime:
        return self.performance.local(self.performance.starts_at)

    @property
    def doors_at(self) -> datetime | None:
        doors = self.performance.doors_at
        return self.performance.local(doors) if doors else None

    @property
    def ends_at(self) -> datetime | None:
        end = self.performance.expected_end
        return self.performance.local(end) if end else None

    @property
    def moved_from(self) -> datetime | None:
        """The curtain before the last move; None for a performance that was never moved."""
        moved_from = self.performance.moved_from
        return self.performance.local(moved_from) if moved_from else None

    @property
    def access_types(self) -> list[AccessType]:
        return self.performance.access_types

    @property
    def starts_label(self) -> str:
        return moment_label(self.starts_at)

    @property
    def opens_at(self) -> datetime | None:
        opens = self.verdict.opens_at
        return self.performance.local(opens) if opens else None

    @property
    def closes_at(self) -> datetime:
        return self.performance.local(self.verdict.closes_at)

    @property
    def state(self) -> BookingState:
        return self.verdict.state

    @property
    def is_bookable(self) -> bool:
        return self.state in {BookingState.OPEN, BookingState.FEW_LEFT}

    @property
    def state_label(self) -> str:
        """The state in words, without a number of seats, so that a page which holds it may be cached."""
        if self.state == BookingState.NOT_YET_OPEN and self.opens_at:
            return pgettext("booking", "Opens on %(moment)s") % {"moment": moment_label(self.opens_at)}
        return str(self.state.label)

    @property
    def availability_label(self) -> str:
        """The state in words for an answer that is made afresh each time: with the number when few are left."""
        if self.state != BookingState.FEW_LEFT:
            return self.state_label
        left = self.verdict.seats_available
        return ngettext("%(left)d place left", "%(left)d places left", left) % {"left": left}

    @property
    def show_title(self) -> str:
        return self.show.title

    @property
    def show_url(self) -> str:
        return self.show.url


def listed(performances: Iterable[Performance], at: datetime | None = None) -> list[ListedPerformance]:
    """Performances from `queries.performances()` in the active language; two queries whatever their number.

    A show without a published page in that language appears as it was entered.
    """
    rows = list(performances)
    if not rows:
        return []
    rules = BookingSettings.load()
    pages = queries.shows_in_language(rows, get_language() or "it")
    moment = at or timezone.now()
    return [
        ListedPerformance(
            performance=row,
            show=pages.get(row.show.translation_key, row.show),
            verdict=queries.verdict(row, rules, moment),
        )
        for row in rows
    ]


def moment_label(moment: datetime) -> str:
    """A local moment as people write it, with its weekday: `sabato 21 novembre 2026, ore 21:00`.

    Written by Babel: Django's own Italian month and day names begin with capitals, which Italian does not.
    """
    # Translators: a date pattern of Unicode CLDR; words stand between single quotes, a no-break space before the time.
    pattern = pgettext("date pattern", "EEEE d MMMM y, 'at' HH:mm")
    return format_datetime(moment, pattern, tzinfo=moment.tzinfo, locale=get_language() or "it")
