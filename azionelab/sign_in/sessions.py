"""Django's sessions in the database, found by one plain statement: every call of the staff begins with it.

A process remembers who holds a session, and reads their account along with it. What it remembers says which account to
read and no more: whether the session is good, whose it is, and what they may do stands in the rows as they are then.
"""

from collections import OrderedDict
from threading import Lock
from typing import Any

from django.contrib.auth import SESSION_KEY, user_logged_in
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.sessions.backends import db
from django.db import connection
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from azionelab.sign_in import accounts
from home.prepared import rows

GOOD = "session_key = %s AND expire_date > %s"
FIND_SQL = f"SELECT session_data FROM django_session WHERE {GOOD}"  # noqa: S608  names alone
REMEMBERED = 1000  # sessions in one process
_holders: OrderedDict[str, int] = OrderedDict()
_holders_lock = Lock()


class SessionStore(db.SessionStore):
    """`account` is that of its holder, when it was read along with the session."""

    account: User | None = None

    def load(self) -> dict[str, Any]:
        good = [self.session_key, connection.ops.adapt_datetimefield_value(timezone.now())]
        holder = _holders.get(self.session_key)
        if holder is not None:
            self.account = accounts.read(holder, "session_data", f"JOIN django_session ON {GOOD}", good)
        if self.account is not None:
            return self.decode(self.account.beside)
        found = rows(FIND_SQL, good)
        return self.decode(found[0][0]) if found else super().load()  # which says what follows when there is none


class AccountMiddleware(AuthenticationMiddleware):
    """Django's own, which takes the account that came with the session, and remembers whose the session is."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _holder(request))


def _holder(request: HttpRequest) -> User | AnonymousUser:
    account = request.session.account if SESSION_KEY in request.session else None  # a look that reads the row
    with accounts.at_hand(account):
        user = get_user(request)
    if user.is_authenticated and request.session.session_key:
        _remember(request.session.session_key, user.pk)
    return user


@receiver(user_logged_in)
def _signs_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    if request.session.session_key:
        _remember(request.session.session_key, user.pk)


def _remember(session_key: str, holder: int) -> None:
    with _holders_lock:
        _holders[session_key] = holder
        _holders.move_to_end(session_key)
        if len(_holders) > REMEMBERED:
            _holders.popitem(last=False)
