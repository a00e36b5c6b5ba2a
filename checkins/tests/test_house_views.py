from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from azionelab.roles import BOX_OFFICE
from bookings.tests.factories import confirmed, make_doorkeeper, make_performance, make_show, playing_soon
from bookings.tests.test_door_sheets import pages_of
from checkins.practice import PARTIES
from checkins.stage import stage_url
from tests.staff import make_member

ENGLISH = {"accept-language": "en"}


class HousePageTests(TestCase):
    def setUp(self):
        self.client.force_login(make_member(BOX_OFFICE))

    def page(self):
        return self.client.get("/check-in/house/", headers=ENGLISH)

    def test_tonight_next_and_last_with_the_ways_to_their_papers(self):
        now = timezone.now()
        for title, starts_at in (
            ("Stasera", now),
            ("Domani", now + timedelta(days=1)),
            ("Fra un mese", now + timedelta(days=30)),
            ("Ieri", now - timedelta(days=1)),
            ("Un anno fa", now - timedelta(days=365)),
        ):
            make_performance(show=make_show(title), starts_at=starts_at)
        answer = self.page()
        nights = [answer.context[name] for name in ("tonight", "next", "last")]
        assert [[row.listed.show_title for row, _stage in rows] for rows in nights] == [
            ["Stasera"],
            ["Domani", "Fra un mese"],
            ["Ieri", "Un anno fa"],
        ]
        [(row, stage)] = nights[0]
        performance = row.listed.id
        self.assertContains(answer, f'href="{stage}"')
        assert stage == stage_url(performance)
        for name in ("door-list", "door-ticks", "door-report"):
            self.assertContains(answer, f'href="{reverse(name, args=[performance])}"')
        self.assertContains(answer, f"?performance={performance}")
        assert answer.headers["Cache-Control"] == "no-store"

    def test_counts(self):
        confirmed(playing_soon(capacity=10), at=timezone.now(), party_size=3)
        [(row, _stage)] = self.page().context["next"]
        assert (row.counts.confirmed, row.counts.to_come, row.counts.free) == (3, 3, 7)

    def test_cost_does_not_grow_with_the_performances(self):
        playing_soon()
        self.page()
        with self.assertNumQueries(13):
            self.page()
        for days in (2, 3):
            make_performance(starts_at=timezone.now() + timedelta(days=days))
        with self.assertNumQueries(13):
            self.page()

    def test_nothing_at_all(self):
        self.assertContains(self.page(), "Nothing plays tonight.")

    def test_menu_of_the_box_office_leads_here(self):
        self.assertContains(self.client.get("/admin/", headers=ENGLISH), "/check-in/house/")


class WayToTheHouseTests(TestCase):
    def test_door_leads_to_the_house_page_only_those_who_may_see_it(self):
        for member, is_led in ((make_member(BOX_OFFICE), True), (make_doorkeeper(), False)):
            self.client.force_login(member)
            assert (reverse("house") in self.client.get("/check-in/").content.decode()) is is_led, member


class DoorListViewTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(show=make_show("Le voci sotto"))
        confirmed(cls.performance, at=timezone.now())

    def setUp(self):
        self.client.force_login(make_member(BOX_OFFICE))

    def get(self, performance_id, query=""):
        path = f"/check-in/performances/{performance_id}/door-list.pdf{query}"
        return self.client.get(path, headers=ENGLISH)

    def test_opens_in_the_browser_and_is_kept_by_no_cache(self):
        answer = self.get(self.performance.pk)
        assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("application/pdf", "no-store")
        assert answer.headers["Content-Disposition"].startswith('inline; filename="')
        assert answer.headers["Content-Disposition"].endswith('-door-list-le-voci-sotto.pdf"')
        [page] = pages_of(answer.content)
        assert "Giulia Neri" in page
        assert "Doors" in page  # in the language of the member of staff

    def test_codes_on_demand(self):
        assert len(self.get(self.performance.pk, "?codes").content) > len(self.get(self.performance.pk).content)

    def test_unknown_performance(self):
        for number in (999_999, 10**30):
            assert self.get(number).status_code == 404


class PracticeSheetTests(TestCase):
    def test_thirty_codes_under_words_that_nobody_can_miss(self):
        self.client.force_login(make_doorkeeper())
        page = self.client.get("/check-in/practice/", headers=ENGLISH).content.decode()
        assert page.count('<figure class="practice-code">') == len(PARTIES)
        assert "PRACTICE: these codes open no door" in page
        assert page.count("</svg>") >= len(PARTIES)
        assert "Arlecchino Battocchio" in page

    def test_stranger_who_opens_a_practice_code_reads_what_a_code_is_for(self):
        answer = self.client.get("/r/pratica-01", headers={"accept-language": "en"})
        self.assertContains(answer, "Show this code at the door")
