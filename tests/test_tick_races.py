"""Several people enter the same list at once: on PostgreSQL with real threads."""

import os
from functools import partial
from unittest.mock import patch

import pytest

from bookings import queries
from bookings.models import Reservation
from bookings.tests.factories import CURTAIN, confirmed, make_doorkeeper, make_performance
from checkins import ticks
from checkins.models import CheckIn
from tests.racing import Meeting, RaceTestCase, race

pytestmark = pytest.mark.postgresql
ROUNDS = int(os.environ.get("RACE_ROUNDS", "4"))
PARTY = 8


class TickRaceTests(RaceTestCase):
    def setUp(self):
        super().setUp()
        self.staff = make_doorkeeper()
        self.performance = make_performance(capacity=ROUNDS * PARTY)

    def enter_at_once(self, number):
        """Everybody has seen 0 and writes another number; each outcome, and the party afterwards."""
        party = confirmed(self.performance, party_size=PARTY, email=f"famiglia{number}@example.org")
        outcomes = race([partial(self.enter, party, people) for people in range(1, PARTY + 1)])
        return [entered for [entered] in outcomes], Reservation.objects.get(pk=party.pk)

    def enter(self, party, people):
        sheet = ticks.Sheet(self.performance.pk, f"form of {people}", self.staff, CURTAIN)
        return ticks.enter_ticks([ticks.Tick(party.pk, 0, people)], sheet)

    def test_one_number_is_written_and_the_others_are_told(self):
        for number in range(ROUNDS):
            with self.subTest(number):
                outcomes, party = self.enter_at_once(number)
                [written] = [entered for entered in outcomes if entered.is_written]
                told = {entered.inside for entered in outcomes if entered.changed_meanwhile}
                assert (party.admitted, told) == (written.tick.people, {written.tick.people})
                [row] = CheckIn.objects.filter(reservation=party)
                assert (row.people, row.conflict) == (written.tick.people, "")

    def test_canary_without_the_lock_several_are_written(self):
        all_have_looked = Meeting(PARTY).after(queries.reservation_by_id)
        with patch.object(ticks, "lock_reservation", all_have_looked):
            outcomes, _party = self.enter_at_once(0)
        assert [entered.changed_meanwhile for entered in outcomes] == [False] * PARTY
