from django import template
from django.utils.safestring import SafeString

from home import pictures
from home.models import AzioneImage

register = template.Library()


@register.simple_tag
def picture_in(frame: str, image: AzioneImage | None, **attributes: str) -> SafeString | str:
    """`{% picture_in "poster" show.poster loading="lazy" %}`; prints nothing where there is no picture."""
    return pictures.framed(image, frame, **attributes) if image else ""
