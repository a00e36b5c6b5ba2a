import io
from datetime import timedelta
from decimal import Decimal

import openpyxl
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from azionelab import roles
from bookings import programme, services, takings
from bookings.acts import CLOCK
from bookings.attendance import Head, attendances
from bookings.cash_sheets import cash_sheet, fingerprint
from bookings.enums import CameAs, ReservationKind
from bookings.exceptions import NotFound
from bookings.locking import lock_performance
from bookings.models import PriceType, Reservation, Takings
from bookings.privacy import erase_person
from bookings.tests.factories import (
    CURTAIN,
    NOW,
    booked,
    booked_at_the_desk,
    confirmed,
    make_performance,
    make_show,
)
from bookings.tests.test_door_sheets import pages_of
from bookings.tests.test_spreadsheets import read_csv
from tests.staff import make_member

LATER = CURTAIN + timedelta(hours=3)
ENGLISH = {"accept-language": "en"}
NO_FISCAL_DOCUMENT = "no fiscal document"


def full_price(**values) -> PriceType:
    defaults = {"name_it": "Intero", "name_en": "Full", "cents": 1250, "order": 1}
    return PriceType.objects.create(**{**defaults, **values})


class CashTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.office = make_member(roles.BOX_OFFICE)
        cls.performance = make_performance(show=make_show("Le voci sotto"), capacity=60)
        cls.full = full_price()
        cls.free = full_price(name_it="Omaggio", name_en="Guest", cents=0, order=2)
        cls.four = confirmed(cls.performance, party_size=4)
        cls.guests = booked_at_the_desk(cls.performance, cls.office, party_size=3, kind=ReservationKind.COMP)
        cls.group = booked_at_the_desk(cls.performance, cls.office, party_size=20, kind=ReservationKind.GROUP)
        booked(cls.performance, email="mai@example.org", party_size=5)
        services.count_in(cls.four, 3)
        services.count_in(cls.guests, 2)
        locked = lock_performance(cls.performance.pk, NOW)
        services.count_in(services.take_walk_up(locked, party_size=2, staff=cls.office, at=NOW), 2)

    def enter(self, people, seen=None):
        return takings.enter(
            performance_id=self.performance.pk,
            people={price.pk: number for price, number in people.items()},
            seen=cash_sheet(self.performance.pk, LATER).seen if seen is None else seen,
            staff=self.office,
            at=LATER,
        )

    def stored(self):
        return [(row.name_it, row.cents, row.people) for row in Takings.objects.all()]


class AttendanceTests(CashTestCase):
    def test_by_type_reserved_and_let_in(self):
        found = attendances([self.performance.pk])[self.performance.pk]
        assert found.heads == {
            CameAs.ORDINARY: Head(1, 4, 3),
            CameAs.COMP: Head(1, 3, 2),
            CameAs.GROUP: Head(1, 20, 0),
            CameAs.WALK_UP: Head(1, 2, 2),
        }
        assert (found.total.reserved, found.total.absent) == (29, 22)

    def test_the_same_when_the_persons_have_been_erased(self):
        before = attendances([self.performance.pk])
        for reservation in Reservation.objects.all():
            erase_person(reservation, CLOCK, LATER)
        assert attendances([self.performance.pk]) == before

    def test_of_a_cancelled_performance_only_who_was_in(self):
        programme.cancel_performance(performance_id=self.performance.pk, staff=self.office, at=NOW)
        found = attendances([self.performance.pk])[self.performance.pk]
        assert (found.total.reserved, found.total.admitted) == (7, 7)

    def test_one_query_for_any_number_of_performances(self):
        others = [make_performance(starts_at=CURTAIN + timedelta(days=number)) for number in (1, 2)]
        with self.assertNumQueries(1):
            attendances([self.performance.pk, *(row.pk for row in others)])


class EnterTests(CashTestCase):
    def test_numbers_are_written_with_a_copy_of_their_prices(self):
        assert self.enter({self.full: 3, self.free: 2})
        PriceType.objects.filter(pk=self.full.pk).update(cents=1500, name_it="Intero nuovo")
        assert self.stored() == [("Intero", 1250, 3), ("Omaggio", 0, 2)]
        sheet = cash_sheet(self.performance.pk, LATER)
        assert (sheet.people, sheet.total, sheet.difference) == (5, Decimal("37.50"), -2)
        assert sheet.lines[0].amount_now == Decimal(15)

    def test_a_line_taken_off_and_entered_again_has_the_price_of_today(self):
        self.enter({self.full: 3})
        PriceType.objects.filter(pk=self.full.pk).update(cents=1500)
        self.enter({self.full: 4})
        assert self.stored() == [("Intero", 1250, 4)]
        self.enter({self.full: None})
        assert self.stored() == []
        self.enter({self.full: 4})
        assert self.stored() == [("Intero", 1500, 4)]

    def test_the_log_has_before_and_after_and_nothing_when_nothing_is_new(self):
        self.enter({self.full: 3})
        self.enter({self.full: 4, self.free: 1})
        assert not self.enter({self.full: 4, self.free: 1})
        entries = list(ModelLogEntry.objects.filter(action=takings.ENTERED).order_by("pk"))
        assert [entry.user for entry in entries] == [self.office] * 2
        assert entries[1].data == {
            "before": [{"price": "Intero", "cents": 1250, "people": 3}],
            "after": [
                {"price": "Intero", "cents": 1250, "people": 4},
                {"price": "Omaggio", "cents": 0, "people": 1},
            ],
        }
        with override("en"):
            assert entries[1].message == "Cash sheet: Intero 3 → Intero 4, Omaggio 1"

    def test_who_has_seen_other_numbers_writes_none(self):
        seen = fingerprint([])
        self.enter({self.full: 3}, seen)
        with self.assertRaises(takings.EnteredMeanwhile):
            self.enter({self.full: 9}, seen)
        assert self.stored() == [("Intero", 1250, 3)]

    def test_unknown_performance(self):
        with self.assertRaises(NotFound):
            takings.enter(performance_id=0, people={}, seen="", staff=self.office, at=LATER)

    def test_the_database_refuses_a_second_line_and_negative_numbers(self):
        self.enter({self.full: 3})
        row = Takings.objects.get()
        copied = {"performance": row.performance, "entered_by": self.office, "entered_at": LATER, "name_it": "Intero"}
        bad = [
            {"price_type": self.full, "cents": 0, "people": 1},
            {"price_type": self.free, "cents": -1, "people": 1},
            {"price_type": self.free, "cents": 0, "people": -1},
        ]
        for values in bad:
            with self.subTest(values), self.assertRaises(IntegrityError), transaction.atomic():
                Takings.objects.create(**copied, **values)
        with self.assertRaises(IntegrityError), transaction.atomic():
            full_price(name_it="Ridotto", cents=-1)
        assert Takings.objects.count() == 1


class CashSheetPageTests(CashTestCase):
    def setUp(self):
        self.client.force_login(self.office)
        self.url = reverse("cash-sheet", args=[self.performance.pk])

    def post(self, seen=None, **people):
        prices = {"full": self.full, "free": self.free}
        typed = {f"price-{prices[name].pk}": number for name, number in people.items()}
        seen = cash_sheet(self.performance.pk, LATER).seen if seen is None else seen
        return self.client.post(self.url, {"seen": seen, **typed}, headers=ENGLISH)

    def test_guests_who_were_let_in_stand_at_the_free_price_until_somebody_saves(self):
        form = self.client.get(self.url).context["form"]
        assert [field.initial for name, field in form.fields.items() if name != "seen"] == [None, 2]
        self.post(full="3", free="1")
        form = self.client.get(self.url).context["form"]
        assert [field.initial for name, field in form.fields.items() if name != "seen"] == [3, 1]

    def test_a_difference_is_told_and_not_refused(self):
        assert self.post(full="6", free="0").status_code == 302
        page = self.client.get(self.url, headers=ENGLISH).content.decode()
        assert "1 person was let in who is not on the sheet." in page
        assert "€ 75.00" in page
        assert NO_FISCAL_DOCUMENT in page
        self.post(full="9")
        assert "more than were let in" in self.client.get(self.url, headers=ENGLISH).content.decode()

    def test_what_is_no_number_is_told_of_and_kept(self):
        answer = self.post(full="tanti", free="2")
        assert answer.status_code == 200
        page = answer.content.decode()
        assert 'value="tanti"' in page
        assert "Nothing is lost" in page
        assert self.stored() == []

    def test_who_was_overtaken_is_told_and_saves_with_a_second_press(self):
        seen = cash_sheet(self.performance.pk, LATER).seen
        self.post(full="3")
        answer = self.post(seen=seen, full="8")
        assert answer.status_code == 409
        assert self.stored() == [("Intero", 1250, 3)]
        form = answer.context["form"]
        assert (form["seen"].value(), form[f"price-{self.full.pk}"].value()) == (
            cash_sheet(self.performance.pk, LATER).seen,
            "8",
        )
        assert self.post(seen=form["seen"].value(), full="8").status_code == 302
        assert self.stored() == [("Intero", 1250, 8)]

    def test_a_house_without_prices_has_its_attendance(self):
        PriceType.objects.update(is_active=False)
        page = self.client.get(self.url, headers=ENGLISH).content.decode()
        assert "with free entry the attendance is all" in page
        assert "<input" not in page.split('id="enter"')[1].split("</section>")[0]

    def test_a_price_out_of_use_stays_on_the_sheets_that_have_it(self):
        self.post(full="3")
        PriceType.objects.update(is_active=False)
        assert [line.name for line in cash_sheet(self.performance.pk, LATER).lines] == ["Full"]

    def test_the_same_numbers_in_every_file(self):
        self.post(full="3", free="2")
        file = {
            ending: self.client.get(reverse("cash-sheet-file", args=[self.performance.pk, ending]), headers=ENGLISH)
            for ending in ("csv", "xlsx", "pdf")
        }
        rows = read_csv(file["csv"].getvalue())
        assert ["Full", "12.50", "3", "37.50"] in rows
        assert ["All", "4", "29", "7", "22"] in rows
        assert NO_FISCAL_DOCUMENT in rows[0][0]
        book = openpyxl.load_workbook(io.BytesIO(file["xlsx"].getvalue()))
        assert book.sheetnames == ["Attendance", "Who paid what"]
        assert ("Full", 12.5, 3, 37.5) in book["Who paid what"].iter_rows(values_only=True)
        assert book.worksheets[0]["A2"].value.startswith("Le voci sotto, Friday 20 November 2026")
        assert all(NO_FISCAL_DOCUMENT in sheet["A1"].value for sheet in book.worksheets)
        text = " ".join(" ".join(pages_of(file["pdf"].content)).split())
        for words in ("€ 37.50", "Full", NO_FISCAL_DOCUMENT, "Entered by Ada Box office"):
            assert words in text, words
        assert {answer.status_code for answer in file.values()} == {200}
        assert all("no-store" in answer["Cache-Control"] for answer in file.values())

    def test_unknown_sheets_and_files(self):
        assert self.client.get(reverse("cash-sheet", args=[0])).status_code == 404
        assert self.client.get(reverse("cash-sheet-file", args=[self.performance.pk, "doc"])).status_code == 404

    def test_for_those_who_may_change_takings_alone(self):
        addresses = [self.url, reverse("cash-sheet-file", args=[self.performance.pk, "csv"]), reverse("seasons")]
        for role in (roles.EDITORS, roles.FRONT_OF_HOUSE):
            self.client.force_login(make_member(role))
            for address in addresses:
                for method in (self.client.get, self.client.post):
                    with self.subTest(role=role, address=address):
                        assert method(address).status_code in {302, 403, 405}
        assert self.stored() == []


class PriceTests(CashTestCase):
    def setUp(self):
        self.client.force_login(self.office)

    def test_a_price_is_typed_in_euros(self):
        values = {"name_it": "Ridotto", "name_en": "Reduced", "amount": "8.50", "order": "2", "is_active": "on"}
        answer = self.client.post(reverse("bookings_pricetype_modeladmin_create"), values, headers=ENGLISH)
        assert answer.status_code == 302
        assert PriceType.objects.get(name_it="Ridotto").cents == 850

    def test_refused_amounts_and_names_are_told(self):
        values = {"name_it": "Ridotto", "amount": "-1", "order": "2"}
        for change in ({}, {"amount": "1", "name_it": "Intero"}, {"amount": "gratis"}):
            answer = self.client.post(reverse("bookings_pricetype_modeladmin_create"), {**values, **change})
            assert answer.status_code == 200
        assert PriceType.objects.count() == 2

    def test_no_price_is_deleted(self):
        assert self.client.post(f"/admin/bookings/pricetype/delete/{self.full.pk}/").status_code in {302, 403, 404}
        assert PriceType.objects.count() == 2
