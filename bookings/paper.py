"""Sheets of paper as PDF files, in the fonts of the house; what stands on one is said where it is asked for."""

import io
import re
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import cast

import pypdfium2
from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

DARK = re.compile(rb"\x00+")  # modules in a row
FONTS = Path(__file__).resolve().parent / "fonts"
FAMILY = "Bricolage Grotesque"
FOR_THE_REST = "DejaVu Sans"  # draws the letters that the family lacks: Greek, Cyrillic
FILES = {
    (FAMILY, ""): "bricolage-grotesque-regular.ttf",
    (FAMILY, "B"): "bricolage-grotesque-bold.ttf",
    (FOR_THE_REST, ""): "dejavu-sans-regular.ttf",
    (FOR_THE_REST, "B"): "dejavu-sans-bold.ttf",
}
LINE, LINE_OF_TITLES = 1.25, 1.0  # of the size of the letters
MILLIMETRES = 25.4 / 72  # in a point
SMALLER = 0.94
ONE_AT_A_TIME = Lock()  # PDFium must never be entered by two threads


@dataclass(frozen=True)
class _Box:
    """The room for some words; a height of 0 sets no limit."""

    width: float
    height: float


class Sheet(FPDF):
    """Pages of one size in millimetres, without margins that move anything by themselves."""

    def __init__(self, size: tuple[float, float], margin: float, language: str) -> None:
        super().__init__(unit="mm", format=size)
        for (family, style), file in FILES.items():
            self.add_font(family, style, FONTS / file)
        self.set_fallback_fonts([FOR_THE_REST], exact_match=True)
        self.set_margin(margin)
        self.set_auto_page_break(False)
        self.set_lang(language)
        self.add_page()

    def write_within(
        self, words: str, *, size: float, style: str = "", width: float = 0, height: float = 0, least: float = 6
    ) -> None:
        """Writes words from where the sheet stands, and stands below them.

        Where they would fill more than `height`, their letters become smaller, down to `least` points; what is still
        too much ends in an ellipsis.
        """
        width = width or self.epw
        left = self.get_x()
        lines, size = self._fitted(words, _Box(width, height), size, style, least)
        for line in lines:
            self.set_x(left)
            self.cell(width, _leading(size, style), line, align=Align.L, new_x=XPos.LEFT, new_y=YPos.NEXT)
        self.set_x(left)

    def write_in_middle(
        self, words: str, *, size: float, width: float, height: float, style: str = "", least: float = 6
    ) -> None:
        """Writes words as `write_within` does, in the middle of the height, and stands where it stood."""
        left, top = self.get_x(), self.get_y()
        lines, fitting = self._fitted(words, _Box(width, height), size, style, least)
        self.set_y(top + max(0.0, (height - len(lines) * _leading(fitting, style)) / 2))
        self.set_x(left)
        self.write_within(words, size=size, style=style, width=width, height=height, least=least)
        self.set_xy(left, top)

    def rule(self, thickness: float = 0.5) -> None:
        self.set_fill_color(0)
        self.rect(self.l_margin, self.get_y(), self.epw, thickness, style="F")

    def draw_code(self, rows: list[bytes], left: float, top: float, size: float) -> None:
        """Draws a code of `home.qr_codes`: the dark modules of a row as black rectangles, neighbours as one."""
        module = size / len(rows)
        self.set_fill_color(0)
        for number, row in enumerate(rows):
            for run in DARK.finditer(row):
                # A hair taller than a row, so that no light line shows between two of them.
                self.rect(
                    left + run.start() * module, top + number * module, len(run[0]) * module, module * 1.02, style="F"
                )

    def _fitted(self, words: str, box: _Box, size: float, style: str, least: float) -> tuple[list[str], float]:
        """The lines that words take in a box, and the size of their letters."""
        lines = self._lines(words, style, size, box.width)
        while box.height and len(lines) * _leading(size, style) > box.height and size * SMALLER >= least:
            size *= SMALLER
            lines = self._lines(words, style, size, box.width)
        most = max(1, int(box.height / _leading(size, style))) if box.height else len(lines)
        if len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1].rstrip()}…"]
        return lines, size

    def _lines(self, words: str, style: str, size: float, width: float) -> list[str]:
        self.set_font(FAMILY, style, size)
        self.c_margin = 0
        lines = self.multi_cell(width, _leading(size, style), words, align=Align.L, dry_run=True, output="LINES")
        return cast(list[str], lines)

    def content(self) -> bytes:
        return bytes(self.output())


def picture_of(document: bytes, pixels_per_point: float) -> bytes:
    """The first page of a PDF file as PNG."""
    with ONE_AT_A_TIME:
        opened = pypdfium2.PdfDocument(document)
        try:
            image = opened[0].render(scale=pixels_per_point).to_pil()
        finally:
            opened.close()
    picture = io.BytesIO()
    image.convert("L").save(picture, "PNG", optimize=True)
    return picture.getvalue()


def _leading(size: float, style: str) -> float:
    """Millimetres from one line of letters of `size` points to the next."""
    return size * MILLIMETRES * (LINE_OF_TITLES if style else LINE)
