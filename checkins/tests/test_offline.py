from datetime import datetime, timedelta

from django.test import TestCase
from django.utils import timezone

from bookings import queries
from bookings.models import Performance
from bookings.tests.factories import make_doorkeeper, make_performance, make_staff, playing_soon

HEADER = "X-Keep-Until"


class KeptDoorTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon()
        cls.staff = make_doorkeeper()

    def setUp(self):
        self.client.force_login(self.staff)

    def test_page_may_be_kept_until_the_last_night_that_it_offers_is_over(self):
        make_performance(starts_at=self.performance.starts_at - timedelta(days=1))  # tonight's
        make_performance(starts_at=self.performance.starts_at + timedelta(days=3))  # not at the door yet
        answer = self.client.get("/check-in/")
        assert datetime.fromisoformat(answer[HEADER]) == queries.night_ends(self.performance.starts_at)
        assert answer["Cache-Control"] == "no-store"

    def test_page_without_a_performance_is_not_kept(self):
        Performance.objects.update(starts_at=timezone.now() - timedelta(days=2), doors_at=None)
        assert HEADER not in self.client.get("/check-in/")

    def test_no_other_answer_may_be_kept(self):
        assert HEADER not in self.client.get("/r/some-token")
        assert HEADER not in self.client.get("/check-in/sw.js")
        self.client.logout()
        assert HEADER not in self.client.get("/check-in/")
        self.client.force_login(make_staff("redazione"))
        refused = self.client.get("/check-in/")
        assert (refused.status_code, HEADER in refused) == (403, False)

    def test_copy_knows_nobody_and_holds_no_form(self):
        """What stands between the marks is no part of it."""
        page = self.client.get("/check-in/").content.decode()
        parts = page.split("<!-- online -->")
        kept = parts[0] + "".join(part.split("<!-- /online -->")[1] for part in parts[1:])
        assert "<azl-check-in>" in kept
        for words in (self.staff.get_full_name(), "csrfmiddlewaretoken", "data-door-sign-out", 'name="azl-account"'):
            assert words in page, words
            assert words not in kept, words

    def test_account_mark_tells_accounts_apart_and_names_none(self):
        mark = self.mark()
        assert mark == self.mark()
        assert self.staff.username not in mark
        self.client.force_login(make_staff("other", "checkins.admit_parties"))
        assert self.mark() != mark

    def mark(self):
        page = self.client.get("/check-in/").content.decode()
        return page.split('<meta name="azl-account" content="')[1].split('"')[0]


class WorkerTests(TestCase):
    def test_worker_is_there_for_everybody_and_asked_for_anew(self):
        answer = self.client.get("/check-in/sw.js")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/javascript"
        assert answer["Cache-Control"] == "no-cache"
        assert f"const HEADER = '{HEADER}';" in answer.content.decode()
        assert "Set-Cookie" not in answer

    def test_worker_is_the_same_for_everybody(self):
        before = self.client.get("/check-in/sw.js").content
        self.client.force_login(make_doorkeeper())
        assert self.client.get("/check-in/sw.js").content == before

    def test_worker_only_reads(self):
        assert self.client.post("/check-in/sw.js").status_code == 405
