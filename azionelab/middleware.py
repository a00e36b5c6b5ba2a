"""What every answer carries: the content security policy, and the CSRF rule of pages without a referrer."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language

from home.video import PLAYER_HOSTS

FRAMES = f"frame-src 'self' {' '.join(PLAYER_HOSTS)}; "
PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; "
    f"{FRAMES}base-uri 'none'; form-action 'self'; frame-ancestors 'self'; object-src 'none'"
)
# Wagtail's and Django's admin and the API's readable page write inline scripts and styles.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; "
    f"{FRAMES}base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'"
)
ADMIN_PATHS = ("/admin/", "/django-admin/", "/api/docs/")


class ContentSecurityPolicyMiddleware:
    """Sets `request.csp_nonce` for the templates and the policy that honours it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.csp_nonce = secrets.token_urlsafe(16)
        response = self.get_response(request)
        policy = ADMIN_POLICY if request.path.startswith(ADMIN_PATHS) else PUBLIC_POLICY
        response.headers.setdefault("Content-Security-Policy", policy.format(nonce=request.csp_nonce))
        response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
        return response


class PageLocaleMiddleware(LocaleMiddleware):
    """Django's choice of language, without its redirect where an address has a view of its own.

    Every path below a language is a page address, so a 404 of the API would become a redirect to a page that is not.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        has_own_view = getattr(request, "resolver_match", None) is not None
        if response.status_code != 404 or not has_own_view:
            return super().process_response(request, response)
        response.headers.setdefault("Content-Language", get_language())
        return response


class TokenPageCsrfMiddleware(CsrfViewMiddleware):
    """Django's CSRF check, on pages that must send no referrer.

    A page with `Referrer-Policy: no-referrer` makes browsers send `Origin: null` with its own form, which
    Django's origin check refuses. For those pages alone that value passes on to the token check, which stays.
    """

    def _origin_verified(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        is_token_page = match is not None and match.namespace == "reservations" and "token" in match.kwargs
        if is_token_page and request.META.get("HTTP_ORIGIN") == "null":
            return True
        return super()._origin_verified(request)
