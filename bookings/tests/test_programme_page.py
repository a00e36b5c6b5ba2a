"""What the templates of shows print of performances: the programme, and the page of a show."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from bookings.models import BookingSettings, BookingTexts
from bookings.queries import night_of
from bookings.tests.factories import make_performance, make_show, make_venue
from home.models import HomePage
from shows.models import ShowIndexPage

DAY = timedelta(days=1)
SOON, LONG_AGO = timezone.now() + 3 * DAY, timezone.now() - 30 * DAY


class ShowPageTests(TestCase):
    def html(self, show) -> str:
        return self.client.get(show.url).content.decode()

    def test_show_in_preparation_has_no_form_and_is_no_archive(self):
        html = self.html(make_show())
        for part in ("azl-booking", 'href="#book"', 'id="dates"', 'id="played"', "main.js"):
            with self.subTest(part=part):
                assert part not in html
        assert self.client.get(make_show().url).context["page"].whole_run.standing == "in_preparation"

    def test_announced_show_lists_its_dates_with_a_plain_form_for_each(self):
        performance = make_performance(starts_at=SOON)
        html = self.html(performance.show)
        assert f'href="/it/reservations/book/{performance.pk}/" data-books="{performance.pk}"' in html
        assert "<azl-booking" in html
        assert 'id="played"' not in html

    def test_each_date_can_be_told_its_state_anew_by_the_widget(self):
        performance = make_performance(starts_at=SOON)
        html = self.html(performance.show)
        assert f'data-performance="{performance.pk}"' in html
        assert '<span class="badge badge--open">' in html

    def test_widget_speaks_in_the_company_s_own_words(self):
        show = make_performance(starts_at=SOON).show
        assert " consent=" not in self.html(show)
        texts = BookingTexts.load()
        texts.consent_it, texts.below_sent_it = "Sì, potete scrivermi.", "Il bar apre alle 20."
        texts.save()
        assert ' consent="Sì, potete scrivermi." note="Il bar apre alle 20."' in self.html(show)

    def test_inside_the_widget_stand_plain_links_to_what_can_be_booked(self):
        performance = make_performance(starts_at=SOON)
        make_performance(show=performance.show, starts_at=SOON + DAY, status="cancelled")
        inside = self.html(performance.show).split("<azl-booking")[1].split("</azl-booking>")[0]
        assert inside.count("/it/reservations/book/") == 1
        assert f'href="/it/reservations/book/{performance.pk}/"' in inside

    def test_inside_the_widget_all_dates_stand_with_their_state_when_none_can_be_booked(self):
        performance = make_performance(starts_at=SOON, status="cancelled")
        inside = self.html(performance.show).split("<azl-booking")[1].split("</azl-booking>")[0]
        assert "Al momento non si può prenotare per nessuna data." in inside
        assert "Annullata" in inside
        assert "<a " not in inside

    def test_show_that_is_over_becomes_an_archive_page_by_itself(self):
        performance = make_performance(starts_at=LONG_AGO)
        html = self.html(performance.show)
        assert 'id="played"' in html
        for part in ("azl-booking", 'href="#book"', "data-books", "main.js", "dates.js"):
            with self.subTest(part=part):
                assert part not in html

    def test_night_on_which_the_curtain_has_risen_is_shown_without_a_form(self):
        performance = make_performance(starts_at=night_of(timezone.now()))
        html = self.html(performance.show)
        assert 'href="#dates"' in html
        for part in ("azl-booking", 'href="#book"', "data-books", "main.js"):
            with self.subTest(part=part):
                assert part not in html

    def test_moved_and_cancelled_dates_say_so_with_the_old_date_struck(self):
        show = make_show()
        make_performance(show=show, starts_at=SOON, moved_from=SOON - DAY)
        make_performance(show=show, starts_at=SOON + DAY, status="cancelled")
        response = self.client.get(show.url)
        self.assertContains(response, f'<s><time datetime="{timezone.localtime(SOON - DAY).isoformat()}">')
        self.assertContains(response, "performance--cancelled", 1)
        self.assertContains(response, "data-books", 1)

    def test_accessible_performance_has_words_beside_its_sign(self):
        performance = make_performance(starts_at=SOON, relaxed=True)
        html = self.html(performance.show)
        assert html.count('<svg class="access-symbol"') == 2  # in the next dates and in the list
        assert html.count('aria-hidden="true" focusable="false">\n') >= 2

    def test_venue_tells_what_is_known_and_what_is_not(self):
        venue = make_venue(step_free="yes", directions_it="Dal ponte", directions_en="From the bridge")
        response = self.client.get(make_performance(starts_at=SOON, venue=venue).show.url)
        self.assertContains(response, '<dd class="access access--yes">Sì</dd>', 1, html=True)
        self.assertContains(response, '<dd class="access access--unknown">Non si sa</dd>', 4, html=True)
        self.assertContains(response, "Dal ponte")
        self.assertNotContains(response, "From the bridge")
        self.assertContains(response, "https://www.openstreetmap.org/search?query=Via+del+Teatro+1%2C+Bologna")

    def test_nothing_to_warn_of_is_said_and_forgotten_is_not(self):
        self.assertNotContains(self.client.get(make_show().url), "content-warnings")
        self.assertContains(self.client.get(make_show(no_content_warnings=True).url), "content-warnings--none")

    def test_tags_lead_to_the_shows_that_share_them(self):
        show = make_show()
        show.tags.add("acqua dolce")
        show.save()
        html = self.html(show)
        assert 'href="../?tag=acqua-dolce"' in html
        found = self.client.get(f"{show.get_parent().url}?tag=acqua-dolce")
        self.assertContains(found, show.title)
        assert found.context["programme"].show_count == 1

    def test_page_costs_the_same_queries_with_one_date_and_with_three(self):
        show, counts = make_show(), []
        for number in range(3):
            make_performance(show=show, starts_at=SOON + number * DAY)
            make_performance(show=show, starts_at=LONG_AGO + number * DAY)
            self.client.get(show.url)  # warms the caches of sites and content types
            with CaptureQueriesContext(connection) as queries:
                self.client.get(show.url)
            counts.append(len(queries))
        assert len(set(counts)) == 1


class ProgrammePageTests(TestCase):
    def setUp(self):
        BookingSettings.load()
        self.show = make_performance(starts_at=SOON, venue=make_venue(slug="sala")).show
        self.programme = ShowIndexPage.objects.get()

    def get(self, query: str = ""):
        return self.client.get(self.programme.url + query)

    def test_whole_programme_is_the_canonical_page(self):
        for query in ("", "?view=calendar", "?utm_source=mail"):
            with self.subTest(query=query):
                response = self.get(query)
                self.assertContains(response, f'<link rel="canonical" href="http://testserver{self.programme.url}">')
                self.assertNotContains(response, "noindex")

    def test_narrowed_programme_is_kept_out_of_search_engines(self):
        for query in ("?venue=sala", "?q=prova", "?month=foo", "?tag=fuoco"):
            with self.subTest(query=query):
                response = self.get(query)
                self.assertContains(response, '<meta name="robots" content="noindex, follow">')
                self.assertNotContains(response, "canonical")
                self.assertNotContains(response, 'rel="alternate" hreflang')

    def test_language_switch_keeps_the_filters(self):
        home = HomePage.objects.get(locale__language_code="en")
        english = self.programme.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=False)
        english.slug = "shows"
        english.save_revision().publish()
        assert english.get_parent().specific == home
        response = self.get("?venue=sala&q=l%E2%80%99acqua%20%26")
        self.assertContains(response, 'href="/en/shows/?venue=sala&amp;q=l%E2%80%99acqua+%26"')

    def test_form_shows_what_the_address_asks(self):
        html = self.get("?venue=sala&q=%22%3Cb%3E&view=calendar&month=2027-01").content.decode()
        assert '<option value="sala" selected>' in html
        assert 'name="q" type="search" value="&quot;&lt;b&gt;"' in html
        assert '<input type="hidden" name="view" value="calendar">' in html
        assert '<input type="hidden" name="month" value="2027-01">' in html

    def test_wrong_values_are_answered_kindly(self):
        response = self.get("?month=foo&venue=<script>&category=x&access=y&tag=z&entry=w&view=v")
        assert response.status_code == 200
        self.assertContains(response, 'class="notice notice--info"', 6)
        self.assertNotContains(response, "<script>&")
        assert self.get("?q=%00%27%22*(&month=%F0%9F%8E%AD").status_code == 200

    def test_empty_answer_offers_a_way_on(self):
        response = self.get("?q=qwertyuiop")
        self.assertContains(response, 'class="nothing-found"')
        self.assertContains(response, f'href="{self.programme.url}?"')

    def test_calendar_is_a_table_with_days_that_lead_to_their_shows(self):
        response = self.get("?view=calendar")
        self.assertContains(response, "<table", 1)
        day = timezone.localtime(SOON).date()
        self.assertContains(response, f'data-day="{day}"', 1)
        self.assertContains(response, f'class="calendar__show" href="{self.show.url}"', 1)

    def test_programme_costs_no_more_with_sixty_shows(self):
        counts, venue = [], make_venue()
        for number in range(60):
            show = make_show(f"Spettacolo {number}")
            make_performance(show=show, venue=venue, starts_at=SOON + number * DAY)
            if number in (0, 59):
                self.get()  # warms the caches of sites and content types
                with CaptureQueriesContext(connection) as queries:
                    self.get()
                counts.append(len(queries))
        assert len(set(counts)) == 1
