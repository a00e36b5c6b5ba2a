"""XLSX files row by row: a zip of XML that is sent while it is made, so that no file is too large for the memory.

Texts are stored as texts, never as formulas, and stay so when somebody edits their cell; times are real dates.
ADR 0029 says why openpyxl, which keeps the rows until the end, reads these files in tests only.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from bookings.spreadsheets import Cell, is_formula

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001  spreadsheets count days from here, and know no time zone
DAY = timedelta(days=1)
MOST_LETTERS = 32_767  # of one cell; a program refuses the whole file for one more
NAME_LETTERS = 31  # of the name of a sheet
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
PORTION = 32_768  # bytes that are sent at once
PLAIN, MOMENT, DAY_ALONE, HEAD, AMOUNT, QUOTED = range(6)  # the styles, in the order in which STYLES has them
WIDTHS = {"least": 10, "most": 40, "moment": 17}

STYLES = f"""{XML}<styleSheet xmlns="{MAIN}">
<numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>\
<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="166" formatCode="#,##0.00"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
<xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""


@dataclass(frozen=True)
class Page:
    """One sheet of a workbook: its name, its heads and its rows, which are asked for one after the other."""

    name: str
    heads: list[str]
    rows: Iterable[Iterable[Cell]]
    above: tuple[str, ...] = ()  # lines above the heads


def workbook(pages: list[Page]) -> Iterator[bytes]:
    """The file in portions, the first of them before any row has been asked for."""
    sent = _Sent()
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in _fixed_parts(pages).items():
            file.writestr(name, content)
        for number, page in enumerate(pages, start=1):
            with file.open(f"xl/worksheets/sheet{number}.xml", "w") as sheet:
                sheet.write(_opening(page).encode())
                yield sent.taken()
                for row in page.rows:
                    sheet.write(_row(row).encode())
                    if sent.size >= PORTION:
                        yield sent.taken()
                sheet.write(b"</sheetData></worksheet>")
    yield sent.taken()


class _Sent:
    """A file that can only be written to; what was written is taken away in portions."""

    def __init__(self) -> None:
        self.portions: list[bytes] = []
        self.size = 0

    def write(self, portion: bytes) -> int:
        self.portions.append(bytes(portion))
        self.size += len(portion)
        return len(portion)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        taken, self.portions, self.size = b"".join(self.portions), [], 0
        return taken


def _opening(page: Page) -> str:
    """Everything of a sheet that comes before its rows: the heads stay in sight when somebody scrolls."""
    fixed = len(page.above) + 1
    pane = f'<pane ySplit="{fixed}" topLeftCell="A{fixed + 1}" activePane="bottomLeft" state="frozen"/>'
    widths = [min(max(len(head) + 3, WIDTHS["moment"]), WIDTHS["most"]) for head in page.heads]
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, start=1)
    )
    above = "".join(f"<row>{_cell(line)}</row>" for line in page.above)
    heads = "".join(_text(head, HEAD) for head in page.heads)
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{above}<row>{heads}</row>"
    )


def _row(cells: Iterable[Cell]) -> str:
    return f"<row>{''.join(map(_cell, cells))}</row>"


def _cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, datetime):
        return f'<c s="{MOMENT}"><v>{(cell.replace(tzinfo=None) - FIRST_DAY) / DAY:.10f}</v></c>'
    if isinstance(cell, date):
        return f'<c s="{DAY_ALONE}"><v>{(cell - FIRST_DAY.date()).days}</v></c>'
    if isinstance(cell, Decimal):
        return f'<c s="{AMOUNT}"><v>{cell}</v></c>'
    if isinstance(cell, int):
        return f"<c><v>{int(cell)}</v></c>"
    return _text(cell, QUOTED if is_formula(cell) else PLAIN)


def _text(words: str, style: int) -> str:
    """A text inside its cell. `quotePrefix`, of QUOTED, keeps it one after its cell has been edited."""
    kept = escape(NOT_IN_XML.sub("\ufffd", words[:MOST_LETTERS]))
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{kept}</t></is></c>'


def _fixed_parts(pages: list[Page]) -> dict[str, str]:
    numbers = range(1, len(pages) + 1)
    names = _names(pages)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{PARTS}.worksheet+xml"/>'
        for number in numbers
    )
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    relations = "".join(_relation(number, "worksheet", f"worksheets/sheet{number}.xml") for number in numbers)
    relations += _relation(len(pages) + 1, "styles", "styles.xml")
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{PARTS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{PARTS}.styles+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        f"{_relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>",
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "xl/styles.xml": STYLES,
    }


def _names(pages: list[Page]) -> list[str]:
    """The names of the sheets without what no program takes in one, no two alike."""
    names: list[str] = []
    for number, page in enumerate(pages, start=1):
        name = NOT_IN_NAMES.sub(" ", NOT_IN_XML.sub(" ", page.name)).strip()[:NAME_LETTERS]
        names.append(name if name and name not in names else f"{name[: NAME_LETTERS - 4]} {number}".strip())
    return names


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
