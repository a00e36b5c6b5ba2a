"""What the pages of shows lack, by what shows and bookings know of them."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from bookings.enums import Fact, PerformanceStatus
from bookings.models import Performance
from bookings.tests.factories import make_performance, make_show, make_venue
from home import checklist
from shows.models import Credit, ShowPage

KNOWN = {
    "step_free": Fact.YES,
    "hearing_loop": Fact.NO,
    "accessible_toilet": Fact.YES,
    "parking": Fact.NO,
    "wheelchair_places": 2,
    "directions_it": "Autobus 14.",
}


def words(page: ShowPage) -> list[str]:
    with override("en"):
        return [finding.words for finding in checklist.findings(page)]


class ShowCheckTests(TestCase):
    def test_facts_of_a_show(self):
        show = make_show(running_time=None, poster=None)
        found = words(show)
        for expected in [
            "No running time.",
            "No age guidance.",
            "No poster.",
            "No credits.",
            "Nothing is said about content warnings.",
            "Nothing is said about the language that is spoken.",
            "No large picture to open the page.",
        ]:
            with self.subTest(expected):
                assert expected in found

    def test_what_is_there_is_not_missing(self):
        show = make_show(age_guidance="dai 14 anni", language_note="in italiano")
        show.content_warnings = [("warning", "luci stroboscopiche")]
        show.credits = [Credit(role="Con", guest="Ada")]
        found = words(show)
        for gone in ["No running time.", "No age guidance.", "No credits.", "Nothing is said about content warnings."]:
            with self.subTest(gone):
                assert gone not in found

    def test_a_tick_says_that_there_is_nothing_to_warn_of(self):
        show = make_show()
        show.no_content_warnings = True
        assert "Nothing is said about content warnings." not in words(show)


class DateCheckTests(TestCase):
    def test_a_show_without_dates_says_so_in_both_languages(self):
        show = make_show()
        assert "No performances yet." in words(show)
        make_performance(show=show, venue=make_venue(**KNOWN), starts_at=timezone.now() + timedelta(days=1))
        assert "No performances yet." not in words(show)

    def test_unknown_facts_of_its_venues_are_named(self):
        show = make_show()
        venue = make_venue(**{**KNOWN, "hearing_loop": Fact.UNKNOWN, "wheelchair_places": None, "directions_it": ""})
        make_performance(show=show, venue=venue, starts_at=timezone.now() + timedelta(days=1))
        assert "Not known of Sala Uno: hearing loop, wheelchair places." in words(show)
        assert "Nobody has written how to get to Sala Uno." in words(show)

    def test_venues_of_the_past_and_of_cancelled_performances_do_not_matter(self):
        show = make_show()
        make_performance(show=show, venue=make_venue(), starts_at=timezone.now() - timedelta(days=9))
        off = make_performance(show=show, venue=make_venue(), starts_at=timezone.now() + timedelta(days=9))
        Performance.objects.filter(pk=off.pk).update(status=PerformanceStatus.CANCELLED)
        assert [found for found in words(show) if "Sala Uno" in found] == []

    def test_many_shows_cost_as_many_queries_as_one(self):
        venue = make_venue()
        for number in range(3):
            make_performance(show=make_show(), venue=venue, starts_at=timezone.now() + timedelta(days=number + 1))

        def queries(number: int) -> int:
            pages = list(ShowPage.objects.select_related("locale").defer_streamfields()[:number])
            with CaptureQueriesContext(connection) as captured:
                checklist.findings_by_page(pages)
            return len(captured)

        assert queries(3) == queries(1)
