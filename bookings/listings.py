"""A performance as people see it: the show in their language, the venue's time, the verdict in words.

The API, the show pages, the mails and the door all show performances through this one value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from uuid import UUID

from babel.dates import format_date, format_datetime
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from bookings import policies, queries
from bookings.enums import AccessType, BookingState, PerformanceStatus
from bookings.models import BookingSettings, Performance, Venue
from home import page_cache
from shows.models import ShowPage


@dataclass(frozen=True)
class ListedPerformance:
    performance: Performance
    show: ShowPage
    rules: BookingSettings
    at: datetime  # the moment of which all this is true
    released_from: datetime | None = None  # when the door may begin to give away places that nobody has claimed
    venue_url: str = ""  # only on rows from with_venue_pages(), and while the venue has a page in that language

    @cached_property
    def verdict(self) -> policies.Verdict:
        """Whether it can be booked. Only of performances that come with their counts, as those of a mail do not."""
        return queries.verdict(self.performance, self.rules, self.at)

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
    def day(self) -> date:
        return self.starts_at.date()

    @property
    def month_label(self) -> str:
        return month_label(self.day)

    @property
    def has_begun(self) -> bool:
        return self.performance.starts_at <= self.at

    @property
    def is_over(self) -> bool:
        """Whether its night has ended; until then it is tonight's."""
        return self.performance.starts_at < queries.night_of(self.at)

    @property
    def is_cancelled(self) -> bool:
        return self.status == PerformanceStatus.CANCELLED

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
        if self.state == BookingState.CLOSED and self.has_begun:
            return pgettext("performance", "Has begun")
        return str(self.state.label)

    @property
    def availability_label(self) -> str:
        """The state in words for an answer that is made afresh each time: with the number when few are left."""
        if self.state != BookingState.FEW_LEFT:
            return self.state_label
        left = self.verdict.seats_available
        return ngettext("%(left)d place left", "%(left)d places left", left) % {"left": left}

    @property
    def release_notice(self) -> str:
        """That places which nobody has claimed may be given away, and from when; empty when none are, and when that
        time has come."""
        if self.released_from is None or self.is_cancelled or self.at >= self.released_from:
            return ""
        by = self.performance.local(self.released_from)
        words = _("Please be there by %(time)s: places that nobody has claimed by then may be given to others.")
        return words % {"time": f"{by:%H:%M}"}

    @property
    def show_title(self) -> str:
        return self.show.title

    @property
    def show_url(self) -> str:
        return page_cache.remember(("address of a page", self.show.pk), lambda: self.show.url)


def listed(performances: Iterable[Performance], at: datetime | None = None) -> list[ListedPerformance]:
    """Performances from `queries.performances()` or `counted_performances()`, in the active language; their own query,
    and three more for what the present edition does not remember of their shows and venues.

    A show without a published page in that language appears as it was entered.
    """
    rows = queries.with_shows(performances)
    if not rows:
        return []
    pages = queries.shows_in_language(rows, get_language() or "it")
    return listed_on_pages(rows, pages, queries.rules(), at or timezone.now())


def listed_on_pages(
    performances: Iterable[Performance], pages: Mapping[UUID, ShowPage], rules: BookingSettings, at: datetime
) -> list[ListedPerformance]:
    """The same for a caller who has the pages of the shows, by translation key, and the rules of booking."""
    return [
        ListedPerformance(
            performance=row,
            show=pages.get(row.show.translation_key, row.show),
            rules=rules,
            at=at,
            released_from=queries.release_from(row, rules),
        )
        for row in performances
    ]


def next_change(rows: Iterable[ListedPerformance], at: datetime) -> datetime | None:
    """When the clock will next change what is said of one of these performances; None when it will not."""
    moments = [
        moment
        for row in rows
        for moment in (row.opens_at, row.closes_at, row.starts_at)
        if moment is not None and moment > at
    ]
    return min(moments, default=None)


def title_of(performance: Performance) -> str:
    """The title of its show in the active language."""
    page = queries.shows_in_language([performance], get_language() or "it").get(performance.show.translation_key)
    return (page or performance.show).title


def with_venue_pages(rows: Iterable[ListedPerformance]) -> list[ListedPerformance]:
    """The same rows for pages, which link the venues to their own pages."""
    urls = venue_urls()
    return [replace(row, venue_url=urls.get(row.venue.pk, "")) for row in rows]


def venue_urls() -> dict[int, str]:
    """The address of each venue's published page in the active language, by the venue's id."""
    language = (get_language() or "it")[:2]

    def look_up() -> dict[int, str]:
        return {page.venue_id: page.url for page in queries.venue_pages(language)}

    return page_cache.remember(("venue pages", language), look_up)


def moment_label(moment: datetime) -> str:
    """A local moment as people write it, with its weekday: `sabato 21 novembre 2026, ore 21:00`.

    Written by Babel: Django's own Italian month and day names begin with capitals, which Italian does not.
    """
    return _moment_label(moment.replace(tzinfo=None), get_language())


@lru_cache(maxsize=1000)
def _moment_label(clock: datetime, language: str | None) -> str:
    """The same of what calendar and clock on the wall say; made once for each curtain, which every answer names."""
    # Translators: a date pattern of Unicode CLDR; words stand between single quotes, a no-break space before the time.
    return format_datetime(clock, pgettext("date pattern", "EEEE d MMMM y, 'at' HH:mm"), locale=language or "it")


def short_moment_label(moment: datetime) -> str:
    """A local moment for a narrow column: `sab 21 nov 2026, 21:00`."""
    return format_datetime(moment, "EE d MMM y, HH:mm", tzinfo=moment.tzinfo, locale=get_language() or "it")


def day_label(day: date) -> str:
    """A day as people write it: `sabato 21 novembre 2026`."""
    # Translators: a date pattern of Unicode CLDR.
    return format_date(day, pgettext("date pattern", "EEEE d MMMM y"), locale=get_language() or "it")


def month_label(day: date) -> str:
    """The month of a day as people write it: `novembre 2026`."""
    return format_date(day, "LLLL y", locale=get_language() or "it")


def days_label(first: date, last: date) -> str:
    """From a first to a last day, saying once what both share: `3–12 ottobre 2026`, `3 ottobre – 12 novembre 2026`."""
    # Babel's own intervals write Italian days with a nought before them.
    language = get_language() or "it"
    end = format_date(last, "d MMMM y", locale=language)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    start = format_date(first, "d MMMM" if first.year == last.year else "d MMMM y", locale=language)
    return f"{start} – {end}"
