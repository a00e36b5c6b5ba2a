"""A new installation: pages wait as drafts in both languages, menus are ready, and nothing is done twice."""

from io import StringIO

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import TestCase
from wagtail.models import Page, Revision, Site

from azionelab import starter
from bookings.models import BookingSettings
from home.models import HomePage, NavigationSettings, StandardPage
from home.tests.builders import add_standard_page


def set_up() -> str:
    out = StringIO()
    call_command("setup_site", stdout=out)
    return out.getvalue()


def navigation() -> NavigationSettings:
    return NavigationSettings.objects.get(site=Site.objects.get())


class SetupSiteTests(TestCase):
    def setUp(self):
        self.output = set_up()
        self.pages = Page.objects.filter(depth=3)

    def test_starter_pages_stand_in_both_trees_as_drafts_that_are_translations(self):
        by_language = {
            code: {page.slug: page for page in self.pages.filter(locale__language_code=code)} for code in ("it", "en")
        }
        wanted = {"spettacoli", "chi-siamo", "notizie", "come-arrivare", "accessibilita", "privacy"}
        assert wanted <= set(by_language["it"]) <= wanted | {"contatti"}
        assert {"shows", "company", "news", "visit", "accessibility", "privacy"} <= set(by_language["en"])
        keys = {code: {page.translation_key for page in pages.values()} for code, pages in by_language.items()}
        assert keys["it"] == keys["en"]
        assert not self.pages.filter(live=True).exists()
        assert Page.find_problems() == ([], [], [], [], [])

    def test_drafts_can_be_published_as_they_are_and_then_answer(self):
        for page in self.pages.exclude(slug__in=["contatti", "contact"]):
            with self.subTest(page=page.slug):
                page.get_latest_revision().publish()
                assert self.client.get(page.specific.url).status_code == 200

    def test_menus_show_a_page_as_soon_as_it_is_published(self):
        self.assertNotContains(self.client.get("/en/"), "/en/visit/")
        for slug in ("come-arrivare", "visit"):
            Page.objects.get(slug=slug).get_latest_revision().publish()
        self.assertContains(self.client.get("/en/"), 'href="/en/visit/">Visit us</a>', count=2)

    def test_statement_and_privacy_have_their_roles_and_appear_once_published(self):
        assert navigation().accessibility_page.slug == "accessibilita"
        assert BookingSettings.load().privacy_page.slug == "privacy"
        self.assertNotContains(self.client.get("/it/"), "/it/accessibilita/")
        assert BookingSettings.load().privacy_url == ""
        Page.objects.get(slug="accessibilita").get_latest_revision().publish()
        self.assertContains(self.client.get("/it/"), '<a href="/it/accessibilita/">Accessibilità</a>', html=True)

    def test_groups_of_the_staff_are_there(self):
        assert {"Editors", "Box office", "Front of house"} <= set(Group.objects.values_list("name", flat=True))

    def test_second_run_changes_nothing(self):
        def state() -> tuple:
            pages = list(Page.objects.order_by("path").values_list("path", "slug", "live", "latest_revision"))
            menus = [
                [child.value["page"].pk for child in menu]
                for menu in (navigation().header_links, navigation().footer_links)
            ]
            return pages, menus, Revision.objects.count(), Group.objects.count()

        before = state()
        assert "nothing was added" in set_up()
        assert state() == before


class SiteWithPagesTests(TestCase):
    def test_site_with_pages_keeps_them_and_gets_no_others(self):
        add_standard_page("en", "about")
        assert "nothing was added" in set_up()
        assert StandardPage.objects.count() == 1
        assert not NavigationSettings.objects.filter(accessibility_page__isnull=False).exists()


class StarterTextsTests(TestCase):
    def test_every_role_in_a_menu_has_a_page(self):
        assert set(starter.HEADER + starter.FOOTER) <= {page.role for page in starter.PAGES}

    def test_starter_pages_may_stand_below_the_front_page(self):
        set_up()
        allowed = HomePage.allowed_subpage_models()
        assert {type(page) for page in Page.objects.filter(depth=3).specific()} <= set(allowed)
