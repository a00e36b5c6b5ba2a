"""The number of a request goes through answer, log and error page; the log's lines say what they should and no more."""

import json
import logging
import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, SimpleTestCase, TestCase, override_settings

from azionelab import env, request_ids
from azionelab.logs import JSONFormatter, RequestIdFilter
from tests import leaks

GIVEN = "0123456789abcdef0123456789abcdef"
TOKEN = "a-public-id-x.and-its-signature"


class RequestIdTests(TestCase):
    def asked(self, given):
        return self.client.get("/robots.txt", headers={"X-Request-ID": given}).headers["X-Request-ID"]

    def test_the_id_of_the_proxy_is_taken_and_told(self):
        assert self.asked(GIVEN) == GIVEN

    def test_anything_else_is_replaced(self):
        for given in ("", GIVEN[:-1], GIVEN.upper(), f"{GIVEN}0", "Zaffirina Piantabella", f"{GIVEN}\n"):
            with self.subTest(given):
                told = self.asked(given)
                assert re.fullmatch(r"[0-9a-f]{32}", told)
                assert told != given

    def test_two_requests_have_two_ids(self):
        assert self.client.get("/robots.txt").headers["X-Request-ID"] != self.asked("")


@override_settings(ROOT_URLCONF="tests.urls_that_fail")
class FailureTests(TestCase):
    def setUp(self):
        self.client = Client(raise_request_exception=False, headers={"X-Request-ID": GIVEN})
        self.log = self.enterContext(leaks.LogCapture())

    def test_the_page_tells_the_number_that_is_in_the_log(self):
        answer = self.client.get("/fails/")
        assert answer.status_code == 500
        assert f"<code>{GIVEN}</code>" in answer.content.decode()
        errors = [line for line in leaks.json_lines(self.log) if line["level"] == "ERROR"]
        assert [(line["logger"], line["request_id"]) for line in errors] == [("django.request", GIVEN)]
        assert "RuntimeError: meant to fail" in errors[0]["exception"]

    def test_so_does_the_api(self):
        answer = self.client.get("/api/fails/")
        [error] = answer.json()["errors"]
        assert (answer.status_code, error["code"], error["request_id"]) == (500, "error", GIVEN)

    def test_a_token_in_the_path_of_a_failure_is_masked_in_both_forms(self):
        self.client.get(f"/r/{TOKEN}/fails/")
        assert "/r/***" in self.log.getvalue()
        assert TOKEN not in self.log.getvalue()


class RequestLineTests(TestCase):
    def setUp(self):
        self.log = self.enterContext(leaks.LogCapture())

    def lines(self):
        return [line for line in leaks.json_lines(self.log) if line["logger"] == "azionelab.request_watch"]

    def test_one_line_a_request_names_the_route_and_not_the_path(self):
        self.client.get(f"/r/{TOKEN}", headers={"X-Request-ID": GIVEN})
        [line] = self.lines()
        assert line.pop("duration_ms") > 0
        assert line.pop("time").endswith("+00:00")
        assert line.pop("message").startswith("GET pass 200 ")
        assert line == {
            "level": "INFO",
            "logger": "azionelab.request_watch",
            "request_id": GIVEN,
            "method": "GET",
            "route": "pass",
            "status": 200,
        }

    def test_what_machines_ask_all_the_time_writes_none(self):
        for path in ("/api/health/", "/api/health/live/", "/static/nothing.css"):
            self.client.get(path)
        assert self.lines() == []


class FormatterTests(SimpleTestCase):
    def record(self, message, *arguments, **more):
        record = logging.LogRecord("anybody", logging.WARNING, __file__, 1, message, arguments, more.pop("exc", None))
        record.__dict__.update(more)
        RequestIdFilter().filter(record)
        return record

    def test_a_traceback_is_masked_and_stays_in_one_line(self):
        try:
            raise ValueError(f"/r/{TOKEN}\nDETAIL:  Failing row contains (Zaffirina).")
        except ValueError as error:
            text = JSONFormatter().format(
                self.record("%s failed", f"/stage/{TOKEN}/", exc=(ValueError, error, error.__traceback__))
            )
        assert "\n" not in text
        line = json.loads(text)
        assert line["message"] == "/stage/***/ failed"
        assert "ValueError: /r/***\nDETAIL:  ***" in line["exception"]
        assert line["request_id"] == request_ids.current()

    def test_what_others_put_beside_a_message_is_left_out(self):
        line = json.loads(JSONFormatter().format(self.record("hello", email="zaffirina@example.org", status=200)))
        assert set(line) == {"time", "level", "logger", "message", "request_id", "status"}


class LogFormatTests(SimpleTestCase):
    def test_an_unknown_form_stops_the_start(self):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LOG_FORMAT", "yaml")
            with pytest.raises(ImproperlyConfigured, match="knows: json, line"):
                env.log_format(default="json")
