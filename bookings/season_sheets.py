"""A season in figures: who came and what was taken, by performance, by show and by price. Reads only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bookings import listings, queries
from bookings.attendance import EMPTY, Attendance, attendances
from bookings.cash_sheets import takings_of
from bookings.enums import CameAs
from bookings.models import Performance, Takings, Venue
from bookings.spreadsheets import Cell, Table
from shows import seasons

DAY = timedelta(days=1)


@dataclass(frozen=True)
class PlayedPerformance:
    """A performance whose curtain has come, with who came and the lines of its cash sheet."""

    listed: listings.ListedPerformance
    attendance: Attendance
    takings: list[Takings]

    @property
    def total(self) -> Decimal:
        return sum((row.total for row in self.takings), start=Decimal(0))

    @property
    def people(self) -> int:
        return sum(row.people for row in self.takings)


@dataclass(frozen=True)
class Season:
    name: str
    venue: Venue | None
    played: list[PlayedPerformance]
    to_come: int  # performances of the season whose curtain is still to rise
    made_at: datetime

    @property
    def without_numbers(self) -> int:
        """How many performances have no cash sheet; with free entry none needs one."""
        return sum(not row.takings and not row.listed.is_cancelled for row in self.played)


def season_names() -> list[str]:
    """The seasons in which something plays or has played, the newest first."""
    ends = Performance.objects.aggregate(first=Min("starts_at"), last=Max("starts_at"))
    if ends["first"] is None:
        return []
    first, last = (_first_year(seasons.season_of(timezone.localdate(ends[name]))) for name in ("first", "last"))
    return [seasons.season_of(date(year, seasons.FIRST_MONTH, 1)) for year in range(last, first - 1, -1)]


def performances_of(name: str, venue: Venue | None, at: datetime) -> list[listings.ListedPerformance]:
    """Every performance of a season, whose days are those of its venue."""
    first = timezone.make_aware(datetime(_first_year(name), seasons.FIRST_MONTH, 1))  # noqa: DTZ001  made aware here
    last = timezone.make_aware(datetime(_first_year(name) + 1, seasons.FIRST_MONTH, 1))  # noqa: DTZ001
    rows = queries.performances(at).filter(starts_at__gte=first - DAY, starts_at__lt=last + DAY)
    if venue is not None:
        rows = rows.filter(venue=venue)
    return [row for row in listings.listed(rows.order_by("starts_at", "pk"), at) if seasons.season_of(row.day) == name]


def season(name: str, venue: Venue | None, at: datetime) -> Season:
    """A fixed number of queries, however much has been played."""
    listed = performances_of(name, venue, at)
    played = [row for row in listed if row.has_begun]
    keys = [row.id for row in played]
    came, lines = attendances(keys), defaultdict(list)
    for line in takings_of(keys):
        lines[line.performance_id].append(line)
    rows = [PlayedPerformance(row, came.get(row.id, EMPTY), lines[row.id]) for row in played]
    to_come = sum(not row.has_begun and not row.is_cancelled for row in listed)
    return Season(name, venue, rows, to_come, timezone.localtime(at))


def season_tables(found: Season) -> list[Table]:
    return [table for table in (_by_performance(found), _by_show(found), _by_price(found)) if table.rows]


def _by_performance(found: Season) -> Table:
    heads = [_("Show"), _("Curtain"), _("Venue"), *_number_heads()]
    rows: list[list[Cell]] = [
        [
            _title(row.listed),
            row.listed.starts_at,
            f"{row.listed.venue.name}, {row.listed.venue.city}",
            *_numbers([row]),
        ]
        for row in found.played
    ]
    if rows:
        rows.append([_("All"), None, None, *_numbers(found.played)])
    return Table("performances", _("By performance"), heads, rows, has_sum=True)


def _by_show(found: Season) -> Table:
    shows: dict[Any, list[PlayedPerformance]] = defaultdict(list)
    for row in found.played:
        shows[row.listed.show.translation_key].append(row)
    rows: list[list[Cell]] = [
        [played[0].listed.show_title, sum(not row.listed.is_cancelled for row in played), *_numbers(played)]
        for played in sorted(shows.values(), key=lambda played: played[0].listed.show_title.casefold())
    ]
    if rows:
        count = sum(not row.listed.is_cancelled for row in found.played)
        rows.append([_("All"), count, *_numbers(found.played)])
    return Table("shows", _("By show"), [_("Show"), _("Performances"), *_number_heads()], rows, has_sum=True)


def _by_price(found: Season) -> Table:
    """What each performance has taken at each price, and no sum: sums stand in the tables before."""
    rows: list[list[Cell]] = [
        [row.listed.show_title, row.listed.starts_at, line.name, line.amount, line.people, line.total]
        for row in found.played
        for line in row.takings
    ]
    heads = [_("Show"), _("Curtain"), _("Price"), _("Each, in euros"), _("People"), _("Total in euros")]
    return Table("prices", _("By performance and price"), heads, rows)


def _number_heads() -> list[str]:
    let_in = [str(came_as.label) for came_as in CameAs]
    return [
        pgettext("people", "Reserved"),
        *let_in,
        _("All who were let in"),
        _("On the cash sheet"),
        _("Total in euros"),
    ]


def _numbers(played: Iterable[PlayedPerformance]) -> list[Cell]:
    """The numbers of some performances together: reserved, let in by type and in all, on the sheets, taken."""
    rows = list(played)
    attendance = sum((row.attendance for row in rows), start=EMPTY)
    entered = [row for row in rows if row.takings]
    return [
        attendance.total.reserved,
        *(attendance.of(came_as).admitted for came_as in CameAs),
        attendance.total.admitted,
        sum(row.people for row in entered) if entered else None,
        sum((row.total for row in entered), start=Decimal(0)) if entered else None,
    ]


def _title(listed: listings.ListedPerformance) -> str:
    if not listed.is_cancelled:
        return listed.show_title
    return f"{listed.show_title} ({pgettext('performance', 'Cancelled')})"


def _first_year(name: str) -> int:
    return int(name[:4])
