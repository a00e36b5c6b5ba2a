"""Tonight and next: the first screen of the box office."""

from django.test import TestCase
from django.utils import timezone

from bookings.tests.factories import confirmed, make_staff, playing_soon

PATH = "/admin/box-office/"
LOOKS = ["wagtailadmin.access_admin", "bookings.view_performance", "bookings.view_reservation"]


class BoxOfficeTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=10)
        cls.reservation = confirmed(cls.performance, at=timezone.now(), party_size=4)
        cls.staff = make_staff("biglietteria", *LOOKS)

    def setUp(self):
        self.client.force_login(self.staff)


class TonightAndNextTests(BoxOfficeTestCase):
    def test_it_shows_what_is_ahead_and_is_kept_by_no_browser(self):
        answer = self.client.get(PATH)
        self.assertContains(answer, "Prova aperta")
        assert "no-store" in answer.headers["Cache-Control"]
