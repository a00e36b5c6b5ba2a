from datetime import timedelta

from django.core import mail
from django.test import override_settings
from django.utils import timezone
from wagtail.models import ReferenceIndex

from bookings import services
from bookings.models import Performance, Reservation, ReservationNeed
from bookings.tests.api.cases import BODY, ApiTestCase
from bookings.tests.factories import (
    booked,
    confirmed,
    make_staff,
    playing_soon,
)
from bookings.tokens import Purpose, make_token


class BookApiTests(ApiTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=10)
        cls.path = f"/api/performances/{cls.performance.pk}/reservations/"

    def test_book_answers_201_with_a_masked_address_and_no_token_of_the_holder(self):
        answer = self.post(self.path, {**BODY, "access_needs": ["wheelchair"], "language": "en"})
        assert answer.status_code == 201
        body = answer.json()
        reservation = Reservation.objects.get()
        shown = {"reference", "status", "party_size", "performance", "confirm_before", "email"}
        assert set(body) == shown | {"follow_token", "email_suggestion"}
        assert body["email_suggestion"] is None
        assert (body["reference"], body["status"], body["email"]) == (
            reservation.printed_reference,
            "pending",
            "g•••@example.org",
        )
        assert (reservation.language, ReservationNeed.objects.get().need) == ("en", "wheelchair")
        assert reservation.public_id not in answer.content.decode()

    def test_book_sends_the_link_after_the_commit(self):
        with self.captureOnCommitCallbacks(execute=True):
            self.post(self.path, BODY)
        [message] = mail.outbox
        assert message.to == ["giulia@example.org"]
        assert "/it/reservations/confirm/" in message.body

    def test_wagtail_keeps_no_index_of_reservations(self):
        with self.captureOnCommitCallbacks(execute=True):
            self.post(self.path, BODY)
        indexed = ReferenceIndex.objects.filter(base_content_type__app_label__in=["bookings", "checkins"])
        assert set(indexed.values_list("base_content_type__model", flat=True)) <= {"performance", "bookingsettings"}

    def test_repeat_with_key_answers_200_and_books_once(self):
        first = self.post(self.path, BODY, **{"Idempotency-Key": "abc"})
        again = self.post(self.path, BODY, **{"Idempotency-Key": "abc"})
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json() == again.json()
        other = self.post(self.path, {**BODY, "party_size": 3}, **{"Idempotency-Key": "abc"})
        self.refusal(other, 409, "idempotency_conflict")
        assert Reservation.objects.count() == 1

    def test_repeat_after_the_confirmation_brings_no_pass(self):
        """Who has booked has not shown that the mail is theirs: the pass goes to whoever opens it."""
        key = {"Idempotency-Key": "abc"}
        first = self.post(self.path, BODY, **key).json()
        services.confirm(public_id=Reservation.objects.get().public_id, at=timezone.now())
        again = self.post(self.path, BODY, **key).json()
        assert (again["status"], set(again)) == ("confirmed", set(first))

    def test_mistyped_domain_is_told_with_the_one_that_was_meant(self):
        answer = self.post(self.path, {**BODY, "email": "giulia@gmial.com"})
        assert answer.json()["email_suggestion"] == "gmail.com"

    def test_each_wrong_input_is_named_and_books_nothing(self):
        cases = [
            ({"party_size": 0}, "party_size", "min_value"),
            ({"party_size": "two"}, "party_size", "invalid"),
            ({"name": ""}, "name", "blank"),
            ({"email": "nowhere"}, "email", "invalid"),
            ({"privacy_accepted": False}, "privacy_accepted", "required"),
            ({"access_needs": ["helicopter"]}, "access_needs.0", "invalid_choice"),
            ({"language": "fr"}, "language", "invalid_choice"),
            ({"colour": "red"}, "colour", "invalid"),
        ]
        for change, attr, code in cases:
            with self.subTest(attr):
                assert self.refusal(self.post(self.path, {**BODY, **change}), 400, code)["attr"] == attr
        missing = self.post(self.path, {})
        assert {error["attr"] for error in missing.json()["errors"]} == set(BODY)
        assert Reservation.objects.count() == 0

    def test_forms_are_not_spoken(self):
        assert self.client.post(self.path, BODY).status_code == 415

    def test_refusals_carry_their_facts(self):
        confirmed(self.performance, at=timezone.now(), party_size=9)
        assert self.refusal(self.post(self.path, BODY), 409, "not_enough_seats")["seats_available"] == 1
        assert (
            self.refusal(self.post(self.path, {**BODY, "party_size": 11}), 400, "party_too_large")["max_party_size"]
            == 10
        )
        Performance.objects.update(opens_at=timezone.now() + timedelta(hours=1))
        assert "opens_at" in self.refusal(self.post(self.path, BODY), 409, "not_yet_open")
        Performance.objects.update(status="cancelled")
        self.refusal(self.post(self.path, BODY), 409, "performance_cancelled")
        assert Reservation.objects.count() == 1

    def test_refusal_speaks_the_language_of_the_request(self):
        Performance.objects.update(status="cancelled")
        answer = self.post(self.path, BODY, **{"Accept-Language": "en"})
        assert "choose another date" in self.refusal(answer, 409, "performance_cancelled")["detail"]

    @override_settings(THROTTLES={"book.client": (2, 60), "book.address": (9, 60)})
    def test_too_many_tries_are_throttled(self):
        answers = [self.post(self.path, BODY) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [201, 201, 429]
        self.refusal(answers[2], 429, "throttled")
        assert 1 <= int(answers[2]["Retry-After"]) <= 60

    @override_settings(THROTTLES={"book.client": (9, 60), "book.address": (1, 60)})
    def test_one_address_is_throttled_whoever_asks(self):
        assert self.post(self.path, BODY).status_code == 201
        self.refusal(self.post(self.path, {**BODY, "email": " GIULIA@example.org"}), 429, "throttled")
        assert self.post(self.path, {**BODY, "email": "altri@example.org"}).status_code == 201

    def test_staff_session_needs_the_csrf_header(self):
        strict = self.client_class(enforce_csrf_checks=True)
        assert strict.post(self.path, BODY, content_type="application/json").status_code == 201
        strict.force_login(make_staff())
        assert strict.post(self.path, BODY, content_type="application/json").status_code == 403
        token = strict.get("/api/performances/").cookies["csrftoken"].value
        answer = strict.post(self.path, BODY, content_type="application/json", headers={"X-CSRFToken": token})
        assert answer.status_code == 201


class HolderApiTests(ApiTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=10)
        cls.reservation = booked(cls.performance, at=timezone.now(), party_size=4)

    def act(self, verb, purpose=Purpose.MANAGE, **values):
        token = make_token(purpose, self.reservation.public_id)
        return self.post(f"/api/reservations/{verb}/", {"token": token, **values})

    def test_confirm_gives_the_pass_and_again_the_same(self):
        first = self.act("confirm", Purpose.CONFIRM)
        assert (first.status_code, first.json()["status"]) == (200, "confirmed")
        pass_token = make_token(Purpose.PASS, self.reservation.public_id)
        assert first.json()["pass"]["url"] == f"http://testserver/r/{pass_token}"
        assert first.json()["pass"]["svg"].startswith("<svg")
        assert self.act("confirm", Purpose.CONFIRM).json() == first.json()

    def test_pending_reservation_has_no_pass(self):
        body = self.act("view").json()
        assert body["status"] == "pending"
        assert "pass" not in body

    def test_each_token_is_of_use_for_its_purpose_alone(self):
        for verb, purpose in [
            ("confirm", Purpose.MANAGE),
            ("confirm", Purpose.PASS),
            ("view", Purpose.CONFIRM),
            ("cancel", Purpose.PASS),
            ("cancel", Purpose.CONFIRM),
        ]:
            with self.subTest(verb=verb, purpose=purpose):
                self.refusal(self.act(verb, purpose), 404, "not_found")
        self.reservation.refresh_from_db()
        assert self.reservation.status == "pending"

    def test_change_and_cancel(self):
        services.confirm(public_id=self.reservation.public_id, at=timezone.now())
        assert self.act("change", party_size=2).json()["party_size"] == 2
        assert self.refusal(self.act("change", party_size=99), 400, "party_too_large")["attr"] == "party_size"
        assert self.act("cancel").json()["status"] == "cancelled"
        assert self.act("cancel").json()["status"] == "cancelled"
        self.refusal(self.act("confirm", Purpose.CONFIRM), 409, "reservation_cancelled")
        self.refusal(self.act("change", party_size=2), 409, "reservation_cancelled")

    def test_confirm_too_late_is_gone(self):
        Reservation.objects.update(expires_at=timezone.now())
        self.refusal(self.act("confirm", Purpose.CONFIRM), 410, "reservation_expired")
        assert self.act("view").json()["status"] == "expired"

    def test_resend_answers_alike_whether_or_not_they_match(self):
        right = self.post(
            "/api/reservations/resend/",
            {"reference": self.reservation.printed_reference, "email": "Giulia@example.org"},
        )
        wrong = self.post("/api/reservations/resend/", {"reference": "2222-2222", "email": "giulia@example.org"})
        assert (right.status_code, wrong.status_code) == (202, 202)
        assert right.content == wrong.content
        assert self.reservation.messages.count() == 2


class FollowApiTests(ApiTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.reservation = booked(playing_soon(), at=timezone.now(), email="giulia@gmial.com")
        cls.token = make_token(Purpose.FOLLOW, cls.reservation.reference)

    def follow(self, token=None, **headers):
        return self.client.get(
            "/api/reservations/follow/", headers={"X-Follow-Token": self.token if token is None else token, **headers}
        )

    def correct(self, token=None, email="Giulia@gmail.com"):
        body = {"token": self.token if token is None else token, "email": email}
        return self.post("/api/reservations/correct-address/", body)

    def test_browser_that_booked_sees_how_it_stands(self):
        answer = self.follow()
        body = answer.json()
        assert answer["Cache-Control"] == "no-store"
        assert body == {
            "reference": self.reservation.printed_reference,
            "status": "pending",
            "confirm_before": body["confirm_before"],
            "email": "g•••@gmial.com",
            "email_suggestion": "gmail.com",
            "mail": "due",
        }
        assert self.reservation.public_id not in answer.content.decode()

    def test_nothing_new_is_304_and_costs_one_query(self):
        etag = self.follow()["ETag"]
        with self.assertNumQueries(1):
            answer = self.follow(**{"If-None-Match": etag})
        assert (answer.status_code, answer["Cache-Control"]) == (304, "no-store")
        services.confirm(public_id=self.reservation.public_id, at=timezone.now())
        assert self.follow(**{"If-None-Match": etag}).json()["status"] == "confirmed"

    def test_token_is_of_use_for_nothing_else_and_no_other_for_it(self):
        for wrong in [
            "",
            "x",
            self.token + "x",
            *(make_token(purpose, self.reservation.public_id) for purpose in Purpose),
        ]:
            with self.subTest(wrong):
                self.refusal(self.follow(wrong), 404, "not_found")
                if wrong:
                    self.refusal(self.correct(wrong), 404, "not_found")
        for call in ("confirm", "view", "cancel"):
            self.refusal(self.post(f"/api/reservations/{call}/", {"token": self.token}), 404, "not_found")
        assert self.client.get(f"/it/reservations/{self.token}/").status_code == 404
        self.reservation.refresh_from_db()
        assert (self.reservation.status, self.reservation.email) == ("pending", "giulia@gmial.com")

    def test_corrected_address_gets_the_mail_and_the_token_stays(self):
        with self.captureOnCommitCallbacks(execute=True):
            answer = self.correct()
        assert [message.to for message in mail.outbox] == [["giulia@gmail.com"]]
        assert (answer.status_code, answer.json()["email_suggestion"]) == (200, None)
        followed = self.follow().json()
        assert (followed["email"], followed["mail"]) == ("g•••@gmail.com", "sent")
        old_link = make_token(Purpose.CONFIRM, self.reservation.public_id)
        self.refusal(self.post("/api/reservations/confirm/", {"token": old_link}), 404, "not_found")
        assert self.client.get(f"/it/reservations/confirm/{old_link}/").status_code == 404

    def test_confirmed_is_answered_as_it_is(self):
        services.confirm(public_id=self.reservation.public_id, at=timezone.now())
        body = self.correct().json()
        assert (body["status"], body["email"]) == ("confirmed", "g•••@gmial.com")

    def test_refusals_of_a_correction(self):
        assert self.refusal(self.correct(email="nowhere"), 400, "invalid")["attr"] == "email"
        Reservation.objects.update(expires_at=timezone.now())
        self.refusal(self.correct(), 410, "reservation_expired")
        Reservation.objects.update(status="cancelled")
        self.refusal(self.correct(), 409, "reservation_cancelled")
        assert Reservation.objects.get().email == "giulia@gmial.com"

    @override_settings(THROTTLES={"book.client": (9, 60), "book.address": (1, 60)})
    def test_one_mailbox_is_not_flooded_by_corrections(self):
        assert self.correct().status_code == 200
        self.refusal(self.correct(), 429, "throttled")
