import io
from datetime import datetime, timedelta
from decimal import Decimal

import openpyxl
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from azionelab import roles
from bookings import programme, services, takings
from bookings.cash_sheets import cash_sheet
from bookings.season_sheets import season, season_names, season_tables
from bookings.tests.factories import CURTAIN, NOW, confirmed, make_performance, make_show, make_venue
from bookings.tests.test_door_sheets import pages_of
from bookings.tests.test_spreadsheets import read_csv
from bookings.tests.test_takings import ENGLISH, NO_FISCAL_DOCUMENT, full_price
from tests.staff import make_member

LATER = CURTAIN + timedelta(days=30)


class SeasonTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.office = make_member(roles.BOX_OFFICE)
        cls.voices, cls.salt = make_show("Le voci sotto"), make_show("Il sale")
        cls.hall = make_venue(name="Sala Uno", capacity=40)
        cls.yard = make_venue(name="Cortile", capacity=40)
        cls.price = full_price(cents=1000)
        cls.first = cls.played(cls.voices, cls.hall, 0, people=4, came=3)
        cls.second = cls.played(cls.voices, cls.yard, 1, people=2, came=2)
        cls.third = cls.played(cls.salt, cls.hall, 2, people=5, came=1)
        cls.enter(cls.first, 3)
        cls.enter(cls.second, 2)

    @classmethod
    def played(cls, show, venue, day, people, came):
        performance = make_performance(show=show, venue=venue, starts_at=CURTAIN + timedelta(days=day))
        services.count_in(confirmed(performance, party_size=people), came)
        return performance

    @classmethod
    def enter(cls, performance, people):
        takings.enter(
            performance_id=performance.pk,
            people={cls.price.pk: people},
            seen=cash_sheet(performance.pk, LATER).seen,
            staff=cls.office,
            at=LATER,
        )

    def table(self, name, venue=None, at=LATER):
        with override("en"):
            tables = {table.name: table for table in season_tables(season("2026/27", venue, at))}
        return tables[name].rows


class SeasonTests(SeasonTestCase):
    def test_by_show_with_a_sum_of_the_season(self):
        assert self.table("shows") == [
            ["Il sale", 1, 5, 1, 0, 0, 0, 1, None, None],
            ["Le voci sotto", 2, 6, 5, 0, 0, 0, 5, 5, Decimal(50)],
            ["All", 3, 11, 6, 0, 0, 0, 6, 5, Decimal(50)],
        ]

    def test_by_performance_in_a_venue(self):
        rows = self.table("performances", venue=self.yard)
        assert [row[0] for row in rows] == ["Le voci sotto", "All"]
        assert rows[-1][3:] == [2, 2, 0, 0, 0, 2, 2, Decimal(20)]

    def test_a_sum_is_that_of_the_lines_above_it(self):
        for name in ("performances", "shows"):
            *lines, total = self.table(name)
            for column in range(3, len(total)):
                assert sum(line[column] or 0 for line in lines) == total[column]

    def test_by_performance_and_price(self):
        assert [row[2:] for row in self.table("prices")] == [
            ["Full", Decimal(10), 3, Decimal(30)],
            ["Full", Decimal(10), 2, Decimal(20)],
        ]

    def test_what_is_to_come_is_told_and_not_counted(self):
        found = season("2026/27", None, CURTAIN + timedelta(minutes=1))
        assert ([row.listed.id for row in found.played], found.to_come) == ([self.first.pk], 2)

    def test_a_cancelled_performance_is_named_and_counts_nothing(self):
        programme.cancel_performance(performance_id=self.third.pk, staff=self.office, at=NOW)
        rows = self.table("performances")
        assert rows[2][0] == "Il sale (Cancelled)"
        assert self.table("shows")[-1][1:3] == [2, 7]
        assert season("2026/27", None, LATER).without_numbers == 0

    def test_a_season_is_from_september_to_august_in_the_time_of_the_venue(self):
        island = make_venue(name="Isola", time_zone="Pacific/Auckland", capacity=10)
        last = datetime.fromisoformat("2027-08-31T23:30:00+12:00")
        for days in (0, 1):
            make_performance(show=self.salt, venue=island, starts_at=last + timedelta(hours=days))
        assert season_names() == ["2026/27"]
        assert len(season("2026/27", island, last + timedelta(days=9)).played) == 1
        assert len(season("2027/28", island, last + timedelta(days=9)).played) == 1

    def test_queries_do_not_grow_with_what_was_played(self):
        def asked():
            with CaptureQueriesContext(connection) as found:
                season_tables(season("2026/27", None, LATER))
            return len(found)

        before = asked()
        for day in range(3, 9):
            self.enter(self.played(self.salt, self.hall, day, people=2, came=1), 1)
        assert asked() == before == 6


class SeasonPageTests(SeasonTestCase):
    def setUp(self):
        self.client.force_login(self.office)

    def test_an_address_chooses_season_and_venue_and_what_it_says_wrongly_is_passed_over(self):
        cases = [
            ({"season": "2026/27", "venue": self.yard.pk}, ("2026/27", self.yard)),
            ({"season": "2019/25", "venue": "x"}, ("2026/27", None)),
            ({}, ("2026/27", None)),
        ]
        for asked, expected in cases:
            with self.subTest(asked):
                question = self.client.get(reverse("seasons"), asked).context["question"]
                assert (question.season, question.venue) == expected

    def test_page_and_files_say_that_they_are_no_fiscal_document_and_have_the_same_sum(self):
        asked = {"season": timezone.localdate(CURTAIN).strftime("2026/27")}
        file = {
            ending: self.client.get(reverse("seasons-file", args=[ending]), asked, headers=ENGLISH)
            for ending in ("csv", "xlsx", "pdf")
        }
        page = self.client.get(reverse("seasons"), asked, headers=ENGLISH).content.decode()
        assert NO_FISCAL_DOCUMENT in page
        assert NO_FISCAL_DOCUMENT in read_csv(file["csv"].getvalue())[0][0]
        book = openpyxl.load_workbook(io.BytesIO(file["xlsx"].getvalue()))
        assert NO_FISCAL_DOCUMENT in book.worksheets[0]["A1"].value
        assert NO_FISCAL_DOCUMENT in " ".join(" ".join(pages_of(file["pdf"].content)).split())
        assert file["pdf"]["Content-Disposition"].startswith(
            'inline; filename="azionelab-attendance-and-takings-2026-27'
        )
