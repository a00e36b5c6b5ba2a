from datetime import timedelta

from django.test import override_settings
from django.utils import timezone

from bookings.tests.api.cases import ApiTestCase
from bookings.tests.factories import (
    booked,
    playing_soon,
)


class CorsTests(ApiTestCase):
    @override_settings(CORS_ALLOWED_ORIGINS=["https://friends.example"])
    def test_what_the_widget_sends_and_reads_is_allowed(self):
        asked = {"Origin": "https://friends.example", "Access-Control-Request-Method": "POST"}
        answer = self.client.options("/api/reservations/follow/", headers=asked)
        allowed = answer.headers["Access-Control-Allow-Headers"].split(", ")
        assert {"content-type", "idempotency-key", "if-none-match", "x-follow-token"} <= set(allowed)
        read = self.client.get("/api/venues/", headers={"Origin": "https://friends.example"})
        assert read.headers["Access-Control-Expose-Headers"] == "ETag, Retry-After"

    @override_settings(CORS_ALLOWED_ORIGINS=["https://friends.example"])
    def test_only_configured_origins_are_welcome(self):
        for origin, allowed in [("https://friends.example", "https://friends.example"), ("https://evil.example", None)]:
            with self.subTest(origin):
                answer = self.client.get("/api/venues/", headers={"Origin": origin})
                assert answer.headers.get("Access-Control-Allow-Origin") == allowed


class HealthTests(ApiTestCase):
    def test_health_tells_what_the_contract_says(self):
        assert self.client.get("/api/health/").json() == {
            "status": "ok",
            "database": "ok",
            "migrations": "ok",
            "outbox": {"due": 0, "oldest_seconds": 0},
        }

    def test_live_never_touches_the_database(self):
        with self.assertNumQueries(0):
            assert self.client.get("/api/health/live/").json() == {"status": "ok"}

    def test_due_mails_show(self):
        booked(playing_soon(), at=timezone.now() - timedelta(minutes=5))
        outbox = self.client.get("/api/health/").json()["outbox"]
        assert outbox["due"] == 1
        assert 299 <= outbox["oldest_seconds"] <= 310
