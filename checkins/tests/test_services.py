from datetime import timedelta
from functools import partial

from django.test import TestCase

from bookings import services as bookings
from bookings.exceptions import (
    AlreadyCheckedIn,
    IdempotencyConflict,
    NotEnoughSeats,
    NotFound,
    PerformanceCancelled,
    ReservationCancelled,
)
from bookings.models import House, Performance, Reservation
from bookings.tests.factories import CURTAIN, NOW, booked, confirmed, make_doorkeeper, make_performance
from bookings.tokens import Purpose, make_token
from checkins import services
from checkins.exceptions import MoreThanToCome, NotConfirmed, UndoTooLate, WrongPerformance
from checkins.models import CheckIn
from checkins.queries import DoorCode
from checkins.tests.door_case import box_office


class DoorTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=10)
        cls.reservation = confirmed(cls.performance, party_size=4)
        cls.staff = make_doorkeeper()

    def scan(self, scan_id="scan-1", performance=None):
        return services.Scan(scan_id, (performance or self.performance).pk, self.staff, "Porta A")

    def admit(self, people=None, scan_id="scan-1", reservation=None, performance=None):
        token = make_token(Purpose.PASS, (reservation or self.reservation).public_id)
        scan = self.scan(scan_id, performance)
        return services.admit_party(code=DoorCode(token=token), scan=scan, people=people, at=CURTAIN)

    def refuses(self, refusal, **values):
        before = self.rows()
        with self.assertRaises(refusal) as caught:
            self.admit(**values)
        assert self.rows() == before
        return caught.exception

    def rows(self):
        return [list(model.objects.order_by("pk").values()) for model in (CheckIn, Reservation, House)]

    def admitted(self):
        return Reservation.objects.get(pk=self.reservation.pk).admitted


class AdmitPartyTests(DoorTestCase):
    def test_admits_all_who_are_outside(self):
        check_in = self.admit().check_in
        assert (check_in.people, check_in.staff, check_in.at) == (4, self.staff, CURTAIN)
        assert (check_in.device, check_in.source, check_in.received_at) == ("Porta A", "door", CURTAIN)
        assert self.admitted() == 4

    def test_part_of_a_party_now_and_the_rest_later(self):
        self.admit(people=1, scan_id="a")
        self.refuses(MoreThanToCome, people=4, scan_id="b")
        assert self.admit(scan_id="c").check_in.people == 3
        assert self.admitted() == 4

    def test_second_time_is_refused_with_time_and_name_of_the_first(self):
        self.admit(scan_id="a")
        assert self.refuses(AlreadyCheckedIn, scan_id="b").facts == {
            "admitted": 4,
            "to_come": 0,
            "checked_in_at": "2026-11-20T20:00:00+00:00",
            "checked_in_by": "Marta Riva",
            "checked_in_device": "Porta A",
        }

    def test_same_scan_again_is_the_same_admission(self):
        first = self.admit()
        again = self.admit()
        assert (again.check_in.pk, again.is_new) == (first.check_in.pk, False)
        assert self.admitted() == 4

    def test_same_scan_for_another_reservation_conflicts(self):
        self.admit()
        self.refuses(IdempotencyConflict, reservation=confirmed(self.performance, party_size=1))

    def test_reference_does_as_well_as_the_code(self):
        typed = self.reservation.printed_reference.lower()
        services.admit_party(code=DoorCode(reference=typed), scan=self.scan(), people=None, at=CURTAIN)
        assert self.admitted() == 4

    def test_number_of_the_list_does_as_well_at_the_door_of_its_performance_alone(self):
        other = make_performance(capacity=10)
        code = DoorCode(entry=self.reservation.pk)
        with self.assertRaises(NotFound):
            services.admit_party(code=code, scan=self.scan(performance=other), people=None, at=CURTAIN)
        services.admit_party(code=code, scan=self.scan(), people=None, at=CURTAIN)
        assert self.admitted() == 4

    def test_pending_and_cancelled_stay_outside(self):
        self.refuses(NotConfirmed, reservation=booked(self.performance))
        cancelled = confirmed(self.performance, party_size=1)
        bookings.cancel(public_id=cancelled.public_id, at=NOW)
        self.refuses(ReservationCancelled, reservation=cancelled)

    def test_other_performance_is_refused_with_its_date(self):
        other = make_performance(capacity=10)
        refusal = self.refuses(WrongPerformance, performance=other)
        assert refusal.facts["performance"]["id"] == self.performance.pk
        assert "2026" in refusal.facts["starts_label"]

    def test_cancelled_performance_admits_nobody(self):
        Performance.objects.update(status="cancelled")
        self.refuses(PerformanceCancelled)

    def test_confirmation_token_does_not_check_in(self):
        token = make_token(Purpose.CONFIRM, self.reservation.public_id)
        with self.assertRaises(NotFound):
            services.admit_party(code=DoorCode(token=token), scan=self.scan(), people=None, at=CURTAIN)


class UndoTests(DoorTestCase):
    def test_undo_lets_the_party_in_again_and_keeps_both_rows(self):
        check_in = self.admit(scan_id="a").check_in
        undone = services.undo_admission(check_in_id=check_in.pk, staff=self.staff, at=CURTAIN)
        assert (undone.undone_by, self.admitted()) == (self.staff, 0)
        self.admit(scan_id="b")
        assert (CheckIn.objects.count(), self.admitted()) == (2, 4)

    def test_undo_is_for_ten_seconds_at_the_door_and_later_for_the_box_office(self):
        check_in = self.admit().check_in
        undo = partial(services.undo_admission, check_in_id=check_in.pk, device="Porta A")
        with self.assertRaises(UndoTooLate):
            undo(staff=self.staff, at=CURTAIN + timedelta(seconds=16))
        assert self.admitted() == 4
        undone = undo(staff=box_office(), at=CURTAIN + timedelta(hours=1))
        assert (undone.undone_by.username, undone.undone_device, self.admitted()) == ("biglietteria", "Porta A", 0)
        assert undo(staff=self.staff, at=CURTAIN + timedelta(hours=2)) == undone

    def test_undo_has_some_seconds_for_its_way(self):
        check_in = self.admit().check_in
        services.undo_admission(check_in_id=check_in.pk, staff=self.staff, at=CURTAIN + timedelta(seconds=15))
        assert self.admitted() == 0

    def test_undo_twice_is_the_same_as_once(self):
        self.admit(people=1, scan_id="a")
        check_in = self.admit(people=2, scan_id="b").check_in
        for _ in range(2):
            services.undo_admission(check_in_id=check_in.pk, staff=self.staff, at=CURTAIN)
        assert self.admitted() == 1


class WalkUpTests(DoorTestCase):
    def walk_up(self, party_size, scan_id="w"):
        return services.admit_walk_up(party_size=party_size, scan=self.scan(scan_id), at=CURTAIN)

    def test_walk_up_takes_seats_and_is_in(self):
        reservation = self.walk_up(6).check_in.reservation
        assert (reservation.source, reservation.name, reservation.admitted) == ("walk_up", "", 6)
        assert CheckIn.objects.get().source == "walk_up"
        assert House.objects.get(pk=self.performance.pk).confirmed_seats == 10

    def test_never_above_the_true_capacity(self):
        before = self.rows()
        with self.assertRaises(NotEnoughSeats) as caught:
            self.walk_up(7)
        assert caught.exception.facts == {"seats_available": 6}
        assert self.rows() == before

    def test_undone_walk_up_gives_its_seats_back_and_says_who_did_it(self):
        check_in = self.walk_up(6).check_in
        undo = partial(services.undo_admission, check_in_id=check_in.pk, staff=self.staff, at=CURTAIN)
        assert undo().reservation.status == "cancelled"
        assert House.objects.get(pk=self.performance.pk).confirmed_seats == 4
        history = check_in.reservation.history.order_by("pk").values_list("act", "staff")
        assert list(history) == [("confirmed", self.staff.pk), ("cancelled", self.staff.pk)]
        before = self.rows()
        undo()
        self.walk_up(6)
        assert self.rows() == before
        assert self.walk_up(6, scan_id="again").is_new

    def test_scan_of_something_else_conflicts(self):
        self.admit(scan_id="party")
        self.walk_up(2, scan_id="two")
        before = self.rows()
        for party_size, scan_id in [(1, "party"), (3, "two")]:
            with self.subTest(scan_id), self.assertRaises(IdempotencyConflict):
                self.walk_up(party_size, scan_id=scan_id)
        assert self.rows() == before

    def test_same_scan_again_lets_nobody_more_in(self):
        first = self.walk_up(2)
        assert self.walk_up(2).check_in.pk == first.check_in.pk
        assert Reservation.objects.filter(source="walk_up").count() == 1

    def test_scan_of_a_party_is_no_walk_up(self):
        self.admit(scan_id="a")
        before = self.rows()
        with self.assertRaises(IdempotencyConflict):
            self.walk_up(2, scan_id="a")
        assert self.rows() == before
