"""Portraits as masks: a head, a shadow side and two eyes, put together differently for each person."""

import random
from io import BytesIO

from azionelab.demo.canvas import BLACK, PAPER, Canvas

SIZE = (640, 800)
GROUNDS = ["#bf2c12", "#1d4ed8", "#0f6b4f", "#b0155c", "#8a5a00", "#44403a"]
SKINS = ["#f0d3b4", "#d9a67a", "#b97f52", "#8a5636", "#ecc7a6"]


def portrait(number: int) -> BytesIO:
    """The mask of the person with this number; the same number gives the same mask."""
    chance = random.Random(number * 7 + 3)  # noqa: S311  a drawing
    canvas = Canvas(*SIZE, GROUNDS[number % len(GROUNDS)])
    skin = chance.choice(SKINS)
    tilt = chance.uniform(-26, 26)
    _shoulders(canvas, chance.choice([BLACK, PAPER]))
    _head(canvas, 320 + tilt, skin, GROUNDS[(number + 2) % len(GROUNDS)])
    _hair(canvas, 320 + tilt, chance)
    _eyes(canvas, 320 + tilt, chance)
    return canvas.png()


def _shoulders(canvas: Canvas, cloth: str) -> None:
    canvas.half_disc((320, 830), 290, 180, cloth)


def _head(canvas: Canvas, x: float, skin: str, shadow: str) -> None:
    canvas.box(x - 62, 480, 124, 150, skin)
    canvas.disc((x, 360), 170, skin)
    canvas.half_disc((x, 360), 170, 270, shadow)
    canvas.box(x, 500, 62, 130, shadow)


def _hair(canvas: Canvas, x: float, chance: random.Random) -> None:
    style = chance.randrange(3)
    if style == 0:
        canvas.half_disc((x, 330), 190, 180, BLACK)
    elif style == 1:
        canvas.shape([(x - 190, 380), (x - 170, 170), (x + 150, 150), (x + 60, 260)], BLACK)
    else:
        canvas.disc((x, 165), 78, BLACK)
        canvas.half_disc((x, 300), 165, 180, BLACK)


def _eyes(canvas: Canvas, x: float, chance: random.Random) -> None:
    level = 385 + chance.uniform(-8, 8)
    canvas.disc((x - 66, level), 17, BLACK)
    canvas.disc((x + 66, level), 17, PAPER)
    canvas.line([(x - 60, level + 80), (x + 60, level + 80 + chance.uniform(-14, 14))], BLACK, 9)
