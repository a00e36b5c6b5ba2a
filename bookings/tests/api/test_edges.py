from django.test import override_settings

from bookings.tests.api.cases import ApiTestCase


class CorsTests(ApiTestCase):
    @override_settings(CORS_ALLOWED_ORIGINS=["https://friends.example"])
    def test_what_the_widget_sends_and_reads_is_allowed(self):
        asked = {"Origin": "https://friends.example", "Access-Control-Request-Method": "POST"}
        answer = self.client.options("/api/reservations/follow/", headers=asked)
        allowed = answer.headers["Access-Control-Allow-Headers"].split(", ")
        assert {"content-type", "idempotency-key", "if-none-match", "x-follow-token"} <= set(allowed)
        read = self.client.get("/api/venues/", headers={"Origin": "https://friends.example"})
        assert read.headers["Access-Control-Expose-Headers"] == "ETag, Retry-After, X-Request-ID"

    @override_settings(CORS_ALLOWED_ORIGINS=["https://friends.example"])
    def test_only_configured_origins_are_welcome(self):
        for origin, allowed in [("https://friends.example", "https://friends.example"), ("https://evil.example", None)]:
            with self.subTest(origin):
                answer = self.client.get("/api/venues/", headers={"Origin": origin})
                assert answer.headers.get("Access-Control-Allow-Origin") == allowed
