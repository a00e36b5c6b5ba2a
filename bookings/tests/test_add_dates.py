"""The form for a whole run: what is typed, the list of dates, and the one transaction that makes them."""

import re
from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import User
from django.test import SimpleTestCase, TestCase
from django.utils import timezone
from freezegun import freeze_time
from wagtail.models import Locale, ModelLogEntry, PageLogEntry

from bookings import new_dates
from bookings.enums import AccessType
from bookings.models import Performance
from bookings.run_forms import AddDatesForm, DatesField, DaysField, TimesField
from bookings.tests.factories import make_performance, make_show, make_staff, make_venue
from shows.models import ShowIndexPage

PATH = "/admin/bookings/add-dates/"
BOX_OFFICE = ["wagtailadmin.access_admin", "bookings.add_performance", "bookings.view_performance"]


class ReadingTests(SimpleTestCase):
    def test_times_are_read_as_people_write_them(self):
        field = TimesField(required=False)
        for typed, expected in [
            ("", []),
            ("21", ["21:00"]),
            ("21:00", ["21:00"]),
            ("21.30", ["21:30"]),
            ("21h", ["21:00"]),
            ("9:05", ["09:05"]),
            ("21:00, 17:00", ["17:00", "21:00"]),
            ("17 21.30;21.30", ["17:00", "21:30"]),
        ]:
            with self.subTest(typed):
                assert [f"{found:%H:%M}" for found in field.clean(typed)] == expected

    def test_days_are_read_as_people_write_them(self):
        field = DaysField(required=False)
        for typed, expected in [
            ("", ()),
            ("24/12/2026", ((24, 12, 2026),)),
            ("24.12.26", ((24, 12, 2026),)),
            ("2026-12-24", ((24, 12, 2026),)),
            ("24/12, 31/12\n1/1", ((24, 12, None), (31, 12, None), (1, 1, None))),
        ]:
            with self.subTest(typed):
                assert field.clean(typed) == expected

    def test_what_cannot_be_read_is_named(self):
        for field, typed, named in [
            (TimesField(), "25:00", "25:00"),
            (TimesField(), "9 in the evening", "in"),
            (TimesField(), "21:60", "21:60"),
            (DaysField(), "tomorrow", "tomorrow"),
            (DaysField(), "31/11/2026", "31/11/2026"),
            (DaysField(), "2026-13-01", "2026-13-01"),
            (DatesField(), "31/12/2026", "31/12/2026"),
            (DatesField(), "31/12/2026 late", "late"),
        ]:
            with self.subTest(typed), self.assertRaisesMessage(Exception, named):
                field.clean(typed)


@freeze_time("2026-11-18T12:00:00Z")
class AddDatesTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.show, cls.venue = make_show(running_time=80), make_venue(capacity=40)
        cls.staff = make_staff("biglietteria", *BOX_OFFICE)

    def setUp(self):
        self.client.force_login(self.staff)

    def typed(self, **values) -> dict:
        week = {f"times_{weekday}": "" for weekday in range(7)}
        fields = {
            "show": self.show.pk,
            "venue": self.venue.pk,
            "first_day": "2026-11-19",
            "last_day": "2026-11-22",
            **week,
            "times_3": "21:00",
            "times_6": "17:00",
            "without": "",
            "further": "",
            "doors_minutes": "30",
            "capacity": "",
            "opens_at": "",
        }
        return {**fields, **values}

    def review(self, **values):
        return self.client.post(PATH, self.typed(**values))

    def add(self, *, only=None, **values):
        """Goes through the list of dates as a browser does, ticks and all; `only` ticks these dates instead."""
        html = self.review(**values).content.decode()
        ticked = re.findall(r'name="date"[^>]*value="(\w+)"[^>]*checked', html)
        seen = re.search(r'name="seen" value="(\w+)"', html)[1]
        return self.client.post(
            PATH, {**self.typed(**values), "seen": seen, "date": ticked if only is None else only, "add": "1"}
        )

    def starts(self) -> list[str]:
        moments = Performance.objects.order_by("starts_at").values_list("starts_at", flat=True)
        return [timezone.localtime(moment).isoformat() for moment in moments]


class FormTests(AddDatesTestCase):
    def test_show_is_chosen_by_the_address(self):
        english = self.show.get_parent().copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
        translation = self.show.copy_for_translation(english.locale)
        for page in (self.show, translation):
            with self.subTest(page.locale.language_code):
                html = self.client.get(f"{PATH}?show={page.pk}").content.decode()
                assert f'<option value="{self.show.pk}" selected>' in html
                assert f'<option value="{translation.pk}"' not in html

    def test_addresses_with_nonsense_show_the_empty_form(self):
        for asked in [
            "",
            "?show=",
            "?show=abc",
            "?show=999999",
            "?show=99999999999999999999",
            f"?show={ShowIndexPage.objects.first().pk}",
        ]:
            with self.subTest(asked):
                assert self.client.get(PATH + asked).status_code == 200

    def test_faults_are_named_and_everything_typed_stays(self):
        for name, values, words in [
            ("no venue", {"venue": ""}, "venue"),
            ("last before first", {"last_day": "2026-11-01"}, "last_day"),
            ("no time at all", {"times_3": "", "times_6": ""}, None),
            ("a time that is none", {"times_3": "25"}, "times_3"),
            ("a day that is none", {"without": "soon"}, "without"),
            ("a date without a time", {"further": "31/12/2026"}, "further"),
            ("29 February of a year that has none", {"without": "29/02"}, "without"),
            ("no seats", {"capacity": "0"}, "capacity"),
            ("too many dates", {"last_day": "2028-11-19", "times_4": "17 21"}, None),
            ("longer than two years", {"last_day": "2031-11-19"}, "last_day"),
        ]:
            with self.subTest(name):
                answer = self.review(**{"further": "", "opens_at": "2026-11-19T10:00", **values})
                assert answer.status_code == 200
                form = answer.context["form"]
                assert list(form.errors) == [words or "__all__"]
                self.assertContains(answer, 'value="2026-11-19T10:00"')
        assert Performance.objects.count() == 0

    def test_two_hundred_dates_are_the_most(self):
        for last_day, errors in [("2027-06-06", []), ("2027-06-07", ["__all__"])]:
            with self.subTest(last_day):
                values = {f"times_{weekday}": "21" for weekday in range(7)}
                form = AddDatesForm(self.typed(**values, last_day=last_day))
                assert list(form.errors) == errors
        assert len(AddDatesForm(self.typed()).fields) == 25

    def test_back_gives_everything_typed(self):
        answer = self.client.post(PATH, {**self.typed(without="21/11", capacity="12"), "change": "1"})
        self.assertContains(answer, "21/11")
        self.assertContains(answer, 'value="12"')
        assert not answer.context["form"].errors

    def test_nobody_else_gets_here(self):
        for name, permissions, sent_to in [
            ("redazione", ["wagtailadmin.access_admin"], "/admin/"),
            ("maschera", ["checkins.admit_parties"], "/login/"),
        ]:
            with self.subTest(name):
                self.client.force_login(make_staff(name, *permissions))
                for answer in (self.client.get(PATH), self.client.post(PATH, {**self.typed(), "add": "1"})):
                    assert (answer.status_code, answer.url.split("?")[0]) == (302, sent_to)
        assert Performance.objects.count() == 0


class MoreTests(AddDatesTestCase):
    SAID = {
        "additional_seats": "6",
        "additional_reason": "Sedie",
        "occupied_seats": "2",
        "occupied_reason": "Regia",
        "max_party_size": "12",
        "hold_minutes": "20",
        "release_minutes": "15",
        "closes_minutes": "60",
    }

    def test_what_is_said_of_the_whole_run_is_shown_and_made(self):
        self.assertContains(self.review(**self.SAID), "<dd>Regia</dd>")
        self.add(**self.SAID)
        for row in Performance.objects.all():
            assert (row.additional_seats, row.additional_reason, row.occupied_seats, row.occupied_reason) == (
                *(6, "Sedie", 2, "Regia"),
            )
            assert (row.max_party_size, row.hold_minutes, row.release_minutes) == (12, 20, 15)
            assert row.starts_at - row.closes_at == timedelta(minutes=60)

    def test_empty_takes_what_the_site_has(self):
        self.add()
        row = Performance.objects.first()
        assert (row.additional_seats, row.max_party_size, row.closes_at, row.release_minutes) == (0, None, None, None)

    def test_more_occupied_seats_than_there_are_are_refused(self):
        answer = self.review(occupied_seats="41")
        assert list(answer.context["form"].errors) == ["occupied_seats"]

    def test_booking_that_would_close_before_it_opens_is_in_the_way(self):
        answer = self.review(opens_at="2026-11-19T20:30", closes_minutes="60")
        assert [row["is_chosen"] for row in answer.context["rows"]] == [False, True]


class ReviewTests(AddDatesTestCase):
    def test_every_date_is_listed_with_its_weekday_and_nothing_is_made(self):
        answer = self.review(further="31/12 22.30")
        assert [row["label"].replace("\xa0", " ") for row in answer.context["rows"]] == [
            "giovedì 19 novembre 2026, ore 21:00",
            "domenica 22 novembre 2026, ore 17:00",
            "giovedì 31 dicembre 2026, ore 22:30",
        ]
        assert Performance.objects.count() == 0

    def test_dates_with_something_in_the_way_are_not_ticked(self):
        other = make_show("Antigone", running_time=60)
        at_five = datetime.fromisoformat("2026-11-22T16:30:00+01:00")
        make_performance(show=other, venue=self.venue, starts_at=at_five)
        answer = self.review(first_day="2026-11-12")
        assert [(row["is_chosen"], len(row["obstacles"])) for row in answer.context["rows"]] == [
            (False, 1),
            (False, 1),
            (True, 0),
            (False, 1),
        ]
        self.assertContains(answer, "Antigone")

    def test_what_is_in_another_venue_is_not_in_the_way(self):
        make_performance(show=make_show("Antigone"), starts_at=datetime.fromisoformat("2026-11-22T16:30:00+01:00"))
        assert all(row["is_chosen"] for row in self.review().context["rows"])

    def test_the_list_costs_the_same_queries_for_two_and_for_many_dates(self):
        self.review()
        with self.assertNumQueries(10):
            self.review()
        with self.assertNumQueries(10):
            self.review(last_day="2027-01-31")


class AddingTests(AddDatesTestCase):
    def test_dates_are_made_with_what_they_have_in_common(self):
        self.add(capacity="12", opens_at="2026-11-19T10:00", doors_minutes="45", access_types=["relaxed", "signed"])
        assert self.starts() == ["2026-11-19T21:00:00+01:00", "2026-11-22T17:00:00+01:00"]
        for performance in Performance.objects.all():
            assert (performance.show_id, performance.venue_id, performance.capacity) == (
                self.show.pk,
                self.venue.pk,
                12,
            )
            assert performance.doors_at == performance.starts_at - timedelta(minutes=45)
            assert performance.opens_at == datetime(2026, 11, 19, 9, tzinfo=UTC)
            assert performance.access_types == [AccessType.RELAXED, AccessType.SIGNED]
            assert performance.house.seat_limit == 12

    def test_empty_fields_take_the_venue_s_seats_and_no_doors(self):
        self.add(doors_minutes="")
        rows = Performance.objects.values_list("capacity", "doors_at", "opens_at")
        assert list(rows) == [(40, None, None)] * 2

    def test_opening_is_meant_in_the_venue_s_time(self):
        self.venue.time_zone = "Europe/Lisbon"
        self.venue.save()
        self.add(opens_at="2026-11-19T10:00")
        assert set(Performance.objects.values_list("opens_at", flat=True)) == {datetime(2026, 11, 19, 10, tzinfo=UTC)}

    def test_only_the_ticked_dates_are_made(self):
        self.add(only=["20261122T1600Z"])
        assert self.starts() == ["2026-11-22T17:00:00+01:00"]

    def test_dates_that_were_not_planned_are_not_made(self):
        answer = self.add(only=["20300101T2000Z", "nonsense"])
        assert answer.status_code == 200
        assert self.starts() == []

    def test_no_tick_makes_nothing_and_says_so(self):
        answer = self.add(only=[])
        assert answer.status_code == 200
        assert self.starts() == []

    def test_sent_twice_is_made_once(self):
        html = self.review().content.decode()
        seen = re.search(r'name="seen" value="(\w+)"', html)[1]
        data = {**self.typed(), "seen": seen, "date": ["20261119T2000Z", "20261122T1600Z"], "add": "1"}
        assert self.client.post(PATH, data).status_code == 302
        again = self.client.post(PATH, data)
        assert again.status_code == 200
        assert [row["is_chosen"] for row in again.context["rows"]] == [False, False]
        assert len(self.starts()) == 2

    def test_what_came_meanwhile_is_shown_before_anything_is_made(self):
        html = self.review().content.decode()
        seen = re.search(r'name="seen" value="(\w+)"', html)[1]
        five = datetime.fromisoformat("2026-11-22T17:00:00+01:00")
        make_performance(show=make_show("Antigone"), venue=self.venue, starts_at=five)
        answer = self.client.post(PATH, {**self.typed(), "seen": seen, "date": ["20261122T1600Z"], "add": "1"})
        self.assertContains(answer, "Antigone")
        assert Performance.objects.filter(show=self.show).count() == 0

    def test_a_warning_can_be_overruled_by_a_tick(self):
        five = datetime.fromisoformat("2026-11-22T17:00:00+01:00")
        make_performance(show=make_show("Antigone"), venue=self.venue, starts_at=five)
        self.add(only=["20261122T1600Z"])
        assert Performance.objects.filter(show=self.show, starts_at=five).count() == 1

    def test_histories_of_show_and_dates_tell_who(self):
        self.add()
        entry = PageLogEntry.objects.get(action=new_dates.RUN_ADDED)
        assert (entry.user, entry.page_id, entry.data["count"]) == (self.staff, self.show.pk, 2)
        made = ModelLogEntry.objects.filter(action="wagtail.create", user=self.staff)
        assert made.count() == 2
        self.client.force_login(User.objects.create_superuser("admin"))
        self.assertContains(self.client.get(f"/admin/pages/{self.show.pk}/history/"), "Sala Uno")


class AddRunTests(AddDatesTestCase):
    def details(self) -> new_dates.RunDetails:
        return new_dates.RunDetails(show=self.show, venue=self.venue)

    def test_all_or_none(self):
        good = datetime(2026, 11, 19, 20, tzinfo=UTC)
        details = new_dates.RunDetails(show=self.show, venue=self.venue, capacity=-1)
        with self.assertRaises(Exception):  # noqa: B017  each database has its own
            new_dates.add_run(details=details, curtains=[good], staff=self.staff)
        assert not PageLogEntry.objects.filter(action=new_dates.RUN_ADDED).exists()

    def test_what_is_there_is_passed_over(self):
        good, there = datetime(2026, 11, 19, 20, tzinfo=UTC), datetime(2026, 11, 20, 20, tzinfo=UTC)
        make_performance(show=self.show, venue=self.venue, starts_at=there)
        added = new_dates.add_run(details=self.details(), curtains=[good, there, good], staff=self.staff)
        assert [performance.starts_at for performance in added] == [good]

    def test_nothing_new_writes_no_history(self):
        there = datetime(2026, 11, 20, 20, tzinfo=UTC)
        make_performance(show=self.show, venue=self.venue, starts_at=there)
        assert new_dates.add_run(details=self.details(), curtains=[there], staff=self.staff) == []
        assert not PageLogEntry.objects.filter(action=new_dates.RUN_ADDED).exists()
