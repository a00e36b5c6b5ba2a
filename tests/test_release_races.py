"""Places are given away while somebody comes for them, or asks for them: on PostgreSQL with real threads."""

import os
from datetime import timedelta
from functools import partial
from unittest.mock import patch

import pytest
from django.db.models import F, Sum

from bookings import release, services
from bookings.enums import ReservationStatus
from bookings.models import House, Reservation, ReservationEvent
from bookings.tests.factories import CURTAIN, booked, confirmed, make_doorkeeper, make_performance
from bookings.tests.test_release import set_rules
from bookings.tokens import Purpose, make_token
from checkins import services as door
from checkins.models import CheckIn
from checkins.queries import DoorCode
from tests.racing import Meeting, RaceTestCase, kinds, race, seen_without_lock

pytestmark = pytest.mark.postgresql
ROUNDS = int(os.environ.get("RACE_ROUNDS", "4"))
PARTIES = 8
TEN_TO = CURTAIN - timedelta(minutes=10)


class ReleaseRaceTestCase(RaceTestCase):
    def setUp(self):
        super().setUp()
        set_rules(release_minutes=10)
        self.staff = make_doorkeeper()
        self.performance = make_performance(capacity=2 * PARTIES)
        self.of_the_house = {"performance_id": self.performance.pk, "staff": self.staff, "at": TEN_TO}

    def releases(self):
        return partial(release.release_unclaimed, **self.of_the_house)

    def takes_back(self):
        return partial(release.take_back, **self.of_the_house)

    def assert_books_balance(self):
        """Nobody is inside without a seat, and the house is the sum of what its parties have kept."""
        house = House.objects.get(pk=self.performance.pk)
        kept = Reservation.objects.filter(status=ReservationStatus.CONFIRMED)
        assert house.confirmed_seats == kept.aggregate(seats=Sum(F("party_size") - F("released_seats")))["seats"]
        assert house.confirmed_seats <= house.seat_limit
        for reservation in kept.exclude(history__act="party_changed"):
            steps = reservation.history.filter(act__in=["released", "reclaimed"]).order_by("pk")
            told = [reservation.party_size, *(int(after) for after in steps.values_list("after", flat=True))]
            assert [int(before) for before in steps.values_list("before", flat=True)] == told[:-1]
            assert told[-1] == reservation.kept_seats >= reservation.admitted


class ReleaseAgainstScanTests(ReleaseRaceTestCase):
    def parties(self):
        emails = [f"famiglia{number}@example.org" for number in range(PARTIES)]
        return [confirmed(self.performance, party_size=2, email=email) for email in emails]

    def scan(self, reservation, people=None):
        code = DoorCode(token=make_token(Purpose.PASS, reservation.public_id))
        scan = door.Scan(f"scan-{reservation.pk}", self.performance.pk, self.staff)
        return partial(door.admit_party, code=code, scan=scan, people=people, at=TEN_TO)

    def test_nobody_loses_the_seats_that_they_were_just_admitted_on(self):
        for _round in range(ROUNDS):
            parties = self.parties()
            *scans, released = race([*(self.scan(party, people=1) for party in parties), self.releases()])
            assert set(kinds(scans)) <= {"Admitted", "SeatsReleased"}
            admitted = kinds(scans)["Admitted"]
            assert Reservation.objects.filter(admitted=1).count() == admitted
            total = Reservation.objects.aggregate(seats=Sum("released_seats"))["seats"]
            assert released == total >= 2 * PARTIES - 2 * admitted
            self.assert_books_balance()
            CheckIn.objects.all().delete()
            Reservation.objects.all().delete()

    def test_canary_releasing_what_was_read_before_gives_away_the_seats_of_those_who_are_in(self):
        parties = self.parties()
        stale = list(Reservation.objects.filter(pk__in=[party.pk for party in parties]).order_by("-pk"))

        def release_as_read():
            for row in stale:
                Reservation.objects.filter(pk=row.pk).update(released_seats=row.party_size - row.admitted)

        all_are_in = Meeting(PARTIES + 1)
        scans = [all_are_in.after(self.scan(party)) for party in parties]
        outcomes = race([*scans, all_are_in.before(release_as_read)])
        # The database alone keeps them from it, by its constraint.
        assert kinds(outcomes) == {"Admitted": PARTIES, "IntegrityError": 1}

    def test_giving_away_taking_back_changing_and_cancelling_at_once_ends_in_no_deadlock(self):
        for _round in range(2 * ROUNDS):
            parties = self.parties()
            of = [{"public_id": party.public_id, "at": TEN_TO} for party in parties]
            outcomes = race(
                [
                    self.releases(),
                    self.takes_back(),
                    self.releases(),
                    self.scan(parties[0]),
                    partial(services.change_party_size, party_size=1, **of[1]),
                    partial(services.change_party_size, party_size=3, **of[2]),
                    partial(services.cancel, **of[3]),
                    partial(services.cancel, **of[4]),
                ]
            )
            assert not {"OperationalError", "IntegrityError"} & set(kinds(outcomes)), outcomes
            self.assert_books_balance()
            CheckIn.objects.all().delete()
            Reservation.objects.all().delete()


class ReleaseAgainstConfirmationTests(ReleaseRaceTestCase):
    """The house is full, somebody waits to confirm, places are given away, and their people are back at the door."""

    def setUp(self):
        super().setUp()
        self.late = confirmed(self.performance, party_size=2 * PARTIES - 6, email="tardi@example.org")
        self.waiting = [
            booked(self.performance, party_size=2, email=f"attesa{number}@example.org") for number in range(PARTIES)
        ]

    def everybody(self):
        confirm = [partial(services.confirm, public_id=row.public_id, at=TEN_TO) for row in self.waiting]
        return race([self.releases(), *confirm, self.takes_back(), self.takes_back()])

    def test_a_seat_is_given_back_or_given_to_another_and_never_both(self):
        for _round in range(ROUNDS):
            outcomes = self.everybody()
            assert set(kinds(outcomes)) <= {"int", "TakenBack", "Reservation", "NotEnoughSeats"}, outcomes
            self.assert_books_balance()
            Reservation.objects.filter(pk=self.late.pk).update(released_seats=10)
            Reservation.objects.exclude(pk=self.late.pk).update(status=ReservationStatus.PENDING, released_seats=0)
            Reservation.objects.filter(pk=self.late.pk).update(released_seats=0)
            ReservationEvent.objects.filter(act__in=["released", "reclaimed"]).delete()

    def test_canary_taking_back_without_the_lock_meets_the_constraint(self):
        Reservation.objects.filter(pk=self.late.pk).update(released_seats=10)
        all_have_looked_or_confirmed = Meeting(PARTIES + 1)
        confirms = [partial(services.confirm, public_id=row.public_id, at=TEN_TO) for row in self.waiting]
        look = all_have_looked_or_confirmed.after(seen_without_lock)
        with patch.object(release, "lock_performance", look):
            outcomes = race([*(all_have_looked_or_confirmed.after(confirm) for confirm in confirms), self.takes_back()])
        assert kinds(outcomes) == {"Reservation": PARTIES, "IntegrityError": 1}
