"""In which sizes pictures are kept, by the place on a page in which they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.images.models import Filter, Picture

from home.addresses import absolute
from home.models import AzioneImage

# Every width in the format that nearly all browsers take; for the others every second will do.
FORMATS = {"avif": 1, "webp": 2, "jpeg": 2}


@dataclass(frozen=True)
class Frame:
    """The widths that a browser may choose from, and how wide the place is on its screen.

    With a ratio (width to height) the picture is cropped around its focal point, else it keeps its own shape.
    """

    widths: tuple[int, ...]
    sizes: str
    ratio: tuple[int, int] | None = None

    def filters(self, image: AzioneImage) -> list[Filter]:
        return [
            Filter(spec=f"{self._operation(width)}|format-{name}")
            for name, step in FORMATS.items()
            for width in _every(step, self._useful_widths(image))
        ]

    def _useful_widths(self, image: AzioneImage) -> list[int]:
        # The first that the picture does not fill gives it as large as it is; any more would be the same file again.
        largest = self._largest_width(image)
        return [width for place, width in enumerate(self.widths) if not place or self.widths[place - 1] < largest]

    def _largest_width(self, image: AzioneImage) -> int:
        if not self.ratio:
            return image.width
        across, down = self.ratio
        return min(image.width, image.height * across // down)

    def _operation(self, width: int) -> str:
        if not self.ratio:
            return f"width-{width}"
        across, down = self.ratio
        return f"fill-{width}x{width * down // across}"


def _every(step: int, widths: list[int]) -> list[int]:
    # One file alone would stand without its width, which `sizes` needs.
    found = widths[step - 1 :: step]
    return found if len(found) > 1 else widths


# Each `sizes` follows the layout in home/static/home/css/; tests/browser/test_blocks.py measures them.
FRAMES = {
    "opening": Frame((480, 800, 1200, 1600), "(min-width: 87rem) 46rem, (min-width: 60rem) 54vw, 92vw", (8, 5)),
    "show": Frame((480, 800, 1200), "(min-width: 87rem) 41rem, (min-width: 60rem) 48vw, 92vw", (5, 4)),
    "body": Frame((480, 800, 1200, 1600), "(min-width: 63rem) 60rem, 92vw"),
    "column": Frame((480, 800, 1200), "(min-width: 60rem) 38rem, (min-width: 48rem) 46vw, 92vw"),
    "gallery": Frame(
        (480, 800, 1200), "(min-width: 90rem) 20rem, (min-width: 60rem) 30vw, (min-width: 43rem) 46vw, 92vw", (3, 2)
    ),
    "pair": Frame((480, 800, 1200), "(min-width: 87rem) 39.3rem, (min-width: 43rem) 46vw, 92vw", (3, 2)),
    "video": Frame((480, 800, 1200), "(min-width: 63rem) 60rem, 92vw", (16, 9)),
    "poster": Frame(
        (320, 560, 840, 1120),
        "(min-width: 87rem) 25.4rem, (min-width: 60rem) 24rem, (min-width: 36rem) 45vw, 92vw",
        (4, 5),
    ),
    "archive": Frame((320, 560, 840, 1120), "(min-width: 60rem) 14.5rem, (min-width: 36rem) 16rem, 92vw", (4, 5)),
    "portrait": Frame((160, 320), "6.5rem", (4, 5)),
    "person_card": Frame(
        (240, 480), "(min-width: 100rem) 11.5rem, (min-width: 60rem) 13.5rem, (min-width: 36rem) 35vw, 46vw", (4, 5)
    ),
    "in_preparation": Frame((320, 560, 840), "(min-width: 60rem) 18.5rem, (min-width: 36rem) 45vw, 92vw", (4, 5)),
    "large_portrait": Frame((320, 640), "(min-width: 60rem) 24rem, (min-width: 36rem) 45vw, 92vw", (4, 5)),
    "news": Frame((480, 960), "(min-width: 60rem) 26rem, (min-width: 36rem) 45vw, 92vw", (8, 5)),
}
# The picture that a gallery opens: one file, in a format that every browser of today shows.
ENLARGED = "max-1920x1920|format-webp"
VIDEO_POSTER = "fill-1280x720|format-webp"


SOCIAL = (1200, 630)
# As search engines ask for them: across, nearly square, square.
SHARED_SHAPES = ["fill-1200x675|format-jpeg", "fill-1200x900|format-jpeg", "fill-1200x1200|format-jpeg"]


def crops() -> list[tuple[str, tuple[int, int]]]:
    """Place and shape of every crop that an editor should know of."""
    return [
        (_("Poster and portrait"), FRAMES["poster"].ratio),
        (_("Opening of a show"), FRAMES["show"].ratio),
        (_("Front page"), FRAMES["opening"].ratio),
        (_("Gallery"), FRAMES["gallery"].ratio),
        (_("Video"), FRAMES["video"].ratio),
        (_("Shared link"), SOCIAL),
    ]


def framed(image: AzioneImage, frame_name: str, **attributes: str) -> SafeString:
    """The picture element of an image in one of the frames; its renditions are made where they are missing."""
    frame = FRAMES[frame_name]
    filters = frame.filters(image)
    sizes = {"sizes": frame.sizes} if len(filters) > len(FORMATS) else {}  # a single width has nothing to choose from
    picture = Picture(image.get_renditions(*filters), {**sizes, **attributes})
    return mark_safe(picture.__html__())  # noqa: S308  Wagtail escapes the attributes


def shared_pictures(image: AzioneImage | None) -> list[str]:
    """Whole addresses of a picture in the shapes in which others show it beside a link; none without a picture."""
    if image is None:
        return []
    renditions = image.get_renditions(*[Filter(spec=shape) for shape in SHARED_SHAPES])
    return [absolute(rendition.url) for rendition in renditions.values()]


def gallery_frame(number: int) -> str:
    """The frame of each picture of a gallery: where two rows of three would leave gaps, two stand side by side."""
    return "pair" if number in {1, 2, 4} else "gallery"


def with_renditions(images: Iterable[AzioneImage | None]) -> None:
    """Read the renditions of many images in one query, before they are framed one by one."""
    prefetch_related_objects([image for image in images if image], "renditions")
