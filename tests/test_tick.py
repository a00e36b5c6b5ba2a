"""`manage.py tick` as a whole: what it leaves behind, and what a chore that fails does to the others."""

import io
import logging
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase, TransactionTestCase
from django.utils import timezone

from azionelab import last_runs
from bookings.enums import ReservationStatus
from bookings.tests.factories import booked, playing_soon

FAILING = "old throttle counts forgotten"
DAY = timedelta(days=1)


class TickTests(TestCase):
    def test_it_leaves_the_true_time_also_when_it_acts_as_at_another(self):
        before = timezone.now()
        call_command("tick", at=before + DAY, stdout=io.StringIO())
        run = last_runs.of(last_runs.TICK)
        assert before <= run.at == run.well_at <= timezone.now()
        assert run.failed == ""


class LastRunTests(TestCase):
    def test_a_bad_run_keeps_the_time_and_the_file_of_the_last_good_one(self):
        good, bad = timezone.now() - DAY, timezone.now()
        last_runs.note(last_runs.BACKUP, good, made="one.tar.age")
        last_runs.note(last_runs.BACKUP, bad, failed=["media", "database"])
        run = last_runs.of(last_runs.BACKUP)
        assert (run.at, run.well_at, run.made, run.failed) == (bad, good, "one.tar.age", "media, database")

    def test_what_has_never_run_is_none(self):
        assert last_runs.of(last_runs.BACKUP) is None


class FailingChoreTests(TransactionTestCase):
    """One chore cannot be done, because its table has another name."""

    serialized_rollback = True  # the first pages come from migrations and must be there for the next test

    def setUp(self):
        self.rename("bookings_throttlecount", "renamed_throttlecount")
        self.addCleanup(self.rename, "renamed_throttlecount", "bookings_throttlecount")

    def rename(self, table, name):
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} RENAME TO {name}")

    def test_the_others_are_done_and_the_command_fails(self):
        reservation = booked(playing_soon(), at=timezone.now() - 2 * DAY)
        Session.objects.create(session_key="over", session_data="", expire_date=timezone.now() - DAY)
        with self.assertLogs("azionelab", logging.ERROR) as logged, pytest.raises(CommandError, match=FAILING):
            call_command("tick", stdout=io.StringIO())

        reservation.refresh_from_db()
        assert reservation.status == ReservationStatus.EXPIRED
        assert not Session.objects.exists()
        run = last_runs.of(last_runs.TICK)
        assert (run.failed, run.well_at) == (FAILING, None)
        error = "ProgrammingError" if connection.vendor == "postgresql" else "OperationalError"
        assert [record.getMessage() for record in logged.records] == [f"tick: not done: {FAILING}: {error}"]
