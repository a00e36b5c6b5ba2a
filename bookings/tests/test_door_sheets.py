import pypdfium2
import zxingcpp
from django.test import TestCase
from django.utils.translation import override

from bookings import links
from bookings.door_list import door_list
from bookings.door_sheets import door_list_name, door_list_pdf
from bookings.models import Reservation, ReservationNeed
from bookings.tests.factories import NOW, confirmed, make_performance, make_show

LONG = "Bianca Maria Antonietta Guglielmina Castiglioni Sforza Visconti di Modrone Arese Borromeo della Torre Grande"


def pages_of(document):
    """The words of each page."""
    opened = pypdfium2.PdfDocument(document)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in opened]
    finally:
        opened.close()


def top_of(words, wanted):
    """How far above the lower edge of the page some words end, in points; None where they do not stand on it."""
    found = words.search(wanted).get_next()
    return words.get_charbox(found[0])[3] if found else None


class DoorListPaperTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(show=make_show("Le voci sotto"), capacity=2_000)

    def add(self, count, **values):
        defaults = {"performance": self.performance, "status": "confirmed", "party_size": 2, "created_at": NOW}
        rows = [Reservation(**{**defaults, "name": f"Visitatore {n:03}", **values}) for n in range(count)]
        return Reservation.objects.bulk_create(rows)

    def pages(self, language="it", **how):
        with override(language):
            return pages_of(door_list_pdf(door_list(self.performance.pk, NOW), **how))

    def test_head_says_the_evening_and_what_to_prepare(self):
        [row] = self.add(1, party_size=3, admitted=1)
        ReservationNeed.objects.create(reservation=row, need="wheelchair")
        [page] = self.pages("en")
        for words in (
            "Le voci sotto",
            "Friday 20 November 2026, at 21:00 · Doors 20:30",
            "Sala Uno, Via del Teatro 1, Bologna",
            "1 party · 3 people · already in: 1 · walk-ups: 0 · places free: 1997",
            "Wheelchair space 1",
            "Walk-ups: how many people came together",
            "Holds names: destroy after the performance.",
            "Printed at 15:00 · page 1 of 1",
            row.printed_reference,
        ):
            with self.subTest(words):
                assert words in page

    def test_thirty_parties_fit_one_page_and_200_are_all_there(self):
        self.add(30)
        assert len(self.pages()) == 1
        self.add(170, name="Altri")
        pages = self.pages("en")
        assert len(pages) == 6
        for number, page in enumerate(pages, start=1):
            assert f"page {number} of 6" in page
            assert "Holds names" in page
        whole = " ".join(pages)
        assert all(row.printed_reference in whole for row in Reservation.objects.all())
        assert whole.count("Walk-ups:") == 1

    def test_boxes_for_walk_ups_never_stand_over_the_foot(self):
        """With each number of parties either the boxes fit below them, or they have the next page."""
        sizes = set()
        for _more in range(6):
            self.add(1 if sizes else 29)
            sizes.add(len(self.pages("en")))
        assert sizes == {1, 2}

    def test_no_row_stands_over_the_foot(self):
        rows = self.add(40)
        for how in ({}, {"with_codes": True}):
            with self.subTest(how), override("en"):
                opened = pypdfium2.PdfDocument(door_list_pdf(door_list(self.performance.pk, NOW), **how))
                self.addCleanup(opened.close)
                for page in opened:
                    words = page.get_textpage()
                    foot = top_of(words, "Holds names")
                    lowest = [top_of(words, row.printed_reference) for row in rows]
                    assert min(height for height in lowest if height is not None) > foot + 5

    def test_nobody_yet_is_a_page_for_walk_ups(self):
        [page] = self.pages("en")
        assert "0 parties · 0 people" in page
        assert "Nobody has told of access needs." in page
        assert "Walk-ups:" in page

    def test_long_and_foreign_names_can_be_read(self):
        for name in (LONG, "Αντιγόνη Παπαδοπούλου", "Ольга Чехова", "Łucja Żółć"):
            self.add(1, name=name)
        [page] = self.pages()
        assert page.count("Bianca Maria Antonietta") == 1
        for name in ("Αντιγόνη Παπαδοπούλου", "Ольга Чехова", "Łucja Żółć"):
            assert name in page

    def test_large_party_has_a_box_for_a_number(self):
        self.add(1, party_size=9, admitted=4)
        assert "of 9" in self.pages("en")[0]

    def test_places_given_away_have_no_box_and_are_told_of(self):
        self.add(1, party_size=3, admitted=1, released_seats=2)
        [page] = self.pages("en")
        assert "1 party · 1 person · already in: 1" in page
        assert "2 given away" in page

    def test_codes_are_those_of_the_passes(self):
        """Read from the page as a printer of 300 dots in an inch draws it."""
        row = confirmed(self.performance)
        opened = pypdfium2.PdfDocument(door_list_pdf(door_list(self.performance.pk, NOW), with_codes=True))
        self.addCleanup(opened.close)
        page = opened[0].render(scale=300 / 72).to_pil()
        assert [found.text for found in zxingcpp.read_barcodes(page)] == [links.pass_link(row)]

    def test_file_is_called_after_the_evening(self):
        with override("it"):
            name = door_list_name(door_list(self.performance.pk, NOW))
        assert name.startswith("2026-11-20-2100-")
        assert name.endswith("-le-voci-sotto.pdf")
