"""When a confirmation is one statement on PostgreSQL: while there are many seats and nothing is to be weighed."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import TestCase

from bookings import services, statements
from bookings.enums import PerformanceStatus
from bookings.exceptions import NotEnoughSeats, NotFound, PerformanceCancelled, ReservationExpired, TooManySeats
from bookings.models import BookingSettings, House, Performance, Reservation
from bookings.policies import PartyLimits, plenty_of_seats, seats_state
from bookings.tests.factories import NOW, booked, booked_at_the_desk, confirmed, make_performance, make_staff

pytestmark = pytest.mark.postgresql
CAPACITY, FEW = 40, 5


class PlentyTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=CAPACITY, few_left_threshold=FEW, max_party_size=CAPACITY)
        cls.office = make_staff("biglietteria")
        cls.rules = BookingSettings.load()
        cls.rules.max_seats_per_address = 0
        cls.rules.save()
        cls.giulia = booked(cls.performance, party_size=2, email="giulia@example.org")

    def confirm(self, reservation=None):
        """How: `at once`, or `counted` under the lock."""
        reservation = reservation or self.giulia
        with patch.object(services, "confirm_counted", wraps=services.confirm_counted) as counted:
            given = services.confirm(public_id=reservation.public_id, at=NOW)
        assert given.status == Reservation.objects.get(pk=reservation.pk).status == "confirmed"
        assert (
            House.objects.get(pk=self.performance.pk).confirmed_seats == given.performance_after.house.confirmed_seats
        )
        return "counted" if counted.called else "at once"

    def test_many_seats(self):
        assert self.confirm() == "at once"
        assert list(self.giulia.history.values_list("act", "before", "after")) == [
            ("booked", "", "pending"),
            ("confirmed", "pending", "confirmed"),
        ]
        assert set(self.giulia.messages.values_list("kind", flat=True)) == {"confirm", "confirmed"}

    def test_once_more(self):
        self.confirm()
        assert services.confirm(public_id=self.giulia.public_id, at=NOW).status == "confirmed"
        assert self.giulia.history.filter(act="confirmed").count() == 1

    def test_seats_that_are_few_or_become_few_are_counted(self):
        confirmed(self.performance, party_size=CAPACITY - FEW - 3, email="group@example.org")
        assert self.confirm() == "at once"
        assert self.confirm(booked(self.performance, party_size=2, email="marco@example.org")) == "counted"

    def test_seats_that_are_held_are_counted(self):
        until = NOW + timedelta(minutes=1)
        booked_at_the_desk(self.performance, self.office, party_size=CAPACITY - FEW - 2, hold_until=until)
        assert self.confirm() == "counted"

    def test_a_second_reservation_of_one_address_is_counted(self):
        self.confirm()
        assert self.confirm(booked(self.performance, party_size=2, email="giulia@example.org")) == "counted"

    def test_what_the_box_office_has_booked_is_counted(self):
        group = booked_at_the_desk(self.performance, self.office, hold_until=NOW + timedelta(minutes=1))
        assert self.confirm(group) == "counted"

    def test_refusals_are_those_of_the_counted_house(self):
        self.rules.max_seats_per_address = 6
        self.rules.save()
        late = booked(self.performance, email="late@example.org")
        Reservation.objects.filter(pk=late.pk).update(expires_at=NOW)
        many = booked(self.performance, party_size=7, email="many@example.org")
        for refusal, reservation in [(ReservationExpired, late), (TooManySeats, many)]:
            with self.subTest(refusal.__name__), self.assertRaises(refusal):
                self.confirm(reservation)
        with self.assertRaises(NotFound):
            services.confirm(public_id="nobody", at=NOW)
        assert Reservation.objects.filter(status="confirmed").count() == 0

    def changed_after_the_look(self, change):
        look = statements.reservation_with_its_house

        def look_and_change(public_id, at):
            try:
                return look(public_id, at)
            finally:
                change()

        with patch.object(statements, "reservation_with_its_house", look_and_change):
            services.confirm(public_id=self.giulia.public_id, at=NOW)

    def test_what_changes_after_the_look_is_seen_under_the_lock(self):
        def cancel_the_performance():
            Performance.objects.filter(pk=self.performance.pk).update(status=PerformanceStatus.CANCELLED)

        def take_all_seats():
            group = booked(self.performance, party_size=CAPACITY, email="group@example.org")
            services.confirm_counted(public_id=group.public_id, at=NOW)

        for refusal, change in [(PerformanceCancelled, cancel_the_performance), (NotEnoughSeats, take_all_seats)]:
            with self.subTest(refusal.__name__), self.assertRaises(refusal):
                self.changed_after_the_look(change)
            Performance.objects.filter(pk=self.performance.pk).update(status=PerformanceStatus.SCHEDULED)

    def test_both_reads_of_a_reservation_find_the_same(self):
        row = statements.reservation_with_its_house(self.giulia.public_id, NOW)
        alone, house = statements.reservation(row.public_id), statements.counted_performance(row.performance_id, NOW)
        fields = [field.attname for field in Reservation._meta.concrete_fields]
        assert [getattr(row, name) for name in fields] == [getattr(alone, name) for name in fields]
        fields = [field.attname for field in Performance._meta.concrete_fields]
        assert [getattr(row.performance, name) for name in fields] == [getattr(house, name) for name in fields]
        counts = ("seat_limit", "confirmed_seats", "held_seats")
        assert [getattr(row.performance, name) for name in counts] == [getattr(house, name) for name in counts]

    def test_plenty_is_where_a_party_changes_no_word(self):
        for few in (0, 5):
            limits = PartyLimits(max_party_size=8, few_left=few)
            for party in (1, 4):
                enough = plenty_of_seats(party, limits)
                assert seats_state(enough, limits) == seats_state(enough - party, limits)
                assert seats_state(enough - 1, limits) != seats_state(enough - 1 - party, limits)
