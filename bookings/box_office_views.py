"""The first screen of the box office: tonight and next."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookings import queries
from bookings.box_pages import box_page
from bookings.panels import SEES_RESERVATIONS, staff_rows, what_may_be_seen


@permission_required(SEES_RESERVATIONS, raise_exception=True)
@require_safe
def tonight_and_next(request: HttpRequest) -> HttpResponse:
    """Every performance from tonight on, with what the house must know of each."""
    now = timezone.now()
    context = {"rows": staff_rows(queries.performances_ahead(now), now), **what_may_be_seen(request.user)}
    return box_page(request, "bookings/admin/tonight_and_next.html", context, title=_("Tonight and next"))
