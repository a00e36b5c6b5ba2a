"""The shared set of blocks that every page body is built from.

Each block has its own template under templates/blocks/ and its own style in home/static/home/css/blocks.css.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from home.queries import in_current_language, link_people

TEXT_FEATURES = ["h3", "h4", "bold", "italic", "link", "document-link", "ol", "ul", "hr"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        group = _("Text")
        description = _("A heading between two parts of the page.")
        preview_value = "Un laboratorio aperto"
        template = "blocks/heading.html"


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(features=TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        group = _("Text")
        description = _("Paragraphs, lists and links.")
        preview_value = (
            "<p>Proviamo ogni giorno, <b>a porte aperte</b>: chi passa può sedersi, guardare e tornare domani.</p>"
        )
        template = "blocks/text.html"


class CaptionedImageBlock(blocks.StructBlock):
    image = ImageBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), max_length=200, required=False)

    class Meta:
        icon = "image"
        group = _("Pictures")
        description = _("One picture with its alternative text and a caption.")
        preview_value = {"caption": "Prova aperta, ottobre"}
        template = "blocks/image.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quote"), max_length=500)
    author = blocks.CharBlock(label=_("who said it"), max_length=120, required=False)

    class Meta:
        icon = "openquote"
        group = _("Text")
        description = _("A sentence worth large type, and who said it.")
        preview_value = {
            "text": "Il buio non è assenza: è il posto da cui si guarda.",
            "author": "Dal quaderno di regia",
        }
        template = "blocks/quote.html"


class PeopleBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading"), max_length=80, required=False)
    people = blocks.ListBlock(SnippetChooserBlock("home.Person", label=_("person")), label=_("people"))

    class Meta:
        icon = "group"
        group = _("Company")
        description = _("People of the company with portrait, role and biography.")
        preview_value = {"heading": "Chi siamo", "people": []}
        template = "blocks/people.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        people = in_current_language(value["people"])
        link_people(people)
        return context | {"people": people}


class CallToActionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("text"), max_length=160)
    label = blocks.CharBlock(label=_("words on the button"), max_length=40)
    page = blocks.PageChooserBlock(label=_("page"))

    class Meta:
        icon = "redirect"
        group = _("Company")
        description = _("One sentence and one button that leads to a page.")
        preview_value = {"text": "La stagione è cominciata.", "label": "Vedi gli spettacoli", "page": None}
        template = "blocks/call_to_action.html"


class NoticeBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[("info", _("Information")), ("success", _("Good news")), ("warning", _("Warning"))],
        default="info",
    )
    text = blocks.RichTextBlock(label=_("text"), features=["bold", "italic", "link"])

    class Meta:
        icon = "info-circle"
        group = _("Company")
        description = _("Something visitors must not miss.")
        preview_value = {"kind": "warning", "text": "<p>Sabato l’ingresso è dal cortile.</p>"}
        template = "blocks/notice.html"


class BodyBlock(blocks.StreamBlock):
    """What a page body may be made of."""

    heading = HeadingBlock(label=_("Heading"), max_length=90)
    text = TextBlock(label=_("Text"))
    image = CaptionedImageBlock(label=_("Image"))
    quote = QuoteBlock(label=_("Quote"))
    people = PeopleBlock(label=_("People"))
    call_to_action = CallToActionBlock(label=_("Call to action"))
    notice = NoticeBlock(label=_("Notice"))


class LinkBlock(blocks.StructBlock):
    """A link of a menu: a page, found in the language being read, or an address."""

    page = blocks.PageChooserBlock(label=_("page"), required=False)
    url = blocks.URLBlock(label=_("or address"), required=False)
    label_it = blocks.CharBlock(
        label=_("label in Italian"), max_length=40, required=False, help_text=_("Empty: the page's title.")
    )
    label_en = blocks.CharBlock(
        label=_("label in English"), max_length=40, required=False, help_text=_("Empty: the page's title.")
    )

    class Meta:
        icon = "link"
        label_format = "{label_it}"

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            raise blocks.StructBlockValidationError(
                non_block_errors=[ValidationError(_("Choose a page or write an address, one of the two."))]
            )
        if cleaned["url"] and not cleaned["label_it"]:
            raise blocks.StructBlockValidationError({"label_it": ValidationError(_("An address needs a label."))})
        return cleaned


class LinkListBlock(blocks.StreamBlock):
    link = LinkBlock(label=_("Link"))


class SocialLinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("name"), max_length=40)
    url = blocks.URLBlock(label=_("address"))

    class Meta:
        icon = "link"
        label_format = "{label}"


class SocialLinkListBlock(blocks.StreamBlock):
    link = SocialLinkBlock(label=_("Link"))


class PeopleGroupBlock(blocks.StructBlock):
    """A heading of the company page with the people below it."""

    heading = blocks.CharBlock(label=_("heading"), max_length=80)
    people = blocks.ListBlock(
        blocks.PageChooserBlock(page_type=["home.PersonPage"], label=_("person's page")), label=_("people")
    )

    class Meta:
        icon = "group"
        label_format = "{heading}"


class PeopleGroupListBlock(blocks.StreamBlock):
    group = PeopleGroupBlock(label=_("Group"))


class ChosenShowsBlock(blocks.StreamBlock):
    """Shows in the order of the editor. A page type sets how many."""

    show = blocks.PageChooserBlock(page_type=["shows.ShowPage"], label=_("show"), icon="calendar-alt")


def link_label(link, page) -> str:
    """The words of a menu link in the current language, the page's title where there are none."""
    words = link["label_en"] if get_language() == "en" else link["label_it"]
    return words or (page.title if page else link["label_it"])
