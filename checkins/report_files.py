"""The report as a file: CSV for a spreadsheet, PDF for the folder."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import cast

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from bookings.door_sheets import A4
from bookings.listings import short_moment_label
from bookings.paper import Sheet
from checkins.report import Report
from checkins.report_tables import QUARTERS, Cell, Table, in_words, tables

MARGIN, BAR, ROW = 15.0, 75.0, 5.5
WORDS, NUMBER, FEW_COLUMNS = 70.0, 28.0, 3
# What a spreadsheet would take for a formula, or for the end of the cell before.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
SEPARATORS = {"it": ";"}  # what spreadsheets of that language expect; a comma elsewhere


def report_name(report: Report, ending: str) -> str:
    performance = report.performance
    kind = slugify(pgettext("performance", "Report"))
    return f"{performance.starts_at:%Y-%m-%d-%H%M}-{kind}-{slugify(performance.show_title)}.{ending}"


def report_csv(report: Report) -> bytes:
    """Every number of the report, section by section; with a mark at the start by which spreadsheets know UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=SEPARATORS.get(_language(), ","))
    writer.writerows([safe_cell(cell) for cell in row] for row in _rows(report))
    return text.getvalue().encode("utf-8-sig")


def safe_cell(cell: Cell) -> Cell:
    """A text that would begin like a formula gets an apostrophe in front, so that a spreadsheet shows it as text.

    Times are the venue's, in a form that every spreadsheet reads.
    """
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell


def report_pdf(report: Report) -> bytes:
    """The same on A4, with a bar beside each quarter of an hour."""
    return _Paper(report).drawn()


def state_of(report: Report) -> str:
    if report.is_final:
        return _("after the night")
    return _("so far, at %(time)s") % {"time": short_moment_label(report.made_at)}


def _rows(report: Report) -> Iterable[list[Cell]]:
    performance = report.performance
    yield [_("Show"), performance.show_title]
    yield [_("Venue"), f"{performance.venue.name}, {performance.venue.city}"]
    yield [_("State"), state_of(report)]
    for table in tables(report):
        yield []
        yield [table.title]
        yield [*table.heads]
        yield from table.rows


def _language() -> str:
    return (get_language() or "it")[:2]


class _Paper:
    """One report while it is drawn."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.sheet = Sheet(A4, MARGIN, _language())
        self.sheet.set_title(f"{pgettext('performance', 'Report')}: {report.performance.show_title}")
        self.sheet.set_creation_date(report.made_at)

    def drawn(self) -> bytes:
        self._write_head()
        for table in tables(self.report):
            self._write_table(table)
        return self.sheet.content()

    def _write_head(self) -> None:
        sheet, performance = self.sheet, self.report.performance
        sheet.write_within(
            f"{settings.WAGTAIL_SITE_NAME} · {pgettext('performance', 'Report')} · {state_of(self.report)}", size=8
        )
        sheet.rule(0.7)
        sheet.set_y(sheet.get_y() + 1.5)
        sheet.write_within(performance.show_title, size=20, style="B", height=16, least=11)
        sheet.write_within(performance.starts_label, size=10, style="B")
        sheet.write_within(f"{performance.venue.name}, {performance.venue.city}", size=9)

    def _write_table(self, table: Table) -> None:
        sheet = self.sheet
        self._make_room(4 * ROW)
        sheet.set_y(sheet.get_y() + ROW)
        sheet.write_within(table.title, size=13, style="B", height=ROW)
        self._write_row(table.heads, size=8)
        sheet.rule(0.2)
        height = ROW if len(table.heads) <= FEW_COLUMNS else 2 * ROW
        for row in table.rows:
            self._make_room(height)
            if table.name == QUARTERS:
                self._draw_bar(row)
            evening = self.report.performance.day
            self._write_row([in_words(cell, evening) for cell in row], size=9, height=height)

    def _write_row(self, cells: list[str], size: float, height: float = ROW) -> None:
        sheet, top, left = self.sheet, self.sheet.get_y(), MARGIN
        for cell, width in zip(cells, _widths(len(cells), sheet.epw), strict=True):
            sheet.set_xy(left, top)
            sheet.write_in_middle(cell, size=size, width=width - 2, height=height, least=5)
            left += width
        sheet.set_xy(MARGIN, top + height)

    def _draw_bar(self, row: list[Cell]) -> None:
        """Black, as long as the number beside it; the number tells the same to who does not see it."""
        sheet = self.sheet
        length = BAR * cast(int, row[1]) / self.report.busiest
        sheet.set_fill_color(0)
        sheet.rect(MARGIN + WORDS + NUMBER, sheet.get_y() + 1, length, ROW - 2, style="F")

    def _make_room(self, height: float) -> None:
        if self.sheet.get_y() + height > self.sheet.h - MARGIN:
            self.sheet.add_page()
            self.sheet.set_y(MARGIN)


def _widths(columns: int, width: float) -> list[float]:
    """Few columns stand close together at the left, where the eye finds the number beside its words."""
    return [WORDS, *[NUMBER] * (columns - 1)] if columns <= FEW_COLUMNS else [width / columns] * columns
