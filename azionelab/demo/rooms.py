"""The pictures of the two rooms, drawn like the large pictures of the shows."""

from io import BytesIO

from azionelab.demo.canvas import BLACK, PAPER, Canvas

PICTURE = (1600, 1000)
CONCRETE, RUST, LIGHT = "#2b2825", "#bf2c12", "#f2d9a0"
DUSK, LEAF, GLASS = "#1d3b4f", "#17332a", "#f1c86b"


def room(slug: str) -> BytesIO:
    return ROOMS[slug]().png()


def _engine_room() -> Canvas:
    """Girders, and one beam of light on one chair."""
    canvas = Canvas(*PICTURE, BLACK)
    canvas.box(0, 760, 1600, 240, CONCRETE)
    canvas.shape([(700, 0), (860, 0), (1240, 860), (520, 860)], LIGHT)
    for left in range(-80, 1600, 280):
        canvas.line([(left, 0), (left + 140, 240), (left + 280, 0)], RUST, 18)
    canvas.line([(0, 240), (1600, 240)], RUST, 26)
    for left in (90, 1370):
        canvas.box(left, 560, 150, 260, CONCRETE)
        canvas.ring((left + 75, 560), 110, RUST, 20)
    _chair(canvas, 850, 690, BLACK)
    return canvas


def _glasshouse() -> Canvas:
    """Lit from inside at dusk, its panes a grid, chairs in two rows."""
    canvas = Canvas(*PICTURE, DUSK)
    canvas.disc((1330, 190), 70, PAPER)
    canvas.shape([(200, 420), (800, 120), (1400, 420), (1400, 860), (200, 860)], GLASS)
    canvas.box(0, 860, 1600, 140, LEAF)
    for left in range(200, 1401, 120):
        top = 420 - (300 - abs(left - 800) / 2)
        canvas.line([(left, top), (left, 860)], LEAF, 9)
    for top in (420, 640):
        canvas.line([(200, top), (1400, top)], LEAF, 9)
    canvas.line([(200, 860), (200, 420), (800, 120), (1400, 420), (1400, 860)], LEAF, 18)
    for left in range(340, 1300, 160):
        _chair(canvas, left, 740, LEAF)
    return canvas


def _chair(canvas: Canvas, left: float, top: float, colour: str) -> None:
    canvas.line([(left, top), (left, top + 150)], colour, 11)
    canvas.line([(left, top + 75), (left + 70, top + 75), (left + 70, top + 150)], colour, 11)


ROOMS = {"sala-macchine": _engine_room, "la-serra": _glasshouse}
