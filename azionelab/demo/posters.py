"""The posters and large pictures of the shows, each with a language of form of its own.

Everything random is drawn from a fixed seed: the same pictures come out each time.
"""

import random
from io import BytesIO

from azionelab.demo.canvas import BLACK, PAPER, Canvas
from azionelab.demo.texts.shows import ANTIGONE, CHAIRS, RAINS, SALT, SHADOWS

POSTER = (1200, 1500)
PICTURE = (1600, 1000)


def poster(key: str) -> BytesIO:
    return POSTERS[key]().png()


def picture(key: str) -> BytesIO:
    return PICTURES[key]().png()


def detail(key: str) -> BytesIO:
    return DETAILS[key]().png()


def _rains_poster() -> Canvas:
    """Rain as a bar chart that falls: each line one remembered rain."""
    canvas = Canvas(*POSTER, RAINS.accent)
    _rain(canvas, random.Random(11), left=80, right=1120, longest=900, step=26)  # noqa: S311  a drawing
    canvas.title(["L’inventario", "delle piogge"], 72, 1040, 218, PAPER)
    return canvas


def _rains_picture() -> Canvas:
    canvas = Canvas(*PICTURE, RAINS.accent)
    _rain(canvas, random.Random(23), left=20, right=1590, longest=760, step=20)  # noqa: S311  a drawing
    canvas.box(0, 860, 1600, 140, "#0b2a86")
    canvas.half_disc((900, 700), 120, 180, BLACK)
    canvas.line([(900, 700), (900, 790)], BLACK, 8)
    canvas.disc((870, 770), 22, PAPER)
    canvas.shape([(842, 862), (854, 798), (888, 798), (902, 862)], PAPER)
    return canvas


def _rains_detail() -> Canvas:
    """The archive: drawers, one pulled open and lit from inside."""
    canvas = Canvas(*PICTURE, BLACK)
    for row in range(6):
        for column in range(8):
            opened = (row, column) == (3, 5)
            left, top = 34 + column * 194, 28 + row * 160
            canvas.box(left, top, 174, 140, PAPER if opened else RAINS.accent)
            canvas.box(left + 62, top + 56, 50, 12, BLACK)
            canvas.line([(left + 60, top + 96), (left + 60 + (row * 31 + column * 17) % 60, top + 96)], BLACK, 5)
    return canvas


def _rain(canvas: Canvas, chance: random.Random, *, left: int, right: int, longest: int, step: int) -> None:
    for x in range(left, right, step):
        top = chance.uniform(-80, 60)
        length = longest * chance.betavariate(2, 2)
        width = chance.choice((3, 3, 5, 9))
        canvas.line([(x, top), (x, top + length)], PAPER, width)
        canvas.disc((x, top + length), width * 1.5, PAPER)


def _antigone_poster() -> Canvas:
    """A tower block of dark windows and the one that is lit."""
    canvas = Canvas(*POSTER, ANTIGONE.accent)
    canvas.box(330, 150, 870, 1350, BLACK)
    for floor in range(12):
        for window in range(6):
            lit = (floor, window) == (0, 4)
            canvas.box(395 + window * 132, 220 + floor * 106, 84, 62, PAPER if lit else "#2b2725")
    canvas.shape([(923, 220), (1007, 220), (1200, 0), (700, 0)], "#d94f8c")
    canvas.box(923, 220, 84, 62, PAPER)
    canvas.title(["Antigone,", "ultimo", "piano"], 72, 740, 250, PAPER)
    return canvas


def _antigone_picture() -> Canvas:
    canvas = Canvas(*PICTURE, BLACK)
    canvas.box(1120, 60, 200, 320, ANTIGONE.accent)
    canvas.shape([(1120, 380), (1320, 380), (1480, 640), (840, 640)], "#4d0a29")
    for flight in range(3):
        _flight(canvas, bottom=980 - flight * 200, rightwards=flight % 2 == 0)
    canvas.disc((1220, 220), 26, PAPER)
    canvas.shape([(1180, 380), (1198, 252), (1242, 252), (1260, 380)], PAPER)
    return canvas


def _antigone_detail() -> Canvas:
    """The doorbells of twelve floors, one of them pressed."""
    canvas = Canvas(*PICTURE, ANTIGONE.accent)
    for row in range(4):
        for column in range(8):
            centre = (170 + column * 180, 185 + row * 210)
            canvas.disc(centre, 62, BLACK)
            canvas.disc(centre, 30, PAPER if (row, column) == (0, 6) else "#5c5650")
    canvas.ring((1250, 185), 92, PAPER, 8)
    canvas.ring((1250, 185), 122, PAPER, 4)
    return canvas


def _flight(canvas: Canvas, *, bottom: int, rightwards: bool) -> None:
    steps, run, rise = 10, 108, 20
    for step in range(steps):
        x = 60 + step * run if rightwards else 60 + (steps - 1 - step) * run
        canvas.box(x, bottom - (step + 1) * rise, run - 6, 14, PAPER if step % 2 else "#8d867b")


def _chairs_poster() -> Canvas:
    """Three chairs in balance, drawn like notation."""
    canvas = Canvas(*POSTER, CHAIRS.accent)
    canvas.ring((600, 470), 400, PAPER, 6)
    canvas.ring((600, 470), 300, "#3d9478", 6)
    _chair(canvas, 480, 860, 250, PAPER)
    _chair(canvas, 560, 530, 190, BLACK)
    _chair(canvas, 500, 285, 140, PAPER)
    canvas.title(["Orchestra", "per tre sedie"], 72, 1035, 216, PAPER)
    return canvas


def _chairs_picture() -> Canvas:
    canvas = Canvas(*PICTURE, CHAIRS.accent)
    for line in range(5):
        canvas.line([(0, 330 + line * 90), (1600, 330 + line * 90)], "#3d9478", 5)
    for number, (x, y) in enumerate([(280, 620), (800, 440), (1320, 710)]):
        canvas.disc((x, y), 200, BLACK if number == 1 else "#0b4d39")
        canvas.ring((x, y), 200, PAPER, 5)
        _chair(canvas, x - 70, y + 120, 150, PAPER)
    return canvas


def _chairs_detail() -> Canvas:
    """One chair and the sound that goes out from it."""
    canvas = Canvas(*PICTURE, BLACK)
    for ring in range(9):
        canvas.ring((820, 560), 150 + ring * 105, CHAIRS.accent, 26 - ring * 2)
    canvas.disc((820, 560), 110, CHAIRS.accent)
    _chair(canvas, 640, 860, 420, PAPER)
    return canvas


def _chair(canvas: Canvas, left: float, floor: float, seat: float, colour: str) -> None:
    """A side view: back, seat and two legs, as wide as high to the seat."""
    width = seat / 11
    top, level = floor - seat * 1.15, floor - seat * 0.55
    canvas.line([(left, top), (left + seat * 0.12, level), (left, floor)], colour, width)
    canvas.line([(left + seat * 0.08, level), (left + seat * 0.85, level)], colour, width)
    canvas.line([(left + seat * 0.75, level), (left + seat * 0.85, floor)], colour, width)
    canvas.disc((left, top), width * 0.9, colour)


def _salt_poster() -> Canvas:
    """A house that crumbles into crystals."""
    canvas = Canvas(*POSTER, SALT.accent)
    canvas.shape([(600, 110), (1050, 520), (150, 520)], PAPER)
    canvas.box(240, 520, 720, 420, PAPER)
    canvas.box(540, 700, 130, 240, SALT.accent)
    _crystals(canvas, random.Random(5))  # noqa: S311  a drawing
    canvas.title(["La casa", "del sale"], 72, 1015, 236, BLACK)
    return canvas


def _crystals(canvas: Canvas, chance: random.Random) -> None:
    for _ in range(420):
        x = chance.uniform(600, 1180)
        y = chance.uniform(480, 1040)
        size = chance.uniform(4, 26) * (x - 500) / 600
        # Inside the house they eat it away, outside they are what fell.
        inside = x < 960 and y < 940
        colour = SALT.accent if inside else PAPER
        canvas.shape([(x, y - size), (x + size, y), (x, y + size), (x - size, y)], colour)


def _salt_picture() -> Canvas:
    canvas = Canvas(*PICTURE, PAPER)
    chance = random.Random(8)  # noqa: S311  a drawing
    tones = [SALT.accent, "#c99a3f", "#e4cf9c", "#fffdf8", "#a36d0c", "#efe4c6"]
    x = 0.0
    while x < 1600:
        width, y = chance.uniform(150, 340), 0.0
        while y < 1000:
            height = chance.uniform(90, 300)
            canvas.box(x + 7, y + 7, width - 14, height - 14, chance.choice(tones))
            y += height
        x += width
    return canvas


def _salt_detail() -> Canvas:
    """A heap of salt, grain by grain."""
    canvas = Canvas(*PICTURE, SALT.accent)
    chance = random.Random(14)  # noqa: S311  a drawing
    canvas.shape([(800, 250), (1480, 1000), (120, 1000)], PAPER)
    for _ in range(700):
        x = chance.gauss(800, 330)
        slope = 250 + abs(x - 800) * 1.1
        y, size = slope + chance.gauss(0, 38), chance.uniform(4, 17)
        canvas.shape([(x, y - size), (x + size, y), (x, y + size), (x - size, y)], PAPER)
    return canvas


def _shadows_poster() -> Canvas:
    """A row of people; their shadows have other plans."""
    canvas = Canvas(*POSTER, SHADOWS.accent)
    canvas.disc((600, 150), 74, PAPER)
    for number, lean in enumerate((-330, 250, -120, 420, -40)):
        _figure(canvas, 180 + number * 210, 640, 190, PAPER, lean)
    canvas.title(["Il censimento", "delle ombre"], 72, 1035, 205, PAPER)
    return canvas


def _shadows_picture() -> Canvas:
    """A low lamp, five posts, and how far it reaches."""
    canvas = Canvas(*PICTURE, BLACK)
    canvas.shape([(0, 430), (1600, 430), (1600, 1000), (0, 1000)], SHADOWS.accent)
    for post in (250, 520, 800, 1080, 1350):
        foot = 520 + abs(post - 800) * 0.12
        reach = (post - 800) * 1.9
        canvas.shape(
            [(post - 14, foot), (post + 14, foot), (post + reach + 60, 1000), (post + reach - 60, 1000)], BLACK
        )
        canvas.box(post - 14, foot - 270, 28, 270, PAPER)
    canvas.disc((800, 300), 58, PAPER)
    canvas.ring((800, 300), 96, "#8d80dd", 6)
    canvas.ring((800, 300), 138, "#5b4cc0", 6)
    return canvas


def _shadows_detail() -> Canvas:
    """The register: one line for each floor, and one who casts none."""
    canvas = Canvas(*PICTURE, PAPER)
    for row in range(4):
        floor = 220 + row * 230
        canvas.line([(60, floor), (1540, floor)], SHADOWS.accent, 5)
        for column in range(9):
            lean = 0 if (row, column) == (2, 5) else 70
            _figure(canvas, 130 + column * 165, floor, 105, SHADOWS.accent, lean)
    return canvas


def _figure(canvas: Canvas, x: float, floor: float, height: float, colour: str, lean: float) -> None:
    """Somebody who stands at `x`, and the shadow whose head lies `lean` to the side; none without a lean."""
    width, head = height * 0.16, height * 0.17
    if lean:
        top = floor + height * 1.05
        canvas.shape([(x - width, floor), (x + width, floor), (x + lean + width, top), (x + lean - width, top)], BLACK)
        canvas.disc((x + lean * 1.12, top + head * 0.9), head, BLACK)
    canvas.shape(
        [
            (x - width, floor),
            (x + width, floor),
            (x + width * 0.7, floor - height * 0.68),
            (x - width * 0.7, floor - height * 0.68),
        ],
        colour,
    )
    canvas.disc((x, floor - height * 0.85), head, colour)


POSTERS = {
    RAINS.key: _rains_poster,
    ANTIGONE.key: _antigone_poster,
    CHAIRS.key: _chairs_poster,
    SALT.key: _salt_poster,
    SHADOWS.key: _shadows_poster,
}
PICTURES = {
    RAINS.key: _rains_picture,
    ANTIGONE.key: _antigone_picture,
    CHAIRS.key: _chairs_picture,
    SALT.key: _salt_picture,
    SHADOWS.key: _shadows_picture,
}
DETAILS = {
    RAINS.key: _rains_detail,
    ANTIGONE.key: _antigone_detail,
    CHAIRS.key: _chairs_detail,
    SALT.key: _salt_detail,
    SHADOWS.key: _shadows_detail,
}
