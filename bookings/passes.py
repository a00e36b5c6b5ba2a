"""The QR code of a confirmed reservation, drawn on demand; nothing is stored."""

import io

from PIL import Image

from bookings.links import pass_link
from bookings.models import Reservation
from home import qr_codes


def pass_png(reservation: Reservation, pixels_per_module: int = 8) -> bytes:
    """A picture for mails, whose readers show no SVG."""
    rows = pass_modules(reservation)
    drawing = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows)).convert("1")
    side = len(rows) * pixels_per_module
    picture = io.BytesIO()
    drawing.resize((side, side), Image.Resampling.NEAREST).save(picture, "PNG")
    return picture.getvalue()


def pass_modules(reservation: Reservation) -> list[bytes]:
    """The code as `home.qr_codes.modules` gives it."""
    return qr_codes.modules(pass_link(reservation))
