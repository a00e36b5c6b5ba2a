import re
from datetime import timedelta

from django.core import mail
from django.test import TestCase, override_settings
from django.utils import timezone
from wagtail.models import ReferenceIndex

from bookings import services
from bookings.models import Performance, Reservation, ReservationNeed
from bookings.tests.factories import (
    booked,
    confirmed,
    make_performance,
    make_staff,
    make_venue,
    playing_soon,
)
from bookings.tokens import Purpose, make_token

BODY = {"party_size": 2, "name": "Giulia Neri", "email": "giulia@example.org", "privacy_accepted": True}


class ApiTestCase(TestCase):
    def post(self, path, body, **headers):
        return self.client.post(path, body, content_type="application/json", headers=headers)

    def refusal(self, response, status, code):
        """The one error of a refused answer, after checking status and code."""
        assert response.status_code == status, response.content
        [error] = response.json()["errors"]
        assert error["code"] == code
        return error


class PerformanceReadTests(ApiTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=12, occupied_seats=2, additional_seats=3)

    def test_performance_as_the_contract_has_it(self):
        answer = self.client.get(f"/api/performances/{self.performance.pk}/", headers={"Accept-Language": "it"})
        body = answer.json()
        show, venue = self.performance.show, self.performance.venue
        assert body["show"] == {"slug": show.slug, "title": "Prova aperta", "url": f"/it/spettacoli/{show.slug}/"}
        assert body["venue"] == {"slug": venue.slug, "name": "Sala Uno", "city": "Bologna"}
        assert body["status"] == "scheduled"
        assert body["booking"] == {
            "state": "open",
            "label": "Posti disponibili" if body["booking"]["label"] != "Places free" else "Places free",
            "seats_available": 13,
            "max_party_size": 10,
            "opens_at": None,
            "closes_at": body["starts_at"],
        }
        assert re.search(r"T\d\d:\d\d:\d\d(\.\d+)?\+0[12]:00$", body["starts_at"])
        assert body["ends_at"] > body["starts_at"] > body["doors_at"]

    def test_etag_answers_304_until_something_changes(self):
        path = f"/api/performances/{self.performance.pk}/"
        first = self.client.get(path)
        assert self.client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
        confirmed(self.performance, at=timezone.now())
        assert (
            self.client.get(path, headers={"If-None-Match": first["ETag"]}).json()["booking"]["seats_available"] == 11
        )

    def test_first_get_sets_the_csrf_cookie(self):
        assert "csrftoken" in self.client.get("/api/performances/").cookies

    def test_unknown_performance_is_not_found(self):
        self.refusal(self.client.get("/api/performances/999999/"), 404, "not_found")

    def test_list_filters(self):
        other = make_performance(starts_at=timezone.now() + timedelta(days=8), capacity=2)
        confirmed(other, at=timezone.now(), party_size=2)
        past = make_performance(starts_at=timezone.now() - timedelta(days=3))
        first, second = self.performance.pk, other.pk
        cases = [
            ("", [first, second]),
            (f"show={other.show.slug}", [second]),
            (f"venue={self.performance.venue.slug}", [first]),
            ("bookable=true", [first]),
            ("bookable=false", [second]),
            (f"date_from={timezone.localdate() + timedelta(days=5)}", [second]),
            (f"date_to={timezone.localdate() + timedelta(days=5)}", [first]),
            (f"date_from={timezone.localdate() - timedelta(days=5)}", [past.pk, first, second]),
            ("show=nothing-of-the-kind", []),
        ]
        for query, expected in cases:
            with self.subTest(query):
                body = self.client.get(f"/api/performances/?{query}").json()
                assert [row["id"] for row in body["results"]] == expected
                assert body["count"] == len(expected)

    def test_list_refuses_unknown_parameter_and_bad_date(self):
        for query, attr in [("colour=red", "colour"), ("date_from=tomorrow", "date_from")]:
            with self.subTest(query):
                error = self.refusal(self.client.get(f"/api/performances/?{query}"), 400, "invalid")
                assert error["attr"] == attr

    def test_list_costs_the_same_queries_for_one_and_for_three(self):
        self.client.get("/api/performances/")
        with self.assertNumQueries(5):
            self.client.get("/api/performances/")
        for day in (2, 3):
            make_performance(starts_at=timezone.now() + timedelta(days=day))
        with self.assertNumQueries(5):
            self.client.get("/api/performances/")

    def test_list_answers_304_until_something_changes(self):
        first = self.client.get("/api/performances/")
        assert first["Cache-Control"] == "no-cache"
        same = self.client.get("/api/performances/", headers={"If-None-Match": first["ETag"]})
        assert (same.status_code, same.content) == (304, b"")
        confirmed(self.performance, at=timezone.now())
        changed = self.client.get("/api/performances/", headers={"If-None-Match": first["ETag"]})
        assert changed.json()["results"][0]["booking"]["seats_available"] == 11

    def test_english_words_for_an_english_reader(self):
        body = self.client.get(f"/api/performances/{self.performance.pk}/", headers={"Accept-Language": "en"}).json()
        assert body["booking"]["label"] == "Places free"


class ShowAndVenueReadTests(ApiTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon()
        cls.past = make_performance(starts_at=timezone.now() - timedelta(days=9))

    def slugs(self, query):
        return {row["slug"] for row in self.client.get(f"/api/shows/?{query}").json()["results"]}

    def test_shows_upcoming_and_past(self):
        now, past = self.performance.show.slug, self.past.show.slug
        assert self.slugs("") == {now, past}
        assert self.slugs("upcoming=true") == {now}
        assert self.slugs("upcoming=false") == {past}
        assert self.slugs("search=nonesiste") == set()

    def test_show_with_its_performances(self):
        body = self.client.get(f"/api/shows/{self.performance.show.slug}/").json()
        assert [row["id"] for row in body["performances"]] == [self.performance.pk]
        self.refusal(self.client.get("/api/shows/none/"), 404, "not_found")

    def test_venue_and_what_is_on_there(self):
        venue = self.performance.venue
        assert self.client.get(f"/api/venues/{venue.slug}/").json()["step_free"] == "unknown"
        body = self.client.get(f"/api/venues/{venue.slug}/performances/").json()
        assert [row["id"] for row in body["results"]] == [self.performance.pk]
        self.refusal(self.client.get("/api/venues/none/"), 404, "not_found")


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

    def test_booking_costs_so_many_statements(self):
        self.post(self.path, BODY)
        with self.assertNumQueries(13):
            self.post(self.path, BODY)

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


class VenueListTests(ApiTestCase):
    def test_list_costs_two_queries(self):
        for _ in range(3):
            make_venue()
        with self.assertNumQueries(2):
            assert self.client.get("/api/venues/").json()["count"] == 3
