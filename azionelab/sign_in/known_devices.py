"""Tries at one account, counted so that no stranger can keep its owner out.

Whoever has signed in from a browser leaves a signed cookie in it. Tries from that browser are counted apart; all
other tries at the name are counted together, whether or not there is such an account (OWASP calls it device cookies).
"""

from datetime import datetime
from secrets import token_urlsafe

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from bookings.throttling import TooManyTries, count_try

COOKIE = "azl_known"
SALT = "sign_in.known"
SECONDS = 180 * 24 * 60 * 60
NAMES_KEPT = 5  # accounts that share a browser: at the box office, or a phone of the door


def count_try_at_account(request: HttpRequest, username: str, at: datetime) -> TooManyTries | None:
    """Counts a try to sign in as `username`; tells how long to wait when it is one too many."""
    mark = _mark(username)
    browser = next((browser for known, browser in _known(request) if constant_time_compare(known, mark)), "")
    return count_try("login.account", f"{mark}|{browser}", at)


def remember(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """Notes in the browser that its owner has signed in as `username`."""
    mark = _mark(username)
    others = [(known, browser) for known, browser in _known(request) if known != mark]
    value = signing.dumps([(mark, token_urlsafe(9)), *others][:NAMES_KEPT], salt=SALT)
    response.set_cookie(
        COOKIE,
        value,
        max_age=SECONDS,
        path="/login/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _known(request: HttpRequest) -> list[tuple[str, str]]:
    try:
        return [(known, browser) for known, browser in signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)]
    except signing.BadSignature:
        return []


def _mark(username: str) -> str:
    return salted_hmac(SALT, username.strip().casefold()).hexdigest()[:16]
