import io

import pypdfium2
from django.test import SimpleTestCase
from PIL import Image

from bookings.paper import Sheet, picture_of

LONG = "Una parola dopo l’altra, e poi ancora un’altra. " * 40


def text_of(document):
    opened = pypdfium2.PdfDocument(document)
    try:
        return opened[0].get_textpage().get_text_range()
    finally:
        opened.close()


class SheetTests(SimpleTestCase):
    def setUp(self):
        self.sheet = Sheet((105, 148), 8, "it")

    def test_letters_of_every_european_language_are_drawn_and_can_be_read_back(self):
        words = "Łódź Čechov Țară Ġnejna Győr Ŵyn Ærø Þór Ğül Αντιγόνη Чайка Անտիգոնե ანტიგონე “ň” € →"
        for style in ("", "B"):
            self.sheet.write_within(words, size=9, style=style)
        read = " ".join(text_of(self.sheet.content()).split())
        assert read == f"{words} {words}"

    def test_words_that_are_too_many_become_smaller_and_then_end_in_an_ellipsis(self):
        self.sheet.write_within("breve", size=12, height=20)
        assert self.sheet.font_size_pt == 12
        self.sheet.write_within(LONG[:400], size=12, height=20)
        assert 6 < self.sheet.font_size_pt < 12
        before = self.sheet.get_y()
        self.sheet.write_within(LONG, size=12, height=20)
        assert self.sheet.get_y() - before <= 20
        read = text_of(self.sheet.content())
        assert read.rstrip().endswith("…")
        assert read.count("…") == 1

    def test_picture_shows_the_page_without_colours(self):
        picture = Image.open(io.BytesIO(picture_of(self.sheet.content(), 2)))
        assert picture.format == "PNG"
        assert picture.mode == "L"
        assert picture.size == (596, 840)
