"""The box office against visitors, doors and itself, on PostgreSQL with real threads. Each guard has a canary.

Races whose course depends on who comes first are run several times; RACE_ROUNDS=200 says how often.
"""

from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from unittest.mock import patch

import pytest
from django.db.models import Sum

from bookings import acts, announcements, desk, locking, privacy, programme, services, timed
from bookings.announcements import Words
from bookings.enums import ReservationStatus
from bookings.models import House, OutboxMessage, Performance, Reservation, ReservationEvent
from bookings.seating import add_needs
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
from tests.racing import (
    Meeting,
    RaceTestCase,
    kinds,
    race,
    seen_without_lock,
    until_one_waits_for_me,
    without_constraint,
)
from tests.test_races import ROUNDS, confirmed_seats

pytestmark = pytest.mark.postgresql
VISITORS = 32
PLACE = "bookings_performance_once"
DAY = timedelta(days=1)


@contextmanager
def without_lock(racers):
    """The box office as it would be if it did not lock the seats: all look, and then all act."""
    look = Meeting(racers).after(seen_without_lock)
    with (
        patch.object(desk, "lock_performance", look),
        patch.object(services, "lock_performance", look),
        patch.object(services, "is_one_statement", lambda: False),  # which would lock all the same
    ):
        yield


def both_seen_without_lock(first_id, second_id, at):
    return seen_without_lock(first_id, at), seen_without_lock(second_id, at)


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

    def everybody(self):
        performance = make_performance(capacity=self.seats)
        rows = self.pending(performance, VISITORS)
        held = self.books(performance, party_size=self.school, kind="group", hold_until=NOW + timedelta(hours=3))
        return performance, [held, *self.confirms(rows)]

    def test_a_seat_is_promised_to_the_school_or_confirmed_for_a_visitor(self):
        for _round in range(ROUNDS):
            performance, racers = self.everybody()
            outcomes = race(racers)
            assert set(kinds(outcomes)) <= {"Booked", "Reservation", "NotEnoughSeats"}
            is_held = kinds(outcomes)["Booked"] == 1
            assert confirmed_seats(performance) == (self.seats - self.school if is_held else self.seats)
            self.assert_books_balance(performance)

    def test_canary_without_the_lock_seats_are_promised_twice(self):
        performance, racers = self.everybody()
        with without_lock(len(racers)):
            race(racers)
        assert promised(performance) == self.seats + self.school


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
        performance = make_performance(capacity=10)
        with without_lock(2):
            race([self.books(performance, party_size=6, hold_until=CURTAIN) for _desk in range(2)])
        assert promised(performance) == 12


class SameFormTests(DeskRaceTestCase):
    def form_sent_16_times(self):
        performance = make_performance(capacity=10)
        return race([self.books(performance, party_size=10, email="s@example.org", key="form")] * 16)

    def test_a_form_sent_16_times_is_one_reservation_even_of_the_last_seats(self):
        outcomes = self.form_sent_16_times()
        assert kinds(outcomes) == {"Booked": 16}
        assert sum(outcome.is_new for outcome in outcomes) == 1
        assert Reservation.objects.count() == ReservationEvent.objects.count() == OutboxMessage.objects.count() == 1

    def test_canary_asking_before_the_lock_alone_a_form_is_refused_the_seats_that_it_has(self):
        with patch.object(desk, "repeated", Meeting(16).before(lambda key, digest: None)):
            assert kinds(self.form_sent_16_times()) == {"Booked": 1, "NotEnoughSeats": 15}


class MoveTests(DeskRaceTestCase):
    def setUp(self):
        super().setUp()
        self.one = make_performance(capacity=40)
        self.two = make_performance(show=self.one.show, venue=self.one.venue, starts_at=CURTAIN + DAY, capacity=40)

    def with_seats(self, performance, capacity):
        Reservation.objects.all().delete()
        Performance.objects.filter(pk=performance.pk).update(capacity=capacity)

    def parties_and_visitors(self):
        """Four parties that are moved to where eight visitors confirm."""
        self.with_seats(self.two, 10)
        coming = [booked_at_the_desk(self.one, self.staff, party_size=2, hold_until=CURTAIN) for _party in range(4)]
        rows = self.pending(self.two, 8, party_size=2)
        return [self.moves(row, self.two) for row in coming], self.confirms(rows)

    def test_parties_moved_to_where_visitors_confirm_never_share_a_seat(self):
        for _round in range(ROUNDS):
            moves, confirms = self.parties_and_visitors()
            outcomes = race([*moves, *confirms])
            assert kinds(outcomes) == {"Reservation": 5, "NotEnoughSeats": 7}
            self.assert_books_balance(self.one, self.two)

    def test_canary_without_the_locks_seats_are_promised_twice(self):
        moves, confirms = self.parties_and_visitors()
        all_have_looked_or_confirmed = Meeting(len(moves) + len(confirms))
        with patch.object(desk, "lock_both", all_have_looked_or_confirmed.after(both_seen_without_lock)):
            race([*moves, *(all_have_looked_or_confirmed.after(confirm) for confirm in confirms)])
        assert promised(self.two) == 10 + 8

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
        one_each_way = Meeting(2)

        def in_this_order(first_id, second_id, at):
            first = locking.lock_performance(first_id, at)
            one_each_way.wait()
            return first, locking.lock_performance(second_id, at)

        with patch.object(desk, "lock_both", in_this_order):
            assert "OperationalError" in kinds(self.swap())

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

    def test_canary_moving_what_was_read_before_leaves_behind_who_was_let_in_meanwhile(self):
        reservation = confirmed(self.one, party_size=2)
        scan = door.Scan("scan", self.one.pk, make_doorkeeper())
        code = DoorCode(reference=reservation.reference)
        admits = partial(door.admit_party, code=code, scan=scan, people=1, at=NOW)
        has_read, is_in = Meeting(2), Meeting(2)

        def write_what_was_read(row, unchanged, **values):
            has_read.wait()
            is_in.wait()
            Reservation.objects.filter(pk=row.pk).update(**values)

        with patch.object(desk, "take_seats", write_what_was_read):
            outcomes = race([self.moves(reservation, self.two), has_read.before(is_in.after(admits))])
        assert kinds(outcomes) == {"Reservation": 1, "Admitted": 1}
        row = Reservation.objects.get()
        assert (row.performance_id, row.admitted) == (self.two.pk, 1)
        assert not CheckIn.objects.filter(performance=self.two).exists()


class SamePlaceTests(DeskRaceTestCase):
    def two_move_to(self, start, first):
        """Two performances, each with somebody to tell, are moved to one time."""
        pair = [
            make_performance(show=first.show, venue=first.venue, starts_at=start + timedelta(hours=number))
            for number in (1, 2)
        ]
        for row in pair:
            booked_at_the_desk(row, self.staff, email="giulia@example.org")
        OutboxMessage.objects.all().delete()
        act = {"starts_at": start, "staff": self.staff, "at": NOW}
        return kinds(race([partial(programme.move_performance, performance_id=row.pk, **act) for row in pair]))

    def there(self, start):
        told = OutboxMessage.objects.filter(kind="performance_moved").count()
        return Performance.objects.filter(starts_at=start).count(), told

    def test_of_two_performances_moved_to_one_time_one_goes_and_the_other_stays_with_its_people(self):
        first = make_performance(capacity=10)
        for days in range(1, ROUNDS + 1):
            start = CURTAIN + days * DAY
            assert self.two_move_to(start, first) == {"int": 1, "PerformanceExists": 1}
            assert self.there(start) == (1, 1)

    def test_canary_without_the_constraint_both_go_and_tell_their_people(self):
        first = make_performance(capacity=10)
        all_have_looked = Meeting(2).after(programme._check_place)
        with without_constraint(Performance, PLACE), patch.object(programme, "_check_place", all_have_looked):
            ended, there = self.two_move_to(CURTAIN + DAY, first), self.there(CURTAIN + DAY)
            for moved in Performance.objects.exclude(pk=first.pk):
                Performance.objects.filter(pk=moved.pk).update(starts_at=CURTAIN + (10 + moved.pk) * DAY)
        assert (ended, there) == ({"int": 2}, (2, 2))


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
        all_have_looked = Meeting(8).after(announcements.was_said)
        with (
            patch.object(programme, "lock_performance", seen_without_lock),
            patch.object(announcements, "was_said", all_have_looked),
        ):
            assert self.messages_of_eight_presses() == 8


class ErasedTests(DeskRaceTestCase):
    def setUp(self):
        super().setUp()
        self.performance = make_performance(capacity=200)

    def somebody(self):
        return booked_at_the_desk(self.performance, self.staff, party_size=1, access_needs=["wheelchair"])

    def erase_while_staff_correct(self, row, *more):
        of = {"public_id": row.public_id, "at": NOW, "who": self.who}
        details = {"name": "Giulia", "phone": "1", "notes": "", "access_needs": ["companion", "step_free"]}
        erases = partial(timed.erase, at=CURTAIN + timedelta(days=60))
        outcomes = race([erases, partial(desk.correct_details, **of, **details), *(partial(act, **of) for act in more)])
        row.refresh_from_db()
        return outcomes

    def test_nothing_of_a_person_is_added_while_they_are_erased(self):
        for _round in range(3 * ROUNDS):
            row = self.somebody()
            outcomes = self.erase_while_staff_correct(row, partial(desk.note, text="Sorella della regista"))
            assert set(kinds(outcomes)) <= {"int", "Reservation", "PersonErased"}, outcomes
            assert (row.name, row.staff_note, row.access_needs) == ("", "", [])

    def test_canary_taking_the_needs_out_before_the_row_is_locked_leaves_some(self):
        row, has_added = self.somebody(), Meeting(2)

        def add_and_let_it_come(reservation, needs):
            add_needs(reservation, needs)
            has_added.wait()
            until_one_waits_for_me()

        def needs_first(reservation, who, at):
            has_added.wait()
            reservation.needs.all().delete()
            nobody = dict.fromkeys(["name", "email", "phone", "notes", "staff_note"], "")
            acts.update_unchanged(reservation, {"erased_at": None}, erased_at=at, **nobody)

        with patch.object(privacy, "erase_person", needs_first), patch.object(desk, "add_needs", add_and_let_it_come):
            outcomes = self.erase_while_staff_correct(row)
        assert kinds(outcomes) == {"int": 1, "Reservation": 1}
        assert (row.name, row.access_needs) == ("", ["companion", "step_free"])
