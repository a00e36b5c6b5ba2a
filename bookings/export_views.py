"""What the lists of the box office show, as a file of the same rows; and how any file is sent while it is made."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.text import capfirst
from wagtail.log_actions import log
from wagtail.models import Site
from wagtail_modeladmin.views import IndexView

from bookings import exports, workbooks
from bookings.page_headers import NotKeptMixin
from bookings.spreadsheets import Cell, csv_lines, file_name
from home.models import CompanySettings

EXPORTED = "bookings.export"
CSV = "text/csv; charset=utf-8"
PORTION = 32_768  # bytes that are sent at once


class ExportingIndexView(IndexView):  # type: ignore[misc]  # modeladmin ships no types
    """A list whose export is sent while it is made, and told of in Wagtail's log.

    modeladmin has asked for the permission and found the rows when it calls `as_spreadsheet`.
    """

    export_buttons_template_name = "bookings/admin/export_buttons.html"

    def as_spreadsheet(self, queryset: QuerySet[Any], spreadsheet_format: str) -> StreamingHttpResponse:
        export = exports.export_of(self.model)
        keys = list(queryset.values_list("pk", flat=True))
        name = capfirst(str(self.opts.verbose_name_plural))
        # What was searched for is not told: it may be a name.
        facts = {"rows": len(keys), "format": spreadsheet_format, "narrowed": bool(self.params)}
        log(ContentType.objects.get_for_model(self.model), EXPORTED, user=self.request.user, title=name, data=facts)
        if spreadsheet_format == self.FORMAT_XLSX:
            return workbook_file([workbooks.Page(name, export.heads, export.cells(keys))], name)
        return csv_file(_below(export.heads, export.cells(keys)), name)


def csv_file(rows: Iterable[Iterable[Cell]], name: str) -> StreamingHttpResponse:
    return _sent_while_made(_in_portions(csv_lines(rows)), CSV, download_name(name, "csv"))


def workbook_file(pages: list[workbooks.Page], name: str) -> StreamingHttpResponse:
    return _sent_while_made(workbooks.workbook(pages), workbooks.CONTENT_TYPE, download_name(name, "xlsx"))


def _below(heads: list[str], rows: Iterable[list[Cell]]) -> Iterator[list[Cell]]:
    yield [*heads]
    yield from rows


def download_name(name: str, ending: str) -> str:
    """The company, what it is, and today."""
    company = CompanySettings.for_site(Site.objects.get(is_default_site=True)).name
    return file_name(company, name, f"{timezone.localdate():%Y-%m-%d}", ending=ending)


def _in_portions(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Many lines at once, after the first, which goes out alone."""
    waiting, size = [], PORTION
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= PORTION:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def _sent_while_made(content: Iterator[bytes], content_type: str, name: str) -> StreamingHttpResponse:
    headers = {**NotKeptMixin.extra_headers, "Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(_as_read_now(content), content_type=content_type, headers=headers)


def _as_read_now(content: Iterator[bytes]) -> Iterator[bytes]:
    """Makes each portion in the language and the time that hold now: they end with the view, before it is sent."""
    language, zone = translation.get_language(), timezone.get_current_timezone()

    def portions() -> Iterator[bytes]:
        while True:
            with translation.override(language), timezone.override(zone):
                portion = next(content, None)
            if portion is None:
                return
            yield portion

    return portions()
