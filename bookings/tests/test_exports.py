import io
from datetime import datetime, timedelta
from urllib.parse import urlencode

import openpyxl
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from azionelab import roles
from bookings import services
from bookings.contact import receive
from bookings.export_views import EXPORTED
from bookings.exports import EXPORTS, PORTION
from bookings.models import ContactMessage, OutboxMessage, Performance, Reservation, Venue
from bookings.tests.factories import (
    CURTAIN,
    NOW,
    booked,
    confirmed,
    letter,
    make_contact_page,
    make_performance,
    make_show,
    make_venue,
)
from bookings.tests.test_spreadsheets import read_csv, sheet_of
from tests.staff import make_member

ENGLISH = {"accept-language": "en"}
FORMULA = '=HYPERLINK("http://example.org";"Giulia")'


def index_of(model) -> str:
    return reverse(f"bookings_{model._meta.model_name}_modeladmin_index")


class ExportTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        venue = make_venue(name="Teatro Lontano", city="New York", time_zone="America/New_York", capacity=60)
        cls.far = make_performance(show=make_show("Le voci sotto"), venue=venue)
        cls.near = make_performance(show=make_show("Il sale"), capacity=40, starts_at=CURTAIN + timedelta(days=1))
        cls.giulia = confirmed(cls.far, name=FORMULA, notes="+39", access_needs=["wheelchair", "companion"])
        cls.paolo = booked(cls.near, name="Paolo Riva", email="paolo@example.org", party_size=3, language="en")
        cls.office = make_member(roles.BOX_OFFICE)

    def setUp(self):
        self.client.force_login(self.office)

    def export(self, model, ending, **asked):
        return self.client.get(f"{index_of(model)}?{urlencode({**asked, 'export': ending})}", headers=ENGLISH)

    def csv(self, model, **asked):
        rows = read_csv(self.export(model, "csv", **asked).getvalue())
        return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]

    def sheet(self, model, **asked):
        return sheet_of(self.export(model, "xlsx", **asked).getvalue())


class ReservationExportTests(ExportTestCase):
    def test_a_row_says_what_the_reservation_is_in_the_times_that_people_read(self):
        [row] = self.csv(Reservation, q="HYPERLINK", status__exact="confirmed")
        told = {
            "Reference": self.giulia.printed_reference,
            "Status": "Confirmed",
            "Source": "Website",
            "People": "2",
            "Name": f"'{FORMULA}",
            "E-mail": "giulia@example.org",
            "Note": "'+39",
            "Access needs": "Wheelchair space, Companion",
            "Language": "Italian",
            "Show": "Le voci sotto",
            "Curtain": "2026-11-20 15:00:00",
            "Venue": "Teatro Lontano",
            "City": "New York",
            "Time zone": "America/New_York",
            "Booked": "2026-11-20 15:00:00",
            "Personal data erased": "",
        }
        assert {head: row[head] for head in told} == told

    def test_planted_formulas_are_texts_for_both_readers(self):
        rows = list(self.sheet(Reservation, q="HYPERLINK"))
        [planted] = [cell for row in rows for cell in row if cell.value == FORMULA]
        assert (planted.data_type, planted.quotePrefix) == ("s", True)
        assert not [cell for row in rows for cell in row if cell.data_type == "f"]
        [row] = self.csv(Reservation, q="HYPERLINK")
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]

    def test_times_of_a_workbook_are_dates(self):
        sheet = self.sheet(Reservation, q="HYPERLINK")
        heads = [cell.value for cell in sheet[1]]
        assert sheet[2][heads.index("Curtain")].value == datetime(2026, 11, 20, 15, 0)  # noqa: DTZ001  venue time
        assert sheet[2][heads.index("People")].value == 2

    def test_exactly_the_rows_that_the_list_shows(self):
        cases = [
            ({}, {"paolo@example.org", "giulia@example.org"}),
            ({"q": "paolo"}, {"paolo@example.org"}),
            ({"status__exact": "confirmed"}, {"giulia@example.org"}),
            ({"status__exact": "cancelled"}, set()),
        ]
        for asked, expected in cases:
            with self.subTest(asked):
                page = self.client.get(f"{index_of(Reservation)}?{urlencode(asked)}").context["object_list"]
                assert {row.email for row in page} == expected
                assert {row["E-mail"] for row in self.csv(Reservation, **asked)} == expected

    def test_heads_are_in_the_language_of_the_reader(self):
        answer = self.client.get(f"{index_of(Reservation)}?export=csv", headers={"accept-language": "it"})
        [heads, *_rows] = read_csv(answer.getvalue(), ";")
        assert {"Spettacolo", "Sala", "Città"} <= set(heads)

    def test_headers_keep_it_from_caches_and_name_the_file(self):
        answer = self.export(Reservation, "csv")
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Disposition"].startswith('attachment; filename="azionelab-reservations-20')
        assert self.export(Reservation, "xlsx")["Content-Disposition"].endswith('.xlsx"')

    def test_the_log_says_who_and_how_many_and_not_what_was_searched_for(self):
        self.export(Reservation, "xlsx", q="Paolo").getvalue()
        [entry] = ModelLogEntry.objects.filter(action=EXPORTED)
        assert entry.user == self.office
        assert entry.content_type == ContentType.objects.get_for_model(ContentType)
        assert entry.label == "Reservations"
        assert entry.data == {"rows": 1, "format": "xlsx", "narrowed": True}
        assert entry.message == "One row exported (XLSX)"

    def test_queries_depend_on_portions_and_not_on_rows(self):
        export = EXPORTS[Reservation]
        for number in range(3):
            confirmed(self.near, email=f"n{number}@example.org", party_size=1, access_needs=["companion"])
        keys = list(Reservation.objects.values_list("pk", flat=True))
        for some in (keys[:1], keys):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                rows = list(export.cells(some))
            assert (len(rows), len(asked)) == (len(some), 3)
        assert len(keys) < PORTION

    def test_a_row_that_goes_while_the_file_is_made_is_left_out(self):
        keys = [self.paolo.pk, 10_000_000]
        assert len(list(EXPORTS[Reservation].cells(keys))) == 1


class OtherListsTests(ExportTestCase):
    def test_performances_with_their_counts_in_the_time_of_the_venue(self):
        services.confirm(public_id=self.paolo.public_id, at=NOW)
        rows = self.csv(Performance, q="sale")
        assert [(row["Show"], row["Curtain"], row["Confirmed"], row["Free"]) for row in rows] == [
            ("Il sale", "2026-11-21 21:00:00", "3", "37")
        ]

    def test_venues_mails_and_messages(self):
        receive(page=make_contact_page(), letter=letter(text="=1+1\nriga"), at=NOW)
        assert {row["City"] for row in self.csv(Venue)} == {"New York", "Bologna"}
        assert {row["About"] for row in self.csv(OutboxMessage)} >= {self.giulia.printed_reference}
        [message] = self.csv(ContactMessage)
        assert message["Message"] == "'=1+1\nriga"

    def test_every_list_is_a_workbook_that_a_reader_opens(self):
        for model in EXPORTS:
            with self.subTest(model):
                book = openpyxl.load_workbook(io.BytesIO(self.export(model, "xlsx").getvalue()))
                assert book.worksheets[0].max_row == 1 + model.objects.count()


class PermissionTests(ExportTestCase):
    def test_nobody_exports_what_they_may_not_view(self):
        for role in (roles.EDITORS, roles.FRONT_OF_HOUSE):
            self.client.force_login(make_member(role))
            for model in EXPORTS:
                with self.subTest(role=role, model=model):
                    answer = self.export(model, "csv")
                    assert answer.status_code in {302, 403}
                    assert not answer.streaming
        assert not ModelLogEntry.objects.filter(action=EXPORTED).exists()
