"""QR codes of short texts, drawn on demand."""

import re
from array import array
from functools import cache
from itertools import product
from urllib.parse import quote

import zxingcpp

QUIET_ZONE = 4  # modules; readers need them
# One of the eight patterns that keep a code from long runs; it names its own, and every reader knows all. To draw all
# eight and keep the most even takes seven times as long, and our texts end in what looks like chance anyway.
PATTERN = 3
DARK, LIGHT, ROW_ENDS = b"\x00", b"\xff", b"\x01"
AT_ONCE = 8  # modules of a row, which are one number of eight bytes: to draw run by run takes twice as long
RUNS = re.compile(rb"\x00+|\xff+")


def modules(text: str) -> list[bytes]:
    """The code as rows of modules, 0 for dark ones and 255 for light ones, with the light border that readers need.

    Error correction of level M; never Micro QR, which phones do not read.
    """
    return _rows(text, with_border=True)


def svg(text: str) -> str:
    """An `<svg>` element that scales with its box, black on white also where the page is dark."""
    rows = _rows(text, with_border=False)
    end = _end(len(rows))
    lines = "".join(map(_strokes(len(rows)).__getitem__, array("Q", end.join(rows) + end)))
    side = len(rows) + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path stroke="#000" d="M{QUIET_ZONE} {QUIET_ZONE}.5{lines}"/></svg>'
    )


def svg_address(text: str) -> str:
    """The same as the address of a picture."""
    return f"data:image/svg+xml,{quote(svg(text))}"


def _rows(text: str, *, with_border: bool) -> list[bytes]:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=PATTERN)
    picture = memoryview(code.to_image(add_quiet_zones=with_border))
    side, drawn = picture.shape[0], picture.tobytes()
    return [drawn[start : start + side] for start in range(0, len(drawn), side)]


@cache
def _strokes(side: int) -> dict[int, str]:
    """How each eight modules are drawn, of a code of so many a side; the last of a row lead on to the next row."""
    whole = {piece: _drawn(piece) for piece in _pieces(AT_ONCE)}
    last = {piece + _end(side): f"{_drawn(piece)}m-{side} 1" for piece in _pieces(side % AT_ONCE)}
    return {array("Q", piece)[0]: stroke for piece, stroke in (whole | last).items()}


def _pieces(length: int) -> list[bytes]:
    return [b"".join(piece) for piece in product((DARK, LIGHT), repeat=length)]


def _drawn(piece: bytes) -> str:
    return "".join(f"h{len(run)}" if run.startswith(DARK) else f"m{len(run)} 0" for run in RUNS.findall(piece))


def _end(side: int) -> bytes:
    """What fills a row up to a multiple of eight; a side is always odd, so there is something to fill."""
    return ROW_ENDS * (AT_ONCE - side % AT_ONCE)
