from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from home import renditions

NEEDS_WORDS = _("Say what is to be seen, for those who cannot see it, or mark the picture as decorative.")
DESCRIPTION_HELP = _("What is to be seen, in Italian: it is read aloud to those who cannot see the picture.")
CHANGES_RENDITIONS = {"file", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"}


class ImageForm(BaseImageForm):
    """The form of every upload and every edit: a picture comes with words or is marked as decorative."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].help_text = DESCRIPTION_HELP

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("description") and not cleaned.get("is_decorative"):
            self.add_error("description", ValidationError(NEEDS_WORDS, code="required"))
        return cleaned

    def save(self, commit=True):
        image = super().save(commit=commit)
        if commit and CHANGES_RENDITIONS & set(self.changed_data):
            renditions.prepare_after_commit(renditions.pages_showing(image))
        return image
