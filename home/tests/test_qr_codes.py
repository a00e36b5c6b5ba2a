import re

import zxingcpp
from django.test import SimpleTestCase
from PIL import Image

from home import qr_codes

TEXT = "https://www.teatro.example/r/0123456789abcdefghijklmnopqrstuvwxyzABCDEF"


def dark_modules(drawn: str) -> set[tuple[int, int]]:
    """The column and row of each module that an SVG element draws."""
    [(start, strokes)] = re.findall(r'd="M(\d+) \1\.5((?:m-?\d+ [01]|h\d+)*)"', drawn)
    modules, column, row = set(), int(start), int(start)
    for right, down, line in re.findall(r"m(-?\d+) ([01])|h(\d+)", strokes):
        modules |= {(column + place, row) for place in range(int(line or 0))}
        column, row = column + int(right or line), row + int(down or 0)
    return modules


class QRCodeTests(SimpleTestCase):
    def test_a_reader_finds_the_text_in_the_modules(self):
        rows = qr_codes.modules(TEXT)
        picture = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows)).resize((400, 400), 0)
        [found] = zxingcpp.read_barcodes(picture)
        assert (found.text, found.format) == (TEXT, zxingcpp.BarcodeFormat.QRCode)

    def test_the_svg_draws_the_same_modules_at_every_size(self):
        for length in (1, len(TEXT), 100, 200, 2300):
            with self.subTest(length):
                text = (TEXT * 40)[:length]
                rows = qr_codes.modules(text)
                dark = {(column, row) for row, line in enumerate(rows) for column, it in enumerate(line) if it == 0}
                assert dark_modules(qr_codes.svg(text)) == dark
                assert f'viewBox="0 0 {len(rows)} {len(rows)}"' in qr_codes.svg(text)

    def test_short_and_long_texts_are_drawn_as_ordinary_codes_with_their_light_border(self):
        for length, side in [(1, 21), (2300, 177)]:
            with self.subTest(length):
                rows = qr_codes.modules("a" * length)
                border = qr_codes.QUIET_ZONE
                assert (len(rows), {len(row) for row in rows}) == (side + 2 * border, {side + 2 * border})
                assert all(row == b"\xff" * len(row) for row in rows[:border] + rows[-border:])
