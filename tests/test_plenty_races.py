"""Confirmations in one statement, on PostgreSQL with real threads: it looks again under the lock that it takes itself.

bookings/seat_triggers.py has the function that locks and looks. Each guard has a canary that fails without it.
"""

from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from bookings import locking, seat_triggers, services, statements
from bookings.enums import ReservationStatus
from bookings.models import BookingSettings, House, OutboxMessage, Reservation, ReservationEvent
from bookings.tests.factories import NOW, booked, make_performance
from tests.racing import Meeting, RaceTestCase, kinds, race, until_one_waits_for_me, without_constraint

pytestmark = pytest.mark.postgresql
VISITORS, SEATS = 32, 10
SIGNATURE = "bookings_lock_with_plenty(bigint, timestamptz, text, bigint)"


@contextmanager
def with_the_eyes_of_before():
    """The function sees what the statement that asks it saw at its beginning, as any that only reads would."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER FUNCTION {SIGNATURE} STABLE")
        cursor.execute(seat_triggers.LOCK_WITH_PLENTY.replace("VOLATILE", "STABLE").replace("FOR NO KEY UPDATE", ""))
    waits = "bookings_waits(performance_id) AND "
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE FUNCTION bookings_waits(house bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$ BEGIN "
                "PERFORM FROM bookings_house WHERE performance_id = house FOR NO KEY UPDATE; RETURN true; END $$"
            )
        with patch.object(statements, "WITH_PLENTY", waits + statements.WITH_PLENTY):
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION bookings_waits(bigint)")
            cursor.execute(seat_triggers.LOCK_WITH_PLENTY)


class PlentyTests(RaceTestCase):
    def setUp(self):
        super().setUp()
        self.performance = make_performance(capacity=SEATS, few_left_threshold=0)

    def confirmed_seats(self):
        rows = Reservation.objects.filter(performance=self.performance, status=ReservationStatus.CONFIRMED)
        return rows.aggregate(seats=Sum("party_size"))["seats"] or 0

    def everybody_has_looked_and_confirms(self):
        """All have found every seat free before the first of them acts."""
        pending = [booked(self.performance, party_size=1, email=f"v{number}@example.org") for number in range(VISITORS)]
        act = Meeting(VISITORS).before(services._record_confirmed)
        with patch.object(services, "_record_confirmed", act):
            return race([partial(services.confirm, public_id=row.public_id, at=NOW) for row in pending])

    def test_32_visitors_who_saw_many_seats_confirm_10(self):
        outcomes = self.everybody_has_looked_and_confirms()
        assert kinds(outcomes) == {"Reservation": SEATS, "NotEnoughSeats": VISITORS - SEATS}
        assert self.confirmed_seats() == House.objects.get(pk=self.performance.pk).confirmed_seats == SEATS
        assert ReservationEvent.objects.filter(act="confirmed").count() == SEATS
        assert OutboxMessage.objects.filter(kind="confirmed").count() == SEATS

    def test_canary_without_looking_again_and_without_the_constraint_it_oversells(self):
        with without_constraint(House, "bookings_house_never_overbooked"):
            with patch.object(statements, "WITH_PLENTY", "(%s, %s) IS NOT NULL"):
                self.everybody_has_looked_and_confirms()
            sold = self.confirmed_seats()
            Reservation.objects.all().update(status=ReservationStatus.CANCELLED)
        assert sold == VISITORS

    def seats_are_held_while_a_visitor_waits(self):
        """The box office, which has the lock, holds all seats but two for a group; a visitor wants four."""
        reservation = booked(self.performance, party_size=4, email="giulia@example.org")
        has_looked = Meeting(2)

        def hold():
            with transaction.atomic():
                locking.lock_performance(self.performance.pk, NOW)
                has_looked.wait()
                until_one_waits_for_me()
                held = booked(self.performance, party_size=8, email="group@example.org")
                Reservation.objects.filter(pk=held.pk).update(held_until=NOW + timedelta(hours=1))

        with patch.object(services, "_record_confirmed", has_looked.before(services._record_confirmed)):
            outcomes = race([partial(services.confirm, public_id=reservation.public_id, at=NOW), hold])
        return kinds(outcomes)

    def test_seats_that_are_held_meanwhile_are_not_taken(self):
        assert self.seats_are_held_while_a_visitor_waits() == {"NotEnoughSeats": 1, "NoneType": 1}

    def test_canary_with_the_eyes_of_before_they_are(self):
        with with_the_eyes_of_before():
            assert self.seats_are_held_while_a_visitor_waits() == {"Reservation": 1, "NoneType": 1}

    def two_of_one_address(self):
        """The second waits for the first, whose seats use up what one address may have."""
        rules = BookingSettings.load()
        rules.max_seats_per_address = 4
        rules.save()
        first, second = (booked(self.performance, party_size=3, email="giulia@example.org") for _each in range(2))
        is_confirmed = Meeting(2)

        def confirm_first():
            with transaction.atomic():
                services.confirm(public_id=first.public_id, at=NOW)
                is_confirmed.wait()
                until_one_waits_for_me()

        confirm_second = is_confirmed.before(partial(services.confirm, public_id=second.public_id, at=NOW))
        return kinds(race([confirm_first, confirm_second]))

    def test_one_address_never_has_more_seats_than_it_may(self):
        assert self.two_of_one_address() == {"NoneType": 1, "TooManySeats": 1}

    def test_canary_with_the_eyes_of_before_it_has(self):
        with with_the_eyes_of_before():
            assert self.two_of_one_address() == {"NoneType": 1, "Reservation": 1}
