"""Random histories of one performance, played by the booking core and on paper: no difference after any act.

The paper is `paper_house.py`. A run plays few histories, and always the same; HISTORIES=2000 plays as many, and others
each time. A failure prints the shortest history that shows it, as a program.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import TestCase
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bookings import corrections, desk, policies, privacy, programme, queries, services, timed
from bookings.acts import by_staff
from bookings.announcements import Words
from bookings.enums import Source
from bookings.exceptions import BookingRefused
from bookings.models import BookingSettings, OutboxMessage, Performance, Reservation, ReservationEvent
from bookings.tests import paper_house
from bookings.tests.factories import (
    CURTAIN,
    NOW,
    book_request,
    desk_request,
    make_doorkeeper,
    make_performance,
    make_show,
    make_staff,
    make_venue,
)
from bookings.tests.paper_house import PaperHouse, Refused
from checkins import services as door
from checkins.models import CheckIn
from checkins.queries import DoorCode

HISTORIES = int(os.environ.get("HISTORIES", "0"))
USUAL_HISTORIES = 60
ACTS = 30
STATUS_ACTS = {"booked", "confirmed", "cancelled", "expired"}

NUMBERS = count(1)
SIZES = st.integers(1, 7)
SEATS = st.integers(0, 16)
ADDRESSES = st.sampled_from(["giulia@example.org", "marco@example.org", "anna@example.org"])
HOLDS = st.sampled_from([0, 10, 30])
DEADLINES = st.sampled_from([0, 10, 60, 240, 2000])
SEATS_ELSEWHERE = 6
# Steps that fall on, before and after the ends of holds, windows and the time to confirm.
MINUTES = st.sampled_from([1, 9, 10, 11, 29, 30, 60, 119, 120])


@dataclass(frozen=True, eq=False)
class Pair:
    """One reservation in the database and on paper."""

    row: Reservation
    party: paper_house.Party


@dataclass(frozen=True, eq=False)
class AdmissionPair:
    row: CheckIn
    admission: paper_house.Admission


def outcome_of(act: Callable[[], Any]) -> tuple[str, Any]:
    """How an act ended, in one word, and what it returned."""
    try:
        return "done", act()
    except (BookingRefused, Refused) as refusal:
        return str(refusal), None
    except IntegrityError as error:
        if "never_overbooked" not in str(error):
            raise
        return "overbooked", None


class Histories(RuleBasedStateMachine):
    reservations = Bundle("reservations")
    admissions = Bundle("admissions")

    def __init__(self, theatre: dict[str, Any], staff: User, doorkeeper: User) -> None:
        super().__init__()
        self.theatre, self.staff, self.doorkeeper = theatre, staff, doorkeeper
        self.savepoint = transaction.savepoint()
        self.at = NOW

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    @initialize(capacity=SEATS, hold_minutes=HOLDS)
    def open_the_house(self, capacity, hold_minutes):
        self.performance = make_performance(**self.theatre, capacity=capacity, hold_minutes=hold_minutes)
        self.paper = PaperHouse(CURTAIN.astimezone(UTC), capacity, self.performance.pk, hold_minutes=hold_minutes)
        self.open_another(CURTAIN.astimezone(UTC) + timedelta(days=1))

    def open_another(self, curtain):
        """A second evening, to which the box office moves people and from which it takes them back."""
        self.other = make_performance(**self.theatre, starts_at=curtain, capacity=SEATS_ELSEWHERE)
        self.elsewhere = PaperHouse(curtain, SEATS_ELSEWHERE, self.other.pk)
        self.papers = {self.performance.pk: self.paper, self.other.pk: self.elsewhere}

    def paper_of(self, pair: Pair) -> PaperHouse:
        return next(paper for paper in self.papers.values() if pair.party in paper.parties)

    def both(self, real: Callable[[], Any], paper: Callable[[], Any]) -> tuple[Any, Any] | None:
        """Plays one act on both; what they returned, or None when both refused for the same reason."""
        (word, made), (expected, written) = outcome_of(real), outcome_of(paper)
        assert word == expected
        return (made, written) if word == "done" else None

    def enter(self, real: Callable[[], Reservation], paper: Callable[[], paper_house.Party]) -> Any:
        """For acts that make a reservation: into the bundle it goes, if one was made."""
        made = self.both(real, paper)
        return Pair(*made) if made else multiple()

    # -- visitors

    def book_with(self, key: str, content: str, size: int, email: str) -> services.Booked:
        request = book_request(
            self.performance, party_size=size, email=email, idempotency_key=key, content_digest=content
        )
        return services.book(request=request, at=self.at)

    @rule(target=reservations, size=SIZES, email=ADDRESSES)
    def book(self, size, email):
        key = f"key {next(NUMBERS)}"
        return self.enter(
            lambda: self.book_with(key, "first", size, email).reservation,
            lambda: self.paper.book(size, email, self.at),
        )

    @rule(pair=reservations, content=st.sampled_from(["first", "other"]))
    def repeat_booking(self, pair, content):
        """Known by its key, whatever has become of the performance and of the reservation since."""
        if pair.row.idempotency_key is None or pair.party.is_forgotten:
            return
        word, booked = outcome_of(lambda: self.book_with(pair.row.idempotency_key, content, 1, pair.row.email))
        if content == "other":
            assert word == "idempotency_conflict"
        else:
            assert (booked.reservation, booked.is_new) == (pair.row, False)

    @rule(pair=reservations)
    def confirm(self, pair):
        act = partial(services.confirm, public_id=pair.row.public_id, at=self.at)
        self.both(act, lambda: self.paper_of(pair).confirm(pair.party, self.at))

    @rule(pair=reservations, size=SIZES)
    def change(self, pair, size):
        act = partial(services.change_party_size, public_id=pair.row.public_id, party_size=size, at=self.at)
        self.both(act, lambda: self.paper_of(pair).change(pair.party, size, self.at))

    @rule(pair=reservations)
    def cancel(self, pair):
        act = partial(services.cancel, public_id=pair.row.public_id, at=self.at)
        self.both(act, lambda: self.paper_of(pair).cancel(pair.party, self.at))

    @rule(pair=reservations, email=ADDRESSES)
    def correct(self, pair, email):
        act = partial(corrections.correct_address, reference=pair.row.reference, email=email, at=self.at)
        self.both(act, lambda: self.paper_of(pair).correct(pair.party, email, self.at))
        pair.row.refresh_from_db()  # the links of a corrected reservation are new ones

    @rule(pair=reservations, email=ADDRESSES)
    def resend(self, pair, email):
        act = partial(services.resend, reference=pair.row.reference, email=email, at=self.at)
        self.both(act, lambda: self.paper_of(pair).resend(pair.party, email, self.at))

    @rule(pair=reservations)
    def forget(self, pair):
        act = partial(privacy.forget, public_id=pair.row.public_id, at=self.at)
        self.both(act, lambda: self.paper_of(pair).forget(pair.party, self.at))

    # -- the clock

    @rule(minutes=MINUTES)
    def time_passes(self, minutes):
        self.at += timedelta(minutes=minutes)

    @rule()
    def expire(self):
        assert timed.expire(at=self.at) == sum(paper.expire(self.at) for paper in self.papers.values())

    @rule()
    def remind(self):
        assert timed.remind(at=self.at) == sum(paper.remind(self.at) for paper in self.papers.values())

    # -- the box office

    @rule(target=reservations, size=SIZES, email=st.just("") | ADDRESSES, minutes=st.none() | DEADLINES)
    def book_at_the_desk(self, size, email, minutes):
        until = None if minutes is None else (self.at + timedelta(minutes=minutes)).astimezone(UTC)
        request = desk_request(self.performance, party_size=size, email=email, hold_until=until)
        return self.enter(
            lambda: desk.book(request=request, staff=self.staff, at=self.at).reservation,
            lambda: self.paper.book_by_staff(size, email, until, self.at),
        )

    def of(self, pair: Pair) -> dict[str, Any]:
        return {"public_id": pair.row.public_id, "who": by_staff(self.staff), "at": self.at}

    @rule(pair=reservations, size=st.none() | SIZES)
    def confirm_by_staff(self, pair, size):
        act = partial(services.confirm, **self.of(pair), party_size=size)
        self.both(act, lambda: self.paper_of(pair).confirm(pair.party, self.at, size=size, by_staff=True))

    @rule(pair=reservations, size=SIZES)
    def change_by_staff(self, pair, size):
        act = partial(services.change_party_size, **self.of(pair), party_size=size)
        self.both(act, lambda: self.paper_of(pair).change(pair.party, size, self.at, by_staff=True))

    @rule(pair=reservations, email=ADDRESSES)
    def correct_by_staff(self, pair, email):
        of = {"reference": pair.row.reference, "who": by_staff(self.staff), "at": self.at}
        act = partial(corrections.correct_address, **of, email=email)
        self.both(act, lambda: self.paper_of(pair).correct(pair.party, email, self.at, by_staff=True))
        pair.row.refresh_from_db()

    @rule(pair=reservations)
    def resend_by_staff(self, pair):
        act = partial(services.resend_by_staff, **self.of(pair))
        sent = self.both(act, lambda: self.paper_of(pair).resend_by_staff(pair.party, self.at))
        assert sent[0] == sent[1]

    @rule(pair=reservations, text=st.sampled_from(["", "Chiama dopo le 18"]))
    def write_note(self, pair, text):
        self.both(partial(desk.note, **self.of(pair), text=text), lambda: self.paper.write_note(pair.party, text))

    @rule(pair=reservations, away=st.booleans())
    def move_reservation(self, pair, away):
        target = self.other if away else self.performance
        act = partial(desk.move, **self.of(pair), performance_id=target.pk)
        self.both(act, lambda: self.paper_of(pair).move_to(self.papers[target.pk], pair.party, self.at))
        pair.row.refresh_from_db()

    @precondition(lambda self: len(self.paper.parties) > 2)
    @rule()
    def write_to_all(self):
        act = partial(programme.write_to_all, performance_id=self.performance.pk, staff=self.staff, at=self.at)
        assert act(words=Words(text_it=f"Venite presto, {next(NUMBERS)}.")) == self.paper.write_to_all(self.at)

    @precondition(lambda self: len(self.paper.parties) > 4)
    @rule()
    def cancel_reservations(self):
        act = partial(programme.cancel_reservations, performance_id=self.performance.pk, staff=self.staff, at=self.at)
        assert astuple(act()) == self.paper.cancel_all(self.at)

    def save(self, **values: Any) -> None:
        """As an admin form does: all columns, of a row that was read before."""
        performance = Performance.objects.get(pk=self.performance.pk)
        for name, value in values.items():
            setattr(performance, name, value)
        with transaction.atomic():
            performance.save()

    @rule(seats=st.sampled_from(["capacity", "additional", "occupied"]), number=SEATS)
    def edit_seats(self, seats, number):
        column = seats if seats == "capacity" else f"{seats}_seats"
        self.both(partial(self.save, **{column: number}), lambda: self.paper.edit(seats, number))

    @rule(minutes=HOLDS)
    def edit_hold(self, minutes):
        self.paper.hold_minutes = minutes
        self.save(hold_minutes=minutes)

    @rule(opens=st.none() | st.sampled_from([30, 60]), closes=st.none() | st.sampled_from([90, 120, 600]))
    def edit_window(self, opens, closes):
        self.paper.opens_at, self.paper.closes_at = self.minutes_on(opens), self.minutes_on(closes)
        self.save(opens_at=self.paper.opens_at, closes_at=self.paper.closes_at)

    def minutes_on(self, minutes: int | None) -> datetime | None:
        return None if minutes is None else NOW + timedelta(minutes=minutes)

    @rule(hours=st.integers(2, 9))
    def move_performance(self, hours):
        starts_at = (NOW + timedelta(hours=hours)).astimezone(UTC)
        act = partial(programme.move_performance, performance_id=self.performance.pk, staff=self.staff, at=self.at)
        assert act(starts_at=starts_at) == self.paper.move(starts_at, self.at)

    # Nothing much happens afterwards, so it comes late in a history.
    @precondition(lambda self: len(self.paper.parties) > 4)
    @rule()
    def cancel_performance(self):
        act = partial(programme.cancel_performance, performance_id=self.performance.pk, staff=self.staff, at=self.at)
        assert act() == self.paper.call_off(self.at)

    # -- the door

    def scan(self, scan_id: str = "", performance_id: int = 0) -> door.Scan:
        return door.Scan(scan_id or f"scan {next(NUMBERS)}", performance_id or self.performance.pk, self.staff)

    def admit_with(self, reservation: Reservation, scan: door.Scan, people: int | None = None) -> door.Admitted:
        return door.admit_party(code=DoorCode(reference=reservation.reference), scan=scan, people=people, at=self.at)

    @rule(target=admissions, pair=reservations, people=st.none() | st.integers(1, 4))
    def admit(self, pair, people):
        act = partial(self.admit_with, pair.row, self.scan(performance_id=pair.row.performance_id), people)
        made = self.both(lambda: act().check_in, lambda: self.paper_of(pair).admit(pair.party, people, self.at))
        return AdmissionPair(*made) if made else multiple()

    @rule(target=admissions, size=SIZES)
    def admit_walk_up(self, size):
        act = partial(door.admit_walk_up, party_size=size, scan=self.scan(), at=self.at)
        made = self.both(lambda: act().check_in, lambda: self.paper.take_walk_up(size, self.at))
        return AdmissionPair(*made) if made else multiple()

    @rule(target=reservations, pair=admissions)
    def know_walk_up(self, pair):
        """Walk-ups are reservations too: all that is done to others is done to them."""
        is_walk_up = pair.row.reservation.source == Source.WALK_UP
        return Pair(pair.row.reservation, pair.admission.party) if is_walk_up else multiple()

    @rule(pair=admissions, at_the_door=st.booleans())
    def undo(self, pair, at_the_door):
        staff = self.doorkeeper if at_the_door else self.staff
        act = partial(door.undo_admission, check_in_id=pair.row.pk, staff=staff, at=self.at)
        paper = self.papers[pair.row.performance_id]
        self.both(act, lambda: paper.undo(pair.admission, self.at, at_the_door=at_the_door))

    @rule(pair=admissions)
    def scan_again(self, pair):
        """A phone that got no answer sends its scan once more: nobody else goes in, and not after an undo either."""
        scan, reservation = self.scan(pair.row.scan_id, pair.row.performance_id), pair.row.reservation
        if reservation.source == Source.WALK_UP:
            again = door.admit_walk_up(party_size=pair.row.people, scan=scan, at=self.at)
        else:
            again = self.admit_with(reservation, scan)
        assert (again.check_in, again.is_new) == (pair.row, False)

    @rule(pair=admissions, other=reservations)
    def scan_again_with_other_code(self, pair, other):
        if pair.admission.party is not other.party:
            word, _nothing = outcome_of(lambda: self.admit_with(other.row, self.scan(pair.row.scan_id)))
            assert word == "idempotency_conflict"

    @rule(pair=admissions)
    def scan_again_as_walk_up(self, pair):
        if pair.row.reservation.source != Source.WALK_UP:
            scan = self.scan(pair.row.scan_id)
            word, _nothing = outcome_of(lambda: door.admit_walk_up(party_size=1, scan=scan, at=self.at))
            assert word == "idempotency_conflict"

    # -- what holds after each act

    @invariant()
    def nothing_differs(self):
        self.seats_are_the_same_and_never_too_many()
        self.reservations_are_the_same()
        self.histories_are_the_same_and_without_gaps()
        self.mails_are_the_same_and_one_a_cause()
        self.people_inside_are_those_let_in()

    def parties(self):
        """Every party on paper with the key of its evening, in the order of the rows."""
        return [(key, party) for key, paper in sorted(self.papers.items()) for party in paper.parties]

    def seats_are_the_same_and_never_too_many(self):
        rows = queries.performances(self.at).filter(pk__in=self.papers)
        counts = rows.values_list("pk", "house__seat_limit", "house__confirmed_seats", "held_seats")
        houses = {key: policies.HouseCount(*numbers) for key, *numbers in counts}
        found = {key: (house.seat_limit, house.confirmed_seats, house.seats_available) for key, house in houses.items()}
        assert found == {key: (paper.limit, paper.confirmed, paper.free(self.at)) for key, paper in self.papers.items()}
        assert all(0 <= house.confirmed_seats <= house.seat_limit for house in houses.values())

    def reservations_are_the_same(self):
        rows = Reservation.objects.filter(performance__in=self.papers).order_by("performance_id", "pk")
        found = list(rows.values_list("performance_id", "status", "party_size", "admitted", "email"))
        assert found == [(key, party.status, party.size, party.inside, party.email) for key, party in self.parties()]

    def histories_are_the_same_and_without_gaps(self):
        rows = ReservationEvent.objects.filter(reservation__performance__in=self.papers)
        in_order = rows.order_by("reservation__performance_id", "reservation_id", "pk")
        found = list(in_order.values_list("reservation__performance_id", "act", "before", "after"))
        assert found == [(key, *row) for key, party in self.parties() for row in party.history]
        for _key, party in self.parties():
            words = [(before, after) for act, before, after in party.history if act in STATUS_ACTS]
            assert [before for before, _ in words] == ["", *(after for _, after in words[:-1])]
            assert words[-1][1] == party.status

    def mails_are_the_same_and_one_a_cause(self):
        rows = OutboxMessage.objects.filter(reservation__performance__in=self.papers)
        in_order = rows.order_by("reservation__performance_id", "reservation_id", "pk")
        own = ("reservation__performance_id", "kind")
        mails = list(in_order.values_list(*own, "cause_id", "reservation_id", "cause__reservation_id"))
        found = [(key, kind) for key, kind, *_ids in mails]
        assert found == [(key, mail) for key, party in self.parties() for mail in party.mails]
        assert len({cause for _key, _kind, cause, *_ids in mails}) == len(mails)
        assert all(reservation == of_cause for *_, reservation, of_cause in mails)

    def people_inside_are_those_let_in(self):
        standing = CheckIn.objects.filter(performance__in=self.papers, undone_at=None, conflict="")
        inside = Counter(dict.fromkeys(self.papers, 0))
        for key, people in standing.values_list("performance_id", "people"):
            inside[key] += people
        assert inside == {key: sum(party.inside for party in paper.parties) for key, paper in self.papers.items()}


class HistoriesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.theatre = {"show": make_show(), "venue": make_venue()}
        cls.staff = make_staff("biglietteria", "bookings.view_reservation")
        cls.doorkeeper = make_doorkeeper()
        rules = BookingSettings.load()
        rules.pending_hours = paper_house.HOURS_TO_CONFIRM
        rules.reminder_hours = paper_house.HOURS_TO_REMIND
        rules.max_party_size = paper_house.LARGEST_PARTY
        rules.max_seats_per_address = paper_house.SEATS_PER_ADDRESS
        rules.save()

    def test_no_difference_in_any_history(self):
        profile = settings(
            max_examples=HISTORIES or USUAL_HISTORIES,
            stateful_step_count=ACTS,
            derandomize=not HISTORIES,
            database=None,
            deadline=None,
            print_blob=True,
            suppress_health_check=[HealthCheck.too_slow],
        )
        run_state_machine_as_test(partial(Histories, self.theatre, self.staff, self.doorkeeper), settings=profile)
