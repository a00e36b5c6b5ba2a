"""What editors and box office see of performances: in the editor, on the first screen, in the list of shows."""

from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale, Page

from azionelab import roles
from bookings import services
from bookings.enums import AccessNeed, PerformanceStatus
from bookings.models import BookingSettings, Performance
from bookings.tests.factories import booked, confirmed, make_performance, make_show, make_venue, playing_soon
from shows.models import Category, Credit, ShowPage
from shows.seasons import season_of
from tests.staff import make_member


class Cells(HTMLParser):
    """The texts of all cells of a page's tables, row by row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.is_inside = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.is_inside = True
            if self.rows:
                self.rows[-1].append("")

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self.is_inside = False

    def handle_data(self, data):
        if self.is_inside and self.rows and self.rows[-1]:
            self.rows[-1][-1] = f"{self.rows[-1][-1]} {data.strip()}".strip()


def queries_of(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


class PanelTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor, cls.box_office = make_member(roles.EDITORS), make_member(roles.BOX_OFFICE)
        cls.administrator = make_member(roles.ADMINISTRATORS)
        cls.performance = playing_soon(capacity=10)
        cls.show = cls.performance.show

    def html(self, user, path: str) -> str:
        self.client.force_login(user)
        answer = self.client.get(path)
        assert answer.status_code == 200, path
        return answer.content.decode()

    def move(self, from_now: timedelta) -> None:
        starts_at = timezone.now() + from_now
        Performance.objects.filter(pk=self.performance.pk).update(starts_at=starts_at, doors_at=None)

    def editor_of(self, page: Page, user=None) -> str:
        return self.html(user or self.editor, f"/admin/pages/{page.pk}/edit/")


class EditorPanelTests(PanelTestCase):
    def test_editors_read_dates_and_states_and_nothing_of_reservations(self):
        confirmed(self.performance, at=timezone.now(), party_size=4)
        html = self.editor_of(self.show)
        assert "Sala Uno" in html
        assert "/admin/bookings/" not in html
        for personal in ("Giulia", "giulia@example.org"):
            assert personal not in html

    def test_administrators_get_counts_and_ways_on(self):
        confirmed(self.performance, at=timezone.now(), party_size=4)
        html = self.editor_of(self.show, self.administrator)
        assert f"/admin/bookings/performance/edit/{self.performance.pk}/" in html
        assert f"/admin/bookings/reservation/?performance__id__exact={self.performance.pk}" in html
        assert f"/admin/bookings/add-dates/?show={self.show.pk}" in html
        assert ["4 / 10", "0", "0", "6", "0"] in [row[3:8] for row in Cells(html).rows]

    def test_reservations_behind_the_link_are_those_of_that_performance(self):
        mine = confirmed(self.performance, at=timezone.now())
        other = confirmed(make_performance(starts_at=timezone.now() + timedelta(days=2)), at=timezone.now())
        html = self.html(self.box_office, f"/admin/bookings/reservation/?performance__id__exact={self.performance.pk}")
        assert mine.printed_reference in html
        assert other.printed_reference not in html

    def test_a_new_page_says_that_dates_come_later(self):
        index = self.show.get_parent()
        html = self.html(self.editor, f"/admin/pages/add/shows/showpage/{index.pk}/")
        assert "performance-rows" not in html

    def test_translation_shows_the_same_performances(self):
        english = Locale.objects.get(language_code="en")
        self.show.get_parent().copy_for_translation(english, copy_parents=True)
        translation = self.show.copy_for_translation(english)
        assert translation.performances.count() == 0
        assert "Sala Uno" in self.editor_of(translation)

    def test_played_and_cancelled_performances_say_so(self):
        self.move(timedelta(days=-3))
        cancelled = make_performance(show=self.show, starts_at=timezone.now() + timedelta(days=1))
        Performance.objects.filter(pk=cancelled.pk).update(status=PerformanceStatus.CANCELLED)
        self.client.force_login(self.administrator)
        answer = self.client.get(f"/admin/pages/{self.show.pk}/edit/")
        panel = next(part for part in answer.context if "over" in part)
        with override("en"):
            assert [row.state_label for row in panel["over"]] == ["Played"]
            assert [row.state_label for row in panel["ahead"]] == ["Cancelled"]
        assert [row.performance.pk for row in panel["ahead"]] == [cancelled.pk]

    def test_the_editor_costs_the_same_queries_for_one_and_for_three_performances(self):
        venue = make_venue()
        self.editor_of(self.show)
        before = queries_of(lambda: self.editor_of(self.show))
        for days in (2, 3):
            make_performance(show=self.show, venue=venue, starts_at=timezone.now() + timedelta(days=days))
        assert queries_of(lambda: self.editor_of(self.show)) == before


class DashboardTests(PanelTestCase):
    def test_numbers_are_those_of_the_api(self):
        now = timezone.now()
        BookingSettings.objects.update_or_create(defaults={"hold_minutes": 30})
        confirmed(self.performance, at=now, party_size=4)
        booked(self.performance, at=now, party_size=3, email="altro@example.org")
        other = make_performance(starts_at=now + timedelta(days=2), capacity=7)
        confirmed(other, at=now, party_size=7)
        rows = {row.performance.pk: row for row in self.rows(self.box_office)}
        for performance in (self.performance, other):
            with self.subTest(performance=performance.pk):
                api = self.client.get(f"/api/performances/{performance.pk}/").json()["booking"]
                row = rows[performance.pk]
                assert (row.seats_available, row.listed.state) == (api["seats_available"], api["state"])
                assert row.seats_available == row.house.seat_limit - row.house.confirmed_seats - row.house.held_seats
        assert (
            rows[self.performance.pk].house.confirmed_seats,
            rows[self.performance.pk].performance.pending_seats,
        ) == (
            4,
            3,
        )

    def test_pending_and_needs_are_counted(self):
        now = timezone.now()
        needs = (AccessNeed.WHEELCHAIR, AccessNeed.COMPANION)
        booked(self.performance, at=now, party_size=2, access_needs=needs)
        kept = confirmed(self.performance, at=now, party_size=1, email="b@example.org", access_needs=needs)
        booked(self.performance, at=now - timedelta(days=3), party_size=5, email="late@example.org")
        gone = confirmed(self.performance, at=now, party_size=1, email="c@example.org", access_needs=needs)
        services.cancel(public_id=gone.public_id, at=now)
        [row] = self.rows(self.box_office)
        assert (row.performance.pending_seats, row.performance.parties_with_needs) == (2, 2)
        assert kept.performance_id == row.performance.pk

    def test_tonight_s_performance_stays_until_the_night_ends(self):
        self.move(timedelta(minutes=-1))
        assert len(self.rows(self.box_office)) == 1
        self.move(timedelta(days=-2))
        assert self.rows(self.box_office) == []

    def test_editors_get_no_numbers(self):
        confirmed(self.performance, at=timezone.now(), party_size=4)
        html = self.html(self.editor, "/admin/")
        assert "Prova aperta" in html
        assert "4 / 10" not in " ".join(cell for row in Cells(html).rows for cell in row)
        assert "/admin/bookings/" not in html

    def test_front_of_house_has_no_business_in_the_admin(self):
        self.client.force_login(make_member(roles.FRONT_OF_HOUSE))
        assert self.client.get("/admin/").status_code == 302

    def test_the_first_screen_costs_the_same_queries_for_one_and_for_three(self):
        self.rows(self.box_office)
        before = queries_of(lambda: self.html(self.box_office, "/admin/"))
        for days in (2, 3):
            make_performance(starts_at=timezone.now() + timedelta(days=days))
        assert queries_of(lambda: self.html(self.box_office, "/admin/")) == before

    def rows(self, user):
        self.client.force_login(user)
        answer = self.client.get("/admin/")
        return next(part["rows"] for part in answer.context if "rows" in part and "sees_reservations" in part)


class ExplorerTests(PanelTestCase):
    def listing(self, query: str = "", user=None):
        self.client.force_login(user or self.editor)
        answer = self.client.get(f"/admin/pages/{self.show.get_parent().pk}/{query}")
        assert answer.status_code == 200
        return answer

    def titles(self, query: str) -> list[str]:
        return [page.title for page in self.listing(query).context["object_list"]]

    def test_columns_tell_when_how_often_where_and_what_is_missing(self):
        make_performance(show=self.show, starts_at=timezone.now() - timedelta(days=9))
        category = Category.objects.create(name="Prosa", slug="prosa", locale=Locale.get_default())
        self.show.categories.add(category)
        self.show.save()
        html = self.listing().content.decode()
        [row] = [row for row in Cells(html).rows if any("Prova aperta" in cell for cell in row)]
        assert "2" in row
        assert "Prosa" in row

    def test_season_is_the_one_written_or_that_of_the_last_performance(self):
        written = make_show("Scritto", slug="scritto")
        ShowPage.objects.filter(pk=written.pk).update(season="2019/20")
        rows = {row[1].split()[0]: row for row in Cells(self.listing().content.decode()).rows if len(row) > 1}
        last_night = timezone.localtime(Performance.objects.latest("starts_at").starts_at).date()
        assert "2019/20" in rows["Scritto"]
        assert season_of(last_night) in rows["Prova"]

    def test_filters_by_what_is_missing(self):
        complete = make_show(
            "Tutto detto",
            slug="tutto-detto",
            summary="Una frase.",
            age_guidance="per tutti",
            no_content_warnings=True,
            credits=[Credit(role="con", guest="Ospite Rinaldi")],
        )
        complete.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
        make_performance(show=complete, starts_at=timezone.now() - timedelta(days=9))
        assert self.titles("?missing=nothing") == ["Tutto detto"]
        assert self.titles("?missing=something") == ["Prova aperta"]

    def test_filters_by_where_a_show_stands(self):
        make_show("Sul tavolo", slug="sul-tavolo")
        past = make_show("Finito", slug="finito")
        make_performance(show=past, starts_at=timezone.now() - timedelta(days=9))
        off = make_performance(
            show=make_show("Annullato", slug="annullato"), starts_at=timezone.now() + timedelta(days=9)
        )
        Performance.objects.filter(pk=off.pk).update(status=PerformanceStatus.CANCELLED)
        for state, titles in [
            ("announced", {"Prova aperta", "Annullato"}),  # a date that is off is still told
            ("in_preparation", {"Sul tavolo"}),
            ("archived", {"Finito"}),
        ]:
            with self.subTest(state):
                assert set(self.titles(f"?state={state}")) == titles

    def test_filters_by_category(self):
        category = Category.objects.create(name="Prosa", slug="prosa", locale=Locale.get_default())
        other = make_show("Altro", slug="altro")
        other.categories.add(category)
        other.save()
        assert self.titles(f"?categories={category.pk}") == ["Altro"]

    def test_sorts_by_next_performance_and_number(self):
        other = make_show("Altro", slug="altro")
        for days in (1, 2, 3):
            make_performance(show=other, starts_at=timezone.now() + timedelta(hours=1, days=-1 + days))
        assert self.titles("?ordering=next_date") == ["Altro", "Prova aperta"]
        assert self.titles("?ordering=-date_count") == ["Altro", "Prova aperta"]

    def test_order_of_the_programme_and_search_still_work(self):
        assert self.titles("?ordering=ord") == ["Prova aperta"]
        assert self.titles("?q=prova") == ["Prova aperta"]

    def test_other_parents_keep_their_list(self):
        self.client.force_login(self.editor)
        for page in Page.objects.filter(depth__lte=2):
            with self.subTest(page.title):
                assert self.client.get(f"/admin/pages/{page.pk}/").status_code == 200

    def test_list_costs_the_same_queries_for_one_and_for_three(self):
        self.listing()
        before = queries_of(self.listing)
        for number in range(2):
            show = make_show("Altro", slug=f"altro-{number}")
            make_performance(show=show, starts_at=timezone.now() + timedelta(days=2))
        assert queries_of(self.listing) == before
