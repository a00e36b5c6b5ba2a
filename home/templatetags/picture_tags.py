from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractRendition

from home import pictures
from home.models import AzioneImage

register = template.Library()


@register.simple_tag
def picture_in(frame: str, image: AzioneImage | None, **attributes: str) -> SafeString | str:
    """`{% picture_in "poster" show.poster loading="lazy" %}`; prints nothing where there is no picture."""
    return pictures.framed(image, frame, **attributes) if image else ""


@register.simple_tag
def enlarged(image: AzioneImage) -> AbstractRendition:
    """The one large file to which a picture of a gallery leads."""
    return image.get_rendition(pictures.ENLARGED)


@register.simple_tag
def poster_of(image: AzioneImage | None) -> AbstractRendition | None:
    """The file that a `<video>` shows before it is played."""
    return image.get_rendition(pictures.VIDEO_POSTER) if image else None


@register.simple_tag
def with_renditions(gallery: Iterable) -> list:
    """The values of a gallery's blocks that have a picture, their renditions read in one query."""
    values = [child.value for child in gallery if child.value["image"]]
    pictures.with_renditions(value["image"] for value in values)
    return values


@register.filter
def gallery_frame(values: list) -> str:
    return pictures.gallery_frame(len(values))


@register.simple_tag
def crops() -> list[dict[str, str]]:
    """The shapes in which pages crop a picture, with the place of each, for the form of a picture."""
    return [{"place": place, "ratio": "{}:{}".format(*ratio)} for place, ratio in pictures.crops()]
