"""Input that no browser of ours sends: each is refused in the one shape, and none reaches the 500 page."""

import json

from django.test import TestCase, TransactionTestCase
from django.utils import timezone

from bookings.models import Reservation
from bookings.tests.factories import confirmed, make_doorkeeper, playing_soon

TOO_BIG = 10**30
BOOKING = {"party_size": 2, "name": "Giulia Neri", "email": "giulia@example.org", "privacy_accepted": True}


class HostileQueryTests(TestCase):
    def test_days_beyond_the_calendar_are_refused_or_empty(self):
        playing_soon()
        for query in (
            "date_to=9999-12-31",
            "date_from=0001-01-01",
            "date_from=9999-12-31",
            "date_to=0001-01-01",
            "page=99999999999999999999",
            "page=-1",
            "page_size=zehn",
            "colour=red",
            "show=%00",
        ):
            with self.subTest(query):
                assert self.client.get(f"/api/performances/?{query}").status_code in {200, 400, 404}

    def test_who_takes_any_copy_is_told_which_it_is(self):
        path = f"/api/performances/{playing_soon().pk}/"
        etag = self.client.get(path).headers["ETag"]
        for wanted in (etag, "*"):
            answer = self.client.get(path, headers={"If-None-Match": wanted})
            assert (answer.status_code, answer.headers["ETag"], answer.content) == (304, etag, b"")

    def test_numbers_beyond_the_database_are_not_found(self):
        for path in (f"/api/performances/{TOO_BIG}/", f"/api/check-ins/performances/{TOO_BIG}/"):
            self.client.force_login(make_doorkeeper()) if "check-ins" in path else None
            with self.subTest(path):
                assert self.client.get(path).status_code == 404

    def test_wrong_page_parameters_are_refused_by_every_list(self):
        self.client.force_login(make_doorkeeper())
        venue = playing_soon().venue
        lists = ["shows", "venues", f"venues/{venue.slug}/performances", "categories", "performances"]
        for path in [*lists, "check-ins/performances"]:
            for query in ("page_size=zehn", "page=0", "colour=red"):
                with self.subTest(path=path, query=query):
                    assert self.client.get(f"/api/{path}/?{query}").status_code == 400


class HostileBodyTests(TransactionTestCase):
    """With real commits: what the database itself refuses must not leave a broken transaction behind."""

    serialized_rollback = True

    def setUp(self):
        self.performance = playing_soon()

    def post(self, path, body, content_type="application/json"):
        content = body if isinstance(body, bytes) else json.dumps(body)
        return self.client.post(f"/api/{path}", content, content_type=content_type)

    def assert_refused(self, answer, *statuses):
        assert answer.status_code in statuses
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.json()["errors"][0]["code"]

    def test_bodies_that_are_no_booking(self):
        path = f"performances/{self.performance.pk}/reservations/"
        bodies = {
            "deeply nested": b"[" * 200_000,
            "half a character": b'{"name": "\xed\xa0\x80"}',
            "surrogate as a field": b'{"\\ud800": 1}',
            "surrogate in a name": json.dumps({**BOOKING, "name": "\ud800"}).encode(),
            "null character": {**BOOKING, "name": "Giulia\x00"},
            "number for a text": {**BOOKING, "notes": 7},
            "text for a number": {**BOOKING, "party_size": "2"},
            "text for yes": {**BOOKING, "privacy_accepted": "true"},
            "endless number": json.dumps(BOOKING).replace("2", "1e999", 1).encode(),
            "very long number": json.dumps(BOOKING).replace("2", "9" * 5000, 1).encode(),
            "a list": [BOOKING],
            "needs of no kind": {**BOOKING, "access_needs": [["wheelchair"], {}]},
        }
        for name, body in bodies.items():
            with self.subTest(name):
                self.assert_refused(self.post(path, body), 400)
        for charset in ("utf-16", "rot13", "zlib", "unknown"):
            with self.subTest(charset):
                content_type = f"application/json; charset={charset}"
                self.assert_refused(self.client.generic("POST", f"/api/{path}", b"\xff\xfe{", content_type), 400)
        self.assert_refused(self.post(path, b"party_size=2", "application/x-www-form-urlencoded"), 415)
        assert Reservation.objects.count() == 0

    def test_broken_forms_from_staff(self):
        self.client.force_login(make_doorkeeper())
        broken = self.post("reservations/view/", b"x", "multipart/form-data; boundary=")
        self.assert_refused(broken, 400, 403, 415)

    def test_numbers_beyond_the_database(self):
        self.client.force_login(make_doorkeeper())
        reservation = confirmed(self.performance, at=timezone.now())
        code = {"reference": reservation.reference, "performance": TOO_BIG}
        self.assert_refused(self.post("check-ins/", {**code, "scan_id": "s"}), 409)
        assert self.post("check-ins/preview/", code).json()["verdict"] == "wrong_performance"
        self.assert_refused(self.post(f"check-ins/{TOO_BIG}/undo/", {}), 404)
        self.assert_refused(self.post(f"performances/{TOO_BIG}/reservations/", BOOKING), 404)
        walk_up = {"party_size": 1, "scan_id": "w"}
        self.assert_refused(self.post(f"check-ins/performances/{TOO_BIG}/walk-ups/", walk_up), 404)

    def test_more_people_than_are_still_outside(self):
        self.client.force_login(make_doorkeeper())
        reservation = confirmed(self.performance, at=timezone.now(), party_size=2)
        code = {"reference": reservation.reference, "performance": self.performance.pk, "scan_id": "s"}
        answer = self.post("check-ins/", {**code, "admit": 3})
        self.assert_refused(answer, 400)
        assert answer.json()["errors"][0] | {"detail": ""} == {
            "code": "party_too_large",
            "detail": "",
            "attr": "admit",
            "to_come": 2,
            "max_party_size": 2,
        }
