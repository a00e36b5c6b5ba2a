"""A conflict that the box office has looked into."""

from datetime import timedelta

from bookings.tests.factories import CURTAIN
from checkins import conflicts, services
from checkins.models import CheckIn
from checkins.report import report
from checkins.tests.door_case import DoorCase, box_office, rows


class SeenTests(DoorCase):
    """Of a party that is all in, another phone has told two people more."""

    def setUp(self):
        self.box_office = box_office()
        self.counted = self.online(4)
        self.tell(self.admission(2, scan_id="aside", at=CURTAIN + timedelta(minutes=1)))
        self.aside = CheckIn.objects.get(scan_id="aside")

    def listed(self):
        found = report(self.performance.pk, self.later)
        return len(found.conflicts), found.conflicts_seen

    def test_the_report_lists_it_no_more_and_no_number_changes(self):
        before = self.listed()
        conflicts.see_conflict(check_in_id=self.aside.pk, staff=self.box_office, at=self.later)
        assert (before, self.listed()) == ((1, 0), (0, 1))
        assert self.admitted() == 4

    def test_the_first_look_stays(self):
        first = conflicts.see_conflict(check_in_id=self.aside.pk, staff=self.box_office, at=self.later)
        again = conflicts.see_conflict(
            check_in_id=self.aside.pk, staff=self.staff, at=self.later + timedelta(minutes=1)
        )
        assert (again.seen_by, again.seen_at) == (self.box_office, first.seen_at)

    def test_what_counts_cannot_be_looked_into(self):
        before = rows()
        conflicts.see_conflict(check_in_id=self.counted.pk, staff=self.box_office, at=self.later)
        assert rows() == before

    def test_a_conflict_that_ends_is_looked_into_no_more(self):
        conflicts.see_conflict(check_in_id=self.aside.pk, staff=self.box_office, at=self.later)
        services.undo_admission(check_in_id=self.counted.pk, staff=self.box_office, at=self.later)
        row = CheckIn.objects.get(pk=self.aside.pk)
        assert (row.conflict, row.seen_at, row.seen_by) == ("", None, None)
