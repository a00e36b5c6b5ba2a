from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext
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


class PublishedStaysPublished:
    """Of a form with drafts: one that saves itself takes nothing back that was published since it was read.

    Wagtail saves the draft of what is not published into the very row, and that it is not published with it.
    """

    is_draft = False

    def defer_required_fields(self):
        self.is_draft = True  # Wagtail defers for drafts, and only for them
        super().defer_required_fields()

    def save(self, commit=True):
        """Raises PermissionDenied, which Wagtail's views tell the editor as a newer version. Part of a transaction,
        until whose end nobody else publishes."""
        if self.is_draft and commit and self._is_published():
            raise PermissionDenied(
                gettext("This was published while the draft was being saved. Save it again to keep the draft.")
            )
        return super().save(commit=commit)

    def _is_published(self) -> bool:
        kept_in = self.instance._meta.get_field("live").model  # of a page Wagtail's own table, which is written first
        row = kept_in._base_manager.select_for_update(no_key=True).filter(pk=self.instance.pk)
        return any(row.values_list("live", flat=True))


class PageForm(PublishedStaysPublished, PicturesNeedWords, WagtailAdminPageForm):
    """The editor's form of every page of the site."""


class PersonForm(PublishedStaysPublished, PicturesNeedWords, WagtailAdminModelForm):
    """The editor's form of a person."""


def pictures_without_words(instance: models.Model) -> list[AzioneImage]:
    """The pictures of a page or a person, other than those of its blocks, that cannot be published yet."""
    fields = [field.name for field in instance._meta.fields if field.related_model is AzioneImage]
    found = [getattr(instance, name) for name in fields]
    return [image for image in found if image and not image.has_words]
