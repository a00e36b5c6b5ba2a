"""Two phones at the same instant, on PostgreSQL with real threads. Each guard has a canary that fails without it.

Races whose course depends on who comes first are run several times; RACE_ROUNDS=200 says how often.
"""

import logging
import os
from collections import Counter
from datetime import timedelta
from functools import partial
from unittest.mock import patch

import pytest
from django.db.models import Sum
from django.test import Client
from django.utils import timezone

from bookings import queries
from bookings import services as bookings
from bookings.models import Reservation
from bookings.tests.factories import (
    CURTAIN,
    confirmed,
    make_doorkeeper,
    make_performance,
    make_staff,
    playing_soon,
)
from bookings.tokens import Purpose, make_token
from checkins import merging, services, sync
from checkins.enums import ActKind
from checkins.models import CheckIn
from checkins.queries import DoorCode
from checkins.tests.door_case import box_office
from tests.racing import Meeting, RaceTestCase, kinds, race, races, seen_without_lock

pytestmark = pytest.mark.postgresql
RACES = 1000
ROUNDS = int(os.environ.get("RACE_ROUNDS", "4"))
LATER = CURTAIN + timedelta(minutes=10)


def counted(reservation):
    rows = CheckIn.objects.filter(reservation=reservation, undone_at=None, conflict="")
    return rows.aggregate(people=Sum("people"))["people"] or 0


def write_what_was_read(reservation, people, check_in):
    """`let_in` as it would be if nobody had thought of two doors at once."""
    Reservation.objects.filter(pk=reservation.pk).update(admitted=people)
    check_in.save()
    return True


class TwoPhonesTests(RaceTestCase):
    """The same code at the same instant, through the API, by two members of staff with a phone each."""

    def setUp(self):
        super().setUp()
        logging.disable(logging.WARNING)  # each refusal is a warning, and half of the calls are refused
        self.addCleanup(logging.disable, logging.NOTSET)
        self.performance = playing_soon(capacity=RACES)
        self.phones = []
        for number, staff in enumerate([make_doorkeeper(), make_staff("maschera-2", "checkins.admit_parties")]):
            client = Client()
            client.force_login(staff)
            self.phones.append(partial(self.scan, client, f"Porta {number}"))

    def parties(self, number):
        at = timezone.now()
        facts = {"performance": self.performance, "party_size": 1, "status": "confirmed", "created_at": at}
        rows = Reservation.objects.bulk_create(Reservation(**facts, confirmed_at=at) for _ in range(number))
        self.codes = [make_token(Purpose.PASS, row.public_id) for row in rows]

    def scan(self, client, device, number):
        scan = {"token": self.codes[number], "performance": self.performance.pk, "scan_id": f"{device} {number}"}
        answer = client.post("/api/check-ins/", {**scan, "device": device}, content_type="application/json")
        return answer.status_code, [error["code"] for error in answer.json().get("errors", [])]

    def test_1000_races_for_one_code_have_one_admission_each(self):
        self.parties(RACES)
        outcomes = Counter(str(sorted(race)) for race in races(RACES, self.phones))
        assert outcomes == {str([(201, []), (409, ["already_checked_in"])]): RACES}
        assert CheckIn.objects.values("reservation").distinct().count() == CheckIn.objects.count() == RACES
        assert Reservation.objects.filter(admitted=1).count() == RACES

    def test_canary_reading_first_and_writing_later_admits_twice(self):
        self.parties(1)
        with patch.object(services.bookings, "let_in", Meeting(2).before(write_what_was_read)):
            assert races(1, self.phones) == [[(201, []), (201, [])]]


class ToldAtOnceTests(RaceTestCase):
    """What phones did alone meets what happens at that moment: the rows and the number agree, whoever is first."""

    def setUp(self):
        super().setUp()
        self.performance = make_performance(capacity=1000)
        self.staff, self.office = make_doorkeeper(), box_office()

    def party(self, size=2):
        return confirmed(self.performance, party_size=size, email="")

    def tell(self, reservation, scan_id, *, at=CURTAIN, people=2):
        act = sync.ToldAct(ActKind.ADMIT, scan_id, at, reservation.pk, people)
        teller = sync.Teller(self.performance.pk, self.staff, f"phone of {scan_id}", LATER)
        return partial(sync.tell_admission, act, teller)

    def online(self, reservation, scan_id):
        scan = services.Scan(scan_id, self.performance.pk, self.staff, "Porta A")
        return partial(
            services.admit_party, code=DoorCode(reference=reservation.reference), scan=scan, people=None, at=LATER
        )

    def undo(self, check_in):
        return partial(services.undo_admission, check_in_id=check_in.pk, staff=self.office, at=LATER)

    def rounds(self):
        for number in range(ROUNDS):
            with self.subTest(round=number):
                yield number, self.party()

    def agrees(self, reservation, inside):
        assert Reservation.objects.get(pk=reservation.pk).admitted == counted(reservation) == inside

    def conflicts(self, reservation):
        rows = CheckIn.objects.filter(reservation=reservation).exclude(conflict="")
        return list(rows.values_list("scan_id", "conflict"))

    def test_two_phones_that_were_alone_tell_of_one_code_and_the_earlier_counts(self):
        for number, party in self.rounds():
            early, late = f"early {number}", f"late {number}"
            both = [self.tell(party, late, at=CURTAIN + timedelta(minutes=1)), self.tell(party, early)]
            assert kinds(race(both)) == {"CheckIn": 2}
            assert self.conflicts(party) == [(late, "already_checked_in")]
            told = CheckIn.objects.filter(reservation=party).order_by("at").values_list("at", "device")
            assert list(told) == [
                (CURTAIN, f"phone of {early}"),
                (CURTAIN + timedelta(minutes=1), f"phone of {late}"),
            ]
            self.agrees(party, 2)

    def test_one_act_told_8_times_at_once_is_one_admission(self):
        for number, party in self.rounds():
            assert kinds(race([self.tell(party, f"scan {number}")] * 8)) == {"CheckIn": 8}
            assert CheckIn.objects.filter(reservation=party).count() == 1
            self.agrees(party, 2)

    def test_one_scan_comes_online_and_told_and_is_one_admission(self):
        for number, party in self.rounds():
            outcomes = race([self.online(party, f"scan {number}"), self.tell(party, f"scan {number}")])
            assert set(kinds(outcomes)) == {"Admitted", "CheckIn"}
            assert CheckIn.objects.filter(reservation=party).count() == 1
            self.agrees(party, 2)

    def test_a_door_with_a_network_and_a_phone_that_tells(self):
        for number, party in self.rounds():
            online, _told = race([self.online(party, f"online {number}"), self.tell(party, f"told {number}")])
            if isinstance(online, services.Admitted):
                assert self.conflicts(party) == [(f"online {number}", "already_checked_in")]
            else:
                assert kinds([online]) == {"AlreadyCheckedIn": 1}
                assert self.conflicts(party) == []
            self.agrees(party, 2)

    def test_undo_and_another_admission(self):
        for number, party in self.rounds():
            first = self.online(party, f"first {number}")().check_in
            undone, online = race([self.undo(first), self.online(party, f"second {number}")])
            assert undone.undone_at == LATER
            assert kinds([online]) in ({"Admitted": 1}, {"AlreadyCheckedIn": 1})
            self.agrees(party, 2 if isinstance(online, services.Admitted) else 0)

    def test_undo_by_8_taps_takes_back_once(self):
        for number, party in self.rounds():
            first = self.online(party, f"first {number}")().check_in
            assert kinds(race([self.undo(first)] * 8)) == {"CheckIn": 8}
            self.agrees(party, 0)

    def test_undone_walk_up_gives_its_seats_to_the_next_one_or_not_yet(self):
        for number in range(ROUNDS):
            with self.subTest(round=number):
                full = make_performance(capacity=2)
                scans = [services.Scan(f"{name} {number}", full.pk, self.staff) for name in ("first", "second")]
                walk_ups = [partial(services.admit_walk_up, party_size=2, scan=scan, at=LATER) for scan in scans]
                first = walk_ups[0]().check_in
                undone, second = race([self.undo(first), walk_ups[1]])
                assert undone.reservation.status == "cancelled"
                assert kinds([second]) in ({"Admitted": 1}, {"NotEnoughSeats": 1})
                self.agrees(first.reservation, 0)

    def test_undo_and_a_phone_that_tells(self):
        for number, party in self.rounds():
            first = self.online(party, f"first {number}")().check_in
            assert kinds(race([self.undo(first), self.tell(party, f"told {number}")])) == {"CheckIn": 2}
            assert self.conflicts(party) == []
            self.agrees(party, 2)

    def test_visitor_cancels_while_a_phone_tells(self):
        for number, party in self.rounds():
            cancel = partial(bookings.cancel, public_id=party.public_id, at=LATER)
            cancelled, _told = race([cancel, self.tell(party, f"told {number}")])
            if isinstance(cancelled, Reservation):
                assert self.conflicts(party) == [(f"told {number}", "reservation_cancelled")]
                self.agrees(party, 0)
            else:
                assert kinds([cancelled]) == {"AlreadyCheckedIn": 1}
                self.agrees(party, 2)

    def test_visitor_makes_the_party_smaller_while_a_phone_tells(self):
        for number, party in self.rounds():
            fewer = partial(bookings.change_party_size, public_id=party.public_id, party_size=1, at=CURTAIN)
            changed, _told = race([fewer, self.tell(party, f"told {number}")])
            is_smaller = isinstance(changed, Reservation)
            assert is_smaller or kinds([changed]) == {"AlreadyCheckedIn": 1}
            self.agrees(party, 0 if is_smaller else 2)

    def test_canary_without_the_locks_both_count(self):
        party = self.party()
        both_have_counted = Meeting(2).after(merging.people_inside)
        with (
            patch.object(sync, "lock_performance", seen_without_lock),
            patch.object(sync, "lock_reservation", queries.reservation_by_id),
            patch.object(merging, "people_inside", both_have_counted),
        ):
            race([self.tell(party, "a"), self.tell(party, "b")])
        assert counted(party) == 4
