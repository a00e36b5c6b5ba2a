"""The reports with pictures; for whoever may see reservations. They name no visitor."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookings.box_pages import box_page
from bookings.cash_views import in_words
from bookings.sales_figures import basis, reports
from bookings.season_sheets import performances_of
from bookings.season_views import question_of


@permission_required("bookings.view_reservation", raise_exception=True)
@require_safe
def sales_reports(request: HttpRequest) -> HttpResponse:
    """The season's performances, or those of one show in it: chosen in the address."""
    question, now = question_of(request), timezone.now()
    listed = performances_of(question.season, question.venue, now)
    shows = {row.show.pk: row.show for row in sorted(listed, key=lambda row: row.show_title.casefold())}
    asked = request.GET.get("show", "")
    show = shows.get(int(asked)) if asked.isdecimal() and len(asked) < 10 else None
    chosen = [row for row in listed if show is None or row.show.translation_key == show.translation_key]
    made = reports(basis(chosen, now, by_performance=show is not None))
    context = {
        "question": question,
        "shows": list(shows.values()),
        "show": show,
        "reports": [{"report": report, **in_words(report.table)} for report in made],
        "subtitle": f"{show.title}, {question.season}"
        if show
        else _("Season %(season)s") % {"season": question.season},
    }
    return box_page(request, "bookings/admin/sales_reports.html", context, title=_("Reports"))
