"""Schemathesis against the running server and the OpenAPI document that it serves: no server error, no answer, content
type or shape that the document does not tell.

A few cases for each operation by default; `SCHEMATHESIS_CASES=100 make test` is thorough.
"""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.test import Client, LiveServerTestCase, override_settings
from django.utils import timezone

from bookings.enums import PerformanceStatus
from bookings.models import Reservation
from bookings.tests.factories import booked, confirmed, make_doorkeeper, playing_soon
from bookings.tokens import Purpose, make_token
from shows.models import Category

HERE = Path(__file__).parent
CASES = int(os.environ.get("SCHEMATHESIS_CASES", "5"))
UNTHROTTLED = {scope: (1_000_000, seconds) for scope, (_tries, seconds) in settings.THROTTLES.items()}


@override_settings(THROTTLES=UNTHROTTLED)
class SchemathesisTests(LiveServerTestCase):
    serialized_rollback = True  # the first pages come from migrations and must be there for the next test

    def setUp(self):
        logging.disable(logging.WARNING)  # each refusal is a warning, and nearly all cases are refused
        self.addCleanup(logging.disable, logging.NOTSET)
        self.performance = playing_soon(capacity=5000)
        full = playing_soon(capacity=2)
        confirmed(full, at=timezone.now())
        self.performances = [
            self.performance,
            full,
            playing_soon(status=PerformanceStatus.CANCELLED),
            playing_soon(closes_at=timezone.now()),
        ]

    def test_every_answer_is_as_documented(self):
        report = self.run_schemathesis(known=self.what_exists())
        self.assertEqual(report.returncode, 0, f"\n{report.stdout}\n{report.stderr}")
        # Had the cases never come through, nothing would have been shown.
        assert Reservation.objects.filter(idempotency_key__isnull=False).exists()

    def what_exists(self):
        """Things for the cases to hit upon; what is only made up would be refused every time."""
        at = timezone.now()
        waiting = [booked(self.performance, at=at, email=f"w{number}@example.org") for number in range(20)]
        coming = [confirmed(self.performance, at=at, email=f"c{number}@example.org") for number in range(60)]
        return {
            "performance_id": [performance.pk for performance in self.performances],
            "slug": [self.performance.show.slug, self.performance.venue.slug],
            "category": list(Category.objects.values_list("slug", flat=True)),
            "entry": [reservation.pk for reservation in waiting + coming],
            "reference": [reservation.reference for reservation in coming],
            "email": [reservation.email for reservation in coming],
            "confirm": [make_token(Purpose.CONFIRM, reservation.public_id) for reservation in waiting],
            "follow": [make_token(Purpose.FOLLOW, reservation.reference) for reservation in waiting + coming],
            "manage": [make_token(Purpose.MANAGE, reservation.public_id) for reservation in waiting + coming],
            "pass": [make_token(Purpose.PASS, reservation.public_id) for reservation in waiting + coming],
        }

    def run_schemathesis(self, *, known):
        command = [Path(sys.executable).with_name("schemathesis"), "--config-file", HERE / "schemathesis.toml", "run"]
        arguments = [f"{self.live_server_url}/api/schema/", "--max-examples", str(CASES)]
        environment = {**self.phone_of_the_door(), "PYTHONPATH": str(HERE), "SCHEMATHESIS_KNOWN": json.dumps(known)}
        return subprocess.run(
            [*command, *arguments],
            env={**os.environ, **environment},
            cwd=settings.VAR_DIR,
            capture_output=True,
            text=True,
            check=False,
        )

    def phone_of_the_door(self):
        """The session and the CSRF token of front of house."""
        client = Client()
        client.force_login(make_doorkeeper())
        client.get("/api/check-ins/performances/")
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        return {"SCHEMATHESIS_SESSION": cookies["sessionid"], "SCHEMATHESIS_CSRF": cookies["csrftoken"]}
