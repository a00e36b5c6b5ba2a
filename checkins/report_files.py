"""The report as a file: CSV for a spreadsheet, PDF for the folder."""

from collections.abc import Iterable
from functools import partial

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bookings.listings import short_moment_label
from bookings.spreadsheets import Cell, csv_lines, rows_of
from bookings.table_sheets import Paper
from checkins.report import Report
from checkins.report_tables import QUARTERS, in_words, tables


def report_name(report: Report, ending: str) -> str:
    performance = report.performance
    kind = slugify(pgettext("performance", "Report"))
    return f"{performance.starts_at:%Y-%m-%d-%H%M}-{kind}-{slugify(performance.show_title)}.{ending}"


def report_csv(report: Report) -> bytes:
    """Every number of the report, section by section."""
    return b"".join(csv_lines(_rows(report)))


def report_pdf(report: Report) -> bytes:
    """The same on A4, with a bar beside each quarter of an hour."""
    performance = report.performance
    return Paper(
        kind=f"{pgettext('performance', 'Report')} · {state_of(report)}",
        title=performance.show_title,
        lines=[performance.starts_label, f"{performance.venue.name}, {performance.venue.city}"],
        tables=tables(report),
        made_at=report.made_at,
        words=partial(in_words, evening=performance.day),
        bars={QUARTERS: report.busiest},
    ).drawn()


def state_of(report: Report) -> str:
    if report.is_final:
        return _("after the night")
    return _("so far, at %(time)s") % {"time": short_moment_label(report.made_at)}


def _rows(report: Report) -> Iterable[list[Cell]]:
    performance = report.performance
    yield [_("Show"), performance.show_title]
    yield [_("Venue"), f"{performance.venue.name}, {performance.venue.city}"]
    yield [_("State"), state_of(report)]
    yield []
    yield from rows_of(tables(report))
