"""The cash sheet of a performance: page, files and paper; for whoever may change takings."""

from datetime import date
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bookings import cash_tables, takings
from bookings.box_pages import box_page
from bookings.cash_forms import TakingsForm
from bookings.cash_sheets import CashSheet, cash_sheet
from bookings.exceptions import NotFound
from bookings.figure_files import Document, sent
from bookings.listings import short_moment_label
from bookings.spreadsheets import Cell, Table
from bookings.table_sheets import plain_words

may_enter_takings = permission_required("bookings.change_takings", raise_exception=True)


@may_enter_takings
@require_http_methods(["GET", "POST"])
def cash_sheet_page(request: HttpRequest, performance_id: int) -> HttpResponse:
    """Who came, and the numbers that the box office enters beside it."""
    sheet = _sheet(performance_id)
    if request.method == "GET":
        return _shown(request, sheet, TakingsForm(sheet))
    form = TakingsForm(sheet, request.POST)
    if not form.is_valid():
        return _shown(request, sheet, form)
    try:
        is_new = takings.enter(
            performance_id=performance_id,
            people=form.people(sheet),
            seen=form.cleaned_data["seen"],
            staff=cast(User, request.user),
            at=timezone.now(),
        )
    except takings.EnteredMeanwhile:
        return _shown(request, sheet, form.shown_anew(sheet), meanwhile=True)
    messages.success(request, _("The cash sheet has been saved.") if is_new else _("Nothing has changed."))
    return HttpResponseRedirect(reverse("cash-sheet", args=[performance_id]))


@may_enter_takings
@require_safe
def cash_sheet_file(request: HttpRequest, performance_id: int, ending: str) -> HttpResponseBase:
    sheet = _sheet(performance_id)
    performance = sheet.performance
    who = _("Entered by %(name)s, %(time)s") % {
        "name": sheet.entered_by,
        "time": short_moment_label(sheet.entered_at) if sheet.entered_at else "",
    }
    document = Document(
        kind=_("Cash sheet and attendance"),
        name=f"{performance.show_title} {performance.starts_at:%Y-%m-%d-%H%M}",
        title=performance.show_title,
        lines=[performance.starts_label, f"{performance.venue.name}, {performance.venue.city}"],
        head_rows=list(cash_tables.head_rows(sheet)),
        tables=cash_tables.sheet_tables(sheet),
        notes=[sheet.difference_words, who] if sheet.has_numbers else [_("No numbers have been entered yet.")],
        made_at=sheet.made_at,
    )
    return sent(document, ending)


def _sheet(performance_id: int) -> CashSheet:
    try:
        return cash_sheet(performance_id, timezone.now())
    except NotFound as unknown:
        raise Http404 from unknown


def _shown(request: HttpRequest, sheet: CashSheet, form: TakingsForm, *, meanwhile: bool = False) -> HttpResponse:
    context = {
        "sheet": sheet,
        "form": form,
        "meanwhile": meanwhile,
        "notice": cash_tables.notice(),
        "tables": [in_words(table) for table in cash_tables.sheet_tables(sheet)],
        "entered_at": short_moment_label(sheet.entered_at) if sheet.entered_at else "",
        "subtitle": f"{sheet.performance.show_title}, {sheet.performance.starts_label}, {sheet.performance.venue}",
    }
    status = 409 if meanwhile else 200
    return box_page(
        request, "bookings/admin/cash_sheet.html", context, title=_("Cash sheet and attendance"), status=status
    )


def in_words(table: Table) -> dict[str, object]:
    """A table for a page: each cell as people read it, beside what it is: words, a moment, or a number."""
    rows = [[(plain_words(cell), _what_it_is(cell)) for cell in row] for row in table.rows]
    kinds = [kind for _words, kind in rows[0]] if rows else ["words"] * len(table.heads)
    return {"table": table, "heads": list(zip(table.heads, kinds, strict=True)), "rows": rows}


def _what_it_is(cell: Cell) -> str:
    if isinstance(cell, date):
        return "moment"
    return "words" if isinstance(cell, str) else "number"
