"""How often one client or one address may try a thing, counted in the database for all processes together.

Fixed windows: one statement a try, committed by itself, whatever becomes of the request. One who is counted by client
and by address is counted in both by one statement. The subject is stored as a keyed digest, so the table tells nobody's
address.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from hmac import HMAC
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from bookings.models import ThrottleCount
from home.prepared import rows

# Both databases know this form; it counts and tells in one statement, so two processes never count the same try.
COUNT_SQL = """
    INSERT INTO bookings_throttlecount (scope, subject, window_start, tries) VALUES {rows}
    ON CONFLICT (scope, subject, window_start) DO UPDATE SET tries = bookings_throttlecount.tries + 1
    RETURNING scope, tries
"""
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class TooManyTries:
    wait_seconds: int


def count_try(scope: str, subject: str, at: datetime) -> TooManyTries | None:
    """Counts one try of `subject`; tells how long to wait when it is one too many. Limits: settings.THROTTLES."""
    return count_tries({scope: subject}, at)


def count_tries(subjects: Mapping[str, str], at: datetime) -> TooManyTries | None:
    """Counts one try in each scope, whose subject is given; tells the longest wait where it is one too many."""
    # In one order for all, so that two who are counted in the same rows never wait for each other.
    scopes = sorted(subjects)
    values = [value for scope in scopes for value in _counted(scope, subjects[scope], at)]
    tries = dict(rows(_count_sql(len(scopes)), values))
    waits = [_wait_seconds(scope, at) for scope in scopes if tries[scope] > settings.THROTTLES[scope][0]]
    return TooManyTries(max(waits)) if waits else None


def forget_old_tries(at: datetime) -> int:
    """Deletes counts of windows that are over; for `manage.py tick`."""
    return ThrottleCount.objects.filter(window_start__lt=at - KEPT).delete()[0]


def _counted(scope: str, subject: str, at: datetime) -> tuple[str, str, Any]:
    """By what the database knows the row of a subject's tries."""
    return scope, _digest(scope, subject), _stored(_window_start(scope, at))


def _window_start(scope: str, at: datetime) -> float:
    _allowed, seconds = settings.THROTTLES[scope]
    return at.timestamp() // seconds * seconds


@lru_cache
def _stored(timestamp: float) -> Any:
    """The beginning of a window as the database has it."""
    return connection.ops.adapt_datetimefield_value(datetime.fromtimestamp(timestamp, tz=UTC))


def _wait_seconds(scope: str, at: datetime) -> int:
    _allowed, seconds = settings.THROTTLES[scope]
    return math.ceil(_window_start(scope, at) + seconds - at.timestamp())


def _digest(scope: str, subject: str) -> str:
    digest = _keyed(scope, settings.SECRET_KEY).copy()
    digest.update(subject.encode())
    return digest.hexdigest()


@lru_cache
def _keyed(scope: str, secret: str) -> HMAC:
    """The digest of nothing yet: to make its key takes longer than to use it."""
    return salted_hmac(f"bookings.throttle.{scope}", "", secret=secret, algorithm="sha256")


@cache
def _count_sql(scopes: int) -> str:
    return COUNT_SQL.format(rows=", ".join(["(%s, %s, %s, 1)"] * scopes))
