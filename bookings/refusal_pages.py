"""A refusal that a page of a visitor does not show itself becomes a page that says what to do."""

from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views import View

from bookings.exceptions import BookingRefused, Busy, NotFound, PartyTooLarge, ReservationExpired

BUSY = 503
STATUS = {PartyTooLarge: 400, NotFound: 404, ReservationExpired: 410, Busy: BUSY}  # of the other refusals: 409
RETRY_AFTER_SECONDS = 3


class RefusalPageMixin(View):
    """Turns a refusal that a page does not show itself into a page that says what to do."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except (OperationalError, InterfaceError):
            return self.refused(Busy())
        except BookingRefused as refusal:
            return self.refused(refusal)

    def refused(self, refusal: BookingRefused) -> HttpResponse:
        return as_answer_to(refusal, render(self.request, "bookings/refused.html", {"refusal": refusal}))


def as_answer_to(refusal: BookingRefused, page: HttpResponse) -> HttpResponse:
    """`page` with the status of a refusal, its code for whoever counts, and how long to wait where waiting helps."""
    page.status_code = STATUS.get(type(refusal), 409)
    page.refusal_code = refusal.code  # type: ignore[attr-defined]
    if page.status_code == BUSY:
        page.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return page
