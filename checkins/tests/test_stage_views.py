from datetime import datetime, timedelta

from django.test import TestCase
from django.utils import timezone

from bookings import programme
from bookings.models import Performance
from bookings.tests.factories import (
    CURTAIN,
    confirmed,
    make_doorkeeper,
    make_performance,
    make_show,
    make_staff,
    playing_soon,
)
from bookings.tokens import Purpose, make_token
from checkins import services
from checkins.house_clear import clear_house
from checkins.stage import stage_url, stage_view

MINUTE = timedelta(minutes=1)


class StagePageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        at = timezone.now()
        cls.performance = make_performance(
            show=make_show("Il corpo che resta"), starts_at=at + MINUTE, doors_at=None, capacity=20
        )
        cls.reservation = confirmed(cls.performance, at=at, party_size=5)
        cls.staff = make_doorkeeper()

    def path(self, performance=None):
        return stage_url((performance or self.performance).pk).removeprefix("http://testserver")

    def page(self, language="en", **headers):
        return self.client.get(self.path(), headers={"Accept-Language": language, **headers})

    def clear(self):
        return clear_house(performance_id=self.performance.pk, staff=self.staff, at=timezone.now())

    def let_in(self, people, at=None):
        code = services.DoorCode(reference=self.reservation.reference)
        scan = services.Scan(f"scan-{people}", self.performance.pk, self.staff)
        services.admit_party(code=code, scan=scan, people=people, at=at or timezone.now())

    def numbers(self, page):
        view = page.context["stage"]
        return view.counts.admitted, view.counts.to_come, view.night.late, view.counts.walk_ups

    def test_tells_without_signing_in_who_is_in_and_that_the_house_is_not_clear_yet(self):
        self.let_in(2)
        page = self.page()
        self.assertContains(page, "Il corpo che resta")
        self.assertContains(page, "Not clear yet")
        assert self.numbers(page) == (2, 3, 0, 0)
        for text in ("<dd>2</dd>", "<dd>3</dd>"):
            self.assertContains(page, text)

    def test_the_signal_stands_with_its_time_and_who_comes_after_it_is_late(self):
        clear = self.clear()
        self.let_in(1)
        scan = services.Scan("w", self.performance.pk, self.staff)
        services.admit_walk_up(party_size=2, scan=scan, at=timezone.now())
        page = self.page()
        time = f"{self.performance.local(clear.at):%H:%M}"
        self.assertContains(page, f"<title>House clear {time} · Il corpo che resta</title>")
        self.assertNotContains(page, "Not clear yet")
        assert self.numbers(page) == (3, 4, 3, 2)

    def test_names_nobody_and_says_nothing_of_a_reservation(self):
        self.let_in(1)
        for secret in ("Giulia", "giulia@example.org", self.reservation.printed_reference, "Marta", "maschera"):
            self.assertNotContains(self.page(), secret)

    def test_nothing_keeps_it_and_no_link_tells_its_address(self):
        page = self.page()
        kept = {name: page.headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")}
        assert kept == {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
        assert page.cookies == {}

    def test_loads_itself_anew_where_no_script_runs(self):
        self.assertContains(self.page(), '<noscript><meta http-equiv="refresh" content="5"></noscript>', html=False)

    def test_time_of_the_last_look_is_told(self):
        page = self.page()
        self.assertContains(page, f"As of {page.context['stage'].looked_at:%H:%M:%S}.")

    def test_speaks_the_language_of_its_reader(self):
        self.assertContains(self.page("it"), '<html lang="it"')
        self.assertContains(self.page("en"), '<html lang="en"')

    def test_a_cancelled_performance_says_so(self):
        Performance.objects.update(status="cancelled")
        self.assertContains(self.page(), "This performance has been cancelled.")
        self.assertNotContains(self.page(), "Not clear yet")

    def test_any_other_token_opens_nothing(self):
        wrong = [
            "wrong",
            make_token(Purpose.PASS, str(self.performance.pk)),
            make_token(Purpose.STAGE, "0"),
            make_token(Purpose.STAGE, str(self.performance.pk))[:-1],
        ]
        for token in wrong:
            with self.subTest(token):
                page = self.client.get(f"/stage/{token}/", headers={"Accept-Language": "en"})
                self.assertContains(page, "This link does not work", status_code=404)
                assert page.headers["Cache-Control"] == "no-store"

    def test_only_looking_is_possible(self):
        assert self.client.post(self.path()).status_code == 405

    def test_the_link_is_good_until_the_night_ends(self):
        night_ends = datetime.fromisoformat("2026-11-21T04:00:00+01:00")
        performance = make_performance(starts_at=CURTAIN)
        token = make_token(Purpose.STAGE, str(performance.pk))
        second = timedelta(seconds=1)
        assert [stage_view(token, at).is_over for at in (CURTAIN, night_ends - second, night_ends)] == [
            False,
            False,
            True,
        ]

    def test_afterwards_a_kind_page_says_that_the_evening_is_over(self):
        Performance.objects.update(starts_at=timezone.now() - timedelta(days=1))
        page = self.page()
        self.assertContains(page, "This evening is over", status_code=410)
        self.assertNotContains(page, "refresh", status_code=410)

    def test_the_link_goes_along_when_the_performance_is_moved(self):
        Performance.objects.update(starts_at=timezone.now() - timedelta(days=1))
        boss, later = make_staff("boss"), timezone.now() + timedelta(days=1)
        programme.move_performance(performance_id=self.performance.pk, starts_at=later, staff=boss, at=timezone.now())
        self.assertContains(self.page(), "Not clear yet")

    def test_each_performance_has_its_own_link(self):
        assert stage_url(self.performance.pk) != stage_url(playing_soon().pk)
