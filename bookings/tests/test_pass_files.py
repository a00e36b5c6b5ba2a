import io

import pypdfium2
import zxingcpp
from django.test import TestCase
from django.utils import timezone, translation
from PIL import Image

from bookings import pass_files, queries
from bookings.holders import holder_view
from bookings.links import pass_link
from bookings.models import BookingTexts
from bookings.tests.factories import confirmed, make_show, make_venue, playing_soon
from bookings.tests.test_paper import text_of

TITLE = "Łódź — Čechov"
A6_IN_POINTS = (105 / 25.4 * 72, 148 / 25.4 * 72)


class PassFileTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        venue = make_venue(name="Sala Macchine", address="Via del Porto 8", postal_code="40121", city="Bologna")
        cls.performance = playing_soon(show=make_show(TITLE), venue=venue)
        cls.reservation = confirmed(cls.performance, at=timezone.now(), party_size=4)

    def holder_view(self):
        return holder_view(queries.reservation(self.reservation.public_id), timezone.now())

    def test_one_a6_page_with_the_evening_and_without_the_person(self):
        with translation.override("en"):
            document = pass_files.pass_pdf(self.holder_view())
        opened = pypdfium2.PdfDocument(document)
        self.addCleanup(opened.close)
        assert len(opened) == 1
        for measured, wanted in zip(opened[0].get_size(), A6_IN_POINTS, strict=True):
            self.assertAlmostEqual(measured, wanted, delta=0.1)
        doors = self.performance.local(self.performance.doors_at)
        words = " ".join(text_of(document).split())
        for expected in (
            TITLE,
            f"Doors {doors:%H:%M}",
            "Sala Macchine",
            "Via del Porto 8, 40121 Bologna",
            "4 people",
            self.reservation.printed_reference,
            "Show this code at the door, on the phone or on paper.",
        ):
            assert expected in words, expected
        everything = document.decode("latin-1") + words
        assert "Giulia" not in everything
        assert "example.org" not in everything

    def test_another_reader_reads_the_code_in_page_and_picture(self):
        view = self.holder_view()
        opened = pypdfium2.PdfDocument(pass_files.pass_pdf(view))
        self.addCleanup(opened.close)
        page = opened[0].render(scale=2).to_pil()
        picture = Image.open(io.BytesIO(pass_files.pass_picture(view)))
        for image in (page, picture):
            assert [found.text for found in zxingcpp.read_barcodes(image)] == [pass_link(self.reservation)]

    def test_the_company_says_what_to_show_at_the_door(self):
        texts = BookingTexts.load()
        texts.at_the_door_it = "Mostra il codice alla cassa, per favore."
        texts.save()
        with translation.override("it"):
            words = " ".join(text_of(pass_files.pass_pdf(self.holder_view())).split())
        assert "Mostra il codice alla cassa, per favore." in words
