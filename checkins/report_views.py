"""The report of a performance: page, CSV file and paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bookings.spreadsheets import Table
from checkins.report import Report, report
from checkins.report_files import report_csv, report_name, report_pdf, state_of
from checkins.report_tables import QUARTERS, in_words, tables
from checkins.staff_pages import BoxOfficePageView


class ReportPageView(BoxOfficePageView):
    def get(self, request: HttpRequest, performance_id: int) -> HttpResponse:
        found = report(performance_id, timezone.now())
        context = {
            "here": "report",
            "performance": found.performance,
            "report": found,
            "state": state_of(found),
            "tables": [_shown(table, found) for table in tables(found)],
        }
        return render(request, "checkins/report.html", context)


class ReportTableView(BoxOfficePageView):
    def get(self, request: HttpRequest, performance_id: int) -> HttpResponse:
        found = report(performance_id, timezone.now())
        return self.file(report_csv(found), "text/csv; charset=utf-8", report_name(found, "csv"))


class ReportPaperView(BoxOfficePageView):
    def get(self, request: HttpRequest, performance_id: int) -> HttpResponse:
        found = report(performance_id, timezone.now())
        return self.file(report_pdf(found), "application/pdf", report_name(found, "pdf"), way="inline")


def _shown(table: Table, found: Report) -> dict[str, object]:
    """A table for the page: its cells in words, and how long the bar beside each row is, of 100."""
    has_bars = table.name == QUARTERS
    lengths = [round(100 * quarter.people / found.busiest) for quarter in found.quarters] if has_bars else []
    rows = [[in_words(cell, found.performance.day) for cell in row] for row in table.rows]
    return {
        "table": table,
        "has_bars": has_bars,
        "rows": [(row, lengths[number] if has_bars else None) for number, row in enumerate(rows)],
    }
