"""How many statements the hot calls of a rush send. One more is a decision and not a slip.

What pages and answers need of the site (rules, shows, venues, texts) is remembered for an edition, as it is in
production after the first visitor. docs/booking-flow.md names each statement.
"""

from django.db import connection
from django.test import override_settings
from django.utils import timezone

from bookings.models import Performance, Reservation
from bookings.tests.api.cases import BODY, ApiTestCase
from bookings.tests.factories import booked, playing_soon
from bookings.tokens import Purpose, make_token
from home.tests.editions import KEPT, committed

TRANSACTION = 2  # where an act begins and ends: BEGIN and COMMIT; savepoints inside a test's own transaction
FIRST_TRY = 3  # of the mail, after the commit: claimed, read, done
# What an act writes is one statement for PostgreSQL, and three for SQLite (bookings/recording.py).
IS_ONE = connection.vendor == "postgresql"
BOOKING = 3 if IS_ONE else 5
COUNTED = 7 if IS_ONE else 8  # a confirmation that is not one statement; on SQLite all of them
CONFIRMATION = 3 if IS_ONE else COUNTED + TRANSACTION


@override_settings(CACHES=KEPT)
class StatementsTests(ApiTestCase):
    def setUp(self):
        with committed():
            self.performance = playing_soon(capacity=40)
        self.path = f"/api/performances/{self.performance.pk}/"
        for email in ("first@example.org", "second@example.org"):
            with committed():  # the first makes the rows of settings, the second has them remembered
                self.book(email)
                self.confirm(email)

    def book(self, email):
        answer = self.post(f"{self.path}reservations/", {**BODY, "email": email})
        assert answer.status_code == 201
        return answer.json()

    def confirm(self, email):
        return self.confirm_by(self.token_of(Reservation.objects.get(email=email)))

    def confirm_by(self, token):
        answer = self.post("/api/reservations/confirm/", {"token": token})
        assert answer.status_code == 200
        return answer.json()

    def token_of(self, reservation):
        return make_token(Purpose.CONFIRM, reservation.public_id)

    def test_booking(self):
        with self.assertNumQueries(BOOKING):  # one row with what belongs to it, so no transaction is begun
            self.book("giulia@example.org")

    def test_booking_with_the_first_try_of_its_mail(self):
        with self.assertNumQueries(BOOKING + FIRST_TRY), committed():
            self.book("giulia@example.org")

    def test_needs_and_a_key_are_a_statement_each(self):
        body = {**BODY, "access_needs": ["wheelchair", "hearing_loop"]}
        with self.assertNumQueries(BOOKING + TRANSACTION + 2):
            answer = self.post(f"{self.path}reservations/", body, **{"Idempotency-Key": "one"})
        assert answer.status_code == 201

    def test_confirmation(self):
        token = self.token_of(booked(self.performance, at=timezone.now()))
        with self.assertNumQueries(CONFIRMATION):
            self.confirm_by(token)

    def test_confirmation_where_few_seats_are_left(self):
        """Few are left, before and after: the house is counted under the lock."""
        with committed():
            Performance.objects.filter(pk=self.performance.pk).update(capacity=2 * BODY["party_size"] + 9)
        token = self.token_of(booked(self.performance, at=timezone.now(), party_size=2))
        with self.assertNumQueries(COUNTED + TRANSACTION):
            self.confirm_by(token)

    def test_confirmation_with_the_first_try_of_its_mail(self):
        token = self.token_of(booked(self.performance, at=timezone.now()))
        with self.assertNumQueries(CONFIRMATION + FIRST_TRY), committed():
            self.confirm_by(token)

    def test_availability_of_one_performance_and_of_a_show(self):
        for address in (self.path, f"/api/performances/?show={self.performance.show.slug}", "/api/performances/"):
            with self.subTest(address):
                with self.assertNumQueries(1):
                    answer = self.client.get(address)
                with self.assertNumQueries(1):
                    again = self.client.get(address, headers={"If-None-Match": answer["ETag"]})
                assert (answer.status_code, again.status_code) == (200, 304)

    def test_answers_tell_the_seats_as_the_act_has_left_them(self):
        """They are worked out from what the act has read: the same that the next look finds."""
        with committed():
            self.performance.hold_minutes = 10
            self.performance.save()
        for act in (self.book, self.confirm):
            with self.subTest(act.__name__):
                with committed():
                    told = act("giulia@example.org")["performance"]["booking"]
                assert told == self.client.get(self.path).json()["booking"]
        assert told["seats_available"] == 40 - 3 * BODY["party_size"]
