"""The QR code of a confirmed reservation, drawn on demand; nothing is stored."""

import io
from functools import lru_cache

import segno

from bookings.links import pass_link
from bookings.models import Reservation

QUIET_ZONE = 4  # modules; readers need them


def pass_svg(reservation: Reservation) -> str:
    """An `<svg>` element that scales with its box, black on white also where the page is dark."""
    return code_svg(pass_link(reservation))


def code_svg(link: str) -> str:
    """The same for another address: a code to practise with."""
    return _encoded(link).svg_inline(border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True)


def pass_png(reservation: Reservation, pixels_per_module: int = 8) -> bytes:
    """A picture for mails, whose readers show no SVG."""
    picture = io.BytesIO()
    _code(reservation).save(picture, kind="png", scale=pixels_per_module, border=QUIET_ZONE)
    return picture.getvalue()


def pass_modules(reservation: Reservation) -> list[list[bool]]:
    """The code as rows of modules, True for dark ones, with the light border that readers need."""
    return [[bool(module) for module in row] for row in _code(reservation).matrix_iter(border=QUIET_ZONE)]


def _code(reservation: Reservation) -> segno.QRCode:
    return _encoded(pass_link(reservation))


@lru_cache(maxsize=256)
def _encoded(link: str) -> segno.QRCode:
    """Encoding costs more than all else in a confirmation, and its page and its mail show the same code."""
    # make_qr and not make: that one draws Micro QR for short texts, which phones do not read.
    return segno.make_qr(link, error="m")
