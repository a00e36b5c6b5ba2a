"""Blocks of a show page beyond the shared body: they are content, so they live in the page and its drafts."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ContentWarningListBlock(blocks.StreamBlock):
    warning = blocks.CharBlock(
        label=_("Warning"),
        max_length=120,
        icon="warning",
        help_text=_("One thing at a time: strobe light, loud noises, nudity, violence told or shown."),
    )


class PressQuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quote"), max_length=400)
    critic = blocks.CharBlock(label=_("critic"), max_length=80, required=False)
    publication = blocks.CharBlock(label=_("publication"), max_length=80)
    url = blocks.URLBlock(label=_("address of the review"), required=False)

    class Meta:
        icon = "openquote"
        label_format = "{publication}"
        template = "blocks/press_quote.html"


class PressQuoteListBlock(blocks.StreamBlock):
    quote = PressQuoteBlock(label=_("Quote"))
