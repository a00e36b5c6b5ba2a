"""The page of the door without network: until when a browser may keep it, and the worker that does so.

What the phone keeps besides, and when all of it goes: docs/adr/0025-the-door-without-network.md.
"""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from bookings import queries
from bookings.page_headers import keep_until, worker_script


def kept_door_headers(at: datetime) -> dict[str, str]:
    """The page may be kept until the last night that it offers is over; nothing without any."""
    curtains = [performance.starts_at for performance in queries.performances_at_the_door(at)]
    return keep_until(queries.night_ends(max(curtains))) if curtains else {}


def account_mark(user: AbstractBaseUser | AnonymousUser) -> str:
    """Tells one account from another without naming it, so that a phone drops what another one has left on it."""
    return salted_hmac("checkins.offline.account_mark", str(user.pk)).hexdigest()[:32]


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of `/check-in/`. It holds nothing of anybody, and so is there for everybody."""
    return worker_script("checkins/worker.js")
