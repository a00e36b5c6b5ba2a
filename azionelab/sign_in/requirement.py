"""Who must sign in with a second factor (settings.TWO_FACTOR_REQUIRED), and that nothing is reached without it."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from azionelab.roles import ADMINISTRATORS

# What somebody may open who has given a password and still owes a second factor.
OPEN_PATHS = ("/login/", "/logout/", "/security/", "/static/")


def must_have_second_factor(user: User | AnonymousUser) -> bool:
    """Whether one of the account's roles asks for it. A superuser has the reach of an administrator."""
    required = settings.TWO_FACTOR_REQUIRED
    if not required or not user.is_authenticated:
        return False
    if user.is_superuser and ADMINISTRATORS in required:
        return True
    return user.groups.filter(name__in=required).exists()


class SecondFactorMiddleware:
    """Leads whoever owes a second factor to the page that sets one up, whatever was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.TWO_FACTOR_REQUIRED and not request.path.startswith(OPEN_PATHS) and _owes(request.user):
            return _refusal(request)
        return self.get_response(request)


def _owes(user: User | AnonymousUser) -> bool:
    return user.is_authenticated and not user.is_verified() and must_have_second_factor(user)


def _refusal(request: HttpRequest) -> HttpResponse:
    if not request.path.startswith("/api/"):
        query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(f"{reverse('security')}?{query}" if query else reverse("security"))
    detail = _("Your role signs in with a second factor. Set one up on the page /security/ and sign in again.")
    error = {"code": "permission_denied", "detail": detail, "attr": None}
    return JsonResponse({"type": "client_error", "errors": [error]}, status=HTTPStatus.FORBIDDEN)
