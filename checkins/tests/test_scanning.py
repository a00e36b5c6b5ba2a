"""The statement of a scan: it counts as the door's other queries do, and finds nothing that it should not."""

from datetime import timedelta

from bookings import release
from bookings.exceptions import NotFound
from bookings.tests.factories import CURTAIN, booked, confirmed
from bookings.tests.test_release import set_rules
from bookings.tokens import Purpose, make_token
from checkins import queries, services
from checkins.queries import DoorCode
from checkins.scanning import performance_of, scan
from checkins.tests.door_case import DoorCase

SOON = CURTAIN - timedelta(minutes=10)


class ScanTests(DoorCase):
    def code(self):
        return DoorCode(token=make_token(Purpose.PASS, self.reservation.public_id))

    def test_house_is_counted_as_everywhere_else(self):
        """Some are in and some to come, some places are given away, some are held, and some came without asking."""
        set_rules(release_minutes=10)
        late = confirmed(self.performance, party_size=3, email="late@example.org")
        self.online(2, at=SOON - timedelta(minutes=1))
        release.release_unclaimed(performance_id=self.performance.pk, staff=self.staff, at=SOON)
        self.performance.hold_minutes = 30
        self.performance.save()
        booked(self.performance, at=SOON, party_size=5, email="pending@example.org")
        walk_up = services.Scan("walk-up", self.performance.pk, self.staff)
        services.admit_walk_up(party_size=6, scan=walk_up, at=SOON)
        confirmed(self.performance, party_size=1, email="again@example.org")
        found = scan(self.code(), self.performance.pk, SOON)
        counted = queries.door_performance(self.performance.pk, SOON)
        assert found.counts == counted.counts
        assert (found.counts.admitted, found.counts.walk_ups, found.counts.to_come) == (8, 6, 1)
        assert performance_of(found, SOON).tonight == counted.tonight
        late.refresh_from_db()
        assert late.released_seats == 3

    def test_held_seats_are_free_when_their_time_is_over(self):
        self.performance.hold_minutes = 30
        self.performance.save()
        at = SOON - timedelta(days=1)
        booked(self.performance, at=at, party_size=5, email="pending@example.org")
        free = [scan(self.code(), None, at + timedelta(minutes=minutes)).counts.free for minutes in (29, 30)]
        assert free == [31, 36]

    def test_a_scan_that_has_let_somebody_in_is_known(self):
        self.online(1, scan_id="first")
        known = [scan(self.code(), self.performance.pk, CURTAIN, scan_id).is_known for scan_id in ("first", "second")]
        assert known == [True, False]

    def test_a_number_that_no_row_can_have_is_not_found(self):
        for number in (0, 2**63, 10**30):
            with self.subTest(number), self.assertRaises(NotFound):
                scan(DoorCode(entry=number), self.performance.pk, CURTAIN)
