"""Films for Chromium's fake camera: codes held before a grey wall, one after another.

Chromium plays a file of JPEG pictures, one behind the other, at thirty a second and over and over.
"""

import io
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import zxingcpp
from PIL import Image, ImageEnhance

SIZE = (640, 480)
WALL = (118, 116, 112)
CODE_SIDE = 220  # pixels, light border included
FRAMES_PER_SECOND = 30


@dataclass(frozen=True)
class Shot:
    """What the camera sees for a while: the picture of a code, or the bare wall where there is none."""

    picture: bytes
    seconds: float


def write_film(path: Path, shots: Iterable[Shot]) -> Path:
    """Each code lies a little askew and elsewhere, under light of its own, always alike in the same film."""
    hand = random.Random(7)  # noqa: S311  how a hand holds a phone is no secret
    with path.open("wb") as film:
        for shot in shots:
            film.write(_jpeg(_seen(shot.picture, hand)) * round(shot.seconds * FRAMES_PER_SECOND))
    return path


def shots_of(pictures: Iterable[bytes], seconds: float, pause: float = 0) -> list[Shot]:
    """One code after another, with the bare wall behind each for the length of the pause."""
    return [shot for picture in pictures for shot in (Shot(picture, seconds), Shot(b"", pause))]


def foreign_code(text: str) -> bytes:
    """The picture of a code that is not ours."""
    drawn = io.BytesIO()
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    Image.fromarray(code.to_image(scale=8, add_quiet_zones=True)).save(drawn, "PNG")
    return drawn.getvalue()


def _seen(picture: bytes, hand: random.Random) -> Image.Image:
    wall = Image.new("RGB", SIZE, WALL)
    if picture:
        code = Image.open(io.BytesIO(picture)).convert("RGBA").resize((CODE_SIDE, CODE_SIDE), Image.Resampling.LANCZOS)
        code = code.rotate(hand.uniform(-12, 12), Image.Resampling.BICUBIC, expand=True)
        left, top = ((whole - part) // 2 for whole, part in zip(SIZE, code.size, strict=True))
        wall.paste(code, (left + hand.randint(-90, 90), top + hand.randint(-50, 50)), code)
    grain = Image.effect_noise(SIZE, 16).convert("RGB")
    return ImageEnhance.Brightness(Image.blend(wall, grain, 0.06)).enhance(hand.uniform(0.8, 1.15))


def _jpeg(picture: Image.Image) -> bytes:
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=70, subsampling="4:2:0")
    return content.getvalue()
