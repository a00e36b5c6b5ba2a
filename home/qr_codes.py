"""QR codes of short texts, drawn on demand."""

import re
from urllib.parse import quote

import zxingcpp

QUIET_ZONE = 4  # modules; readers need them
LARGEST = 177 + 2 * QUIET_ZONE
RUNS = re.compile(rb"\x00+|\xff+")  # of dark modules and of light ones
STROKES = {
    run * length: f"{stroke}{length}{end}"
    for length in range(1, LARGEST + 1)
    for run, stroke, end in [(b"\x00", "h", ""), (b"\xff", "m", " 0")]
}


def modules(text: str) -> list[bytes]:
    """The code as rows of modules, 0 for dark ones and 255 for light ones, with the light border that readers need.

    Error correction of level M; never Micro QR, which phones do not read.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = memoryview(code.to_image(add_quiet_zones=True))
    side, drawn = picture.shape[0], picture.tobytes()
    return [drawn[start : start + side] for start in range(0, len(drawn), side)]


def svg(text: str) -> str:
    """An `<svg>` element that scales with its box, black on white also where the page is dark."""
    rows = modules(text)
    side = len(rows)
    lines = "".join(
        f"M0 {number}.5" + "".join(STROKES[run] for run in RUNS.findall(row)) for number, row in enumerate(rows)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path stroke="#000" d="{lines}"/></svg>'
    )


def svg_address(text: str) -> str:
    """The same as the address of a picture."""
    return f"data:image/svg+xml,{quote(svg(text))}"
