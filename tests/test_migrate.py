"""`manage.py migrate` has other time limits than a visitor's request."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import TransactionTestCase

from azionelab.env import DATABASE_LIMITS

LIMITS = ["statement_timeout", "idle_in_transaction_session_timeout", "lock_timeout"]


def limits() -> dict[str, str]:
    with connection.cursor() as cursor:
        return {name: cursor.execute(f"SHOW {name}").fetchone()[0] for name in LIMITS}


@pytest.mark.postgresql
class MigrateTests(TransactionTestCase):
    serialized_rollback = True

    def test_a_long_statement_may_end_and_a_lock_is_not_waited_for(self):
        seen = []

        def look(**kwargs):
            seen.append(limits())

        connection_created.connect(look)
        self.addCleanup(connection_created.disconnect, look)
        call_command("migrate", plan=True, skip_checks=False, stdout=StringIO())

        unhurried = {"statement_timeout": "0", "idle_in_transaction_session_timeout": "0", "lock_timeout": "4s"}
        assert seen == [unhurried]
        assert limits() == DATABASE_LIMITS
