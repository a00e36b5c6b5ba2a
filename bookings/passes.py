"""The QR code of a confirmed reservation, drawn on demand; nothing is stored."""

import io

import segno

from bookings.links import pass_link
from bookings.models import Reservation

QUIET_ZONE = 4  # modules; readers need them


def pass_svg(reservation: Reservation) -> str:
    """An `<svg>` element that scales with its box, black on white also where the page is dark."""
    return _code(reservation).svg_inline(border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True)


def pass_png(reservation: Reservation, pixels_per_module: int = 8) -> bytes:
    """A picture for mails, whose readers show no SVG."""
    picture = io.BytesIO()
    _code(reservation).save(picture, kind="png", scale=pixels_per_module, border=QUIET_ZONE)
    return picture.getvalue()


def _code(reservation: Reservation) -> segno.QRCode:
    # make_qr and not make: that one draws Micro QR for short texts, which phones do not read.
    return segno.make_qr(pass_link(reservation), error="m")
