"""What a phone at the door is given to work with alone: enough to judge a code, and nothing else."""

import hashlib
import json
from base64 import urlsafe_b64encode
from datetime import timedelta
from unittest.mock import patch

from django.test import SimpleTestCase, override_settings
from django.utils import timezone

from bookings import privacy
from bookings import services as bookings
from bookings.models import Reservation
from bookings.tests.factories import booked, confirmed, make_performance, make_show
from bookings.tokens import Purpose, make_token
from checkins import digests, stage
from checkins.tests.door_case import DoorApiCase

STATEMENTS_OF_THE_LIST = 12
OLD_KEY = "an old key, still accepted " * 3


def phone_digest(text, length):
    """As the phone makes it, written a second time."""
    return urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()[:length]


class DigestTests(SimpleTestCase):
    def test_server_and_phone_make_the_same_digests(self):
        """The phone's own test has the same literals: frontend/src/app/check-in/engine/digests.spec.ts."""
        salt = "0123456789abcdef0123456789abcdef"
        assert digests.pass_digest(salt, "aZ9_-q12xyAAAAAAAAAAAA.sig") == "avoUw5LxsU7XEoDSTcf66N"
        assert digests.reference_digest(salt, "K7QF2MXW") == "QpQuX"


class PhoneListTests(DoorApiCase):
    def list(self, performance=None):
        return self.get("list", performance).json()

    def entry(self, reservation=None):
        wanted = (reservation or self.reservation).pk
        return next((row for row in self.list()["entries"] if row["id"] == wanted), None)

    def test_a_pass_and_a_reference_are_known_by_their_digests(self):
        body = self.list()
        salt = body["salt"]
        assert len(salt) == 32
        assert body["entries"] == [
            {
                "id": self.reservation.pk,
                "passes": [phone_digest(f"{salt}:{self.token}", 22)],
                "reference": phone_digest(f"{salt}:reference:{self.reservation.reference}", 5),
                "needs": ["wheelchair"],
            }
        ]

    def test_it_tells_when_it_was_loaded_and_when_to_forget_it(self):
        body, answer = self.list(), self.get("list")
        loaded, ends = (timezone.datetime.fromisoformat(body[name]) for name in ("loaded_at", "ends_at"))
        assert abs(timezone.now() - loaded) < timedelta(minutes=1)
        assert self.performance.starts_at < ends <= self.performance.starts_at + timedelta(days=1)
        assert (body["performance"], body["stage_url"]) == (self.performance.pk, stage.stage_url(self.performance.pk))
        assert answer["Cache-Control"] == "no-store"

    def test_it_names_nobody_and_holds_no_code(self):
        person = confirmed(
            self.performance,
            at=timezone.now(),
            name="Ersilia Zanobini",
            email="ersilia@planted.example",
            phone="+39 055 1234567",
            notes="planted note",
        )
        elsewhere = confirmed(make_performance(starts_at=self.performance.starts_at), at=timezone.now(), name="Ermete")
        text = json.dumps(self.list())
        for row in (person, elsewhere, self.reservation):
            token = make_token(Purpose.PASS, row.public_id)
            secrets = [row.name, row.email, row.reference, row.printed_reference, row.public_id, token]
            assert not [secret for secret in [*secrets, "1234567", "planted", "Zanobini"] if secret in text]

    def test_a_pass_signed_with_an_old_key_is_known_while_the_key_is_a_fallback(self):
        with override_settings(SECRET_KEY=OLD_KEY):
            old = make_token(Purpose.PASS, self.reservation.public_id)
        with override_settings(SECRET_KEY_FALLBACKS=[OLD_KEY]):
            body = self.list()
        assert body["entries"][0]["passes"] == [
            phone_digest(f"{body['salt']}:{code}", 22) for code in (self.token, old)
        ]

    def test_of_two_references_that_look_alike_neither_is_given(self):
        other = confirmed(self.performance, at=timezone.now(), party_size=1, email="a@example.org")
        with patch.object(digests, "REFERENCE_LENGTH", 0):
            alike = {self.entry()["reference"], self.entry(other)["reference"]}
        assert alike == {""}

    def test_who_is_on_it_and_who_is_not(self):
        at = timezone.now()
        waiting = booked(self.performance, at=at, email="w@example.org")
        cancelled = confirmed(self.performance, at=at, email="c@example.org")
        bookings.cancel(public_id=cancelled.public_id, at=at)
        gone = booked(self.performance, at=at, email="g@example.org")
        privacy.forget(public_id=gone.public_id, at=at)
        expired = booked(self.performance, at=at, email="e@example.org")
        Reservation.objects.filter(pk=expired.pk).update(status="expired")
        self.post(self.path("walk-ups"), {"party_size": 1, "scan_id": "w"})
        wanted = [self.reservation.pk, waiting.pk, cancelled.pk]
        body = self.list()
        assert [row["id"] for row in body["entries"]] == wanted
        assert [(row["id"], row["status"]) for row in body["state"]["entries"]] == list(
            zip(wanted, ["confirmed", "pending", "cancelled"], strict=True)
        )

    def test_nights_around_are_known_by_confirmed_passes_and_by_name(self):
        at, day = timezone.now(), timedelta(days=1)
        show = make_show("Un’altra sera")
        near = make_performance(show=show, starts_at=self.performance.starts_at + 13 * day)
        far = make_performance(starts_at=self.performance.starts_at + 16 * day)
        wanted = confirmed(near, at=at, email="n@example.org")
        booked(near, at=at, email="p@example.org")
        confirmed(far, at=at, email="f@example.org")
        body = self.list()
        [elsewhere] = body["elsewhere"]
        assert (elsewhere["performance"]["id"], elsewhere["performance"]["show_title"]) == (near.pk, "Un’altra sera")
        assert elsewhere["performance"]["starts_label"]
        assert elsewhere["passes"] == [phone_digest(f"{body['salt']}:{make_token(Purpose.PASS, wanted.public_id)}", 22)]

    def test_two_performances_know_one_code_by_two_digests(self):
        other = make_performance(starts_at=self.performance.starts_at)
        here, there = self.list(), self.list(other)
        assert here["salt"] != there["salt"]
        assert here["entries"][0]["passes"] != there["elsewhere"][0]["passes"]

    def test_the_rule_for_latecomers_is_that_of_the_show(self):
        self.performance.show.latecomer_rule = "Si entra all’intervallo."
        self.performance.show.save()
        assert self.list()["latecomer_rule"] == "Si entra all’intervallo."

    def test_there_is_no_list_after_the_night_nor_of_what_does_not_exist(self):
        self.play(minutes_ago=2 * 24 * 60)
        assert self.get("list").status_code == 404
        assert self.client.get(f"/api/check-ins/performances/{10**30}/list/").status_code == 404

    def test_as_many_statements_for_one_party_as_for_twenty(self):
        confirmed(make_performance(starts_at=self.performance.starts_at), at=timezone.now())
        self.list()
        with self.assertNumQueries(STATEMENTS_OF_THE_LIST):
            self.list()
        for number in range(20):
            where = self.performance if number < 7 else make_performance(starts_at=self.performance.starts_at)
            confirmed(
                where, at=timezone.now(), party_size=1, email=f"a{number}@example.org", access_needs=["companion"]
            )
        with self.assertNumQueries(STATEMENTS_OF_THE_LIST):
            self.list()
