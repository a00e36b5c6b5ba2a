"""The pass without network: what tells a browser that it may keep one page, and the worker that does so.

Why, and what a found phone could show: docs/adr/0023-the-pass-without-network.md.
"""

from datetime import UTC

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from bookings import queries
from bookings.holders import HolderView

KEEP_UNTIL_HEADER = "X-Keep-Until"


def kept_page_headers(view: HolderView) -> dict[str, str]:
    """Until when the worker may keep the page of a reservation: the end of its night; nothing without a pass."""
    if not view.has_pass or view.reservation.erased_at is not None:
        return {}
    until = queries.night_ends(view.reservation.performance.starts_at)
    return {KEEP_UNTIL_HEADER: until.astimezone(UTC).isoformat(timespec="seconds")}


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. Its folder is all that it sees: the pages of reservations in one language."""
    context = {"header": KEEP_UNTIL_HEADER, "files": settings.STATIC_URL}
    script = render_to_string("bookings/worker.js", context)
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})
