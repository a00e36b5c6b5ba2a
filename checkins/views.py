"""The staff page at the door, and what the QR code opens."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import TemplateView

from bookings.page_headers import NotKeptMixin, TokenPageMixin


def may_check_in(request: HttpRequest) -> bool:
    return request.user.has_perm("checkins.admit_parties")


class CheckInPageView(NotKeptMixin, LoginRequiredMixin, TemplateView):
    """`/check-in/`: front of house only; others who are signed in are told so."""

    template_name = "checkins/check_in.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_check_in(request):
            return render(request, "checkins/not_allowed.html", status=403)
        return super().get(request, *args, **kwargs)


class PassPageView(TokenPageMixin):
    """`/r/TOKEN`: staff at the door land on the verdict, anyone else on words about what the code is for.

    The token is not looked up for strangers, so the page tells them nothing about it.
    """

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        if may_check_in(request):
            return render(request, "checkins/check_in.html", {"code": token})
        return render(request, "checkins/about_pass.html")
