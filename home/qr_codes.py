"""QR codes of short texts, drawn on demand."""

import re
from functools import cache
from urllib.parse import quote

import zxingcpp

QUIET_ZONE = 4  # modules; readers need them
LARGEST = 177 + 2 * QUIET_ZONE
# One of the eight patterns that keep a code from long runs; it names its own, and every reader knows all. To draw all
# eight and keep the most even takes seven times as long, and our texts end in what looks like chance anyway.
PATTERN = 3
NEXT_ROW = b"\x01"
RUNS = re.compile(rb"\x00+|\xff+|\x01")  # of dark modules and of light ones
STROKES = {
    run * length: f"{stroke}{length}{end}"
    for length in range(1, LARGEST + 1)
    for run, stroke, end in [(b"\x00", "h", ""), (b"\xff", "m", " 0")]
}


def modules(text: str) -> list[bytes]:
    """The code as rows of modules, 0 for dark ones and 255 for light ones, with the light border that readers need.

    Error correction of level M; never Micro QR, which phones do not read.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=PATTERN)
    picture = memoryview(code.to_image(add_quiet_zones=True))
    side, drawn = picture.shape[0], picture.tobytes()
    return [drawn[start : start + side] for start in range(0, len(drawn), side)]


def svg(text: str) -> str:
    """An `<svg>` element that scales with its box, black on white also where the page is dark."""
    rows = modules(text)
    side = len(rows)
    lines = "M0 .5" + "".join(map(_strokes(side).__getitem__, RUNS.findall(NEXT_ROW.join(rows))))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path stroke="#000" d="{lines}"/></svg>'
    )


@cache
def _strokes(side: int) -> dict[bytes, str]:
    """Those of a code of so many modules a side, with the way from the end of a row to the beginning of the next."""
    return STROKES | {NEXT_ROW: f"m-{side} 1"}


def svg_address(text: str) -> str:
    """The same as the address of a picture."""
    return f"data:image/svg+xml,{quote(svg(text))}"
