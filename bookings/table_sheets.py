"""Tables on sheets of A4: a head, the tables one below the other over as many pages as they need, a foot on each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from django.conf import settings
from django.utils.translation import gettext as _

from bookings.listings import short_moment_label
from bookings.paper import FAMILY, Sheet
from bookings.spreadsheets import Cell, Table, language

A4 = (210.0, 297.0)
MARGIN, BAR, ROW, FOOT = 15.0, 75.0, 5.5, 8.0
WORDS, NUMBER, FEW_COLUMNS = 70.0, 28.0, 3
GAP, MOST_LETTERS = 2.0, 40  # what a column leaves free; the longest line that counts when columns share the width


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
        words = [[self.paper.words(cell) for cell in row] for row in table.rows]
        sheet.set_font(FAMILY, "", 9)
        columns = _columns(table, words, sheet)
        self._write_row(_Row(table.heads, 8, ROW), columns)
        sheet.rule(0.2)
        height = ROW if all(_fits(row, columns, sheet) for row in words) else 2 * ROW
        for number, (row, cells) in enumerate(zip(table.rows, words, strict=True), start=1):
            is_sum = table.has_sum and number == len(words)
            self._make_room(height)
            if is_sum:
                sheet.rule(0.2)
            if table.name in self.paper.bars:
                self._draw_bar(row, self.paper.bars[table.name])
            self._write_row(_Row(cells, 9, height, style="B" if is_sum else ""), columns)

    def _write_row(self, row: "_Row", columns: list["_Column"]) -> None:
        sheet, top, left = self.sheet, self.sheet.get_y(), MARGIN
        for cell, column in zip(row.cells, columns, strict=True):
            room = column.width - GAP
            sheet.set_font(FAMILY, row.style, row.size)
            free = max(0.0, room - sheet.get_string_width(cell)) if column.is_number else 0.0
            sheet.set_xy(left + free, top)
            sheet.write_in_middle(cell, size=row.size, style=row.style, width=room - free, height=row.height, least=5)
            left += column.width
        sheet.set_xy(MARGIN, top + row.height)

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


@dataclass(frozen=True)
class _Row:
    cells: list[str]
    size: float
    height: float
    style: str = ""


@dataclass(frozen=True)
class _Column:
    width: float
    is_number: bool = False  # and so stands at the right


def _columns(table: Table, rows: list[list[str]], sheet: Sheet) -> list[_Column]:
    """Few columns stand close together at the left, where the eye finds the number beside its words; many have what
    their longest word takes, and share the rest by their longest line."""
    if len(table.heads) <= FEW_COLUMNS:
        return [_Column(WORDS), *[_Column(NUMBER)] * (len(table.heads) - 1)]
    width = sheet.epw
    cells = [[head, *(row[at] for row in rows)] for at, head in enumerate(table.heads)]
    whole = [_has(table, at, datetime | Decimal) for at in range(len(cells))]  # these are never broken
    parts = [
        [*head.split(), *(part for cell in column for part in ([cell] if is_whole else cell.split()))]
        for (head, *column), is_whole in zip(cells, whole, strict=True)
    ]
    least = [GAP + 1 + max((sheet.get_string_width(part) for part in column), default=0.0) for column in parts]
    if sum(least) > width:
        widths = [width * column / sum(least) for column in least]
    else:
        # Words take the rest: numbers and moments have all that they need.
        lines = [
            min(max(len(cell) for cell in column), MOST_LETTERS) if _has(table, at, str) or not at else 0
            for at, column in enumerate(cells)
        ]
        rest = width - sum(least)
        widths = [column + rest * line / sum(lines) for column, line in zip(least, lines, strict=True)]
    return [_Column(share, _has(table, at, int | Decimal)) for at, share in enumerate(widths)]


def _has(table: Table, at: int, kind: Any) -> bool:
    return any(isinstance(row[at], kind) for row in table.rows)


def _fits(cells: list[str], columns: list[_Column], sheet: Sheet) -> bool:
    """Whether a row needs one line only."""
    return all(sheet.get_string_width(cell) <= column.width - GAP for cell, column in zip(cells, columns, strict=True))
