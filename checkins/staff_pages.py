"""Pages for members of staff with one permission: strangers sign in first, others are told in words whom to ask."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views import View

from bookings.exceptions import NotFound
from bookings.page_headers import NotKeptMixin


class StaffPageView(NotKeptMixin, LoginRequiredMixin, View):  # the view last, so that both are asked before it
    """A page that no cache keeps, for those with `permission`."""

    permission = ""
    refusal_template = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.has_perm(self.permission):
            return self.with_headers(render(request, self.refusal_template, status=403))
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotFound as unknown:
            raise Http404 from unknown

    def file(self, content: bytes, content_type: str, name: str, *, way: str = "attachment") -> HttpResponse:
        """`way` is how a browser takes it: as `attachment`, or `inline`."""
        disposition = f'{way}; filename="{name}"'
        return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


class BoxOfficePageView(StaffPageView):
    """A page with names, or with what the box office alone must look into."""

    permission = "bookings.view_reservation"
    refusal_template = "checkins/box_office_only.html"


class DoorPageView(StaffPageView):
    """A page for whoever works at the door."""

    permission = "checkins.admit_parties"
    refusal_template = "checkins/not_allowed.html"
