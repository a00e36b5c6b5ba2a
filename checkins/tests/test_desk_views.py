"""What the box office does about admissions: the late undo, a conflict looked into, people let in at the desk."""

import uuid
from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from bookings.enums import ReservationStatus, Source
from bookings.models import Reservation
from bookings.tests.desk_case import reads_english
from bookings.tests.factories import CURTAIN, confirmed, make_performance, make_staff
from checkins.enums import Conflict
from checkins.models import CheckIn
from checkins.report import report
from checkins.tests.door_case import DoorCase, rows

BOX_OFFICE = [
    *("wagtailadmin.access_admin", "checkins.admit_parties", "bookings.view_reservation", "bookings.add_reservation")
]


class AdmissionsCase(DoorCase):
    """A party that came long ago, of which another phone has told one admission too many."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.box_office = reads_english(make_staff("biglietteria", *BOX_OFFICE, first_name="Bianca", last_name="Sala"))

    def setUp(self):
        self.client.force_login(self.box_office)
        self.counted = self.online(4)
        self.tell(self.admission(2, scan_id="aside", at=CURTAIN + timedelta(minutes=1)))
        self.aside = CheckIn.objects.get(scan_id="aside")

    def page(self):
        return f"/admin/box-office/reservations/{self.reservation.pk}/"

    def path(self, check_in, act):
        return f"/admin/box-office/admissions/{check_in.pk}/{act}/"


class PanelTests(AdmissionsCase):
    def test_each_admission_with_people_device_and_member_of_staff(self):
        answer = self.client.get(self.page())
        for words in ["Porta A", "Porta B", "Marta Riva", "Counted", "Conflict, not counted"]:
            self.assertContains(answer, words)
        self.assertContains(answer, "More people than the party has")
        self.assertContains(answer, self.path(self.counted, "undo"))
        self.assertContains(answer, self.path(self.aside, "seen"))

    def test_who_may_not_let_people_in_is_offered_nothing(self):
        self.client.force_login(make_staff("curiosa", "wagtailadmin.access_admin", "bookings.view_reservation"))
        answer = self.client.get(self.page())
        self.assertContains(answer, "Porta A")
        self.assertNotContains(answer, "/admin/box-office/admissions/")


class UndoTests(AdmissionsCase):
    def test_it_asks_first_and_is_done_by_post_however_late(self):
        before = rows()
        self.assertContains(self.client.get(self.path(self.counted, "undo")), self.reservation.printed_reference)
        self.assertContains(self.client.get(self.path(self.counted, "undo")), 'name="act"')
        assert rows() == before
        answer = self.client.post(self.path(self.counted, "undo"))
        self.assertRedirects(answer, self.page())
        undone = CheckIn.objects.get(pk=self.counted.pk)
        assert undone.undone_by == self.box_office
        assert self.admitted() == 2  # the one aside counts now: there is room for it
        self.assertContains(self.client.get(self.page()), "by Bianca Sala")

    def test_pressed_twice_it_is_done_once(self):
        self.client.post(self.path(self.counted, "undo"))
        before = rows()
        self.assertRedirects(self.client.post(self.path(self.counted, "undo")), self.page())
        assert rows() == before

    def test_nobody_else_does_it(self):
        for permissions in [[*BOX_OFFICE[:2]], [BOX_OFFICE[0], BOX_OFFICE[2]]]:
            with self.subTest(permissions):
                self.client.force_login(make_staff(f"altri-{len(permissions)}-{permissions[-1]}", *permissions))
                before = rows()
                for act in ("undo", "seen"):
                    for method in ("get", "post"):
                        answer = getattr(self.client, method)(self.path(self.counted, act))
                        self.assertRedirects(answer, "/admin/", fetch_redirect_response=False)
                assert rows() == before

    def test_unknown_is_not_found(self):
        for act in ("undo", "seen"):
            assert self.client.post(f"/admin/box-office/admissions/987654/{act}/").status_code == 404


class SeenTests(AdmissionsCase):
    def listed(self):
        found = report(self.performance.pk, self.later)
        return len(found.conflicts), found.conflicts_seen

    def test_the_report_lists_it_no_more_and_the_page_says_who_and_when(self):
        assert self.listed() == (1, 0)
        self.assertRedirects(self.client.post(self.path(self.aside, "seen")), self.page())
        seen = CheckIn.objects.get(pk=self.aside.pk)
        assert (seen.seen_by, seen.conflict) == (self.box_office, Conflict.ALREADY_CHECKED_IN)
        assert self.listed() == (0, 1)
        self.assertContains(self.client.get(self.page()), "by Bianca Sala")
        assert self.admitted() == 4

    def test_get_changes_nothing(self):
        before = rows()
        assert self.client.get(self.path(self.aside, "seen")).status_code == 200
        assert rows() == before


class WalkUpTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=10, starts_at=timezone.now() + timedelta(minutes=5))
        cls.reservation = confirmed(cls.performance, timezone.now() - timedelta(hours=2), party_size=4)
        cls.staff = reads_english(make_staff("biglietteria", *BOX_OFFICE))

    def setUp(self):
        self.client.force_login(self.staff)

    def path(self, performance=None):
        return f"/admin/box-office/performances/{(performance or self.performance).pk}/walk-up/"

    def let_in(self, people, performance=None, **typed):
        return self.client.post(self.path(performance), {"party_size": people, "scan_id": str(uuid.uuid4()), **typed})

    def test_they_are_in_at_once(self):
        self.assertRedirects(self.let_in(3), self.path())
        row = Reservation.objects.get(source=Source.WALK_UP)
        assert (row.party_size, row.admitted, row.status) == (3, 3, ReservationStatus.CONFIRMED)
        assert [count.value for count in self.client.get(self.path()).context["counts"]] == [3, 3, 4, 3]

    def test_a_double_click_lets_them_in_once(self):
        for _time in range(2):
            self.let_in(2, scan_id="one")
        assert CheckIn.objects.count() == 1

    def test_never_above_the_seats_and_what_was_typed_stays(self):
        before = rows()
        answer = self.let_in(7)
        self.assertContains(answer, "Nobody was let in.", status_code=409)
        assert answer.context["form"]["party_size"].value() == "7"
        assert rows() == before

    def test_a_number_that_is_none_is_shown_again(self):
        before = rows()
        assert self.let_in("0").status_code == 400
        assert rows() == before

    def test_only_tonight(self):
        other = make_performance(starts_at=timezone.now() + timedelta(days=3))
        self.assertContains(self.client.get(self.path(other)), "not tonight")
        before = rows()
        assert self.let_in(1, other).status_code == 400
        assert rows() == before

    def test_the_page_of_booking_leads_there_tonight_alone(self):
        book = "/admin/box-office/book/"
        self.assertContains(self.client.get(book, {"performance": self.performance.pk}), self.path())
        other = make_performance(starts_at=timezone.now() + timedelta(days=3))
        self.assertNotContains(self.client.get(book, {"performance": other.pk}), "walk-up/")
