"""`manage.py migrate` has other time limits than a visitor's request."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import pre_migrate
from django.test import TransactionTestCase

from azionelab.env import DATABASE_LIMITS

LIMITS = ["statement_timeout", "idle_in_transaction_session_timeout", "lock_timeout"]


def limits() -> dict[str, str]:
    with connection.cursor() as cursor:
        return {name: cursor.execute(f"SHOW {name}").fetchone()[0] for name in LIMITS}


@pytest.mark.postgresql
class MigrateTests(TransactionTestCase):
    def test_a_long_statement_may_end_and_a_lock_is_not_waited_for(self):
        seen = []

        def look(**kwargs):
            seen.append(limits())

        pre_migrate.connect(look)
        self.addCleanup(pre_migrate.disconnect, look)
        call_command("migrate", verbosity=0)

        unhurried = {"statement_timeout": "0", "idle_in_transaction_session_timeout": "0", "lock_timeout": "4s"}
        assert seen
        assert all(one == unhurried for one in seen)
        assert limits() == DATABASE_LIMITS
