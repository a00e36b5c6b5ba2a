from datetime import datetime, timedelta

from django.test import TestCase
from django.utils import timezone

from bookings import queries, services
from bookings.models import Performance, Reservation
from bookings.tests.factories import confirmed, playing_soon
from bookings.tokens import Purpose, make_token

HEADER = "X-Keep-Until"


class KeptPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon()
        cls.reservation = confirmed(cls.performance, at=timezone.now())

    def path(self, purpose=Purpose.MANAGE, folder=""):
        return f"/en/reservations/{folder}{make_token(purpose, self.reservation.public_id)}/"

    def is_kept(self):
        page = self.client.get(self.path())
        assert page["Cache-Control"] == "no-store"
        assert ("data-keepable" in page.content.decode()) == (HEADER in page)
        return HEADER in page

    def test_page_with_a_code_is_kept_until_its_night_is_over(self):
        until = datetime.fromisoformat(self.client.get(self.path())[HEADER])
        assert until == queries.night_of(self.performance.starts_at) + timedelta(days=1)
        assert self.is_kept()

    def test_page_without_a_code_is_not_kept(self):
        changes = [
            {"status": "pending"},
            {"status": "expired"},
            {"erased_at": timezone.now(), "name": "", "email": ""},
        ]
        for change in changes:
            Reservation.objects.update(**change)
            with self.subTest(change):
                assert not self.is_kept()
            Reservation.objects.update(status="confirmed", erased_at=None)
        Performance.objects.update(status="cancelled")
        assert not self.is_kept()
        Performance.objects.update(status="scheduled", starts_at=timezone.now() - timedelta(days=2), doors_at=None)
        assert not self.is_kept()
        Performance.objects.update(starts_at=self.performance.starts_at)
        assert self.is_kept()
        services.cancel(public_id=self.reservation.public_id, at=timezone.now())
        assert not self.is_kept()

    def test_nothing_else_of_the_folder_is_kept(self):
        others = [
            self.path(Purpose.CONFIRM, "confirm/"),
            *(f"{self.path()}{name}" for name in ("calendar.ics", "data.json", "pass.pdf", "pass.png")),
            "/en/reservations/sent/",
            f"/en/reservations/book/{self.performance.pk}/",
            "/en/reservations/wrong/",
        ]
        assert [path for path in others if HEADER in self.client.get(path)] == []

    def test_what_needs_the_network_stands_between_marks(self):
        """The worker leaves it out of the copy: forms with their tokens, the access needs, the visitor's data."""
        page = self.client.get(self.path()).content.decode()
        parts = page.split("<!-- online -->")
        kept = parts[0] + "".join(part.split("<!-- /online -->")[1] for part in parts[1:])
        assert "<svg" in kept
        for words in ("<form", "csrfmiddlewaretoken", "data.json", "pass.pdf", "calendar.ics"):
            assert words in page, words
            assert words not in kept, words


class WorkerTests(TestCase):
    def test_worker_is_served_in_its_folder_and_asked_for_anew(self):
        for language in ("it", "en"):
            answer = self.client.get(f"/{language}/reservations/sw.js")
            assert answer["Content-Type"] == "text/javascript"
            assert answer["Cache-Control"] == "no-cache"
            assert f"const HEADER = '{HEADER}';" in answer.content.decode()
            assert "Set-Cookie" not in answer

    def test_worker_only_reads(self):
        assert self.client.post("/it/reservations/sw.js").status_code == 405
