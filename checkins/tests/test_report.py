import csv
import io
from datetime import datetime, timedelta

from django.test import SimpleTestCase, TestCase
from django.utils.translation import override

from bookings import services as bookings
from bookings.exceptions import NotFound
from bookings.models import Reservation
from bookings.tests.factories import (
    CURTAIN,
    NOW,
    booked,
    confirmed,
    make_doorkeeper,
    make_performance,
    make_show,
    make_staff,
)
from bookings.tests.test_door_sheets import pages_of
from checkins import house_clear, services, sync
from checkins.enums import ActKind
from checkins.models import CheckIn
from checkins.queries import DoorCode
from checkins.report import quarters, report
from checkins.report_files import report_csv, report_name, report_pdf
from checkins.report_tables import tables
from checkins.ticks import Sheet, Tick, enter_ticks

MINUTE = timedelta(minutes=1)
MORNING = CURTAIN + timedelta(hours=13)


class QuarterTests(SimpleTestCase):
    def test_quarters_in_which_nobody_came_stand_between_the_others(self):
        came = [("20:31", 2), ("20:44", 1), ("20:45", 4), ("21:29", 3)]
        found = quarters((datetime.fromisoformat(f"2026-11-20T{at}:59+01:00"), people) for at, people in came)
        assert [(f"{row.starts_at:%H:%M}", row.people) for row in found] == [
            ("20:30", 3),
            ("20:45", 4),
            ("21:00", 0),
            ("21:15", 3),
        ]

    def test_one_admission_in_the_morning_makes_no_page_of_noughts(self):
        at = [CURTAIN, CURTAIN + timedelta(hours=30)]
        assert [row.people for row in quarters((moment, 1) for moment in at)] == [1, 1]

    def test_nobody_came(self):
        assert quarters([]) == []


class ReportTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(show=make_show("Le voci sotto"), capacity=40)
        cls.door = make_doorkeeper()
        cls.office = make_staff("ufficio", "bookings.view_reservation", first_name="Olmo", last_name="Gherardi")
        cls.four = cls.party("Quattro", party_size=4, access_needs=["wheelchair", "companion"])
        cls.two = cls.party("Due", party_size=2, access_needs=["wheelchair"])
        cls.absent = cls.party("Assente", party_size=3)
        bookings.cancel(public_id=cls.party("Disdetta", party_size=5).public_id, at=NOW)
        booked(cls.performance, name="Mai Confermata", email="m@example.org", party_size=1)

    @classmethod
    def party(cls, name, **values):
        return confirmed(cls.performance, name=name, email=f"{name.lower()}@example.org", **values)

    def scan(self, scan_id, device=""):
        return services.Scan(scan_id, self.performance.pk, self.door, device)

    def admit(self, party, people, at, device="Porta A"):
        scan = self.scan(f"{party.pk}-{at}", device)
        code = DoorCode(reference=party.reference)
        return services.admit_party(code=code, scan=scan, people=people, at=at).check_in

    def evening(self):
        """Three of four on time, one late, two alone and two walk-ups."""
        self.admit(self.four, 3, CURTAIN - 20 * MINUTE)
        self.admit(self.four, 1, CURTAIN + 5 * MINUTE, "Porta B")
        self.admit(self.two, 2, CURTAIN - 3 * MINUTE, "")
        services.admit_walk_up(party_size=2, scan=self.scan("walk-up", "Porta A"), at=CURTAIN - 2 * MINUTE)

    def made(self, at=MORNING, language="en"):
        with override(language):
            return report(self.performance.pk, at)


class ReportTests(ReportTestCase):
    def figures(self, at=MORNING):
        return {row.words: (row.parties, row.people) for row in self.made(at).figures}

    def test_figures_in_parties_and_people(self):
        self.evening()
        assert self.figures() == {
            "Booked": (5, 15),
            "of these cancelled": (1, 5),
            "of these never confirmed": (1, 1),
            "Confirmed": (3, 9),
            "Came, with a reservation": (2, 6),
            "Did not come": (1, 3),
            "of these places given away": (0, 0),
            "Walk-ups": (1, 2),
            "All who are in": (None, 8),
            "Came late": (1, 1),
        }

    def test_people_missing_of_a_party_that_came_did_not_come(self):
        self.admit(self.four, 1, CURTAIN)
        assert self.figures()["Did not come"] == (2, 8)

    def test_places_given_away_are_places_of_who_did_not_come(self):
        Reservation.objects.filter(pk=self.absent.pk).update(released_seats=3)
        self.admit(self.four, 4, CURTAIN)
        figures = self.figures()
        assert (figures["Did not come"], figures["of these places given away"]) == ((2, 5), (1, 3))

    def test_late_is_after_the_house_was_clear_when_that_was_before_the_curtain(self):
        house_clear.clear_house(performance_id=self.performance.pk, staff=self.door, device="", at=CURTAIN - 4 * MINUTE)
        self.evening()
        assert self.figures()["Came late"] == (3, 5)

    def test_while_the_night_lasts_nobody_is_missing_yet(self):
        found = self.made(at=CURTAIN)
        assert not found.is_final
        assert "Not come yet" in [row.words for row in found.figures]
        assert self.made().is_final

    def test_times_are_the_venues(self):
        self.evening()
        house_clear.clear_house(
            performance_id=self.performance.pk, staff=self.door, device="Porta A", at=CURTAIN + 2 * MINUTE
        )
        shown = {row.words: f"{row.at:%H:%M}" for row in self.made().moments}
        assert shown == {
            "Doors": "20:30",
            "Curtain": "21:00",
            "House clear": "21:02",
            "First admission": "20:40",
            "Last admission": "21:05",
        }

    def test_nothing_yet(self):
        found = self.made(at=NOW)
        assert [row.at for row in found.moments[2:]] == [None, None, None]
        assert (found.quarters, found.devices, found.undone, found.conflicts) == ([], [], [], [])

    def test_needs_in_parties(self):
        assert [parties for _words, parties in self.made().needs] == [2, 1]

    def test_by_device_and_from_paper_apart(self):
        self.evening()
        sheet = Sheet(self.performance.pk, "form", self.office, MORNING)
        enter_ticks([Tick(self.absent.pk, 0, 3)], sheet)
        found = self.made()
        assert [(row.words, row.admissions, row.people) for row in found.devices] == [
            ("From the list on paper", 1, 3),
            ("phone without a name", 1, 2),
            ("Porta A", 2, 5),
            ("Porta B", 1, 1),
        ]
        assert found.from_paper == 3
        assert sum(row.people for row in found.quarters) == 8

    def test_undone_with_who_and_when(self):
        row = self.admit(self.two, 2, CURTAIN)
        services.undo_admission(check_in_id=row.pk, staff=self.door, at=CURTAIN + timedelta(seconds=8))
        [undone] = self.made().undone
        assert (undone.act.staff, undone.act.people, undone.undone_by) == ("Marta Riva", 2, "Marta Riva")
        assert undone.undone_at == CURTAIN + timedelta(seconds=8)
        assert self.figures()["All who are in"] == (None, 0)

    def test_conflict_with_both_times_devices_and_staff(self):
        self.admit(self.two, 2, CURTAIN - 9 * MINUTE, "Porta A")
        teller = sync.Teller(self.performance.pk, self.office, "Porta B", CURTAIN)
        sync.sync([sync.ToldAct(ActKind.ADMIT, "alone", CURTAIN - 4 * MINUTE, self.two.pk, 2)], teller)
        [conflict] = self.made().conflicts
        assert (conflict.reference, conflict.party_size) == (self.two.printed_reference, 2)
        assert (conflict.act.at, conflict.act.device, conflict.act.staff) == (
            CURTAIN - 4 * MINUTE,
            "Porta B",
            "Olmo Gherardi",
        )
        [counted] = conflict.counted
        assert (counted.at, counted.device, counted.staff) == (CURTAIN - 9 * MINUTE, "Porta A", "Marta Riva")
        assert self.figures()["All who are in"] == (None, 2)

    def test_unknown_performance(self):
        with self.assertRaises(NotFound):
            report(999_999, NOW)

    def test_cost_does_not_grow_with_the_evening(self):
        self.admit(self.two, 1, CURTAIN)
        self.made()
        with self.assertNumQueries(8):
            self.made()
        self.evening_of_others()
        with self.assertNumQueries(8):
            self.made()

    def evening_of_others(self):
        for number in range(2):
            self.admit(self.party(f"Altra{number}"), 2, CURTAIN + number * MINUTE)


class ReportFileTests(ReportTestCase):
    def rows(self, language="en"):
        with override(language):
            text = report_csv(report(self.performance.pk, MORNING)).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";" if language == "it" else ","))

    def test_csv_begins_with_the_mark_of_utf_8_and_has_local_times(self):
        self.evening()
        assert report_csv(self.made()).startswith(b"\xef\xbb\xbf")
        rows = self.rows()
        assert ["Show", "Le voci sotto"] in rows
        assert ["Doors", "2026-11-20 20:30:00"] in rows
        assert ["2026-11-20 20:30:00", "3"] in rows
        assert ["Walk-ups", "1", "2"] in rows

    def test_italian_spreadsheets_get_semicolons(self):
        self.evening()
        assert ["Porta A", "5", "2"] in self.rows("it")

    def test_formula_in_the_name_of_a_phone_or_of_staff_stays_text(self):
        self.door.first_name, self.door.last_name = "@SUM(A1)", ""
        self.door.save()
        self.admit(self.two, 2, CURTAIN, '=HYPERLINK("http://x")')
        cells = [cell for row in self.rows() for cell in row]
        assert '\'=HYPERLINK("http://x")' in cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]

    def test_no_visitor_is_named_and_references_stand_with_conflicts_alone(self):
        self.evening()
        teller = sync.Teller(self.performance.pk, self.office, "Porta B", CURTAIN)
        sync.sync([sync.ToldAct(ActKind.ADMIT, "alone", CURTAIN, self.two.pk, 2)], teller)
        with override("en"):
            found = self.made()
            texts = [report_csv(found).decode(), " ".join(pages_of(report_pdf(found)))]
        for text in texts:
            for row in Reservation.objects.exclude(name=""):
                assert row.name not in text
                assert row.email not in text
                assert (row.printed_reference in text) is (row.pk == self.two.pk)

    def test_paper_has_every_table(self):
        self.evening()
        with override("en"):
            found = self.made()
            [page] = pages_of(report_pdf(found))
            for table in tables(found):
                assert table.title in page
        assert "Le voci sotto" in page
        assert "Came late 1 1" in page

    def test_long_evening_takes_more_pages(self):
        for number in range(60):
            CheckIn.objects.create(
                performance=self.performance,
                reservation=self.four,
                people=1,
                scan_id=str(number),
                staff=self.door,
                at=CURTAIN,
                received_at=CURTAIN,
                undone_at=CURTAIN,
                undone_by=self.door,
            )
        with override("en"):
            pages = pages_of(report_pdf(self.made()))
        assert len(pages) > 1
        assert " ".join(pages).count("Marta Riva") == 120

    def test_files_are_called_after_the_evening(self):
        with override("it"):
            name = report_name(self.made(), "csv")
        assert name.startswith("2026-11-20-2100-")
        assert name.endswith("-le-voci-sotto.csv")
