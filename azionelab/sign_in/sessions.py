"""Django's sessions in the database, found by one plain statement: every call of the staff begins with it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from home.prepared import prepared_cursor

FIND_SQL = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with prepared_cursor() as cursor:
            cursor.execute(FIND_SQL, [self.session_key, now])
            found = cursor.fetchone()
        return self.decode(found[0]) if found else super().load()  # which says what follows when there is none
