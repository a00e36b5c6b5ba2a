"""The demo company: loaded twice it is the same, every page answers, every picture has words, dates fit the night."""

import re
from datetime import datetime, timedelta
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db.models import Sum
from django.test import TestCase, override_settings
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from azionelab.demo import dates
from azionelab.demo.accounts import PASSWORD
from azionelab.demo.texts.shows import CHAIRS, RAINS, SALT
from bookings import queries
from bookings.enums import PerformanceStatus, ReservationKind, ReservationStatus, Source
from bookings.models import (
    Announcement,
    BookingSettings,
    ContactPage,
    OutboxMessage,
    Performance,
    PriceType,
    Reservation,
    Takings,
    Venue,
    VenuePage,
)
from checkins.models import CheckIn
from home.models import (
    AzioneImage,
    AzioneRendition,
    CompanyPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    Person,
    PersonPage,
    StandardPage,
)
from home.tests.builders import add_standard_page
from home.tests.editions import KEPT, committed
from shows.models import Category, ShowIndexPage, ShowPage
from shows.tests.builders import add_programme, add_show

CONTENT = [AzioneImage, AzioneRendition, Category, Page, Person, Redirect]
HOUSE = [Announcement, CheckIn, Group, OutboxMessage, Performance, PriceType, Reservation, Takings, User, Venue]


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in CONTENT + HOUSE}


def seed() -> None:
    with override_settings(DEBUG=True):
        call_command("seed_demo", stdout=StringIO())


class Images(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.found.append(dict(attrs))


class SeedDemoTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        seed()

    def test_second_run_adds_and_changes_nothing(self):
        before = counts()
        edited = ShowPage.objects.get(slug=SALT.texts["it"].slug)
        edited.title = "Un titolo cambiato in redazione"
        edited.save_revision().publish()
        seed()
        assert counts() == before
        edited.refresh_from_db()
        assert edited.title == "Un titolo cambiato in redazione"

    def test_every_page_of_both_trees_answers_and_every_picture_has_words(self):
        pages = Page.objects.live().filter(depth__gte=2)
        assert {page.locale.language_code for page in pages} == {"it", "en"}
        for page in pages:
            with self.subTest(page=page.url):
                response = self.client.get(page.url)
                assert response.status_code == 200
                images = Images()
                images.feed(response.content.decode())
                assert [image["src"] for image in images.found if not image.get("alt")] == []

    def test_pages_show_pictures_in_modern_formats_with_their_size(self):
        html = self.client.get(ShowPage.objects.get(slug=RAINS.texts["it"].slug).url).content.decode()
        assert re.findall(r'type="(image/\w+)"', html)[:2] == ["image/avif", "image/webp"]
        images = Images()
        images.feed(html)
        assert [image for image in images.found if not (image.get("width") and image.get("height"))] == []

    def test_trees_are_complete_translations_of_each_other_and_leave_no_redirects(self):
        italian, english = (Page.objects.filter(locale__language_code=code, depth__gte=2) for code in ("it", "en"))
        assert {page.translation_key for page in italian} == {page.translation_key for page in english}
        assert Redirect.objects.count() == 0
        assert Page.find_problems() == ([], [], [], [], [])

    def test_accounts_have_their_roles(self):
        groups = {user.username: [group.name for group in user.groups.all()] for user in User.objects.all()}
        assert groups == {
            "admin": [],
            "redazione": ["Editors"],
            "biglietteria": ["Box office"],
            "maschera": ["Front of house"],
        }
        assert User.objects.get(username="maschera").get_full_name() == "Marta Riva"
        assert self.client.login(username="redazione", password=PASSWORD)
        assert self.client.get("/admin/").status_code == 200

    def test_venues_and_the_contact_page_can_be_reached(self):
        contact_page = ContactPage.objects.get(locale__language_code="it")
        venue_pages = VenuePage.objects.filter(locale__language_code="it")
        assert {page.venue.slug for page in venue_pages} == {"sala-macchine", "la-serra"}
        self.assertContains(self.client.get("/it/"), f'href="{contact_page.url}"')
        for page in venue_pages:
            self.assertContains(self.client.get("/it/come-arrivare/"), f'href="{page.url}"')

    def test_every_page_type_of_the_site_is_shown(self):
        types = {type(page) for page in Page.objects.live().filter(depth__gte=2).specific(defer=True)}
        assert {CompanyPage, HomePage, NewsIndexPage, NewsPage, PersonPage, ShowIndexPage, ShowPage} <= types
        assert StandardPage in types

    def test_company_shows_all_its_people_in_groups(self):
        for company in CompanyPage.objects.all():
            with self.subTest(url=company.url):
                found = company.groups_of_people()
                assert [len(group.pages) for group in found] == [2, 3, 3, 1]
                assert all(group.heading for group in found)

    def test_news_of_two_years_have_pictures_in_both_languages(self):
        assert [
            news.count() for news in (NewsPage.objects.filter(locale__language_code=code) for code in ("it", "en"))
        ] == [5, 5]
        assert not NewsPage.objects.filter(picture__isnull=True).exists()
        assert len({news.date.year for news in NewsPage.objects.all()}) >= 2

    def test_statement_and_privacy_stand_in_the_footer_of_both_languages(self):
        for home, pages in (
            ("/it/", ["/it/accessibilita/", "/it/privacy/"]),
            ("/en/", ["/en/accessibility/", "/en/privacy/"]),
        ):
            for page in pages:
                with self.subTest(page=page):
                    self.assertContains(self.client.get(home), f'<a href="{page}">', count=1)

    @override_settings(CACHES=KEPT, KEEP_PAGES=False)
    def test_pages_cost_few_queries_even_for_readers_to_whom_no_kept_page_is_given(self):
        programme = ShowIndexPage.objects.get(locale__language_code="it")
        rains = ShowPage.objects.get(slug=RAINS.texts["it"].slug)
        for url, queries_of_page in (
            (rains.url, 6),
            (programme.url, 10),
            (f"{programme.url}?view=calendar", 11),
            ("/it/", 15),
        ):
            with committed():
                self.client.get(url)  # the first time makes rows of settings, and brings an edition with them
            self.client.get(url)
            with self.subTest(url=url), self.assertNumQueries(queries_of_page):
                self.client.get(url)
        with committed():
            for number in range(60):
                add_show(programme, f"spettacolo-{number}", title=f"Spettacolo {number}")
        self.client.get(programme.url)
        with self.assertNumQueries(10):
            self.client.get(programme.url)

    def test_booking_links_the_privacy_page(self):
        assert BookingSettings.load().privacy_page.slug == "privacy"

    def test_one_show_is_full_and_one_is_over(self):
        now = timezone.now()
        full = queries.performances_of_show(ShowPage.objects.get(slug=CHAIRS.texts["it"].slug), now)
        assert [(row.house.confirmed_seats, row.house.seat_limit) for row in full] == [(24, 24), (24, 24)]
        past = Performance.objects.filter(show__slug=SALT.texts["it"].slug)
        assert past.exists()
        assert not past.filter(starts_at__gte=now - timedelta(days=1)).exists()

    def test_the_box_office_finds_something_of_everything(self):
        ahead = Performance.objects.filter(starts_at__gte=timezone.now())
        changed = Announcement.objects.values_list("occasion", "performance__status")
        assert set(changed) == {("cancelled", "cancelled"), ("moved", "scheduled")}
        assert ahead.filter(status=PerformanceStatus.CANCELLED).count() == 1
        assert ahead.filter(moved_from__isnull=False).count() == 1
        reservations = Reservation.objects.all()
        assert set(reservations.values_list("kind", flat=True)) == set(ReservationKind)
        assert set(reservations.values_list("source", flat=True)) == set(Source)
        held = reservations.filter(status=ReservationStatus.PENDING, held_until__gt=timezone.now())
        assert set(held.values_list("kind", flat=True)) == {ReservationKind.GROUP}
        assert reservations.exclude(staff_note="").exists()
        assert OutboxMessage.objects.get(state="failed").reservation.name == "Bruno Sassoli"

    def test_past_nights_had_people_in_them_and_some_who_did_not_come(self):
        past = Performance.objects.filter(show__slug=SALT.texts["it"].slug)
        for performance in past:
            with self.subTest(performance=performance):
                people = performance.reservations.aggregate(come=Sum("admitted"), booked=Sum("party_size"))
                assert 0 < people["come"] < people["booked"] <= 80
                paid = performance.takings.aggregate(people=Sum("people"))["people"]
                assert paid == people["come"]
        assert CheckIn.objects.exclude(conflict="").count() == 1


class DatesTests(TestCase):
    """Tonight's performance is there at any hour, and tomorrow's can be booked."""

    def setUp(self):
        programme = add_programme()
        self.shows = {run.show: add_show(programme, slug=run.show) for run in dates.RUNS}

    def lay_out(self, day: int, hour: int, minute: int = 0) -> list[str]:
        at = timezone.make_aware(datetime(2026, 11, day, hour, minute))  # noqa: DTZ001  made aware here
        dates.ensure_performances(self.shows, dates.ensure_venues(), at)
        rows = Performance.objects.filter(show=self.shows[RAINS.key]).order_by("starts_at")
        return [f"{timezone.localtime(row.starts_at):%d %H:%M}" for row in rows]

    def test_tonight_runs_until_four_in_the_morning(self):
        for day, hour, minute in ((20, 18, 0), (20, 23, 50), (21, 1, 0), (21, 3, 59)):
            Performance.objects.all().delete()
            with self.subTest(hour=hour):
                curtains = self.lay_out(day, hour, minute)
                assert {"20 21:00", "21 21:00"} < set(curtains)
                assert len(curtains) == 9

    def test_later_runs_add_only_the_nights_that_are_missing(self):
        first = self.lay_out(20, 18)
        assert self.lay_out(20, 23) == first
        assert sorted(set(self.lay_out(22, 18)) - set(first)) == ["23 21:00"]

    def test_run_is_laid_out_again_when_all_of_it_has_passed(self):
        self.lay_out(1, 18)
        at = timezone.make_aware(datetime(2027, 3, 1, 18))  # noqa: DTZ001  made aware here
        dates.ensure_performances(self.shows, dates.ensure_venues(), at)
        for key, ahead in ((RAINS.key, True), (CHAIRS.key, True), (SALT.key, False)):
            with self.subTest(show=key):
                assert Performance.objects.filter(show=self.shows[key], starts_at__gt=at).exists() is ahead


class RefusalTests(TestCase):
    def test_page_of_another_type_in_the_place_of_the_company_is_left_alone(self):
        page = add_standard_page("it", "chi-siamo", title="La mia pagina")
        with pytest.raises(CommandError, match="/home/chi-siamo/ is a page of another type"):
            seed()
        page.refresh_from_db()
        assert page.title == "La mia pagina"
        assert Page.objects.count() == 4

    def test_demo_is_refused_outside_debug(self):
        with pytest.raises(CommandError, match="only loaded while DEBUG is on"):
            call_command("seed_demo")
        assert User.objects.count() == 0
