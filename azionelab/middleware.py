"""What every answer carries: the content security policy, the kept page, the CSRF rule of pages without a referrer."""

import hashlib
import secrets
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from home import page_cache
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
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            return response  # the browser keeps the page that it has, with the policy and the nonce that came with it
        policy = ADMIN_POLICY if request.path.startswith(ADMIN_PATHS) else PUBLIC_POLICY
        response.headers.setdefault("Content-Security-Policy", policy.format(nonce=request.csp_nonce))
        response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
        return response


class KeptPageMiddleware:
    """Answers visitors with the page as it was made for another visitor, while it is true (home/page_cache.py).

    Kept are the pages of Wagtail's tree, by their address without a query, for readers without a session; never a page
    that sets a cookie, holds a CSRF token or says that it is private. The nonce of the content policy is no part of
    what is kept: each answer gets its own. Every page has an ETag, and browsers ask each time whether theirs holds.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key(request)
        kept = caches["pages"].get(key) if key else None
        if kept is not None:
            request.is_kept = True
            return _unless_held(request, _answer(kept, request.csp_nonce))
        response = self.get_response(request)
        if not _is_for_everybody(request, response):
            return response
        parts = response.content.split(request.csp_nonce.encode())
        response.headers["ETag"] = f'W/"{hashlib.blake2b(b"".join(parts), digest_size=12).hexdigest()}"'
        response.headers["Cache-Control"] = "public, no-cache"
        patch_vary_headers(response, ["Cookie"])
        seconds = page_cache.seconds_to_keep(request)
        if key and seconds:
            headers = {name: value for name, value in response.items() if name != "Content-Length"}
            caches["pages"].set(key, (parts, headers), timeout=seconds)
        return _unless_held(request, response)


def _key(request: HttpRequest) -> str | None:
    """Where the page that was asked for is kept; None when it is not to be."""
    may_be_kept = (
        settings.KEEP_PAGES
        and request.method in {"GET", "HEAD"}
        and not request.META.get("QUERY_STRING")
        and _is_visitor(request)
    )
    edition = page_cache.edition() if may_be_kept else None
    if edition is None:
        return None
    address = hashlib.blake2b(f"{request.get_host()}{request.path}".encode(), digest_size=16).hexdigest()
    return f"{edition}:parts:{address}"  # a release that keeps pages in another form keeps them elsewhere


def _unless_held(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page, or 304 for a browser that holds it."""
    return get_conditional_response(request, etag=response.get("ETag"), response=response)


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an answer is a page of the tree that holds nothing of the one who asked for it."""
    match = request.resolver_match
    return (
        (match is None or match.url_name == "wagtail_serve")
        and response.status_code == HTTPStatus.OK
        and not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not response.has_header("Cache-Control")
        and _is_visitor(request)
    )


def _is_visitor(request: HttpRequest) -> bool:
    is_preview = getattr(request, "is_dummy", False)  # Wagtail sends previews through the middleware
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and not is_preview


def _answer(kept: tuple[list[bytes], dict[str, str]], nonce: str) -> HttpResponse:
    """A kept page, whose parts stood between the nonces of the visitor for whom it was made."""
    parts, headers = kept
    return HttpResponse(nonce.encode().join(parts), headers=headers)


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
