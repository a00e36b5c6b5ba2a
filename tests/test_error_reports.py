"""What goes out to Sentry: enough to find the place, and nothing of anybody."""

import json
import logging

import sentry_sdk
from django.test import Client, TestCase, override_settings
from sentry_sdk.transport import Transport

from azionelab import error_reports
from azionelab.request_watch import log as request_log
from bookings.tokens import Purpose, make_token

DSN = "https://key@sentry.azionelab.example/1"
REQUEST_ID = "0123456789abcdef0123456789abcdef"
NAME, EMAIL = "Zaffirina Piantabella", "zaffirina@ornitorinco.example"
PERSONAL = ["Zaffirina", "Piantabella", "ornitorinco"]


class Keeping(Transport):
    """Keeps what would have been sent."""

    def __init__(self):
        super().__init__()
        self.events = []

    def capture_envelope(self, envelope):
        self.events += [item.payload.bytes or json.dumps(item.payload.json).encode() for item in envelope.items]


@override_settings(ROOT_URLCONF="tests.urls_that_fail")
class ErrorReportTests(TestCase):
    def setUp(self):
        self.transport = Keeping()
        error_reports.start(DSN, "1.8.0", transport=self.transport)
        self.addCleanup(sentry_sdk.init, default_integrations=False)  # without an address: nothing is sent any more
        headers = {
            "X-Request-ID": REQUEST_ID,
            "Authorization": NAME,
            "User-Agent": NAME,
            "Referer": f"https://x/{NAME}",
        }
        self.client = Client(raise_request_exception=False, headers=headers)
        self.client.cookies["remembered"] = "ornitorinco"
        self.token = make_token(Purpose.PASS, "a-public-id-x")

    def sent(self):
        return [json.loads(text) for text in self.transport.events]

    def fail(self):
        """One failure with names in its query, body, headers, cookies, local variables and words."""
        return self.client.post(f"/r/{self.token}/fails/?search={NAME}", {"name": NAME, "email": EMAIL})

    def test_a_failed_request_is_reported_with_its_place_and_its_number(self):
        assert self.fail().status_code == 500
        [event] = self.sent()
        [error] = event["exception"]["values"]
        assert error["type"] == "RuntimeError"
        assert error["stacktrace"]["frames"][-1]["function"] == "failing_page"
        assert event["tags"] == {"request_id": REQUEST_ID}
        assert event["release"] == "1.8.0"

    def test_nothing_of_anybody_goes_along(self):
        request_log.info("somebody came: %s", NAME)
        self.fail()
        logging.getLogger("anybody").error("mail to %s failed", EMAIL, extra={"to": EMAIL}, stack_info=True)
        logging.getLogger("anybody").error(f"GET /r/{self.token} failed")  # noqa: G004  as it must not be written
        assert len(self.sent()) == 3
        text = b"\n".join(self.transport.events).decode()
        planted = [*PERSONAL, self.token, self.token.partition(".")[2], self.client.cookies["remembered"].value]
        assert [word for word in planted if word in text] == []
        assert "/r/***" in text
        assert "mail to %s failed" in text

    def test_the_api_reports_its_failures_too(self):
        assert self.client.get("/api/fails/").status_code == 500
        [event] = self.sent()
        assert event["exception"]["values"][0]["type"] == "RuntimeError"

    def test_refusals_are_no_errors(self):
        assert self.client.get("/api/venues/no-such-room/").status_code == 404
        assert self.sent() == []
