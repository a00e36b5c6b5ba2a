from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from bookings import holders, listings, policies, privacy, programme, queries, release, services, statements, timed
from bookings.acts import VISITOR, made_event
from bookings.enums import Act
from bookings.exceptions import (
    BookingClosed,
    NotEnoughSeats,
    NotFound,
    PerformanceCancelled,
    ReleaseOff,
    TooEarlyToRelease,
    TooManySeats,
)
from bookings.locking import lock_performance
from bookings.models import BookingSettings, House, OutboxMessage, Performance, Reservation, ReservationEvent
from bookings.tests.factories import CURTAIN, NOW, confirmed, make_doorkeeper, make_performance, make_staff

MINUTE = timedelta(minutes=1)
TEN_TO = CURTAIN - 10 * MINUTE


def set_rules(**values):
    rules = BookingSettings.load()
    for name, value in values.items():
        setattr(rules, name, value)
    rules.save()


class ReleaseTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=10)
        cls.staff = make_doorkeeper()
        set_rules(release_minutes=10)
        cls.first = confirmed(cls.performance, party_size=4, email="prima@example.org")
        cls.second = confirmed(cls.performance, NOW + MINUTE, party_size=3, email="dopo@example.org")

    def release(self, at=TEN_TO):
        return release.release_unclaimed(performance_id=self.performance.pk, staff=self.staff, at=at)

    def take_back(self):
        return release.take_back(performance_id=self.performance.pk, staff=self.staff, at=TEN_TO)

    def reclaim(self, reservation, people):
        with transaction.atomic():
            locked = lock_performance(self.performance.pk, TEN_TO)
            release.reclaim(locked, reservation, people=people, staff=self.staff, at=TEN_TO)

    def let_in(self, reservation, people):
        services.count_in(reservation, people)

    def walk_up(self, people):
        with transaction.atomic():
            locked = lock_performance(self.performance.pk, TEN_TO)
            return services.take_walk_up(locked, party_size=people, staff=self.staff, at=TEN_TO)

    def released(self):
        rows = Reservation.objects.filter(pk__in=[self.first.pk, self.second.pk]).order_by("pk")
        return list(rows.values_list("released_seats", flat=True))

    def confirmed_seats(self):
        return House.objects.get(pk=self.performance.pk).confirmed_seats

    def history(self, reservation, *acts):
        return list(
            reservation.history.filter(act__in=acts).order_by("pk").values_list("act", "before", "after", "staff")
        )

    def refuses(self, refusal, verb):
        before = self.rows()
        with self.assertRaises(refusal) as caught:
            verb()
        assert self.rows() == before
        return caught.exception

    def rows(self):
        return [list(model.objects.order_by("pk").values()) for model in (Reservation, ReservationEvent, House)]


class ReleaseUnclaimedTests(ReleaseTestCase):
    def test_places_of_those_who_have_not_come_are_free_and_the_histories_tell_who_did_it(self):
        self.let_in(self.second, 1)
        assert self.release() == 6
        assert (self.released(), self.confirmed_seats()) == ([4, 2], 1)
        assert self.history(self.first, "released") == [("released", "4", "0", self.staff.pk)]
        assert self.history(self.second, "released") == [("released", "3", "1", self.staff.pk)]
        assert Reservation.objects.get(pk=self.first.pk).to_come == 0

    def test_again_releases_nobody_twice(self):
        self.release()
        before = self.rows()
        assert self.release() == 0
        assert self.rows() == before

    def test_who_is_in_keeps_the_place(self):
        self.let_in(self.first, 4)
        self.release()
        assert self.released() == [0, 3]

    def test_not_before_the_time_that_visitors_have_been_told(self):
        refusal = self.refuses(TooEarlyToRelease, lambda: self.release(TEN_TO - timedelta(seconds=1)))
        assert refusal.facts == {"release_from": TEN_TO}

    def test_not_before_the_doors_open(self):
        doors = CURTAIN - 5 * MINUTE
        Performance.objects.update(doors_at=doors)
        refusal = self.refuses(TooEarlyToRelease, self.release)
        assert refusal.facts == {"release_from": doors}

    def test_never_when_switched_off(self):
        set_rules(release_minutes=0)
        self.refuses(ReleaseOff, self.release)

    def test_not_at_a_cancelled_performance(self):
        Performance.objects.update(status="cancelled")
        self.refuses(PerformanceCancelled, self.release)

    def test_unknown_performance(self):
        with self.assertRaises(NotFound):
            release.release_unclaimed(performance_id=0, staff=self.staff, at=TEN_TO)


class TakeBackTests(ReleaseTestCase):
    def test_all_get_their_places_back(self):
        self.release()
        assert self.take_back() == release.TakenBack(taken_back=7, still_released=0)
        assert (self.released(), self.confirmed_seats()) == ([0, 0], 7)
        assert self.history(self.first, "reclaimed") == [("reclaimed", "0", "4", self.staff.pk)]

    def test_the_oldest_booking_first_as_long_as_seats_are_left(self):
        self.release()
        self.walk_up(5)
        assert self.take_back() == release.TakenBack(taken_back=5, still_released=2)
        assert (self.released(), self.confirmed_seats()) == ([0, 2], 10)

    def test_a_party_gets_back_what_is_left_of_its_places(self):
        self.release()
        self.walk_up(9)
        assert self.take_back() == release.TakenBack(taken_back=1, still_released=6)
        assert self.released() == [3, 3]
        assert self.history(self.first, "reclaimed") == [("reclaimed", "0", "1", self.staff.pk)]

    def test_held_places_are_not_taken(self):
        self.release()
        Performance.objects.update(hold_minutes=60)
        services.book(
            request=services.BookRequest(self.performance.pk, party_size=8, name="x", email="x@example.org"),
            at=TEN_TO - MINUTE,
        )
        assert self.take_back() == release.TakenBack(taken_back=2, still_released=5)


class ReclaimTests(ReleaseTestCase):
    def test_late_party_takes_back_what_it_needs_and_no_more(self):
        self.release()
        self.first.refresh_from_db()
        self.reclaim(self.first, people=3)
        assert (self.released(), self.confirmed_seats()) == ([1, 3], 3)
        assert self.history(self.first, "reclaimed") == [("reclaimed", "0", "3", self.staff.pk)]

    def test_not_enough_seats(self):
        self.release()
        self.walk_up(8)
        self.first.refresh_from_db()
        refusal = self.refuses(NotEnoughSeats, lambda: self.reclaim(self.first, people=4))
        assert refusal.facts == {"seats_available": 2}


class DatabaseRefusesTests(ReleaseTestCase):
    def refuses_to_write(self, **values):
        with self.assertRaises(IntegrityError), transaction.atomic():
            Reservation.objects.filter(pk=self.first.pk).update(**values)

    def test_more_released_than_are_outside(self):
        self.let_in(self.first, 2)
        self.refuses_to_write(released_seats=3)

    def test_released_places_of_what_is_not_confirmed(self):
        self.refuses_to_write(released_seats=1, status="cancelled")

    def test_a_place_that_somebody_else_has_meanwhile(self):
        self.release()
        self.walk_up(8)
        self.refuses_to_write(released_seats=0)

    def test_whoever_writes_the_house_is_counted(self):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE bookings_reservation SET released_seats = 2 WHERE id = %s", [self.first.pk])
        assert self.confirmed_seats() == 5
        Reservation.objects.filter(pk=self.first.pk).update(party_size=3)
        assert self.confirmed_seats() == 4
        Reservation.objects.filter(pk=self.first.pk).update(released_seats=0, status="cancelled")
        assert self.confirmed_seats() == 3


class AfterReleaseTests(ReleaseTestCase):
    """What the other verbs make of places that were given away."""

    def setUp(self):
        self.let_in(self.first, 1)
        self.release()

    def change(self, people, at=TEN_TO):
        services.change_party_size(public_id=self.first.public_id, party_size=people, at=at)
        row = Reservation.objects.get(pk=self.first.pk)
        return row.party_size, row.released_seats

    def test_fewer_people_leave_out_those_whose_places_have_gone(self):
        self.walk_up(9)
        assert self.change(3) == (3, 2)
        assert self.change(1) == (1, 0)
        assert self.confirmed_seats() == 10

    def test_more_people_ask_for_seats_for_all(self):
        assert self.change(5) == (5, 0)
        assert self.confirmed_seats() == 5

    def test_more_people_are_refused_when_the_places_have_gone(self):
        self.walk_up(6)
        refusal = self.refuses(NotEnoughSeats, lambda: self.change(5))
        assert refusal.facts == {"seats_available": 4}  # its own one, and the three that are left

    def test_more_people_need_booking_to_be_open(self):
        self.refuses(BookingClosed, lambda: self.change(5, at=CURTAIN))

    def test_places_given_away_count_no_more_for_the_limit_of_an_address(self):
        assert statements.seats_of_address(self.performance.pk, "prima@example.org") == 1
        set_rules(max_seats_per_address=4)
        self.refuses(TooManySeats, lambda: self.change(5))

    def test_cancelling_gives_back_what_is_left(self):
        services.cancel(public_id=self.second.public_id, at=TEN_TO)
        assert (self.released(), self.confirmed_seats()) == ([3, 0], 1)

    def test_erasing_oneself_gives_back_what_is_left(self):
        privacy.forget(public_id=self.second.public_id, at=TEN_TO)
        assert (self.released(), self.confirmed_seats()) == ([3, 0], 1)

    def test_nobody_is_let_in_on_a_place_that_was_given_away(self):
        of_the_door = made_event(self.first, Act.NOTED, VISITOR, TEN_TO)  # any row that belongs to a reservation
        assert not services.let_in(self.first, 1, of_the_door)
        assert of_the_door.pk is None
        assert self.confirmed_seats() == 1

    def test_moving_gives_the_places_back(self):
        self.walk_up(6)
        boss = make_staff("boss")
        later = CURTAIN + timedelta(days=1)
        programme.move_performance(performance_id=self.performance.pk, starts_at=later, staff=boss, at=TEN_TO)
        assert (self.released(), self.confirmed_seats()) == ([0, 3], 10)
        assert self.history(self.first, "reclaimed") == [("reclaimed", "1", "4", boss.pk)]

    def test_own_data_tell_it(self):
        self.first.refresh_from_db()
        assert privacy.own_data(self.first)["released_seats"] == 3

    def test_nobody_is_reminded_of_places_that_were_given_away(self):
        Reservation.objects.filter(pk=self.second.pk).update(released_seats=0)
        Reservation.objects.update(confirmed_at=NOW - timedelta(days=2))
        timed.remind(at=TEN_TO)
        assert list(OutboxMessage.objects.filter(kind="reminder").values_list("reservation", flat=True)) == [
            self.second.pk
        ]


class WordsTests(ReleaseTestCase):
    def listed(self, at):
        [listed] = listings.listed(queries.performances(at).filter(pk=self.performance.pk), at)
        return listed

    def test_time_is_that_of_the_performance_at_its_venue(self):
        notice = self.listed(NOW).release_notice
        assert "20:50" in notice

    def test_nothing_when_switched_off_or_called_off_or_when_its_time_has_come(self):
        assert self.listed(TEN_TO - MINUTE).release_notice != ""
        assert self.listed(TEN_TO).release_notice == ""
        Performance.objects.update(status="cancelled")
        assert self.listed(NOW).release_notice == ""
        Performance.objects.update(status="scheduled")
        set_rules(release_minutes=0)
        assert self.listed(NOW).release_notice == ""

    def test_a_party_is_told_of_its_places(self):
        assert holders.released_words(self.first) == ""
        self.first.released_seats = 2
        assert holders.released_words(self.first).startswith("2 ")


class PolicyTests(TestCase):
    def test_people_who_change_their_number(self):
        cases = [((4, 3, 5), 0), ((4, 3, 3), 2), ((4, 3, 1), 0), ((4, 0, 2), 0), ((4, 1, 2), 0)]
        for (before, released, after), left in cases:
            with self.subTest(before=before, released=released, after=after):
                assert policies.released_after_change(before, released, after) == left

    def test_release_begins_some_minutes_before_curtain_and_not_before_the_doors_open(self):
        assert policies.release_from(CURTAIN, None, 10) == TEN_TO
        assert policies.release_from(CURTAIN, CURTAIN - 30 * MINUTE, 10) == TEN_TO
        assert policies.release_from(CURTAIN, CURTAIN - 5 * MINUTE, 10) == CURTAIN - 5 * MINUTE
        assert policies.release_from(CURTAIN, None, 0) is None
