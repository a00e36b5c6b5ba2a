"""The box office against visitors, doors and itself, on PostgreSQL with real threads. Each guard has a canary.

Races whose course depends on who comes first are run several times; RACE_ROUNDS=200 says how often.
"""

from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from unittest.mock import patch

import pytest
from django.db.models import Sum

from bookings import acts, desk, locking, privacy, programme, queries, services, timed
from bookings.announcements import Words
from bookings.enums import ReservationStatus
from bookings.models import House, OutboxMessage, Performance, Reservation, ReservationEvent
from bookings.tests.factories import (
    CURTAIN,
    NOW,
    booked,
    booked_at_the_desk,
    confirmed,
    desk_request,
    make_doorkeeper,
    make_performance,
    make_staff,
)
from checkins import services as door
from checkins.models import CheckIn
from checkins.queries import DoorCode
from tests.racing import RaceTestCase, kinds, race
from tests.test_races import ROUNDS, confirmed_seats

pytestmark = pytest.mark.postgresql
VISITORS = 32
DAY = timedelta(days=1)


@contextmanager
def without_lock():
    """The box office as it would be if it did not lock the seats."""

    def read_only(performance_id, at):
        return locking.LockedPerformance(queries.performances(at).get(pk=performance_id))

    with patch.object(desk, "lock_performance", read_only), patch.object(services, "lock_performance", read_only):
        yield


@contextmanager
def without_locks_of_both():
    def read_only(first_id, second_id, at):
        rows = [queries.performances(at).get(pk=key) for key in (first_id, second_id)]
        return tuple(locking.LockedPerformance(row) for row in rows)

    with patch.object(desk, "lock_both", read_only):
        yield


def promised(performance: Performance) -> int:
    """Seats that somebody has, or has been promised until a deadline."""
    held = performance.reservations.filter(status=ReservationStatus.PENDING, held_until__gt=NOW)
    return confirmed_seats(performance) + (held.aggregate(seats=Sum("party_size"))["seats"] or 0)


class DeskRaceTestCase(RaceTestCase):
    def setUp(self):
        super().setUp()
        self.staff = make_staff("biglietteria")
        self.who = acts.by_staff(self.staff)

    def pending(self, performance, number, party_size=1):
        return [
            booked(performance, party_size=party_size, email=f"v{performance.pk}-{visitor}@example.org")
            for visitor in range(number)
        ]

    def confirms(self, rows):
        return [partial(services.confirm, public_id=row.public_id, at=NOW) for row in rows]

    def books(self, performance, **values):
        return partial(desk.book, request=desk_request(performance, **values), staff=self.staff, at=NOW)

    def moves(self, reservation, performance):
        return partial(desk.move, public_id=reservation.public_id, performance_id=performance.pk, at=NOW, who=self.who)

    def assert_books_balance(self, *performances):
        for performance in performances:
            house = House.objects.get(pk=performance.pk)
            assert house.confirmed_seats == confirmed_seats(performance) <= house.seat_limit
            assert promised(performance) <= house.seat_limit


class GroupTests(DeskRaceTestCase):
    """A school is held while 32 visitors confirm: what it is promised is promised to nobody else."""

    seats, school = 30, 20

    def everybody_at_once(self):
        performance = make_performance(capacity=self.seats)
        rows = self.pending(performance, VISITORS)
        held = self.books(performance, party_size=self.school, kind="group", hold_until=NOW + timedelta(hours=3))
        outcomes = race([held, *self.confirms(rows)])
        return performance, outcomes

    def test_a_seat_is_promised_to_the_school_or_confirmed_for_a_visitor(self):
        for _round in range(ROUNDS):
            performance, outcomes = self.everybody_at_once()
            assert set(kinds(outcomes)) <= {"Booked", "Reservation", "NotEnoughSeats"}
            is_held = kinds(outcomes)["Booked"] == 1
            assert confirmed_seats(performance) == (self.seats - self.school if is_held else self.seats)
            self.assert_books_balance(performance)

    def test_canary_without_the_lock_seats_are_promised_twice(self):
        with without_lock():
            for _try in range(50):
                performance, _outcomes = self.everybody_at_once()
                if promised(performance) > self.seats:
                    return
        self.fail("Without the lock nobody was promised a seat twice: the race above tests nothing.")


class TwoDesksTests(DeskRaceTestCase):
    def test_two_desks_hold_the_last_seats_and_one_gets_them(self):
        for _round in range(2 * ROUNDS):
            performance = make_performance(capacity=10)
            books = [self.books(performance, party_size=6, hold_until=CURTAIN) for _desk in range(2)]
            assert kinds(race(books)) == {"Booked": 1, "NotEnoughSeats": 1}
            self.assert_books_balance(performance)

    def test_two_desks_sell_the_last_seats_and_one_gets_them(self):
        performance = make_performance(capacity=10)
        books = [self.books(performance, party_size=6)] * 2
        assert kinds(race(books)) == {"Booked": 1, "NotEnoughSeats": 1}
        self.assert_books_balance(performance)

    def test_canary_without_the_lock_both_are_promised_them(self):
        with without_lock():
            for _try in range(50):
                performance = make_performance(capacity=10)
                race([self.books(performance, party_size=6, hold_until=CURTAIN) for _desk in range(2)])
                if promised(performance) > 10:
                    return
        self.fail("Without the lock nobody was promised a seat twice: the races above test nothing.")

    def test_a_form_sent_16_times_is_one_reservation_even_of_the_last_seats(self):
        performance = make_performance(capacity=10)
        outcomes = race([self.books(performance, party_size=10, email="s@example.org", key="form")] * 16)
        assert kinds(outcomes) == {"Booked": 16}
        assert sum(outcome.is_new for outcome in outcomes) == 1
        assert Reservation.objects.count() == ReservationEvent.objects.count() == OutboxMessage.objects.count() == 1


class MoveTests(DeskRaceTestCase):
    def setUp(self):
        super().setUp()
        self.one = make_performance(capacity=40)
        self.two = make_performance(show=self.one.show, venue=self.one.venue, starts_at=CURTAIN + DAY, capacity=40)

    def with_seats(self, performance, capacity):
        Reservation.objects.all().delete()
        Performance.objects.filter(pk=performance.pk).update(capacity=capacity)

    def parties_come_while_visitors_confirm(self):
        self.with_seats(self.two, 10)
        coming = [booked_at_the_desk(self.one, self.staff, party_size=2, hold_until=CURTAIN) for _party in range(4)]
        rows = self.pending(self.two, 8, party_size=2)
        return race([*(self.moves(row, self.two) for row in coming), *self.confirms(rows)])

    def test_parties_moved_to_where_visitors_confirm_never_share_a_seat(self):
        for _round in range(ROUNDS):
            outcomes = self.parties_come_while_visitors_confirm()
            assert kinds(outcomes) == {"Reservation": 5, "NotEnoughSeats": 7}
            self.assert_books_balance(self.one, self.two)

    def test_canary_without_the_locks_seats_are_promised_twice(self):
        with without_locks_of_both():
            for _try in range(50):
                self.parties_come_while_visitors_confirm()
                if promised(self.two) > 10:
                    return
        self.fail("Without the locks nobody was promised a seat twice: the race above tests nothing.")

    def swap(self):
        there = [booked_at_the_desk(self.one, self.staff) for _party in range(4)]
        back = [booked_at_the_desk(self.two, self.staff) for _party in range(4)]
        moves = [*(self.moves(row, self.two) for row in there), *(self.moves(row, self.one) for row in back)]
        return race(moves)

    def test_moves_in_opposite_directions_do_not_deadlock(self):
        for _round in range(2 * ROUNDS):
            assert kinds(self.swap()) == {"Reservation": 8}
            self.assert_books_balance(self.one, self.two)
            Reservation.objects.all().delete()

    def test_canary_locking_them_in_the_order_of_their_naming_deadlocks(self):
        def in_this_order(first_id, second_id, at):
            return tuple(locking.lock_performance(key, at) for key in (first_id, second_id))

        with patch.object(desk, "lock_both", in_this_order):
            for _try in range(50):
                if "OperationalError" in kinds(self.swap()):
                    return
                Reservation.objects.all().delete()
        self.fail("In whatever order they were locked nobody waited for another: the race above tests nothing.")

    def all_at_once_about(self, reservation):
        of = {"public_id": reservation.public_id, "at": NOW}
        scan = door.Scan(f"scan {reservation.pk}", self.one.pk, self.staff)
        whole = {"performance_id": self.one.pk, "staff": self.staff, "at": NOW}
        return race(
            [
                self.moves(reservation, self.two),
                self.moves(reservation, self.two),
                partial(services.change_party_size, party_size=4, **of),
                partial(services.change_party_size, party_size=1, **of),
                partial(services.cancel, who=self.who, **of),
                partial(programme.move_performance, starts_at=CURTAIN + timedelta(minutes=reservation.pk), **whole),
                partial(programme.cancel_reservations, **whole),
                partial(door.admit_party, code=DoorCode(reference=reservation.reference), scan=scan, people=1, at=NOW),
            ]
        )

    def test_whatever_is_done_to_a_reservation_that_is_moved_the_books_balance(self):
        make_doorkeeper()
        for _round in range(2 * ROUNDS):
            reservation = confirmed(self.one, party_size=2)
            outcomes = self.all_at_once_about(reservation)
            assert not {kind for kind in kinds(outcomes) if kind.endswith("Error")}, outcomes
            self.assert_books_balance(self.one, self.two)
            row = Reservation.objects.get(pk=reservation.pk)
            inside = CheckIn.objects.filter(performance=row.performance, undone_at=None).aggregate(n=Sum("people"))
            assert row.admitted == (inside["n"] or 0)
            CheckIn.objects.all().delete()
            Reservation.objects.all().delete()


class SamePlaceTests(DeskRaceTestCase):
    def test_of_two_performances_moved_to_one_time_one_goes_and_the_other_stays_with_its_people(self):
        first = make_performance(capacity=10)
        for hours in range(1, ROUNDS + 1):
            start = CURTAIN + timedelta(hours=24 * hours)
            pair = [
                make_performance(show=first.show, venue=first.venue, starts_at=start + timedelta(hours=number))
                for number in (1, 2)
            ]
            for row in pair:
                booked_at_the_desk(row, self.staff, email="giulia@example.org")
            OutboxMessage.objects.all().delete()
            act = {"starts_at": start, "staff": self.staff, "at": NOW}
            outcomes = race([partial(programme.move_performance, performance_id=row.pk, **act) for row in pair])
            assert kinds(outcomes) == {"int": 1, "PerformanceExists": 1}
            assert Performance.objects.filter(starts_at=start).count() == 1
            assert OutboxMessage.objects.filter(kind="performance_moved").count() == 1


class SameMessageTests(DeskRaceTestCase):
    """A button that is pressed eight times at once."""

    def messages_of_eight_presses(self):
        performance = make_performance(capacity=10)
        for number in range(3):
            booked_at_the_desk(performance, self.staff, party_size=1, email=f"v{number}@example.org")
        act = {"performance_id": performance.pk, "words": Words(text_it="Venite presto."), "staff": self.staff}
        race([partial(programme.write_to_all, **act, at=NOW)] * 8)
        return performance.announcements.count()

    def test_the_same_words_go_out_once(self):
        for _round in range(ROUNDS):
            assert self.messages_of_eight_presses() == 1

    def test_canary_without_the_lock_they_go_out_more_often(self):
        def read_only(performance_id, at):
            return locking.LockedPerformance(queries.performances(at).get(pk=performance_id))

        with patch.object(programme, "lock_performance", read_only):
            assert any(self.messages_of_eight_presses() > 1 for _try in range(50))


class ErasedTests(DeskRaceTestCase):
    def setUp(self):
        super().setUp()
        self.performance = make_performance(capacity=200)

    def erase_while_staff_write(self):
        row = booked_at_the_desk(self.performance, self.staff, party_size=1, access_needs=["wheelchair"])
        of = {"public_id": row.public_id, "at": NOW, "who": self.who}
        details = {"name": "Giulia", "phone": "1", "notes": "", "access_needs": ["companion", "step_free"]}
        outcomes = race(
            [
                partial(timed.erase, at=CURTAIN + timedelta(days=60)),
                partial(desk.correct_details, **of, **details),
                partial(desk.note, **of, text="Sorella della regista"),
            ]
        )
        row.refresh_from_db()
        return row, outcomes

    def test_nothing_of_a_person_is_added_while_they_are_erased(self):
        for _round in range(3 * ROUNDS):
            row, outcomes = self.erase_while_staff_write()
            assert set(kinds(outcomes)) <= {"int", "Reservation", "PersonErased"}, outcomes
            assert (row.name, row.staff_note, row.access_needs) == ("", "", [])

    def test_canary_taking_the_needs_out_before_the_row_is_locked_leaves_some(self):
        def needs_first(reservation, who, at):
            reservation.needs.all().delete()
            nobody = dict.fromkeys(["name", "email", "phone", "notes", "staff_note"], "")
            acts.update_unchanged(reservation, {"erased_at": None}, erased_at=at, **nobody)

        with patch.object(privacy, "erase_person", needs_first):
            assert any(self.erase_while_staff_write()[0].access_needs for _try in range(150))
