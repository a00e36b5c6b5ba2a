"""The pass without network: what tells a browser that it may keep one page, and the worker that does so.

Why, and what a found phone could show: docs/adr/0023-the-pass-without-network.md.
"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bookings import queries
from bookings.holders import HolderView
from bookings.page_headers import keep_until, worker_script


def kept_page_headers(view: HolderView) -> dict[str, str]:
    """Until when the worker may keep the page of a reservation: the end of its night; nothing without a pass."""
    if not view.has_pass or view.reservation.erased_at is not None:
        return {}
    return keep_until(queries.night_ends(view.reservation.performance.starts_at))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of the pages of reservations in one language."""
    return worker_script("bookings/worker.js")
