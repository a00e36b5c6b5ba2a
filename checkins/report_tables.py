"""The report as tables, the same on the page, in the CSV file and on paper."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bookings.spreadsheets import Cell, Table
from bookings.table_sheets import plain_words
from checkins.report import Act, Report

QUARTERS = "quarters"  # the table beside whose numbers bars are drawn


def tables(report: Report) -> list[Table]:
    """Those that have something to tell."""
    found = [*_of_the_evening(report), *_to_look_into(report)]
    return [table for table in found if table.rows]


def _of_the_evening(report: Report) -> Iterable[Table]:
    people = _("People")
    yield Table("times", _("Times"), [_("What"), _("When")], [[row.words, row.at] for row in report.moments])
    figures: list[list[Cell]] = [[row.words, row.parties, row.people] for row in report.figures]
    yield Table("attendance", _("Attendance"), [_("What"), _("Parties"), people], figures)
    yield Table("needs", _("Access needs"), [_("Need"), _("Parties")], [[*row] for row in report.needs])
    quarters: list[list[Cell]] = [[row.starts_at, row.people] for row in report.quarters]
    yield Table(QUARTERS, _("Admissions by quarter of an hour"), [_("From"), people], quarters)
    devices: list[list[Cell]] = [[row.words, row.people, row.admissions] for row in report.devices]
    yield Table("devices", _("By device"), [_("Device"), people, _("Admissions")], devices)


def _to_look_into(report: Report) -> Iterable[Table]:
    act = [_("Let in"), _("People"), _("Device"), _("By")]
    undone: list[list[Cell]] = [[*_act(row.act), row.undone_at, row.undone_by] for row in report.undone]
    yield Table("undone", _("Taken back"), [*act, _("Taken back at"), _("Taken back by")], undone)
    conflicts: list[list[Cell]] = [
        [row.reference, row.party_size, row.reason, *_act(row.act), _counted(row.counted)] for row in report.conflicts
    ]
    heads = [_("Reference"), _("Party"), _("Why"), *act, _("What counts")]
    yield Table("conflicts", _("Conflicts"), heads, conflicts)


def _act(act: Act) -> list[Cell]:
    return [act.at, act.people, act.device, act.staff]


def _counted(acts: list[Act]) -> str:
    """The admissions of the same party that count, each with its time, people, device and member of staff."""
    told = [f"{act.at:%H:%M:%S}, {act.people}, {act.device}, {act.staff}" for act in acts]
    return "; ".join(told) or pgettext("admissions", "none")


def in_words(cell: Cell, evening: date) -> str:
    """A cell as people read it: the time alone for what happened on the evening itself."""
    if isinstance(cell, datetime) and cell.date() == evening:
        return f"{cell:%H:%M}"
    return plain_words(cell)
