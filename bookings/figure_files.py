"""Figures as files: one document as CSV, as a workbook with a sheet for each table, or on paper."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse, HttpResponseBase

from bookings import workbooks
from bookings.cash_tables import notice
from bookings.export_views import csv_file, download_name, workbook_file
from bookings.page_headers import NotKeptMixin
from bookings.spreadsheets import Cell, Table, rows_of
from bookings.table_sheets import Paper


@dataclass(frozen=True)
class Document:
    """Tables with what is said above and below them; the notice of cash sheets stands on each of its forms."""

    kind: str
    name: str  # for the file, after its kind
    title: str
    lines: list[str]  # below the title on paper
    head_rows: list[list[Cell]]  # above the tables in CSV
    tables: list[Table]
    notes: list[str]
    made_at: datetime
    is_wide: bool = False


def sent(document: Document, ending: str) -> HttpResponseBase:
    name = f"{document.kind} {document.name}"
    if ending == "csv":
        return csv_file([*document.head_rows, [], *rows_of(document.tables)], name)
    if ending == "xlsx":
        above = (notice(), ", ".join([document.title, *document.lines]), *document.notes)
        pages = [workbooks.Page(table.title, table.heads, table.rows, above) for table in document.tables]
        return workbook_file(pages, name)
    if ending != "pdf":
        raise Http404
    disposition = f'inline; filename="{download_name(name, "pdf")}"'
    headers = {**NotKeptMixin.extra_headers, "Content-Disposition": disposition}
    return HttpResponse(_paper(document).drawn(), content_type="application/pdf", headers=headers)


def _paper(document: Document) -> Paper:
    return Paper(
        kind=document.kind,
        title=document.title,
        lines=document.lines,
        tables=document.tables,
        made_at=document.made_at,
        notes=document.notes,
        foot=notice(),
        is_wide=document.is_wide,
    )
