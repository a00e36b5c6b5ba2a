"""The pictures of the news, one drawing for each."""

from io import BytesIO
from math import cos, pi, sin

from azionelab.demo.canvas import BLACK, PAPER, Canvas
from azionelab.demo.texts.news import GREENHOUSE, LOOP, OPEN_DOOR, SEASON, WORKSHOP
from azionelab.demo.texts.shows import ANTIGONE, CHAIRS, RAINS, SALT

SIZE = (1280, 800)
RED = "#ec4f33"
GREY = "#2b2725"


def picture(key: str) -> BytesIO:
    return PICTURES[key]().png()


def _open_door() -> Canvas:
    canvas = Canvas(*SIZE, BLACK)
    canvas.box(0, 560, 1280, 240, GREY)
    canvas.shape([(700, 560), (860, 560), (1180, 800), (340, 800)], "#8e8578")
    canvas.box(700, 150, 160, 410, PAPER)
    canvas.shape([(860, 150), (930, 110), (930, 620), (860, 560)], RED)
    canvas.disc((915, 370), 8, BLACK)
    return canvas


def _loop() -> Canvas:
    canvas = Canvas(*SIZE, "#0b2a86")
    for number in range(9, 0, -1):
        canvas.ring((460, 400), 78 * number, PAPER if number == 3 else "#4a72e8", 4 + 2 * (9 - number))
    canvas.disc((460, 400), 30, PAPER)
    return canvas


def _season() -> Canvas:
    canvas = Canvas(*SIZE, BLACK)
    strips = [(RAINS.accent, 620), (ANTIGONE.accent, 300), (CHAIRS.accent, 480), (SALT.accent, 160)]
    for number, (colour, height) in enumerate(strips):
        left = 80 + number * 290
        canvas.box(left, 0, 250, height, colour)
        for fold in range(1, 5):
            canvas.line([(left + fold * 50, 0), (left + fold * 50, height)], BLACK, 3)
        canvas.box(left, height, 250, 12, PAPER)
    return canvas


def _workshop() -> Canvas:
    canvas = Canvas(*SIZE, "#0f6b4f")
    canvas.ring((640, 400), 292, "#2f8a6d", 3)
    for number in range(12):
        angle = 2 * pi * number / 12
        colour = RED if number == 10 else PAPER
        _chair_from_above(canvas, 640 + 292 * cos(angle), 400 + 292 * sin(angle), angle, colour)
    return canvas


def _chair_from_above(canvas: Canvas, x: float, y: float, angle: float, colour: str) -> None:
    def turned(out: float, along: float) -> tuple[float, float]:
        return x + out * cos(angle) - along * sin(angle), y + out * sin(angle) + along * cos(angle)

    canvas.shape([turned(-30, -30), turned(22, -30), turned(22, 30), turned(-30, 30)], colour)
    canvas.line([turned(34, -34), turned(34, 34)], colour, 10)


def _greenhouse() -> Canvas:
    canvas = Canvas(*SIZE, SALT.accent)
    canvas.disc((880, 330), 150, BLACK)
    top, eaves = (640, 110), 470
    for number in range(13):
        foot = 40 + number * 100
        canvas.line([top, (foot, eaves)], PAPER, 5)
        canvas.line([(foot, eaves), (foot, 800)], PAPER, 5)
    for level in (0.4, 0.7, 1.0):
        height = top[1] + (eaves - top[1]) * level
        canvas.line([(640 - 600 * level, height), (640 + 600 * level, height)], PAPER, 5)
    canvas.line([(40, 635), (1240, 635)], PAPER, 5)
    return canvas


PICTURES = {
    OPEN_DOOR.key: _open_door,
    LOOP.key: _loop,
    SEASON.key: _season,
    WORKSHOP.key: _workshop,
    GREENHOUSE.key: _greenhouse,
}
