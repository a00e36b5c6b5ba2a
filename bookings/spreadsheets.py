"""Tables for spreadsheets: what a cell may hold, what makes a text harmless, and CSV row by row."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.text import slugify
from django.utils.translation import get_language

# Times are local already: a spreadsheet knows no time zone. Decimals are amounts of money.
Cell = str | int | Decimal | date | datetime | None

# What a spreadsheet would take for a formula, or for the end of the cell before; the wide ones are folded by some.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SEPARATORS = {"it": ";"}  # what spreadsheets of that language expect; a comma elsewhere
DECIMAL_SIGNS = {"it": ","}
MARK_OF_UTF8 = "\ufeff"  # by which spreadsheets know it


@dataclass(frozen=True)
class Table:
    """Rows below heads; the same value is drawn on pages, on paper and in files."""

    name: str
    title: str
    heads: list[str]
    rows: list[list[Cell]]
    has_sum: bool = False  # in its last row


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula; blanks before it do not make it harmless."""
    return text.startswith(FORMULA_SIGNS) or text.lstrip().startswith(FORMULA_SIGNS)


def safe_cell(cell: Cell) -> str | int | None:
    """A cell as CSV has it: an apostrophe before what would begin like a formula, so that it is shown as text.

    Times stand in a form that every spreadsheet reads, amounts with the decimal sign of the language being read.
    """
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", DECIMAL_SIGNS.get(language(), "."))
    return f"'{cell}" if isinstance(cell, str) and is_formula(cell) else cell


def csv_lines(rows: Iterable[Iterable[Cell]]) -> Iterator[bytes]:
    """A CSV file line by line. Texts are quoted, so that no other separator cuts a harmless one into a formula."""
    writer = csv.writer(_Passed(), delimiter=SEPARATORS.get(language(), ","), quoting=csv.QUOTE_NONNUMERIC)
    mark = MARK_OF_UTF8
    for row in rows:
        yield f"{mark}{writer.writerow([_written(cell) for cell in row])}".encode()
        mark = ""


def rows_of(tables: Iterable[Table]) -> Iterator[list[Cell]]:
    """Tables one below the other, as one sheet has them, an empty line between two."""
    for number, table in enumerate(tables):
        if number:
            yield []
        yield [table.title]
        yield [*table.heads]
        yield from table.rows


def file_name(*parts: str, ending: str) -> str:
    """A name of a file that every system takes, its parts joined by dashes."""
    return f"{'-'.join(slug for part in parts if (slug := slugify(part)))}.{ending}"


def language() -> str:
    return (get_language() or "it")[:2]


def _written(cell: Cell) -> Any:
    return "" if cell is None else safe_cell(cell)


class _Passed:
    """A file for `csv` that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line
