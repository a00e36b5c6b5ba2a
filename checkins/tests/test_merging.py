"""Which admissions of a party count: cases by hand, and random sets of them in any order.

HISTORIES=20000 plays as many sets, and others each time.
"""

import os
from datetime import timedelta

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from bookings.tests.factories import CURTAIN
from checkins.enums import Conflict
from checkins.merging import DoneAdmission, PartyBound, conflicts, people_inside

PARTY_OF_4 = PartyBound(4, Conflict.ALREADY_CHECKED_IN)
HISTORIES = int(os.environ.get("HISTORIES", "0"))
MANY = settings(max_examples=HISTORIES or 500, derandomize=not HISTORIES, database=None, deadline=None)

BOUNDS = st.builds(PartyBound, st.integers(0, 6), st.just(Conflict.ALREADY_CHECKED_IN))
ADMISSIONS = st.builds(
    DoneAdmission,
    scan_id=st.text("abcdef", min_size=1, max_size=2),
    at=st.integers(0, 4).map(lambda minutes: CURTAIN + timedelta(minutes=minutes)),  # often at the same moment
    people=st.integers(1, 4),
    is_undone=st.booleans(),
    is_elsewhere=st.sampled_from([False, False, False, True]),
)
SETS = st.lists(ADMISSIONS, max_size=8, unique_by=lambda admission: admission.scan_id)


def done(scan_id, minute, people, **values):
    return DoneAdmission(scan_id, CURTAIN + timedelta(minutes=minute), people, **values)


class CasesTests(SimpleTestCase):
    def check(self, admissions, expected, inside, bound=PARTY_OF_4):
        assert conflicts(bound, admissions) == expected
        assert people_inside(bound, admissions) == inside

    def test_all_count_that_fit_into_the_party(self):
        self.check([done("a", 0, 1), done("b", 1, 3)], {}, 4)

    def test_of_two_that_do_not_fit_the_earlier_counts_whoever_told_first(self):
        for told in ([done("b", 5, 4), done("a", 1, 4)], [done("a", 1, 4), done("b", 5, 4)]):
            self.check(told, {"b": Conflict.ALREADY_CHECKED_IN}, 4)

    def test_at_the_same_moment_the_scan_id_decides(self):
        self.check([done("b", 0, 4), done("a", 0, 4)], {"b": Conflict.ALREADY_CHECKED_IN}, 4)

    def test_one_counts_whole_or_not_at_all_and_a_smaller_one_after_it_still_may(self):
        told = [done("a", 0, 2), done("b", 1, 3), done("c", 2, 2)]
        self.check(told, {"b": Conflict.ALREADY_CHECKED_IN}, 4)

    def test_undone_ones_make_room_and_are_in_no_conflict(self):
        self.check([done("a", 0, 4, is_undone=True), done("b", 1, 4)], {}, 4)
        self.check([done("a", 0, 4), done("b", 1, 4, is_undone=True)], {}, 4)

    def test_nobody_counts_who_may_not_be_in(self):
        bound = PartyBound(0, Conflict.RESERVATION_CANCELLED)
        self.check([done("a", 0, 1)], {"a": Conflict.RESERVATION_CANCELLED}, 0, bound)

    def test_another_door_is_another_reason(self):
        self.check([done("a", 0, 1, is_elsewhere=True), done("b", 1, 4)], {"a": Conflict.WRONG_PERFORMANCE}, 4)


class AnyHistoryTests(SimpleTestCase):
    """The properties on which phones that were alone, and the door that was not, rely."""

    @MANY
    @given(BOUNDS, SETS, st.randoms(use_true_random=False))
    def test_the_order_in_which_they_are_told_does_not_matter(self, bound, told, random):
        shuffled = random.sample(told, len(told))
        assert conflicts(bound, shuffled) == conflicts(bound, told)
        assert people_inside(bound, shuffled) == people_inside(bound, told)

    @MANY
    @given(BOUNDS, SETS)
    def test_never_more_than_the_party_and_nobody_is_lost(self, bound, told):
        aside, inside = conflicts(bound, told), people_inside(bound, told)
        standing = [admission for admission in told if not admission.is_undone]
        assert inside <= bound.limit
        assert inside + sum(row.people for row in standing if row.scan_id in aside) == sum(
            row.people for row in standing
        )
        assert not {row.scan_id for row in told if row.is_undone} & set(aside)

    @MANY
    @given(BOUNDS, SETS)
    def test_nobody_is_set_aside_while_there_is_room(self, bound, told):
        free = bound.limit - people_inside(bound, told)
        aside = conflicts(bound, told)
        kept_out = [row for row in told if aside.get(row.scan_id) == bound.conflict]
        assert all(row.people > free for row in kept_out)

    @MANY
    @given(BOUNDS, SETS, ADMISSIONS)
    def test_one_that_fits_beside_all_that_count_changes_nothing_for_the_others(self, bound, told, new):
        """So the door that has a network may count with one update, and need not look at the rows (ADR 0025)."""
        inside = people_inside(bound, told)
        others = [row for row in told if row.scan_id != new.scan_id]
        fits = not (new.is_undone or new.is_elsewhere) and inside + new.people <= bound.limit
        if fits and len(others) == len(told):
            assert conflicts(bound, [*told, new]) == conflicts(bound, told)
            assert people_inside(bound, [*told, new]) == inside + new.people
