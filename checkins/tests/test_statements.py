"""How many statements a scan sends by a phone that is signed in: session and account among them. One more is a decision
and not a slip. docs/booking-flow.md names each.
"""

from django.db import connection
from django.test import override_settings
from django.utils import timezone

from bookings.tests.factories import confirmed
from bookings.tokens import Purpose, make_token
from checkins.tests.door_case import DoorApiCase
from home.tests.editions import KEPT, committed

SIGNED_IN = 1  # the session and its account, with what it may do, in a process that knows whose session it is
# What an admission writes is one statement for PostgreSQL, and two for SQLite (bookings/recording.py).
ADMISSION = 2 if connection.vendor == "postgresql" else 3
PREVIEW = 2


@override_settings(CACHES=KEPT)
class StatementsTests(DoorApiCase):
    def setUp(self):
        super().setUp()
        with committed():
            self.party = confirmed(self.performance, at=timezone.now(), email="second@example.org")
        self.of_party = {"token": make_token(Purpose.PASS, self.party.public_id)}
        assert self.post("preview/", {"token": self.token}).status_code == 200  # now the edition is remembered

    def scan(self, **values):
        return self.post("", {**self.of_party, "performance": self.performance.pk, "scan_id": "s2", **values})

    def test_admission(self):
        with self.assertNumQueries(SIGNED_IN + ADMISSION):
            answer = self.scan()
        assert answer.status_code == 201

    def test_needs_of_a_party_are_one_more(self):
        with self.assertNumQueries(SIGNED_IN + ADMISSION + 1):
            answer = self.admit()
        assert answer.json()["reservation"]["access_needs"] == ["wheelchair"]

    def test_preview(self):
        with self.assertNumQueries(SIGNED_IN + PREVIEW):
            answer = self.post("preview/", self.of_party)
        assert answer.json()["verdict"] == "admit"

    def test_answer_tells_the_counts_as_the_admission_has_left_them(self):
        """They are worked out from what the scan has read: the same that the next look finds."""
        for scan in (self.scan(admit=1), self.scan(admit=1, scan_id="s3"), self.admit()):
            assert scan.status_code == 201
        counted = self.client.get(f"/api/check-ins/performances/{self.performance.pk}/").json()["counts"]
        assert scan.json()["counts"] == counted
        assert (counted["admitted"], counted["to_come"]) == (5, 0)
