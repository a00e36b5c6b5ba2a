"""The door list on A4: boxes to tick, names, references, needs; and empty boxes for walk-ups at the end.

Thirty parties fit the first page. With the codes of the passes, which is an option, fourteen do: codes nearer to one
another would all stand before a camera at once, and a scan admits.
"""

from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bookings import passes
from bookings.door_list import DoorList, initial, need_words
from bookings.models import Reservation
from bookings.paper import Sheet

A4 = (210.0, 297.0)
MARGIN = 11.0
HEAD, HEAD_OF_NEXT_PAGES, COLUMN_HEADS, FOOT = 37.0, 9.0, 5.0, 6.0
ROW, ROW_WITH_CODE, CODE_SIZE = 6.6, 16.0, 15.5
BOX, GAP, MOST_BOXES = 4.4, 1.2, 6
LETTER, BOXES, PEOPLE, NAME, REFERENCE = 6.0, 36.0, 12.0, 58.0, 31.0  # the widths of the columns; needs take the rest
WALK_UP_BOXES, WALK_UP_ROWS = 14, 2
FAINT = 150  # of 255: lines that guide the eye


@dataclass(frozen=True)
class _Column:
    left: float
    width: float


@dataclass(frozen=True)
class _Columns:
    """Where each column begins and how wide it is."""

    letter: _Column
    boxes: _Column
    people: _Column
    name: _Column
    reference: _Column
    needs: _Column


def door_list_pdf(door_list: DoorList, *, with_codes: bool = False) -> bytes:
    """The list in the language being read."""
    return _Paper(door_list, with_codes).drawn()


def door_list_name(door_list: DoorList) -> str:
    """What the file is called: the evening first, so that files stand in order."""
    performance = door_list.performance
    return f"{performance.starts_at:%Y-%m-%d-%H%M}-{slugify(_('Door list'))}-{slugify(performance.show_title)}.pdf"


class _Paper:
    """One door list while it is drawn."""

    def __init__(self, door_list: DoorList, with_codes: bool) -> None:
        self.list = door_list
        self.with_codes = with_codes
        self.row = ROW_WITH_CODE if with_codes else ROW
        self.sheet = Sheet(A4, MARGIN, (get_language() or "it")[:2])
        self.sheet.set_title(f"{_('Door list')}: {door_list.performance.show_title}")
        self.sheet.set_creation_date(door_list.at)
        self.columns = _columns(self.sheet.epw - (CODE_SIZE + GAP if with_codes else 0))

    def drawn(self) -> bytes:
        pages = self._pages()
        for number, rows in enumerate(pages, start=1):
            if number > 1:
                self.sheet.add_page()
                self._write_short_head()
            else:
                self._write_head()
            self._write_column_heads()
            self._write_rows(rows)
            if number == len(pages):
                self._draw_walk_up_boxes()
            self._write_foot(number, len(pages))
        return self.sheet.content()

    # -- pages

    def _pages(self) -> list[list[Reservation]]:
        """The parties of each page; the boxes for walk-ups, at the end, may need a page of their own."""
        first, later = self._fitting(HEAD), self._fitting(HEAD_OF_NEXT_PAGES)
        parties = self.list.parties
        pages = [parties[:first]]
        pages += [parties[start : start + later] for start in range(first, len(parties), later)]
        room = (first if len(pages) == 1 else later) - len(pages[-1])
        if room < ceil(_height_of_walk_ups() / self.row):
            pages.append([])
        return pages

    def _fitting(self, head: float) -> int:
        return int((self.sheet.h - 2 * MARGIN - head - COLUMN_HEADS - FOOT) / self.row)

    # -- heads and foot

    def _write_head(self) -> None:
        sheet, performance = self.sheet, self.list.performance
        sheet.write_within(f"{settings.WAGTAIL_SITE_NAME} · {_('Door list')}", size=8)
        sheet.rule(0.7)
        sheet.set_y(sheet.get_y() + 1.5)
        sheet.write_within(performance.show_title, size=20, style="B", height=8, least=11)
        sheet.write_within(_evening(self.list), size=10, style="B", height=4.5, least=7)
        sheet.write_within(f"{performance.venue.name}, {performance.venue.address}, {performance.venue.city}", size=8)
        sheet.set_y(sheet.get_y() + 1)
        sheet.write_within(_counts(self.list), size=9, style="B", height=4)
        sheet.write_within(_needs(self.list), size=8.5, height=8, least=6.5)
        sheet.set_y(MARGIN + HEAD)

    def _write_short_head(self) -> None:
        performance = self.list.performance
        self.sheet.set_y(MARGIN)
        self.sheet.write_within(f"{performance.show_title} · {performance.starts_label}", size=8, style="B", height=4)
        self.sheet.rule()
        self.sheet.set_y(MARGIN + HEAD_OF_NEXT_PAGES)

    def _write_column_heads(self) -> None:
        top = self.sheet.get_y()
        heads = {"boxes": _("In"), "people": _("People"), "name": _("Name"), "reference": _("Reference")}
        for name, words in {**heads, "needs": _("Access needs")}.items():
            self._write_in(getattr(self.columns, name), top, words, size=7, height=COLUMN_HEADS - 1)
        self.sheet.set_y(top + COLUMN_HEADS)

    def _write_foot(self, number: int, pages: int) -> None:
        sheet = self.sheet
        sheet.set_xy(MARGIN, sheet.h - MARGIN - 3.5)
        sheet.write_within(_("Holds names: destroy after the performance."), size=8, style="B", width=110)
        printed = _("Printed at %(time)s") % {"time": f"{self.list.printed_at:%H:%M}"}
        page = _("page %(number)d of %(pages)d") % {"number": number, "pages": pages}
        sheet.set_xy(MARGIN + 115, sheet.h - MARGIN - 3.5)
        sheet.cell(sheet.epw - 115, 3.5, f"{printed} · {page}", align="R")

    # -- rows

    def _write_rows(self, parties: list[Reservation]) -> None:
        letter = ""
        for party in parties:
            top = self.sheet.get_y()
            self._rule_above(top)
            here = initial(party.name)
            if here != letter:
                self._write_in(self.columns.letter, top, here, size=11, style="B", height=self.row)
            letter = here
            self._write_party(party, top)
            self.sheet.set_y(top + self.row)
        self._rule_above(self.sheet.get_y())

    def _write_party(self, party: Reservation, top: float) -> None:
        columns, height = self.columns, self.row
        self._draw_boxes(party, top)
        self._write_in(columns.people, top, str(party.kept_seats), size=12, style="B", height=height)
        name = party.name or _("Name erased")
        self._write_in(columns.name, top, name, size=11, style="B", height=height, least=6.5)
        self._write_in(columns.reference, top, party.printed_reference, size=13, style="B", height=height)
        self._write_in(columns.needs, top, _remarks(party), size=8, height=height, least=5.5)
        if self.with_codes:
            left = self.sheet.w - MARGIN - CODE_SIZE
            self.sheet.draw_code(passes.pass_modules(party), left, top + (self.row - CODE_SIZE) / 2, CODE_SIZE)

    def _draw_boxes(self, party: Reservation, top: float) -> None:
        """A box for each person who has a seat, those already in crossed; for a large party one for their number."""
        left, top = self.columns.boxes.left, top + (self.row - BOX) / 2
        if party.kept_seats > MOST_BOXES:
            self._draw_box(left, top, BOX * 2.5)
            if party.admitted:
                self._write_in(_Column(left + 1, BOX * 2), top, str(party.admitted), size=10, style="B", height=BOX)
            of_all = _("of %(people)d") % {"people": party.kept_seats}
            self._write_in(_Column(left + BOX * 2.5 + GAP, 16), top, of_all, size=9, height=BOX)
            return
        for place in range(party.kept_seats):
            self._draw_box(left + place * (BOX + GAP), top, BOX)
            if place < party.admitted:
                self._cross(left + place * (BOX + GAP), top)

    def _draw_walk_up_boxes(self) -> None:
        """Each box takes the number of people who came together without a reservation."""
        sheet = self.sheet
        sheet.set_xy(MARGIN, sheet.get_y() + 1.5)
        sheet.write_within(_("Walk-ups: how many people came together"), size=8, style="B", height=4)
        width = sheet.epw / WALK_UP_BOXES
        for row in range(WALK_UP_ROWS):
            for place in range(WALK_UP_BOXES):
                self._draw_box(MARGIN + place * width, sheet.get_y() + 0.5 + row * (ROW + GAP), width - GAP, ROW)

    # -- pieces

    def _write_in(
        self, column: _Column, top: float, words: str, *, size: float, height: float, style: str = "", least: float = 6
    ) -> None:
        """Writes words into a column, in the middle of a row of this height."""
        if words:
            self.sheet.set_xy(column.left, top)
            self.sheet.write_in_middle(words, size=size, style=style, width=column.width, height=height, least=least)

    def _draw_box(self, left: float, top: float, width: float, height: float = BOX) -> None:
        self.sheet.set_line_width(0.3)
        self.sheet.set_draw_color(0)
        self.sheet.rect(left, top, width, height)

    def _cross(self, left: float, top: float) -> None:
        self.sheet.set_line_width(0.5)
        self.sheet.line(left, top, left + BOX, top + BOX)
        self.sheet.line(left, top + BOX, left + BOX, top)

    def _rule_above(self, top: float) -> None:
        self.sheet.set_line_width(0.15)
        self.sheet.set_draw_color(FAINT)
        self.sheet.line(MARGIN, top, self.sheet.w - MARGIN, top)


def _columns(width: float) -> _Columns:
    """The columns from left to right over a width; the needs take what the others leave."""
    widths = [LETTER, BOXES, PEOPLE, NAME, REFERENCE]
    widths.append(width - sum(widths))
    lefts = [MARGIN + sum(widths[:number]) for number in range(len(widths))]
    return _Columns(*(_Column(left, wide - GAP) for left, wide in zip(lefts, widths, strict=True)))


def _height_of_walk_ups() -> float:
    return 1.5 + 4 + 0.5 + WALK_UP_ROWS * (ROW + GAP)


def _evening(door_list: DoorList) -> str:
    performance = door_list.performance
    if performance.doors_at is None:
        return performance.starts_label
    doors = _("Doors %(time)s") % {"time": f"{performance.doors_at:%H:%M}"}
    return f"{performance.starts_label} · {doors}"


def _counts(door_list: DoorList) -> str:
    parties = len(door_list.parties)
    counts = [
        ngettext("%(parties)d party", "%(parties)d parties", parties) % {"parties": parties},
        ngettext("%(people)d person", "%(people)d people", door_list.people) % {"people": door_list.people},
        _("already in: %(people)d") % {"people": door_list.admitted},
        _("walk-ups: %(people)d") % {"people": door_list.walk_ups},
        _("places free: %(places)d") % {"places": door_list.free},
    ]
    return " · ".join(counts)


def _remarks(party: Reservation) -> str:
    """What the house must know of a party: its needs, and that places of it were given away meanwhile."""
    given_away = _("%(places)d given away") % {"places": party.released_seats} if party.released_seats else ""
    return ", ".join(words for words in (given_away, need_words(party)) if words)


def _needs(door_list: DoorList) -> str:
    if not door_list.needs:
        return _("Nobody has told of access needs.")
    words = ", ".join(f"{words} {parties}" for words, parties in door_list.needs)
    return _("To prepare, number of parties: %(needs)s") % {"needs": words}
