"""In which sizes pictures are kept, by the place on a page in which they stand."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Filter, Picture

from home.addresses import absolute
from home.models import AzioneImage

FORMATS = "format-{avif,webp,jpeg}"


@dataclass(frozen=True)
class Frame:
    """The widths that a browser may choose from, and how wide the place is on its screen."""

    operation: str
    sizes: str

    def filters(self) -> list[Filter]:
        specs = Filter.expand_spec(f"{self.operation}|{FORMATS}")
        return [Filter(spec=spec) for spec in specs]


# As search engines ask for them: across, nearly square, square.
SHARED_SHAPES = ["fill-1200x675|format-jpeg", "fill-1200x900|format-jpeg", "fill-1200x1200|format-jpeg"]

FRAMES = {
    "opening": Frame("width-{640,1280}", "(min-width: 60rem) 55vw, 100vw"),
    "body": Frame("width-{640,1280}", "(min-width: 60rem) 48rem, 100vw"),
    "poster": Frame("width-{360,720}", "(min-width: 60rem) 24rem, (min-width: 36rem) 45vw, 92vw"),
    "large_portrait": Frame("fill-{320x400,640x800}", "(min-width: 60rem) 24rem, (min-width: 36rem) 45vw, 92vw"),
    "news": Frame("fill-{480x300,960x600}", "(min-width: 60rem) 26rem, (min-width: 36rem) 45vw, 92vw"),
    "portrait": Frame("fill-{160x200,320x400}", "10rem"),
}


def framed(image: AzioneImage, frame_name: str, **attributes: str) -> SafeString:
    """The picture element of an image in one of the frames; its renditions are made where they are missing."""
    frame = FRAMES[frame_name]
    picture = Picture(image.get_renditions(*frame.filters()), {"sizes": frame.sizes, **attributes})
    return mark_safe(picture.__html__())  # noqa: S308  Wagtail escapes the attributes


def prepare(image: AzioneImage, frame_name: str) -> None:
    """Make the renditions beforehand, so that no visitor waits for them."""
    image.get_renditions(*FRAMES[frame_name].filters())


def shared_pictures(image: AzioneImage | None) -> list[str]:
    """Whole addresses of a picture in the shapes in which others show it beside a link; none without a picture."""
    if image is None:
        return []
    renditions = image.get_renditions(*[Filter(spec=shape) for shape in SHARED_SHAPES])
    return [absolute(rendition.url) for rendition in renditions.values()]
