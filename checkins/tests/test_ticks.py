from datetime import timedelta

from django.test import TestCase

from bookings import services as bookings
from bookings.models import Reservation
from bookings.tests.factories import CURTAIN, NOW, confirmed, make_doorkeeper, make_performance, make_staff
from checkins import services, sync
from checkins.enums import ActKind, AdmissionSource, Conflict
from checkins.models import CheckIn
from checkins.queries import DoorCode
from checkins.ticks import Sheet, Tick, enter_ticks

MORNING = CURTAIN + timedelta(hours=13)


class TicksTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=20)
        cls.party = confirmed(cls.performance, party_size=4)
        cls.door = make_doorkeeper()
        cls.office = make_staff("ufficio", "checkins.admit_parties", "bookings.view_reservation")

    def enter(self, shown, people, form_id="form", party=None):
        sheet = Sheet(self.performance.pk, form_id, self.office, MORNING)
        return enter_ticks([Tick((party or self.party).pk, shown, people)], sheet)

    def admit(self, people, scan_id, at=CURTAIN):
        scan = services.Scan(scan_id, self.performance.pk, self.door)
        services.admit_party(code=DoorCode(reference=self.party.reference), scan=scan, people=people, at=at)

    def admitted(self):
        return Reservation.objects.get(pk=self.party.pk).admitted

    def rows(self):
        """People, source and whether it was taken back, of each admission."""
        rows = CheckIn.objects.order_by("pk")
        return [(row.people, str(row.source), row.undone_at is not None) for row in rows]


class EnterTicksTests(TicksTestCase):
    def test_more_people_become_an_admission_from_paper(self):
        self.admit(1, "one")
        [entered] = self.enter(1, 3)
        assert (entered.is_written, entered.inside, self.admitted()) == (True, 3, 3)
        assert self.rows() == [(1, "door", False), (2, "paper", False)]
        row = CheckIn.objects.get(source=AdmissionSource.PAPER)
        assert (row.staff, row.at, row.device) == (self.office, MORNING, "")

    def test_fewer_people_take_admissions_back_and_let_the_rest_in_again(self):
        self.admit(1, "one")
        self.admit(3, "two", CURTAIN + timedelta(minutes=1))
        self.enter(4, 2)
        assert self.admitted() == 2
        assert self.rows() == [(1, "door", False), (3, "door", True), (1, "paper", False)]
        assert CheckIn.objects.get(undone_at__isnull=False).undone_by == self.office

    def test_nobody_came_after_all(self):
        self.admit(4, "one")
        self.enter(4, 0)
        assert (self.admitted(), self.rows()) == (0, [(4, "door", True)])

    def test_what_was_not_changed_is_not_written(self):
        self.admit(2, "one")
        assert self.enter(2, 2) == []
        assert len(self.rows()) == 1

    def test_party_changed_meanwhile_is_told_of_and_left_alone(self):
        self.admit(2, "one")
        before = self.rows()
        [entered] = self.enter(0, 3)
        assert (entered.is_written, entered.changed_meanwhile, entered.inside) == (False, True, 2)
        assert (entered.reference, self.rows(), self.admitted()) == (self.party.printed_reference, before, 2)

    def test_same_form_sent_twice_and_two_people_who_agree_write_once(self):
        for form_id in ("form", "form", "another"):
            [entered] = self.enter(0, 4, form_id)
            assert entered.is_written
        assert self.rows() == [(4, "paper", False)]

    def test_refusals_write_nothing(self):
        other = confirmed(make_performance())
        cancelled = confirmed(self.performance, email="c@example.org", party_size=1)
        bookings.cancel(public_id=cancelled.public_id, at=NOW)
        cases = [(self.party, 5, "party_too_large"), (other, 1, "not_found"), (cancelled, 1, "reservation_cancelled")]
        for party, people, code in cases:
            with self.subTest(code):
                [entered] = self.enter(0, people, party=party)
                assert (entered.is_written, entered.refusal.code, self.rows()) == (False, code, [])

    def test_undoing_lets_a_conflict_count_and_the_number_is_still_the_one_of_the_paper(self):
        self.admit(4, "one", CURTAIN - timedelta(minutes=5))
        teller = sync.Teller(self.performance.pk, self.door, "Porta B", CURTAIN)
        sync.sync([sync.ToldAct(ActKind.ADMIT, "two", CURTAIN, self.party.pk, 3)], teller)
        assert CheckIn.objects.get(scan_id="two").conflict == Conflict.ALREADY_CHECKED_IN
        self.enter(4, 2)
        assert self.admitted() == 2
        assert self.rows() == [(4, "door", True), (3, "phone_alone", True), (2, "paper", False)]
