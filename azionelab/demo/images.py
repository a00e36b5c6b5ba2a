"""Images of the demo in the library, drawn when they are first needed."""

from collections.abc import Callable
from io import BytesIO

from django.core.files.images import ImageFile

from azionelab.demo.texts import Bilingual
from home.models import AzioneImage


def ensure_image(*, title: str, draw: Callable[[], BytesIO], alt: Bilingual, credit: str) -> AzioneImage:
    """The image of this title; drawn only when the library has none."""
    found = AzioneImage.objects.filter(title=title).first()
    if found:
        return found
    image = AzioneImage(title=title, description=alt.it, description_en=alt.en, credit=credit)
    image.file = ImageFile(draw(), name=f"{title}.png")
    image.save()
    return image
