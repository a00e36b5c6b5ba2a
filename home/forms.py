from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from home.models.files import AzioneImage

NEEDS_WORDS = _(
    "“%(title)s” has neither an alternative text nor the mark “decorative”. Edit the picture and give it one of them."
)


class PicturesNeedWords:
    """Of a form with pictures: nothing is published before each of them has words. Drafts may wait for them."""

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation:
            for name, value in list(self.cleaned_data.items()):
                if isinstance(value, AzioneImage) and not value.has_words:
                    self.add_error(name, ValidationError(NEEDS_WORDS, params={"title": value.title}))
        return cleaned


class PageForm(PicturesNeedWords, WagtailAdminPageForm):
    """The editor's form of every page of the site."""


class PersonForm(PicturesNeedWords, WagtailAdminModelForm):
    """The editor's form of a person."""


def pictures_without_words(instance: models.Model) -> list[AzioneImage]:
    """The pictures of a page or a person, other than those of its blocks, that cannot be published yet."""
    fields = [field.name for field in instance._meta.fields if field.related_model is AzioneImage]
    found = [getattr(instance, name) for name in fields]
    return [image for image in found if image and not image.has_words]
