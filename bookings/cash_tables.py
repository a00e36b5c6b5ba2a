"""Cash sheets as tables, the same on the page, in files and on paper."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bookings.attendance import Attendance, Head
from bookings.cash_sheets import CashSheet
from bookings.enums import CameAs
from bookings.spreadsheets import Cell, Table

ATTENDANCE, PRICES = "attendance", "prices"


def notice() -> str:
    """What a sheet is not; it stands on every page, in every file and on every paper."""
    return _(
        "This sheet is no fiscal document: it tells how many people came and what the box office has counted. "
        "It replaces neither the declaration to SIAE nor any receipt."
    )


def sheet_tables(sheet: CashSheet) -> list[Table]:
    return [attendance_table(sheet.attendance), price_table(sheet)]


def attendance_table(attendance: Attendance) -> Table:
    heads = [
        _("Who"),
        pgettext("reservations", "Parties"),
        pgettext("people", "Reserved"),
        pgettext("people", "Let in"),
        pgettext("people", "Did not come"),
    ]
    rows = [_attendance_row(str(came_as.label), attendance.of(came_as)) for came_as in CameAs]
    rows.append(_attendance_row(_("All"), attendance.total))
    return Table(ATTENDANCE, _("Attendance"), heads, rows, has_sum=True)


def price_table(sheet: CashSheet) -> Table:
    """The lines that somebody has entered, and their sum."""
    lines = [line for line in sheet.lines if line.people is not None]
    rows: list[list[Cell]] = [[line.name, line.amount, line.people, line.total] for line in lines]
    rows.append([_("All"), None, sheet.people, sheet.total])
    heads = [_("Price"), _("Each, in euros"), _("People"), _("Total in euros")]
    return Table(PRICES, _("Who paid what"), heads, rows, has_sum=True)


def head_rows(sheet: CashSheet) -> Iterable[list[Cell]]:
    """What stands above the tables of a file."""
    performance = sheet.performance
    yield [notice()]
    yield [_("Show"), performance.show_title]
    yield [_("Curtain"), performance.starts_at]
    yield [_("Venue"), f"{performance.venue.name}, {performance.venue.city}"]
    yield [_("Entered by"), sheet.entered_by, sheet.entered_at]
    yield [_("Compared with who was let in"), sheet.difference_words if sheet.has_numbers else None]


def _attendance_row(words: str, head: Head) -> list[Cell]:
    return [words, head.parties, head.reserved, head.admitted, head.absent]
