"""How often one client or one address may try a thing, counted in the database for all processes together.

Fixed windows: one statement a try, committed by itself, whatever becomes of the request. The subject is stored as a
keyed digest, so the table tells nobody's address.
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from bookings.models import ThrottleCount

# Both databases know this form; it counts and tells in one statement, so two processes never count the same try.
COUNT_SQL = """
    INSERT INTO bookings_throttlecount (scope, subject, window_start, tries) VALUES (%s, %s, %s, 1)
    ON CONFLICT (scope, subject, window_start) DO UPDATE SET tries = bookings_throttlecount.tries + 1
    RETURNING tries
"""
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class TooManyTries:
    wait_seconds: int


def count_try(scope: str, subject: str, at: datetime) -> TooManyTries | None:
    """Counts one try of `subject`; tells how long to wait when it is one too many. Limits: settings.THROTTLES."""
    allowed, seconds = settings.THROTTLES[scope]
    start = datetime.fromtimestamp(at.timestamp() // seconds * seconds, tz=UTC)
    with connection.cursor() as cursor:
        cursor.execute(COUNT_SQL, [scope, _digest(scope, subject), connection.ops.adapt_datetimefield_value(start)])
        [tries] = cursor.fetchone()
    if tries <= allowed:
        return None
    return TooManyTries(wait_seconds=math.ceil(start.timestamp() + seconds - at.timestamp()))


def forget_old_tries(at: datetime) -> int:
    """Deletes counts of windows that are over; for `manage.py tick`."""
    return ThrottleCount.objects.filter(window_start__lt=at - KEPT).delete()[0]


def _digest(scope: str, subject: str) -> str:
    return salted_hmac(f"bookings.throttle.{scope}", subject, algorithm="sha256").hexdigest()
