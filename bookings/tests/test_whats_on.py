from datetime import datetime, timedelta

from django.test import TestCase
from django.utils.translation import override
from wagtail.models import Locale
from wagtail.search.index import insert_or_update_object

from bookings.enums import PerformanceStatus
from bookings.models import BookingSettings
from bookings.programme_questions import Month, Question, read_question
from bookings.tests.factories import CURTAIN, NOW, make_performance, make_show, make_venue
from bookings.whats_on import programme
from shows.models import Category, ShowPage
from shows.queries import programme as published_shows

DAY = timedelta(days=1)
DECEMBER = datetime.fromisoformat("2026-12-05T21:00:00+01:00")


class ProgrammeTestCase(TestCase):
    def ask(self, at: datetime = NOW, language: str = "it", **address: str):
        with override(language):
            return programme(published_shows(Locale.objects.get(language_code="it").pk), read_question(address), at)

    def titles(self, **address: str) -> list[str]:
        return [found.show.title for found in self.ask(**address).announced]


class GroupsTests(ProgrammeTestCase):
    def test_shows_stand_where_their_dates_put_them(self):
        make_performance(show=make_show("Dopo"), starts_at=CURTAIN + DAY)
        make_performance(show=make_show("Prima"))
        make_show("In prova")
        make_performance(show=make_show("Finito"), starts_at=CURTAIN - 30 * DAY)
        found = self.ask(language="en")
        assert [each.show.title for each in found.announced] == ["Prima", "Dopo"]
        assert [show.title for show in found.in_preparation] == ["In prova"]
        assert [(season.name, [show.title for show in season.shows]) for season in found.archive] == [
            ("2026/27", ["Finito"])
        ]
        with override("en"):
            assert (found.count_label, found.is_empty) == ("4 shows", False)

    def test_archive_goes_by_the_season_as_entered_or_by_the_last_night(self):
        make_performance(show=make_show("Vecchio"), starts_at=CURTAIN - 400 * DAY)
        make_performance(show=make_show("Recente"), starts_at=CURTAIN - 30 * DAY)
        make_performance(show=make_show("Ripreso", season="2019/20"), starts_at=CURTAIN - 31 * DAY)
        make_performance(show=make_show("Saltato"), starts_at=CURTAIN - 20 * DAY, status=PerformanceStatus.CANCELLED)
        seasons = [(season.name, [show.title for show in season.shows]) for season in self.ask().archive]
        assert seasons == [
            ("2026/27", ["Recente"]),
            ("2025/26", ["Vecchio"]),
            ("2019/20", ["Ripreso"]),
            ("", ["Saltato"]),
        ]


class FiltersTests(ProgrammeTestCase):
    def setUp(self):
        it = Locale.objects.get(language_code="it")
        self.drama = Category.objects.create(locale=it, name="Prosa", slug="prosa")
        self.music = Category.objects.create(locale=it, name="Musica", slug="musica")
        self.hall, self.garden = make_venue(slug="sala", name="Sala"), make_venue(slug="serra", name="Serra")
        self.rains = make_show("Piogge")
        self.chairs = make_show("Sedie", entry="at_the_door", price_note="10 €", author="di Ada Conti")
        self.rains.categories, self.chairs.categories = [self.drama], [self.music]
        self.rains.tags.add("acqua")
        for show in (self.rains, self.chairs):
            show.save()
            insert_or_update_object(show)
        make_performance(show=self.rains, venue=self.hall)
        make_performance(show=self.rains, venue=self.hall, starts_at=DECEMBER, relaxed=True)
        make_performance(show=self.chairs, venue=self.garden, starts_at=DECEMBER + DAY)

    def test_each_filter_narrows(self):
        for address, titles in [
            ({}, ["Piogge", "Sedie"]),
            ({"month": "2026-11"}, ["Piogge"]),
            ({"month": "2026-12"}, ["Piogge", "Sedie"]),
            ({"venue": "serra"}, ["Sedie"]),
            ({"category": "prosa"}, ["Piogge"]),
            ({"access": "relaxed"}, ["Piogge"]),
            ({"tag": "acqua"}, ["Piogge"]),
            ({"entry": "free"}, ["Piogge"]),
            ({"q": "conti"}, ["Sedie"]),
            ({"q": "pioggia"}, ["Piogge"]),
        ]:
            with self.subTest(address=address):
                assert self.titles(**address) == titles

    def test_filters_hold_together_for_one_and_the_same_date(self):
        assert self.titles(month="2026-12", venue="sala") == ["Piogge"]
        assert self.titles(month="2026-11", access="relaxed") == []
        assert self.titles(month="2026-12", venue="serra", category="musica", q="sedia") == ["Sedie"]
        assert self.titles(venue="serra", category="prosa") == []

    def test_card_tells_of_the_dates_that_fit(self):
        [found] = self.ask(access="relaxed").announced
        assert [row.starts_at for row in found.performances] == [DECEMBER]

    def test_only_what_exists_can_be_chosen(self):
        choices = {name: [choice.value for choice in found] for name, found in self.ask().choices.items()}
        assert choices == {
            "month": ["2026-11", "2026-12"],
            "venue": ["sala", "serra"],
            "category": ["musica", "prosa"],
            "access": ["relaxed"],
            "entry": ["free"],
        }
        self.chairs.entry = ShowPage.Entry.FREE
        self.chairs.save()
        assert self.ask().choices["entry"] == []

    def test_filter_that_is_set_can_be_taken_off_alone(self):
        found = self.ask(month="2026-12", venue="sala", view="calendar")
        assert [(chosen.label, chosen.url) for chosen in found.chosen] == [
            ("Sala, Bologna", "?view=calendar&month=2026-12")
        ]
        found = self.ask(month="2026-12", venue="sala")
        assert [chosen.url for chosen in found.chosen] == ["?venue=sala", "?month=2026-12"]
        assert found.all_url == "?"

    def test_month_without_dates_is_shown_as_chosen_and_finds_nothing(self):
        found = self.ask(month="2027-08")
        assert (found.is_empty, found.notes) == (True, [])
        assert [choice.label for choice in found.choices["month"] if choice.is_chosen] == ["agosto 2027"]

    def test_unknown_values_leave_a_note_and_change_nothing(self):
        found = self.ask(month="foo", venue="teatro", category="circo", access="loud", tag="fuoco", entry="cheap")
        assert len(found.notes) == 6
        assert found.question == Question()
        assert found.show_count == 2

    def test_category_chosen_in_the_other_language_is_understood(self):
        english = self.drama.copy_for_translation(Locale.objects.get(language_code="en"))
        english.slug = "drama"
        english.save()
        found = self.ask(category="drama")
        assert found.question.category == "prosa"
        assert [each.show.title for each in found.announced] == ["Piogge"]

    def test_hostile_values_do_no_harm(self):
        for value in ("\x00", "' OR 1=1 --", "<script>", "%", "a" * 5000, "🎭", "../../etc", '"'):
            for name in ("month", "venue", "category", "access", "tag", "entry", "q", "view"):
                with self.subTest(name=name, value=value[:20]):
                    self.ask(**{name: value})


class CalendarTests(ProgrammeTestCase):
    def days(self, **address: str) -> dict[str, list[str]]:
        weeks = self.ask(view="calendar", **address).calendar.weeks
        return {
            str(day.date): [row.show_title for row in day.performances]
            for week in weeks
            for day in week
            if day.performances
        }

    def test_month_has_whole_weeks_from_monday(self):
        calendar = self.ask(view="calendar", month="2026-12").calendar
        days = [day for week in calendar.weeks for day in week]
        assert (str(days[0].date), str(days[-1].date), len(calendar.weeks)) == ("2026-11-30", "2027-01-03", 5)
        assert [day.date.day for day in days if day.is_in_month] == list(range(1, 32))

    def test_days_hold_what_plays_on_them_past_and_ahead(self):
        make_performance(show=make_show("Ieri"), starts_at=CURTAIN - DAY)
        make_performance(show=make_show("Notte"), starts_at=datetime.fromisoformat("2026-11-22T00:30:00+01:00"))
        make_performance(show=make_show("Oggi"))
        assert self.days() == {"2026-11-19": ["Ieri"], "2026-11-20": ["Oggi"], "2026-11-22": ["Notte"]}

    def test_calendar_opens_at_the_next_date_that_fits(self):
        make_performance(show=make_show("Adesso"))
        make_performance(show=make_show("Dopo"), venue=make_venue(slug="serra"), starts_at=DECEMBER + 40 * DAY)
        assert self.ask(view="calendar").calendar.month == Month(2026, 11)
        assert self.ask(view="calendar", venue="serra").calendar.month == Month(2027, 1)

    def test_calendar_of_a_company_without_dates_is_this_month_with_no_other(self):
        calendar = self.ask(view="calendar").calendar
        assert (calendar.month, calendar.date_count, calendar.before, calendar.after) == (
            Month(2026, 11),
            0,
            None,
            None,
        )

    def test_months_on_either_side_are_those_that_have_something(self):
        show = make_show()
        for starts_at in (CURTAIN - 90 * DAY, CURTAIN, CURTAIN + 90 * DAY):
            make_performance(show=show, starts_at=starts_at)
        found = self.ask(view="calendar")
        assert (found.calendar.before, found.calendar.after) == (Month(2026, 8), Month(2027, 2))
        assert found.month_before_url == "?view=calendar&month=2026-08"
        assert found.month_after_url == "?view=calendar&month=2027-02"
        empty = self.ask(view="calendar", month="2026-12").calendar
        assert (empty.date_count, empty.before, empty.after) == (0, Month(2026, 11), Month(2027, 2))

    def test_first_and_last_minute_of_a_month_belong_to_it(self):
        show = make_show()
        make_performance(show=show, starts_at=datetime.fromisoformat("2026-12-01T00:00:00+01:00"))
        make_performance(show=show, starts_at=datetime.fromisoformat("2026-12-31T23:59:00+01:00"))
        assert list(self.days(month="2026-12")) == ["2026-12-01", "2026-12-31"]
        assert self.days(month="2027-01") == {}

    def test_today_lasts_until_its_night_is_over(self):
        for at, today in (("20T15:00", 20), ("21T03:59", 20), ("21T04:00", 21)):
            with self.subTest(at=at):
                found = self.ask(at=datetime.fromisoformat(f"2026-11-{at}:00+01:00"), view="calendar")
                assert [day.date.day for week in found.calendar.weeks for day in week if day.is_today] == [today]

    def test_filters_narrow_the_calendar(self):
        make_performance(show=make_show("Lenta"), relaxed=True)
        make_performance(show=make_show("Svelta"))
        assert self.days(access="relaxed") == {"2026-11-20": ["Lenta"]}
        with override("en"):
            assert self.ask(view="calendar", access="relaxed").count_label == "1 date in November 2026"


class QueryCountTests(ProgrammeTestCase):
    def test_programme_costs_the_same_queries_with_one_show_and_with_sixty(self):
        venue = make_venue()
        BookingSettings.load()  # makes its row
        for number in range(60):
            show = make_show(f"Spettacolo {number}")
            make_performance(show=show, venue=venue, starts_at=CURTAIN + number * DAY)
            if number not in (0, 59):
                continue
            # One for the locale here and one for the restrictions of pages; two for the shows and their renditions, one
            # for the pages of venues: nothing is remembered here.
            for address, queries in (({}, 9), ({"view": "calendar"}, 10), ({"q": "spettacoli"}, 10)):
                with self.subTest(shows=number + 1, address=address), self.assertNumQueries(queries):
                    self.ask(**address)
