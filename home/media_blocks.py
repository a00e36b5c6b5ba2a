"""Blocks of pictures and videos. Each picture has an alternative text of its own, or is marked as decorative."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from home import video

VIDEO_EXTENSIONS = {"mp4", "webm"}
CAPTION_EXTENSIONS = {"vtt"}


def sample_images(number: int) -> list:
    """The newest pictures of the library that lie across, for previews; fewer where there are fewer."""
    images = apps.get_model("home.AzioneImage").objects.exclude(description="").filter(width__gt=F("height"))
    found = list(images.order_by("-pk")[:number])
    for image in found:
        image.contextual_alt_text = image.default_alt_text
    return found


class CaptionedImageBlock(blocks.StructBlock):
    image = ImageBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), max_length=200, required=False)

    class Meta:
        icon = "image"
        group = _("Pictures")
        description = _("One picture with its alternative text and a caption.")
        label_format = "{caption}"
        template = "blocks/image.html"

    def get_preview_value(self):
        return self.normalize({"image": next(iter(sample_images(1)), None), "caption": "Prova aperta, ottobre"})


class GalleryBlock(blocks.StreamBlock):
    """Pictures side by side; each opens larger. Also the gallery of a show."""

    image = CaptionedImageBlock(label=_("Image"))

    class Meta:
        icon = "copy"
        group = _("Pictures")
        description = _("Several pictures side by side; a visitor can open each of them larger.")
        template = "blocks/gallery.html"
        script = "home/js/gallery.js"

    def get_preview_value(self):
        return self.normalize(
            [("image", {"image": image, "caption": "Prova aperta, ottobre"}) for image in sample_images(3)]
        )


class VideoValue(blocks.StructValue):
    @cached_property
    def hosted(self) -> video.HostedVideo | None:
        return video.parse(self["link"]) if self["link"] else None

    @property
    def captions_words(self) -> str:
        """What is said about captions below the video; empty where nothing needs to be."""
        return VideoBlock.CAPTIONS.get(self["captions"], "")


class CaptionFileBlock(blocks.StructBlock):
    language = blocks.ChoiceBlock(label=_("language"), choices=[("it", _("Italian")), ("en", _("English"))])
    file = DocumentChooserBlock(label=_("file"), help_text=_("A WebVTT file, ending in .vtt."))

    class Meta:
        icon = "openquote"
        label_format = "{language}"

    def clean(self, value):
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            _refuse_other_files(cleaned["file"], CAPTION_EXTENSIONS, _("Captions are a file ending in .vtt."))
        return cleaned


class VideoBlock(blocks.StructBlock):
    """A video at YouTube or Vimeo, which is asked for nothing before a click, or a file of the company's own."""

    CAPTIONS = {
        "switchable": _("Captions can be switched on."),
        "open": _("With captions in the picture."),
        "silent": _("Nothing is spoken."),
        "none": _("Without captions."),
    }

    title = blocks.CharBlock(label=_("title"), max_length=120, help_text=_("For example: Trailer of the show."))
    link = blocks.CharBlock(
        label=_("address at YouTube or Vimeo"),
        max_length=300,
        required=False,
        validators=[video.validate_link],
        search_index=False,
    )
    file = DocumentChooserBlock(
        label=_("or a file of your own"), required=False, help_text=_("MP4 or WebM, up to 200 MB.")
    )
    picture = ImageBlock(
        label=_("picture"), help_text=_("Across, 16 to 9: it stands in the place of the video until it is played.")
    )
    caption = blocks.CharBlock(label=_("caption"), max_length=200, required=False)
    captions = blocks.ChoiceBlock(
        label=_("captions"), choices=list(CAPTIONS.items()), default="switchable", search_index=False
    )
    caption_files = blocks.ListBlock(
        CaptionFileBlock(), label=_("caption files"), default=[], help_text=_("For a file of your own.")
    )
    transcript = blocks.RichTextBlock(
        label=_("transcript"),
        features=["bold", "italic", "link"],
        required=False,
        help_text=_("What is said and heard, for those who cannot hear it. It folds away below the video."),
    )

    class Meta:
        icon = "media"
        group = _("Pictures")
        description = _("A video from YouTube, Vimeo or your own files. Nothing is loaded from there before a click.")
        label_format = "{title}"
        template = "blocks/video.html"
        script = "home/js/video.js"
        value_class = VideoValue

    def clean(self, value):
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        _refuse_other_files(cleaned["file"], VIDEO_EXTENSIONS, _("A video is a file ending in .mp4 or .webm."))
        if bool(cleaned["link"]) == bool(cleaned["file"]):
            raise blocks.StructBlockValidationError(
                {"link": ValidationError(_("Paste an address or choose a file, one of the two."))}
            )
        return cleaned

    def get_preview_value(self):
        sample = {
            "title": "Prova aperta",
            "link": "https://vimeo.com/76979871",
            "picture": next(iter(sample_images(1)), None),
            "caption": "Due minuti dal laboratorio",
            "transcript": "<p>Si sente la pioggia. Una voce: «Avanti il prossimo».</p>",
        }
        return self.normalize({**self.get_default(), **sample})


class TrailerBlock(blocks.StreamBlock):
    """The one video of a show."""

    video = VideoBlock(label=_("Video"))

    class Meta:
        max_num = 1
        script = "home/js/video.js"


def _refuse_other_files(document, extensions: set[str], words) -> None:
    if document and document.file_extension.lower() not in extensions:
        raise blocks.StructBlockValidationError({"file": ValidationError(words)})
