"""What health tells, and what makes it fail; a database that hangs is in tests/faults/test_health.py."""

from datetime import timedelta

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import TestCase, override_settings
from django.utils import timezone

from azionelab import last_runs
from azionelab.api import readiness
from bookings.tests.factories import booked, playing_soon


class HealthTests(TestCase):
    def setUp(self):
        readiness.migrations.forget()
        self.addCleanup(readiness.migrations.forget)

    def health(self, status=200):
        answer = self.client.get("/api/health/")
        assert answer.status_code == status
        return answer.json()

    @override_settings(AZIONELAB_VERSION="1.8.0")
    def test_health_tells_what_the_contract_says(self):
        assert self.health() == {
            "status": "ok",
            "database": "ok",
            "migrations": "ok",
            "version": "1.8.0",
            "outbox": {"due": 0, "oldest_seconds": 0},
            "tick": {"seconds_ago": None},
        }

    def test_live_never_touches_the_database(self):
        with self.assertNumQueries(0):
            assert self.client.get("/api/health/live/").json() == {"status": "ok"}

    def test_due_mails_show(self):
        booked(playing_soon(), at=timezone.now() - timedelta(minutes=5))
        outbox = self.health()["outbox"]
        assert outbox["due"] == 1
        assert 299 <= outbox["oldest_seconds"] <= 310

    def test_a_stale_timer_is_told_and_not_judged(self):
        last_runs.note(last_runs.TICK, timezone.now() - timedelta(days=2))
        report = self.health()
        assert report["status"] == "ok"
        assert 172_800 <= report["tick"]["seconds_ago"] < 172_900

    def test_pending_migrations_fail_until_they_are_applied(self):
        applied = MigrationRecorder.Migration.objects.filter(app="checkins").order_by("-id")[0]
        applied.delete()
        for _time in range(2):
            assert self.health(503) == {
                "status": "failing",
                "database": "ok",
                "migrations": "pending",
                "version": "development",
                "outbox": {"due": None, "oldest_seconds": None},
                "tick": {"seconds_ago": None},
            }
        MigrationRecorder(connection).record_applied(applied.app, applied.name)
        assert self.health()["migrations"] == "ok"

    def test_migrations_of_a_newer_release_are_no_fault(self):
        MigrationRecorder(connection).record_applied("bookings", "9999_of_the_next_release")
        assert self.health()["status"] == "ok"

    def test_complete_migrations_are_not_asked_again(self):
        self.health()
        with self.assertNumQueries(3):  # mails, the oldest of them, the timer
            self.health()
