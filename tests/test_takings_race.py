"""Two members of staff who save one cash sheet at the same instant, on PostgreSQL with real threads.

The guard has a canary: without the lock, both would be told that their numbers stand.
"""

from functools import partial
from unittest import mock

import pytest
from django.db.models import QuerySet

from bookings import takings
from bookings.cash_sheets import cash_sheet
from bookings.models import PriceType, Takings
from bookings.tests.factories import NOW, make_performance, make_staff
from tests.racing import Meeting, RaceTestCase, kinds, race

pytestmark = pytest.mark.postgresql
RACERS = 8


class SavedAtOnceTests(RaceTestCase):
    def setUp(self):
        super().setUp()
        self.performance = make_performance()
        self.price = PriceType.objects.create(name_it="Intero", cents=1200)
        self.staff = make_staff("cassa")
        self.enter(0, seen=self.seen())

    def seen(self) -> str:
        return cash_sheet(self.performance.pk, NOW).seen

    def enter(self, people: int, seen: str) -> bool:
        return takings.enter(
            performance_id=self.performance.pk, people={self.price.pk: people}, seen=seen, staff=self.staff, at=NOW
        )

    def all_save_what_they_typed(self):
        seen = self.seen()
        return race([partial(self.enter, people, seen) for people in range(1, RACERS + 1)])

    def test_one_is_saved_and_the_others_are_told(self):
        outcomes = self.all_save_what_they_typed()
        assert kinds(outcomes) == {"bool": 1, "EnteredMeanwhile": RACERS - 1}
        assert Takings.objects.get().people == outcomes.index(True) + 1

    def test_canary_without_the_lock_several_are_told_that_theirs_stands(self):
        all_have_looked = Meeting(RACERS).after(takings.takings_of)
        with (
            mock.patch.object(QuerySet, "select_for_update", lambda rows, **_how: rows),
            mock.patch.object(takings, "takings_of", all_have_looked),
        ):
            outcomes = self.all_save_what_they_typed()
        assert kinds(outcomes) == {"bool": RACERS}
