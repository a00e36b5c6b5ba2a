"""Tables on sheets of A4: a head, the tables one below the other over as many pages as they need, a foot on each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import cast

from django.conf import settings
from django.utils.translation import gettext as _

from bookings.listings import short_moment_label
from bookings.paper import Sheet
from bookings.spreadsheets import Cell, Table, language

A4 = (210.0, 297.0)
MARGIN, BAR, ROW, FOOT = 15.0, 75.0, 5.5, 8.0
WORDS, NUMBER, FEW_COLUMNS = 70.0, 28.0, 3
LETTER, GAP, MOST_LETTERS = (
    2.0,
    2.0,
    40,
)  # of a column: a letter's width, what it leaves free, the longest line that counts


def plain_words(cell: Cell) -> str:
    """A cell as people read it, in the language being read."""
    if isinstance(cell, datetime):
        return short_moment_label(cell)
    if isinstance(cell, Decimal):
        return money_words(cell)
    return "–" if cell is None else str(cell)


def money_words(amount: Decimal) -> str:
    """An amount as it is written beside its sign: `€ 1.234,50`."""
    whole = f"{amount:,.2f}"
    return f"€ {whole.translate(str.maketrans(',.', '.,'))}" if language() == "it" else f"€ {whole}"


@dataclass(frozen=True)
class Paper:
    """What stands on the sheets."""

    kind: str  # what it is, in the line above everything and in the title of the file
    title: str
    lines: list[str]  # below the title; the first one is strong
    tables: list[Table]
    made_at: datetime
    notes: list[str] = field(default_factory=list)  # below the tables
    foot: str = ""  # on every page
    words: Callable[[Cell], str] = plain_words
    bars: Mapping[str, int] = field(default_factory=dict)  # by table: the number that is as long as a bar can be
    is_wide: bool = False

    def drawn(self) -> bytes:
        return _Drawing(self).drawn()


class _Drawing:
    """A paper while it is drawn."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        size = (A4[1], A4[0]) if paper.is_wide else A4
        self.sheet = Sheet(size, MARGIN, language())
        self.sheet.set_title(f"{paper.kind}: {paper.title}")
        self.sheet.set_creation_date(paper.made_at)
        self.number = 1

    def drawn(self) -> bytes:
        self._write_head()
        for table in self.paper.tables:
            self._write_table(table)
        for note in self.paper.notes:
            self._make_room(2 * ROW)
            self.sheet.set_y(self.sheet.get_y() + ROW / 2)
            self.sheet.write_within(note, size=9)
        self._write_foot()
        return self.sheet.content()

    def _write_head(self) -> None:
        sheet, paper = self.sheet, self.paper
        sheet.write_within(f"{settings.WAGTAIL_SITE_NAME} · {paper.kind}", size=8)
        sheet.rule(0.7)
        sheet.set_y(sheet.get_y() + 1.5)
        sheet.write_within(paper.title, size=20, style="B", height=16, least=11)
        for number, line in enumerate(paper.lines):
            sheet.write_within(line, size=9 if number else 10, style="" if number else "B")

    def _write_foot(self) -> None:
        if not self.paper.foot:
            return
        sheet = self.sheet
        page = _("page %(number)d") % {"number": self.number}
        sheet.set_xy(MARGIN, sheet.h - MARGIN - 2)
        sheet.write_within(f"{self.paper.foot} · {page}", size=8, height=FOOT)

    def _write_table(self, table: Table) -> None:
        sheet = self.sheet
        self._make_room(4 * ROW)
        sheet.set_y(sheet.get_y() + ROW)
        sheet.write_within(table.title, size=13, style="B", height=ROW)
        widths = _widths(table, [[self.paper.words(cell) for cell in row] for row in table.rows], sheet.epw)
        self._write_row(table.heads, widths, size=8)
        sheet.rule(0.2)
        height = ROW if len(table.heads) <= FEW_COLUMNS or self.paper.is_wide else 2 * ROW
        for row in table.rows:
            self._make_room(height)
            if table.name in self.paper.bars:
                self._draw_bar(row, self.paper.bars[table.name])
            self._write_row([self.paper.words(cell) for cell in row], widths, size=9, height=height)

    def _write_row(self, cells: list[str], widths: list[float], size: float, height: float = ROW) -> None:
        sheet, top, left = self.sheet, self.sheet.get_y(), MARGIN
        for cell, width in zip(cells, widths, strict=True):
            sheet.set_xy(left, top)
            sheet.write_in_middle(cell, size=size, width=width - 2, height=height, least=5)
            left += width
        sheet.set_xy(MARGIN, top + height)

    def _draw_bar(self, row: list[Cell], most: int) -> None:
        """Black, as long as the number beside it; the number tells the same to who does not see it."""
        sheet = self.sheet
        length = BAR * cast(int, row[1]) / most
        sheet.set_fill_color(0)
        sheet.rect(MARGIN + WORDS + NUMBER, sheet.get_y() + 1, length, ROW - 2, style="F")

    def _make_room(self, height: float) -> None:
        if self.sheet.get_y() + height > self.sheet.h - MARGIN - (FOOT if self.paper.foot else 0):
            self._write_foot()
            self.sheet.add_page()
            self.number += 1
            self.sheet.set_y(MARGIN)


def _widths(table: Table, rows: list[list[str]], width: float) -> list[float]:
    """Few columns stand close together at the left, where the eye finds the number beside its words; many have what
    their longest word takes, and share the rest by their longest line."""
    columns = len(table.heads)
    if columns <= FEW_COLUMNS:
        return [WORDS, *[NUMBER] * (columns - 1)]
    cells = [[head, *(row[at] for row in rows)] for at, head in enumerate(table.heads)]
    words = [GAP + LETTER * max(len(word) for cell in column for word in [*cell.split(), ""]) for column in cells]
    if sum(words) > width:
        return [width * word / sum(words) for word in words]
    lines = [min(max(len(cell) for cell in column), MOST_LETTERS) for column in cells]
    return [word + (width - sum(words)) * line / sum(lines) for word, line in zip(words, lines, strict=True)]
