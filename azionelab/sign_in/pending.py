"""Between the two steps: who has given the right password and still owes the second factor.

Such a person is not signed in. The session knows only for whom the second step is, for ten minutes.
"""

import time
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

KEY = "sign_in_pending"
SECONDS = 10 * 60


@dataclass(frozen=True)
class Pending:
    user: User
    next: str  # where to go afterwards; checked already


def begin(request: HttpRequest, user: User, next_url: str) -> None:
    request.session.cycle_key()
    request.session[KEY] = {
        "user": user.pk,
        "next": next_url,
        "until": time.time() + SECONDS,
        "hash": user.get_session_auth_hash(),
    }


def current(request: HttpRequest) -> Pending | None:
    """Whose second step it is. None when nobody's: it was too long ago, or the password has changed since."""
    kept = request.session.get(KEY)
    if not kept or kept["until"] < time.time():
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), kept["hash"]):
        return None
    return Pending(user, kept["next"])


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
