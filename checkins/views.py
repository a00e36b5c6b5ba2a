"""The staff page at the door, and what the QR code opens."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import TemplateView

from bookings.page_headers import NotKeptMixin, TokenPageMixin
from checkins.offline import account_mark, kept_door_headers


def may_check_in(request: HttpRequest) -> bool:
    return request.user.has_perm("checkins.admit_parties")


class CheckInPageView(NotKeptMixin, LoginRequiredMixin, TemplateView):
    """`/check-in/`: front of house only; others who are signed in are told so."""

    template_name = "checkins/check_in.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_check_in(request):
            return render(request, "checkins/not_allowed.html", status=403)
        context = self.get_context_data(account_mark=account_mark(request.user))
        return self.render_to_response(context, headers=kept_door_headers(timezone.now()))


class PassPageView(TokenPageMixin):
    """`/r/TOKEN`: staff at the door land on the verdict, anyone else on words about what the code is for.

    The token is not looked up for strangers, so the page tells them nothing about it.
    """

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        if may_check_in(request):
            context = {"code": token, "account_mark": account_mark(request.user)}
            return render(request, "checkins/check_in.html", context)
        return render(request, "checkins/about_pass.html")
