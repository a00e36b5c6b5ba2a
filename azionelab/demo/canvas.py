"""Drawing at twice the size and scaling down: Pillow's lines have no smooth edges of their own."""

from collections.abc import Iterable
from io import BytesIO

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

PAPER = "#f4f1ea"
BLACK = "#0e0d0c"
SCALE = 2
BOLD_CONDENSED = (800, 75)  # the axes of the display face: weight, width
LINE_HEIGHT = 0.88

Point = tuple[float, float]


class Canvas:
    """A sheet of a given size in its own units; everything is drawn larger and scaled down once."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), ground)
        self._draw = ImageDraw.Draw(self._image)

    def line(self, points: Iterable[Point], fill: str, width: float) -> None:
        self._draw.line(self._scaled(points), fill=fill, width=round(width * SCALE), joint="curve")

    def shape(self, points: Iterable[Point], fill: str) -> None:
        self._draw.polygon(self._scaled(points), fill=fill)

    def box(self, left: float, top: float, width: float, height: float, fill: str) -> None:
        self.shape([(left, top), (left + width, top), (left + width, top + height), (left, top + height)], fill)

    def disc(self, centre: Point, radius: float, fill: str) -> None:
        self._draw.ellipse(self._around(centre, radius), fill=fill)

    def ring(self, centre: Point, radius: float, colour: str, width: float) -> None:
        self._draw.ellipse(self._around(centre, radius), outline=colour, width=round(width * SCALE))

    def half_disc(self, centre: Point, radius: float, start: float, fill: str) -> None:
        self._draw.pieslice(self._around(centre, radius), start, start + 180, fill=fill)

    def title(self, lines: Iterable[str], left: float, top: float, size: int, fill: str) -> None:
        font = _display_font(size * SCALE)
        for number, words in enumerate(lines):
            self._draw.text((left * SCALE, (top + number * size * LINE_HEIGHT) * SCALE), words, font=font, fill=fill)

    def png(self) -> BytesIO:
        finished = self._image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        content = BytesIO()
        finished.save(content, format="PNG", optimize=True)
        content.seek(0)
        return content

    def _scaled(self, points: Iterable[Point]) -> list[Point]:
        return [(x * SCALE, y * SCALE) for x, y in points]

    def _around(self, centre: Point, radius: float) -> list[float]:
        x, y = centre
        return [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]


def _display_font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(finders.find("home/fonts/bricolage-grotesque.woff2"), size)
    font.set_variation_by_axes(list(BOLD_CONDENSED))
    return font
