"""The pass as a file that a visitor keeps: one A6 page, and a picture of that page.

It names the evening and the reference, and nobody: whoever finds it learns no name and no address.
"""

from django.conf import settings
from django.utils.translation import get_language, npgettext
from django.utils.translation import gettext as _

from bookings import passes, queries
from bookings.holders import HolderView
from bookings.paper import Sheet, picture_of
from home.qr_codes import QUIET_ZONE

A6 = (105.0, 148.0)
MARGIN = 8.0
TITLE_HEIGHT, PLACE_HEIGHT, CODE_SIZE, DOOR_HEIGHT, GAP = 26.0, 9.0, 64.0, 11.0, 4.0
PIXELS_PER_POINT = 4  # 1190 by 1678 pixels, sharp on every phone


def pass_pdf(view: HolderView) -> bytes:
    """The pass of a confirmed reservation in the language being read."""
    sheet = Sheet(A6, MARGIN, (get_language() or "it")[:2])
    sheet.set_title(f"{view.performance.show_title} {view.reference}")
    sheet.set_creation_date(view.reservation.confirmed_at)
    _write_evening(sheet, view)
    top = sheet.h - MARGIN - DOOR_HEIGHT - CODE_SIZE
    _draw_code(sheet, view, top)
    _write_beside_code(sheet, view, top)
    sheet.set_xy(MARGIN, top + CODE_SIZE)
    at_the_door = queries.texts().at_the_door or _("Show this code at the door, on the phone or on paper.")
    sheet.write_within(f"{at_the_door} {view.performance.release_notice}".strip(), size=8, height=DOOR_HEIGHT)
    return sheet.content()


def pass_picture(view: HolderView) -> bytes:
    """The page of the PDF file as PNG, for the pictures on a phone."""
    return picture_of(pass_pdf(view), PIXELS_PER_POINT)


def _write_evening(sheet: Sheet, view: HolderView) -> None:
    performance, venue = view.performance, view.performance.venue
    sheet.write_within(settings.WAGTAIL_SITE_NAME, size=8)
    sheet.rule(0.8)
    sheet.set_y(sheet.get_y() + GAP)
    sheet.write_within(performance.show_title, size=27, style="B", height=TITLE_HEIGHT, least=13)
    sheet.set_y(sheet.get_y() + GAP)
    sheet.write_within(performance.starts_label, size=11, style="B", height=6)
    if performance.doors_at:
        sheet.write_within(_("Doors %(time)s") % {"time": f"{performance.doors_at:%H:%M}"}, size=9)
    sheet.set_y(sheet.get_y() + GAP / 2)
    sheet.write_within(venue.name, size=11, style="B", height=6)
    address = f"{venue.address}, {venue.postal_code} {venue.city}".replace(",  ", ", ")
    sheet.write_within(address, size=9, height=PLACE_HEIGHT)


def _draw_code(sheet: Sheet, view: HolderView, top: float) -> None:
    """The light border reaches into the margin of the page, so that the code stands in line with the words."""
    rows = passes.pass_modules(view.reservation)
    sheet.draw_code(rows, MARGIN - QUIET_ZONE * CODE_SIZE / len(rows), top, CODE_SIZE)


def _write_beside_code(sheet: Sheet, view: HolderView, top: float) -> None:
    left = MARGIN + CODE_SIZE - GAP
    width = sheet.w - MARGIN - left
    people = npgettext("party", "person", "people", view.party_size)
    sheet.set_xy(left, top + 1.25 * GAP)
    sheet.write_within(str(view.party_size), size=40, style="B", width=width)
    sheet.write_within(people, size=10, width=width)
    sheet.set_xy(left, top + CODE_SIZE - 20)
    sheet.write_within(_("Reference"), size=8, width=width)
    sheet.write_within(view.reference, size=19, style="B", width=width, height=8)
