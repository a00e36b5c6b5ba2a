"""A refusal that a page of a visitor does not show itself becomes a page that says what to do."""

from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views import View

from bookings.exceptions import BookingRefused, Busy, NotFound


class RefusalPageMixin(View):
    """Turns a refusal that a page does not show itself into a page that says what to do."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except (OperationalError, InterfaceError):
            return self.refused(Busy(), 503)
        except NotFound as refusal:
            return self.refused(refusal, 404)
        except BookingRefused as refusal:
            return self.refused(refusal, 409)

    def refused(self, refusal: BookingRefused, status: int) -> HttpResponse:
        return render(self.request, "bookings/refused.html", {"refusal": refusal}, status=status)
