from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class AzioneImage(AbstractImage):
    """A picture; its description is its alternative text wherever a page gives no better one."""

    description_en = models.CharField(
        _("description in English"),
        max_length=255,
        blank=True,
        help_text=_("The same description for the English pages."),
    )
    credit = models.CharField(
        _("credit"),
        max_length=120,
        blank=True,
        help_text=_("Who made the picture; printed beside it."),
    )

    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        db_default=False,
        help_text=_("It tells nothing that the words beside it do not tell: screen readers pass over it."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "description_en",
        "is_decorative",
        "credit",
        "collection",
        "tags",
        *(name for name in Image.admin_form_fields if name.startswith("focal_point")),
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def has_words(self) -> bool:
        """Whether somebody has said what is to be seen, or that it need not be said."""
        return self.is_decorative or bool(self.description)

    @property
    def default_alt_text(self) -> str:
        if self.is_decorative:
            return ""
        # A picture is shared by both trees, so it carries a description for each.
        if (get_language() or "").startswith("en") and self.description_en:
            return self.description_en
        return self.description


class AzioneRendition(AbstractRendition):
    image = models.ForeignKey(AzioneImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class AzioneDocument(AbstractDocument):
    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
