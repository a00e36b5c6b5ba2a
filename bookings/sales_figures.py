"""The figures of the reports: how a run sells, how full the house was, who did not come, where reservations come from.

Each report is a table and a picture of the same numbers. Cancelled performances are left out.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bookings import pictures, selling
from bookings.attendance import EMPTY, Attendance, Head, attendances
from bookings.enums import CameAs, ReservationKind, ReservationStatus, Source
from bookings.listings import ListedPerformance, short_moment_label
from bookings.models import Reservation
from bookings.spreadsheets import Cell, Table

Picture = pictures.Bars | pictures.Lines


@dataclass(frozen=True)
class Group:
    """What one line or one bar is about: a performance, or all performances of a show."""

    label: str
    rows: list[ListedPerformance]


@dataclass(frozen=True)
class Report:
    """A finding in words, a picture of it, and its numbers."""

    name: str
    title: str
    picture: Picture
    table: Table
    note: str = ""

    @property
    def is_lines(self) -> bool:
        return isinstance(self.picture, pictures.Lines)


@dataclass(frozen=True)
class Basis:
    """What all reports of one page rest on."""

    groups: list[Group]
    what: str  # what a group is, as a table is headed
    attendance: dict[int, Attendance]
    at: datetime

    @property
    def rows(self) -> list[ListedPerformance]:
        return [row for group in self.groups for row in group.rows]

    def came_to(self, rows: Iterable[ListedPerformance]) -> Attendance:
        return sum((self.attendance.get(row.id, EMPTY) for row in rows), start=EMPTY)


def basis(listed: Iterable[ListedPerformance], at: datetime, *, by_performance: bool) -> Basis:
    rows = [row for row in listed if not row.is_cancelled]
    groups = [Group(short_moment_label(row.starts_at), [row]) for row in rows] if by_performance else _by_show(rows)
    what = _("Performance") if by_performance else _("Show")
    return Basis(groups, what, attendances(row.id for row in rows), at)


def reports(found: Basis) -> list[Report]:
    """Those that have something to tell."""
    if not found.groups:
        return []
    made = [*_selling(found), _occupancy(found), _absence(found), *_origins(found)]
    return [report for report in made if report.table.rows]


def _by_show(rows: Iterable[ListedPerformance]) -> list[Group]:
    shows: dict[Any, list[ListedPerformance]] = defaultdict(list)
    for row in rows:
        shows[row.show.translation_key].append(row)
    return [Group(found[0].show_title, found) for found in shows.values()]


# -- how a run sells --------------------------------------------------------------------------------------------------


def _selling(found: Basis) -> Iterable[Report]:
    courses, today = selling.courses(row.id for row in found.rows), timezone.localdate(found.at)

    def summed(rows: Iterable[ListedPerformance], days: Callable[[selling.Course], selling.Days]) -> list[int | None]:
        return selling.together(selling.standings(days(courses[row.id]), row.day, today) for row in rows)

    confirmed = [(group.label, summed(group.rows, lambda course: course.confirmed)) for group in found.groups]
    confirmed = sorted((row for row in confirmed if any(row[1])), key=lambda row: -_last(row[1]))
    if not confirmed:
        return
    yield _lines_report("selling", _("How it sells"), confirmed, _best_seller(confirmed))
    both = [
        (_("Asked for"), summed(found.rows, lambda course: course.asked)),
        (pgettext("people", "Confirmed"), summed(found.rows, lambda course: course.confirmed)),
    ]
    words = _("%(confirmed)d of %(asked)d seats that were asked for are confirmed and have not been given back.")
    finding = words % {"asked": _last(both[0][1]), "confirmed": _last(both[1][1])}
    yield _lines_report("asked", _("Asked for and confirmed"), both, finding)


def _lines_report(name: str, title: str, rows: list[tuple[str, list[int | None]]], finding: str) -> Report:
    axis = _("days before the curtain")
    heads = [
        _("Confirmed seats by days before the curtain") if name == "selling" else _("Seats by days before the curtain")
    ]
    table = Table(
        name,
        title,
        [*heads, *(str(mark) for mark in selling.MARKS)],
        [[label, *values] for label, values in rows],
    )
    note = ""
    if len(rows) > pictures.MOST_LINES:
        note = _("The picture has the first %(count)d of the table.") % {"count": pictures.MOST_LINES}
    return Report(name, title, pictures.lines(name, title, finding, axis, selling.MARKS, rows), table, note)


def _best_seller(rows: list[tuple[str, list[int | None]]]) -> str:
    label, values = rows[0]
    return _("Most sold: %(label)s, %(seats)d confirmed seats.") % {"label": label, "seats": _last(values)}


def _last(values: Iterable[int | None]) -> int:
    return next((value for value in reversed(list(values)) if value is not None), 0)


# -- how full the house was, and who did not come ---------------------------------------------------------------------


def _occupancy(found: Basis) -> Report:
    heads = [
        found.what,
        _("Seats"),
        pgettext("people", "Let in"),
        _("Given, not come"),
        pgettext("places", "Free"),
        _("Given, %"),
    ]
    rows: list[list[Cell]] = []
    for group in found.groups:
        seats = sum(row.performance.house.seat_limit for row in group.rows)
        given = sum(row.performance.house.confirmed_seats for row in group.rows)
        admitted = found.came_to(group.rows).total.admitted
        rows.append([group.label, seats, admitted, given - admitted, seats - given, _percent(given, seats)])
    legend = [pgettext("people", "Let in"), _("Given, not come"), pgettext("places", "Free")]
    given, seats = (sum(_number(row[at]) for row in rows) for at in (2, 1))
    given += sum(_number(row[3]) for row in rows)
    words = _("%(given)d of %(seats)d seats given: %(percent)d %%.")
    finding = words % {"given": given, "seats": seats, "percent": _percent(given, seats)}
    return _bars_report("occupancy", _("How full the house is"), finding, legend, heads, rows, (2, 3, 4))


def _absence(found: Basis) -> Report:
    """Of performances whose curtain has come: parties with a reservation, guests and groups; walk-ups always come."""
    heads = [found.what, pgettext("people", "Reserved"), pgettext("people", "Came"), pgettext("people", "Did not come"),
             _("Did not come, %")]  # fmt: skip
    rows: list[list[Cell]] = []
    for group in found.groups:
        begun = [row for row in group.rows if row.has_begun]
        head = _expected(found.came_to(begun))
        if head.reserved:
            absent = _percent(head.absent, head.reserved)
            rows.append([group.label, head.reserved, head.admitted, head.absent, absent])
    reserved, absent = (sum(_number(row[at]) for row in rows) for at in (1, 3))
    words = _("%(absent)d of %(reserved)d people with a reservation did not come: %(percent)d %%.")
    finding = words % {"absent": absent, "reserved": reserved, "percent": _percent(absent, reserved)}
    legend = [pgettext("people", "Came"), pgettext("people", "Did not come")]
    return _bars_report("absence", _("Who did not come"), finding, legend, heads, rows, (2, 3))


def _expected(attendance: Attendance) -> Head:
    return sum((attendance.of(came_as) for came_as in CameAs if came_as != CameAs.WALK_UP), start=Head())


# -- where reservations come from -------------------------------------------------------------------------------------


def _origins(found: Basis) -> Iterable[Report]:
    """Confirmed reservations by their way, kind and language: one query for the three."""
    names = ("source", "kind", "language")
    confirmed = Reservation.objects.filter(
        performance__in=[row.id for row in found.rows], status=ReservationStatus.CONFIRMED
    )
    grouped = list(confirmed.order_by().values(*names).annotate(parties=Count("pk"), people=Sum("party_size")))
    titles = {"source": _("By which way"), "kind": _("Which kind"), "language": _("In which language")}
    languages = {code: str(words) for code, words in settings.LANGUAGES}
    labels = {
        "source": {source.value: str(source.label) for source in Source},
        "kind": {kind.value: str(kind.label) for kind in ReservationKind},
        "language": languages,
    }
    for name in names:
        parties: Counter[str] = Counter()
        people: Counter[str] = Counter()
        for row in grouped:
            parties[row[name]] += row["parties"]
            people[row[name]] += row["people"]
        heads = [titles[name], pgettext("reservations", "Parties"), _("People"), _("People, %")]
        total = sum(people.values())
        rows: list[list[Cell]] = [
            [labels[name].get(key, key), parties[key], people[key], _percent(people[key], total)]
            for key, _number_of in people.most_common()
        ]
        finding = f"{rows[0][0]}: {rows[0][3]} %." if rows else ""
        yield _bars_report(name, titles[name], finding, [_("People")], heads, rows, (2,))


# -- pieces -----------------------------------------------------------------------------------------------------------


def _bars_report(
    name: str,
    title: str,
    finding: str,
    legend: Sequence[str],
    heads: list[str],
    rows: list[list[Cell]],
    shown: Sequence[int],
) -> Report:
    """`shown` says which columns of the table are the parts of a bar."""
    drawn = []
    for row in rows:
        numbers = [_number(row[at]) for at in shown]
        drawn.append((str(row[0]), " · ".join(map(str, numbers)), numbers))
    return Report(name, title, pictures.bars(name, title, finding, legend, drawn), Table(name, title, heads, rows))


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _number(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
