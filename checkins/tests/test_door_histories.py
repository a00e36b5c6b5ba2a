"""Random evenings at the door: phones with and without a network, undos, late arrivals, and queues told in any order.

A run plays few evenings, and always the same; HISTORIES=2000 plays as many, and others each time. A failure prints the
shortest evening that shows it, as a program.
"""

import os
from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import count

from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bookings.exceptions import BookingRefused
from bookings.models import Reservation
from bookings.tests.factories import CURTAIN, confirmed, make_doorkeeper, make_performance
from checkins import services, sync
from checkins.counting import done_admission
from checkins.enums import ActKind, Conflict
from checkins.merging import DoneAdmission, PartyBound, conflicts, people_inside
from checkins.models import CheckIn
from checkins.queries import DoorCode
from checkins.tests.door_case import box_office

HISTORIES = int(os.environ.get("HISTORIES", "0"))
USUAL_HISTORIES = 40
ACTS = 25
PHONES = st.integers(0, 2)
PARTIES = st.integers(0, 1)
PEOPLE = st.integers(1, 4)
NUMBERS = count(1)


class Phone:
    """What a phone has done alone, in its order, and how much of it has been told."""

    def __init__(self, name):
        self.name, self.acts, self.told = name, [], 0


class Evenings(RuleBasedStateMachine):
    def __init__(self, performance, staff, office):
        super().__init__()
        self.performance, self.staff, self.office = performance, staff, office
        self.savepoint = transaction.savepoint()
        self.at = CURTAIN
        self.phones = [Phone(f"Porta {letter}") for letter in "ABC"]
        self.happened = {}  # what every phone and door has done, told or not: scan id → (party, admission)

    def teardown(self):
        try:
            for phone in self.phones:
                self.send(phone, phone.acts)
            for party in self.parties:
                self.all_told_is_all_that_happened(party)
        finally:
            transaction.savepoint_rollback(self.savepoint)

    @initialize(sizes=st.lists(PEOPLE, min_size=2, max_size=2))
    def people_have_booked(self, sizes):
        book = partial(confirmed, self.performance, email="")
        self.parties = [book(party_size=size) for size in sizes]

    # -- phones without a network

    @rule(phone=PHONES, party=PARTIES, people=PEOPLE)
    def let_in_alone(self, phone, party, people):
        scan_id, reservation = f"scan {next(NUMBERS)}", self.parties[party]
        self.phones[phone].acts.append(sync.ToldAct(ActKind.ADMIT, scan_id, self.at, reservation.pk, people))
        self.happened[scan_id] = (reservation, DoneAdmission(scan_id, self.at, people))

    @rule(phone=PHONES)
    def take_back_alone(self, phone):
        """The phone offers it for the last admission alone, for ten seconds."""
        acts = self.phones[phone].acts
        if acts and acts[-1].kind == ActKind.ADMIT and self.at - acts[-1].at <= timedelta(seconds=10):
            acts.append(sync.ToldAct(ActKind.UNDO, acts[-1].scan_id, self.at))
            self.undo_on_paper(acts[-1].scan_id)

    @rule(phone=PHONES, number=st.integers(1, 5), again=st.integers(0, 5))
    def tell(self, phone, number, again):
        """Some of the queue, and before it some that was told already: its answer was lost."""
        queue = self.phones[phone]
        until = min(len(queue.acts), queue.told + number)
        self.send(queue, queue.acts[max(0, queue.told - again) : until])
        queue.told = until

    def send(self, phone, acts):
        told = sync.sync(acts, sync.Teller(self.performance.pk, self.staff, phone.name, self.at))
        for row in told:
            wanted = {"undone"} if row.act.kind == ActKind.UNDO else {"admitted", "conflict"}
            assert row.outcome in wanted, (row.act, row.code)

    # -- doors with a network

    @rule(party=PARTIES, people=st.none() | PEOPLE)
    def let_in_online(self, party, people):
        reservation, scan = self.parties[party], services.Scan(f"scan {next(NUMBERS)}", self.performance.pk, self.staff)
        code = DoorCode(entry=reservation.pk)
        with suppress(BookingRefused):
            check_in = services.admit_party(code=code, scan=scan, people=people, at=self.at).check_in
            self.happened[scan.scan_id] = (reservation, DoneAdmission(scan.scan_id, self.at, check_in.people))

    @rule(data=st.data())
    def take_back_at_the_box_office(self, data):
        rows = list(CheckIn.objects.order_by("pk").filter(performance=self.performance))
        if rows:
            row = data.draw(st.sampled_from(rows))
            services.undo_admission(check_in_id=row.pk, staff=self.office, at=self.at)
            self.undo_on_paper(row.scan_id)

    def undo_on_paper(self, scan_id):
        reservation, done = self.happened[scan_id]
        self.happened[scan_id] = (reservation, DoneAdmission(scan_id, done.at, done.people, is_undone=True))

    @rule(seconds=st.sampled_from([1, 5, 11, 300]))
    def time_passes(self, seconds):
        self.at += timedelta(seconds=seconds)

    # -- what holds

    @invariant()
    def never_more_than_the_party_and_the_number_is_that_of_the_rows(self):
        for party in getattr(self, "parties", []):
            reservation = Reservation.objects.get(pk=party.pk)
            rows = CheckIn.objects.filter(reservation=party)
            counted = rows.filter(undone_at=None, conflict="").values_list("people", flat=True)
            assert sum(counted) == reservation.admitted <= reservation.party_size
            assert reservation.admitted == people_inside(
                self.bound(party), [done_admission(row, reservation) for row in rows]
            )

    def all_told_is_all_that_happened(self, party):
        """Whatever the order in which it was told: what counts is what the set of all that has happened says."""
        happened = [done for reservation, done in self.happened.values() if reservation == party]
        stored = CheckIn.objects.filter(reservation=party)
        assert {row.scan_id for row in stored} == {done.scan_id for done in happened}
        aside = {row.scan_id: row.conflict for row in stored if row.conflict}
        assert aside == conflicts(self.bound(party), happened)
        assert Reservation.objects.get(pk=party.pk).admitted == people_inside(self.bound(party), happened)

    def bound(self, party):
        return PartyBound(party.party_size, Conflict.ALREADY_CHECKED_IN)


class EveningsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance()
        cls.staff, cls.office = make_doorkeeper(), box_office()

    def test_any_evening_ends_alike_whatever_the_order(self):
        profile = settings(
            max_examples=HISTORIES or USUAL_HISTORIES,
            stateful_step_count=ACTS,
            derandomize=not HISTORIES,
            database=None,
            deadline=None,
            print_blob=True,
            suppress_health_check=[HealthCheck.too_slow],
        )
        evenings = partial(Evenings, self.performance, self.staff, self.office)
        run_state_machine_as_test(evenings, settings=profile)
