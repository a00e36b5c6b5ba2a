"""The stage manager's page: no sign-in beyond its link, no names, gone when the night is over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bookings.exceptions import NotFound
from bookings.page_headers import TokenPageMixin
from checkins.stage import stage_view

SECONDS_BETWEEN_LOOKS = 5


class StagePageView(TokenPageMixin):
    """`/stage/TOKEN/`: how the house stands, brought up to date by itself, with JavaScript and without."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            view = stage_view(token, timezone.now())
        except NotFound:
            return render(request, "checkins/stage_closed.html", {"is_over": False}, status=404)
        if view.is_over:
            return render(request, "checkins/stage_closed.html", {"is_over": True}, status=410)
        context = {"stage": view, "counts": view.counts, "seconds": SECONDS_BETWEEN_LOOKS}
        return render(request, "checkins/stage.html", context)
