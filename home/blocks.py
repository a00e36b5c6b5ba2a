"""The shared set of blocks that every page body is built from, and the links of menus.

Each block has its own template under templates/blocks/ and its own style in home/static/home/css/. Blocks of words are
in home/text_blocks.py, pictures and videos in home/media_blocks.py.
"""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Locale
from wagtail.snippets.blocks import SnippetChooserBlock

from home.media_blocks import CaptionedImageBlock, GalleryBlock, VideoBlock
from home.people import link_people
from home.queries import in_current_language
from home.text_blocks import (
    PLAIN_FEATURES,
    AccordionBlock,
    HeadingBlock,
    NoticeBlock,
    QuoteBlock,
    TableBlock,
    TextBlock,
)


def samples(model: str, number: int) -> list:
    """The first published rows of a model in the active language, for previews."""
    return list(apps.get_model(model).objects.filter(live=True, locale=Locale.get_active()).order_by("pk")[:number])


class PeopleBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading"), max_length=80, required=False)
    people = blocks.ListBlock(SnippetChooserBlock("home.Person", label=_("person")), label=_("people"), min_num=1)

    class Meta:
        icon = "group"
        group = _("Company")
        description = _("People of the company with portrait, role and biography.")
        label_format = "{heading}"
        template = "blocks/people.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        people = in_current_language(value["people"])
        link_people(people)
        prefetch_related_objects(people, "portrait__renditions")
        return context | {"people": people}

    def get_preview_value(self):
        return self.normalize({"heading": "Chi siamo", "people": samples("home.Person", 4)})

    def heading_levels(self, value) -> list[int]:
        return ([2] if value["heading"] else []) + [3]


class ShowsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading"), max_length=80, required=False)
    shows = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="shows.ShowPage", label=_("show")), label=_("shows"), min_num=1, max_num=6
    )

    class Meta:
        icon = "date"
        group = _("Company")
        description = _("Shows with poster and next dates. Drafts are left out until they are published.")
        label_format = "{heading}"
        template = "blocks/shows.html"

    def get_preview_value(self):
        return self.normalize({"heading": "Da vedere", "shows": samples("shows.ShowPage", 3)})

    def heading_levels(self, value) -> list[int]:
        return ([2] if value["heading"] else []) + [3]


class CallToActionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("text"), max_length=160)
    label = blocks.CharBlock(label=_("words on the button"), max_length=40)
    page = blocks.PageChooserBlock(label=_("page"))

    class Meta:
        icon = "redirect"
        group = _("Company")
        description = _("One sentence and one button that leads to a page.")
        label_format = "{text}"
        template = "blocks/call_to_action.html"

    def get_preview_value(self):
        page = next(iter(samples("shows.ShowIndexPage", 1) or samples("home.HomePage", 1)), None)
        return self.normalize({"text": "La stagione è cominciata.", "label": "Vedi gli spettacoli", "page": page})


class ColumnBlock(blocks.StreamBlock):
    """One of two columns: simple blocks alone, so that nothing is nested deeper."""

    text = TextBlock(label=_("Text"), features=PLAIN_FEATURES)
    image = CaptionedImageBlock(label=_("Image"))
    quote = QuoteBlock(label=_("Quote"))


class ColumnsBlock(blocks.StructBlock):
    first = ColumnBlock(label=_("first column"), min_num=1)
    second = ColumnBlock(label=_("second column"), min_num=1)
    wide = blocks.ChoiceBlock(
        label=_("widths"),
        choices=[("equal", _("Both the same")), ("first", _("First wider")), ("second", _("Second wider"))],
        default="equal",
        search_index=False,
    )

    class Meta:
        icon = "grip"
        group = _("Layout")
        description = _("Two columns of text, pictures and quotes; on a phone one below the other.")
        template = "blocks/columns.html"

    def get_preview_value(self):
        image = CaptionedImageBlock().get_preview_value()
        second = [("image", image)] if image["image"] else [("quote", QuoteBlock().get_preview_value())]
        text = (
            "<p>La sala è una scatola nera di dieci metri per dodici, con il pavimento di legno e le finestre murate. "
            "Prima ci stavano le caldaie della stazione.</p><p>Si prova la mattina, si costruisce il pomeriggio, si va "
            "in scena la sera: <b>sempre nello stesso posto</b>.</p>"
        )
        return self.normalize({"first": [("text", text)], "second": second, "wide": "equal"})


class BodyBlock(blocks.StreamBlock):
    """What a page body may be made of."""

    heading = HeadingBlock(label=_("Heading"), max_length=90)
    text = TextBlock(label=_("Text"))
    quote = QuoteBlock(label=_("Quote"))
    notice = NoticeBlock(label=_("Notice"))
    accordion = AccordionBlock(label=_("Accordion"))
    table = TableBlock(label=_("Table"))
    image = CaptionedImageBlock(label=_("Image"))
    gallery = GalleryBlock(label=_("Gallery"))
    video = VideoBlock(label=_("Video"))
    columns = ColumnsBlock(label=_("Columns"))
    people = PeopleBlock(label=_("People"))
    shows = ShowsBlock(label=_("Shows"))
    call_to_action = CallToActionBlock(label=_("Call to action"))

    def clean(self, value):
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            errors = _skipped_levels(cleaned)
            if errors:
                raise blocks.StreamBlockValidationError(block_errors=errors)
        return cleaned


def _skipped_levels(body: blocks.StreamValue) -> dict[int, ValidationError]:
    """The blocks, by their number, whose heading stands more than one level below the one before it.

    The title of the page has the first level.
    """
    before, errors = 1, {}
    for number, child in enumerate(body):
        for level in getattr(child.block, "heading_levels", lambda value: [])(child.value):
            if level > before + 1:
                errors[number] = ValidationError(_("Put a heading of the level above before this one."))
            before = level
    return errors


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
