"""What Prometheus is told after an evening: the right numbers, nobody's name, and nothing without the token."""

import re
from datetime import timedelta

from django.test import TestCase, override_settings
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from azionelab import last_runs
from azionelab.api import readiness
from azionelab.metrics import counted
from bookings import outbox
from bookings.enums import MessageState
from bookings.models import OutboxMessage, Performance, Reservation
from bookings.tests.factories import booked, confirmed, make_doorkeeper, playing_soon
from bookings.tokens import Purpose, make_token

TOKEN = "a-token-for-prometheus-of-40-characters-"
NAME, EMAIL = "Zaffirina Piantabella", "zaffirina@ornitorinco.example"


def samples(text):
    """Each sample by its name, with its labels as they are written."""
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@override_settings(METRICS_TOKEN=TOKEN, AZIONELAB_VERSION="1.8.0")
class MetricsTestCase(TestCase):
    def setUp(self):
        for metric in (counted.REQUESTS, counted.DURATION, counted.REFUSALS):
            metric.clear()
        readiness.migrations.is_pending()  # asked once a process

    def scrape(self):
        answer = self.client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]
        return answer.content.decode()


class AccessTests(MetricsTestCase):
    def test_only_the_token_opens_it(self):
        for given in ("", TOKEN, f"Bearer {TOKEN[:-1]}", f"Basic {TOKEN}", "Bearer ", f"Bearer {TOKEN}è"):
            with self.subTest(given):
                answer = self.client.get("/metrics", headers={"Authorization": given} if given else {})
                assert (answer.status_code, answer.content) == (401, b"")
                assert "no-store" in answer.headers["Cache-Control"]

    def test_without_a_token_in_the_settings_there_is_no_such_address(self):
        with override_settings(METRICS_TOKEN=""):
            for given in ({}, {"Authorization": "Bearer "}):
                assert self.client.get("/metrics", headers=given).status_code == 404
            self.client.get("/robots.txt")
        assert not [name for name in samples(self.scrape()) if "/robots.txt" in str(name) or "robots" in str(name)]


class RequestTests(MetricsTestCase):
    def test_requests_are_counted_by_route_and_class_of_status(self):
        for _time in range(2):
            self.client.get("/api/venues/")
        self.client.get("/api/venues/no-such-room/")
        self.client.generic("ZAFFIRINA", "/api/venues/")
        text = self.scrape()
        requests = {key[1:]: value for key, value in samples(text).items() if key[0] == "azionelab_requests_total"}
        [listed] = {dict(key)["route"] for key in requests if dict(key)["status"] == "2xx"}
        assert requests[(("method", "GET"), ("route", listed), ("status", "2xx"))] == 2
        assert requests[(("method", "other"), ("route", listed), ("status", "4xx"))] == 1
        assert samples(text)[("azionelab_request_seconds_count", ("route", listed))] == 3

    def test_refusals_are_counted_by_code_in_the_api_and_on_pages(self):
        performance = playing_soon(capacity=1)
        booking = {"party_size": 2, "name": NAME, "email": EMAIL, "privacy_accepted": True}
        path = f"/api/performances/{performance.pk}/reservations/"
        answer = self.client.post(path, booking, content_type="application/json", headers={"Idempotency-Key": "k"})
        assert answer.status_code == 409
        self.client.get("/it/reservations/confirm/no-such-token/")
        refused = {dict(key[1:])["code"] for key in samples(self.scrape()) if key[0] == "azionelab_refusals_total"}
        assert refused == {"not_enough_seats", "not_found"}


class RowTests(MetricsTestCase):
    def test_the_evening_is_told_as_the_rows_are(self):
        now = timezone.now()
        performance = playing_soon(capacity=30)
        booked(performance, at=now - timedelta(minutes=7), party_size=2)
        party = confirmed(performance, at=now, party_size=3)
        Performance.objects.update(starts_at=now, doors_at=None)  # tonight, at whatever hour this runs
        OutboxMessage.objects.filter(reservation=party).update(state=MessageState.FAILED)
        self.client.force_login(make_doorkeeper())
        scan = {"token": make_token(Purpose.PASS, party.public_id), "performance": performance.pk, "scan_id": "one"}
        assert self.client.post("/api/check-ins/", scan, content_type="application/json").status_code == 201
        last_runs.note(last_runs.TICK, now)
        last_runs.note(last_runs.BACKUP, now, failed=["media"])

        found = samples(self.scrape())
        tonight = ("performance", str(performance.pk))
        expected = {
            ("azionelab_build_info", ("version", "1.8.0")): 1,
            ("azionelab_ready",): 1,
            ("azionelab_reservations", ("source", "website"), ("status", "pending")): 1,
            ("azionelab_reservations", ("source", "website"), ("status", "confirmed")): 1,
            ("azionelab_reservation_acts_total", ("act", "booked")): 2,
            ("azionelab_reservation_acts_total", ("act", "confirmed")): 1,
            ("azionelab_check_ins_total", ("outcome", "admitted"), ("source", "door")): 1,
            ("azionelab_tonight_seats", tonight): 30,
            ("azionelab_tonight_seats_confirmed", tonight): 3,
            ("azionelab_tonight_people_admitted", tonight): 3,
            ("azionelab_outbox_due",): 1,
            ("azionelab_last_run_timestamp_seconds", ("name", "tick")): now.timestamp(),
            ("azionelab_last_good_run_timestamp_seconds", ("name", "tick")): now.timestamp(),
            ("azionelab_last_run_timestamp_seconds", ("name", "backup")): now.timestamp(),
        }
        assert {key: found.get(key) for key in expected} == expected
        assert ("azionelab_last_good_run_timestamp_seconds", ("name", "backup")) not in found
        assert 420 <= found[("azionelab_outbox_oldest_seconds",)] < 480
        assert found[("azionelab_mails", ("state", "failed"))] >= 1

    def test_six_statements_however_many_rows(self):
        for count in (1, 3):
            booked(playing_soon(), at=timezone.now())
            with self.subTest(count), self.assertNumQueries(6):
                self.scrape()

    def test_nobody_stands_in_it(self):
        performance = playing_soon(capacity=30)
        path = f"/api/performances/{performance.pk}/reservations/"
        booking = {"party_size": 2, "name": NAME, "email": EMAIL, "privacy_accepted": True, "notes": NAME}
        booking |= {"phone": "+39 055 7310248"}
        headers = {"Idempotency-Key": NAME, "User-Agent": NAME}
        assert self.client.post(path, booking, content_type="application/json", headers=headers).status_code == 201
        reservation = Reservation.objects.get()
        tokens = {purpose: make_token(purpose, reservation.public_id) for purpose in Purpose}
        assert self.client.post(f"/it/reservations/confirm/{tokens[Purpose.CONFIRM]}/").status_code == 302
        self.client.get(f"/it/reservations/{tokens[Purpose.MANAGE]}/")
        self.client.get(f"/r/{tokens[Purpose.PASS]}")
        self.client.get(f"/it/{NAME}/", {"q": EMAIL})
        outbox.deliver_due(timezone.now())
        text = self.scrape()
        planted = ["Zaffirina", "Piantabella", "ornitorinco", "7310248", reservation.reference, *tokens.values()]
        assert [word for word in planted if word.lower() in text.lower()] == []
        assert len(re.findall(r"^azionelab_requests_total", text, re.MULTILINE)) >= 5  # the search has something to see
