from datetime import timedelta

from django.db import IntegrityError, transaction

from bookings import programme
from bookings import services as bookings
from bookings.exceptions import AlreadyCheckedIn, NotFound
from bookings.queries import night_ends, night_of
from bookings.tests.factories import CURTAIN, NOW, booked, confirmed, make_performance
from checkins import services, sync
from checkins.exceptions import SyncTooLate
from checkins.models import CheckIn
from checkins.tests.door_case import DoorCase, box_office, rows

ADMITTED, UNDONE = ("admitted", ""), ("undone", "")
TWICE = ("conflict", "already_checked_in")
SECOND = timedelta(seconds=1)


class ToldAdmissionTests(DoorCase):
    def test_what_a_phone_did_alone_is_recorded_with_who_when_how_and_which_device(self):
        assert self.tell(self.admission(3, scan_id="a"), device="Porta B") == [ADMITTED]
        row = CheckIn.objects.get()
        assert (row.people, row.staff, row.device, row.source) == (3, self.staff, "Porta B", "phone_alone")
        assert (row.at, row.received_at, row.conflict) == (CURTAIN, self.later, "")
        assert self.admitted() == 3

    def test_told_again_it_changes_nothing(self):
        act = self.admission(4)
        assert self.tell(act) == [ADMITTED]
        before = rows()
        assert self.tell(act, act, at=self.later + SECOND) == [ADMITTED, ADMITTED]
        assert rows() == before

    def test_an_admission_that_went_through_online_and_is_told_again_is_one(self):
        self.online(scan_id="a")
        before = rows()
        assert self.tell(self.admission(4, scan_id="a")) == [ADMITTED]
        assert rows() == before

    def test_of_two_phones_that_let_a_party_in_the_earlier_counts_whoever_tells_first(self):
        early = self.admission(4, at=CURTAIN, scan_id="early")
        late = self.admission(4, at=CURTAIN + SECOND, scan_id="late")
        assert self.tell(late, device="Porta B") == [ADMITTED]
        assert self.tell(early, device="Porta A") == [ADMITTED]
        assert (self.conflict_of("early"), self.conflict_of("late")) == ("", "already_checked_in")
        assert self.admitted() == 4
        assert self.tell(late, device="Porta B") == [TWICE]

    def test_halves_of_a_party_at_two_doors_both_count(self):
        assert self.tell(self.admission(1), device="Porta A") == [ADMITTED]
        assert self.tell(self.admission(3), device="Porta B") == [ADMITTED]
        assert self.admitted() == 4

    def test_an_admission_online_gives_way_to_one_that_was_earlier(self):
        self.online(scan_id="online", at=CURTAIN + timedelta(minutes=5))
        assert self.tell(self.admission(2, at=CURTAIN)) == [ADMITTED]
        assert (self.conflict_of("online"), self.admitted()) == ("already_checked_in", 2)

    def test_online_a_party_that_a_phone_has_told_is_refused_and_not_recorded(self):
        self.tell(self.admission(4), device="Porta B")
        before = rows()
        with self.assertRaises(AlreadyCheckedIn) as caught:
            self.online(at=self.later)
        assert caught.exception.facts["checked_in_device"] == "Porta B"
        assert rows() == before

    def test_whoever_was_called_off_or_never_confirmed_is_a_conflict_with_the_reason(self):
        cancelled = confirmed(self.performance, party_size=2, email="a@example.org")
        bookings.cancel(public_id=cancelled.public_id, at=NOW)
        waiting = booked(self.performance, party_size=2, email="b@example.org")
        other = confirmed(make_performance(capacity=9), party_size=1)
        told = self.tell(*[self.admission(1, reservation=row) for row in (cancelled, waiting, other)])
        assert told == [
            ("conflict", "reservation_cancelled"),
            ("conflict", "not_confirmed"),
            ("conflict", "wrong_performance"),
        ]
        assert [self.admitted(row) for row in (cancelled, waiting, other)] == [0, 0, 0]

    def test_nobody_counts_at_a_performance_that_is_called_off(self):
        programme.cancel_performance(performance_id=self.performance.pk, staff=self.staff, at=NOW)
        assert self.tell(self.admission(4)) == [("conflict", "performance_cancelled")]
        assert self.admitted() == 0

    def test_what_is_refused_stops_nothing_after_it(self):
        self.tell(self.admission(1, scan_id="taken"))
        unknown = sync.ToldAct(sync.ActKind.ADMIT, "u", CURTAIN, 10**30, 1)
        other = confirmed(self.performance, party_size=1, email="a@example.org")
        told = self.tell(unknown, self.admission(1, scan_id="taken", reservation=other), self.admission(3))
        assert told == [("refused", "not_found"), ("refused", "idempotency_conflict"), ADMITTED]

    def test_the_time_told_is_never_in_the_future_nor_before_the_night(self):
        night = night_of(CURTAIN)
        for told, kept in [
            (self.later + timedelta(hours=1), self.later),
            (night - timedelta(hours=5), night),
            (CURTAIN, CURTAIN),
        ]:
            with self.subTest(told):
                self.tell(self.admission(1, at=told, scan_id=f"at {told}"))
                assert CheckIn.objects.get(scan_id=f"at {told}").at == kept

    def test_a_phone_may_tell_until_a_day_after_the_night(self):
        closes = night_ends(CURTAIN) + timedelta(days=1)
        assert self.tell(self.admission(1), at=closes - SECOND) == [ADMITTED]
        before = rows()
        with self.assertRaises(SyncTooLate):
            self.tell(self.admission(1), at=closes)
        assert rows() == before

    def test_unknown_performance_is_not_found(self):
        with self.assertRaises(NotFound):
            sync.sync([], sync.Teller(10**30, self.staff, "", self.later))


class ToldUndoTests(DoorCase):
    def test_undo_makes_room_and_the_conflict_counts_from_then_on(self):
        self.tell(self.admission(4, scan_id="a"))
        assert self.tell(self.admission(4, at=CURTAIN + SECOND, scan_id="b")) == [TWICE]
        assert self.tell(self.undoing("a", at=CURTAIN + 5 * SECOND)) == [UNDONE]
        assert (self.conflict_of("b"), self.admitted()) == ("", 4)

    def test_undoing_a_conflict_ends_it_and_who_is_in_stays(self):
        self.tell(self.admission(4, scan_id="a"))
        self.tell(self.admission(4, at=CURTAIN + SECOND, scan_id="b"))
        assert self.tell(self.undoing("b", at=CURTAIN + 3 * SECOND), device="Porta C") == [UNDONE]
        row = CheckIn.objects.get(scan_id="b")
        assert (row.conflict, row.undone_by, row.undone_device) == ("", self.staff, "Porta C")
        assert self.admitted() == 4

    def test_undo_told_again_changes_nothing_and_so_does_its_admission(self):
        acts = [self.admission(2, scan_id="a"), self.undoing("a", at=CURTAIN + 5 * SECOND)]
        assert self.tell(*acts) == [ADMITTED, UNDONE]
        before = rows()
        assert self.tell(*acts, at=self.later + SECOND) == [ADMITTED, UNDONE]
        assert rows() == before

    def test_whether_it_was_in_time_is_told_by_the_two_times_and_not_by_the_clock(self):
        self.tell(self.admission(2, scan_id="a"))
        assert self.tell(self.undoing("a", at=CURTAIN + 13 * SECOND)) == [("refused", "undo_too_late")]
        assert self.admitted() == 2
        assert self.tell(self.undoing("a", at=CURTAIN + 12 * SECOND)) == [UNDONE]
        assert self.admitted() == 0

    def test_the_box_office_may_be_late(self):
        self.tell(self.admission(2, scan_id="a"))
        assert self.tell(self.undoing("a", at=CURTAIN + 60 * SECOND), staff=box_office()) == [UNDONE]

    def test_undo_of_what_is_not_known_here_is_refused(self):
        elsewhere = make_performance(capacity=9)
        self.online(scan_id="here")
        assert self.tell(self.undoing("nowhere")) == [("refused", "not_found")]
        assert self.tell(self.undoing("here"), performance=elsewhere) == [("refused", "not_found")]


class CountAnewTests(DoorCase):
    def test_box_office_takes_back_what_counts_and_the_other_door_is_right_after_all(self):
        first = self.online(scan_id="a")
        self.tell(self.admission(3, at=self.later, scan_id="b"))
        assert self.conflict_of("b") == "already_checked_in"
        services.undo_admission(check_in_id=first.pk, staff=box_office(), at=self.later)
        assert (self.conflict_of("b"), self.admitted()) == ("", 3)


class DatabaseRefusesTests(DoorCase):
    def refuses(self, **values):
        check_in = self.online()
        with self.assertRaises(IntegrityError), transaction.atomic():
            CheckIn.objects.filter(pk=check_in.pk).update(**values)

    def test_conflict_without_a_known_reason(self):
        self.refuses(conflict="because")

    def test_unknown_source(self):
        self.refuses(source="rumour")

    def test_known_before_it_was_done(self):
        self.refuses(received_at=CURTAIN - SECOND)

    def test_undone_that_is_still_a_conflict(self):
        self.refuses(undone_at=CURTAIN, undone_by=self.staff, conflict="not_confirmed")

    def test_device_of_no_undo(self):
        self.refuses(undone_device="Porta A")
