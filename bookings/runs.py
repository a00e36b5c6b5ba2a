"""The run of a show: what is ahead of it, what is behind it, and where it therefore stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Q

from bookings import policies, queries
from bookings.enums import PerformanceStatus, Standing
from bookings.listings import ListedPerformance, days_label, listed_on_pages, with_venue_pages
from bookings.models import BookingSettings, Performance, Venue
from shows.models import ShowPage


@dataclass(frozen=True)
class Played:
    """The nights that are over: from a first to a last one, and where. Cancelled ones were not played."""

    first: date
    last: date
    venues: tuple[str, ...]

    @property
    def days(self) -> str:
        return days_label(self.first, self.last)


@dataclass(frozen=True)
class Run:
    standing: Standing
    to_come: list[ListedPerformance]
    played: Played | None

    @property
    def is_announced(self) -> bool:
        return self.standing == Standing.ANNOUNCED

    @property
    def is_archived(self) -> bool:
        return self.standing == Standing.ARCHIVED


@dataclass(frozen=True)
class WholeRun(Run):
    """A run with each night that is over, and for each venue the next performance there."""

    past: list[ListedPerformance]
    first_at_each_venue: list[ListedPerformance]

    @property
    def still_bookable(self) -> list[ListedPerformance]:
        return [performance for performance in self.to_come if performance.is_bookable]

    @property
    def not_begun(self) -> list[ListedPerformance]:
        return [performance for performance in self.to_come if not performance.has_begun]


def dates_ahead(shows: Iterable[ShowPage], rules: BookingSettings, at: datetime) -> dict[UUID, list[ListedPerformance]]:
    """The performances to come of each show, the next one first, by translation key; one query."""
    pages = {show.translation_key: show for show in shows}
    rows = queries.upcoming_performances(at).filter(show__translation_key__in=pages)
    ahead: dict[UUID, list[ListedPerformance]] = {key: [] for key in pages}
    for row in with_venue_pages(listed_on_pages(rows, pages, rules, at)):
        ahead[row.performance.show.translation_key].append(row)
    return ahead


def still_bookable(show: ShowPage, rules: BookingSettings, at: datetime) -> list[ListedPerformance]:
    """The dates of one show that can be booked now, the next one first; one query."""
    [ahead] = dates_ahead([show], rules, at).values()
    return [row for row in ahead if row.is_bookable]


def runs_of(ahead: dict[UUID, list[ListedPerformance]], at: datetime) -> dict[UUID, Run]:
    """The run of each show whose dates ahead are given; one query whatever their number."""
    past = _past_of(ahead, at)
    return {
        key: Run(
            standing=policies.standing_of(_last_curtain(to_come, past.get(key)), queries.night_of(at)),
            to_come=to_come,
            played=past[key].played if key in past else None,
        )
        for key, to_come in ahead.items()
    }


def whole_run_of(show: ShowPage, rules: BookingSettings, at: datetime) -> WholeRun:
    """Everything about the run of one show, in one query."""
    tonight = queries.night_of(at)
    pages = {show.translation_key: show}
    rows = with_venue_pages(listed_on_pages(queries.performances_of_show(show, at), pages, rules, at))
    to_come = [row for row in rows if row.performance.starts_at >= tonight]
    past = [row for row in rows if row.performance.starts_at < tonight]
    played = [row for row in past if not row.is_cancelled]
    return WholeRun(
        standing=policies.standing_of(rows[-1].performance.starts_at if rows else None, tonight),
        to_come=to_come,
        played=Played(played[0].day, played[-1].day, _names(row.venue for row in played)) if played else None,
        past=past,
        first_at_each_venue=_first_at_each_venue(to_come),
    )


PastRow = Mapping[str, Any]  # one venue of one show, as the database sums it up


def _first_at_each_venue(performances: Iterable[ListedPerformance]) -> list[ListedPerformance]:
    found: dict[int, ListedPerformance] = {}
    for performance in performances:
        found.setdefault(performance.venue.pk, performance)
    return list(found.values())


@dataclass(frozen=True)
class _Past:
    last_curtain: datetime
    played: Played | None


def _past_of(keys: Iterable[UUID], at: datetime) -> dict[UUID, _Past]:
    """What is over, by the translation key of the show: summed up by the database, venue by venue."""
    was_played = Q(status=PerformanceStatus.SCHEDULED)
    rows = (
        Performance.objects.filter(show__live=True, show__translation_key__in=keys, starts_at__lt=queries.night_of(at))
        .order_by()
        .values("show__translation_key", "venue__name", "venue__city", "venue__time_zone")
        .annotate(
            last_curtain=Max("starts_at"),
            first_played=Min("starts_at", filter=was_played),
            last_played=Max("starts_at", filter=was_played),
        )
    )
    by_show: dict[UUID, list[PastRow]] = {}
    for row in rows:
        by_show.setdefault(row["show__translation_key"], []).append(row)
    return {key: _summed_up(venues) for key, venues in by_show.items()}


def _summed_up(rows: list[PastRow]) -> _Past:
    played = sorted((row for row in rows if row["first_played"]), key=lambda row: row["first_played"])
    if not played:
        return _Past(max(row["last_curtain"] for row in rows), None)
    venues = [
        Venue(name=row["venue__name"], city=row["venue__city"], time_zone=row["venue__time_zone"]) for row in played
    ]
    firsts = [venue.local(row["first_played"]).date() for venue, row in zip(venues, played, strict=True)]
    lasts = [venue.local(row["last_played"]).date() for venue, row in zip(venues, played, strict=True)]
    return _Past(max(row["last_curtain"] for row in rows), Played(min(firsts), max(lasts), _names(venues)))


def _last_curtain(to_come: list[ListedPerformance], past: _Past | None) -> datetime | None:
    if to_come:
        return to_come[-1].performance.starts_at
    return past.last_curtain if past else None


def _names(venues: Iterable[Venue]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(venue) for venue in venues))
