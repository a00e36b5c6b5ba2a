from dataclasses import replace
from datetime import timedelta

from django.test import SimpleTestCase

from bookings import policies
from bookings.enums import BookingState, FormAge, PerformanceStatus, ReservationStatus, Standing
from bookings.tests.factories import CURTAIN, NOW

HOUSE = policies.HouseCount(seat_limit=40, confirmed_seats=10, held_seats=5)
WINDOW = policies.BookingWindow(status=PerformanceStatus.SCHEDULED, opens_at=None, closes_at=CURTAIN)
LIMITS = policies.PartyLimits(max_party_size=6, few_left=3)
MINUTE = timedelta(minutes=1)


def verdict(house=HOUSE, window=WINDOW, limits=LIMITS, party_size=2, at=NOW):
    return policies.booking_verdict(house, window, limits, party_size, at)


class HouseCountTests(SimpleTestCase):
    def test_seats_available_are_what_is_neither_confirmed_nor_held(self):
        assert HOUSE.seats_available == 25

    def test_seats_available_never_fall_below_zero(self):
        assert replace(HOUSE, held_seats=31).seats_available == 0


class BookingVerdictTests(SimpleTestCase):
    def test_state_and_refusal_for_each_condition(self):
        cancelled = replace(WINDOW, status=PerformanceStatus.CANCELLED)
        opens_later = replace(WINDOW, opens_at=NOW + MINUTE)
        cases = [
            ("open", {}, BookingState.OPEN, None),
            ("few left", {"house": replace(HOUSE, held_seats=27)}, BookingState.FEW_LEFT, None),
            ("full", {"house": replace(HOUSE, confirmed_seats=35)}, BookingState.FULL, "not_enough_seats"),
            (
                "too few for the party",
                {"party_size": 6, "house": replace(HOUSE, held_seats=25)},
                BookingState.OPEN,
                "not_enough_seats",
            ),
            ("party too large", {"party_size": 7}, BookingState.OPEN, "party_too_large"),
            ("not yet open", {"window": opens_later}, BookingState.NOT_YET_OPEN, "not_yet_open"),
            ("cancelled", {"window": cancelled}, BookingState.CANCELLED, "performance_cancelled"),
        ]
        for name, values, state, code in cases:
            with self.subTest(name):
                found = verdict(**values)
                assert found.state == state
                assert (found.refusal.code if found.refusal else None) == code

    def test_booking_closes_at_the_minute_and_not_before(self):
        assert verdict(at=CURTAIN - MINUTE).refusal is None
        assert verdict(at=CURTAIN).refusal.code == "booking_closed"

    def test_booking_opens_at_the_minute(self):
        window = replace(WINDOW, opens_at=NOW)
        assert verdict(window=window, at=NOW).refusal is None
        assert verdict(window=window, at=NOW - MINUTE).refusal.facts == {"opens_at": NOW}

    def test_refusal_tells_how_many_seats_are_left(self):
        assert verdict(house=replace(HOUSE, held_seats=29), party_size=2).refusal.facts == {"seats_available": 1}


class ClosingTests(SimpleTestCase):
    def test_performance_own_time_wins_over_minutes_before_curtain(self):
        own = CURTAIN - 3 * MINUTE
        assert policies.booking_closes_at(CURTAIN, own, 60) == own
        assert policies.booking_closes_at(CURTAIN, None, 60) == CURTAIN - 60 * MINUTE

    def test_never_after_curtain(self):
        assert policies.booking_closes_at(CURTAIN, CURTAIN + MINUTE, 0) == CURTAIN


class PendingTests(SimpleTestCase):
    def test_pending_time_never_passes_curtain(self):
        assert policies.pending_until(CURTAIN, 2, NOW) == NOW + timedelta(hours=2)
        assert policies.pending_until(CURTAIN, 24, NOW) == CURTAIN

    def test_hold_is_off_at_zero_minutes_and_ends_with_the_pending_time(self):
        assert policies.held_until(0, CURTAIN, NOW) is None
        assert policies.held_until(15, CURTAIN, NOW) == NOW + 15 * MINUTE
        assert policies.held_until(15, NOW + MINUTE, NOW) == NOW + MINUTE

    def test_confirmable_until_the_minute_it_expires(self):
        check = policies.check_confirmable
        assert check(ReservationStatus.PENDING, CURTAIN, CURTAIN - MINUTE) is None
        assert check(ReservationStatus.PENDING, CURTAIN, CURTAIN).code == "reservation_expired"
        assert check(ReservationStatus.EXPIRED, CURTAIN, NOW).code == "reservation_expired"
        assert check(ReservationStatus.CANCELLED, CURTAIN, NOW).code == "reservation_cancelled"


class AddressLimitTests(SimpleTestCase):
    def test_limit_counts_what_the_address_has_already(self):
        assert policies.check_address_limit(8, 2, 10) is None
        assert policies.check_address_limit(9, 2, 10).facts == {"seats_taken": 9, "max_seats": 10}
        assert policies.check_address_limit(9, 2, 0) is None


class FormTests(SimpleTestCase):
    def test_a_form_takes_some_seconds_and_lasts_a_day(self):
        for seconds, age in [
            (-60, FormAge.TOO_FAST),
            (2.9, FormAge.TOO_FAST),
            (3, FormAge.IN_TIME),
            (24 * 60 * 60, FormAge.IN_TIME),
            (24 * 60 * 60 + 1, FormAge.TOO_OLD),
        ]:
            with self.subTest(seconds=seconds):
                assert policies.form_age(NOW, NOW + timedelta(seconds=seconds)) == age

    def test_two_links_are_fine_and_three_are_too_many(self):
        assert not policies.has_too_many_links("https://example.org and www.example.org")
        assert policies.has_too_many_links("HTTPS://example.org, http://example.org, www.example.org")


class StandingTests(SimpleTestCase):
    def test_show_is_announced_as_long_as_the_night_of_its_last_performance(self):
        tonight = NOW.replace(hour=4, minute=0)
        assert policies.standing_of(None, tonight) == Standing.IN_PREPARATION
        assert policies.standing_of(tonight, tonight) == Standing.ANNOUNCED
        assert policies.standing_of(tonight - timedelta(microseconds=1), tonight) == Standing.ARCHIVED
