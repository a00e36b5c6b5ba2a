"""Blocks of the pages of this app: they are content, so they live in the page and its drafts."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ContactTopicListBlock(blocks.StreamBlock):
    topic = blocks.CharBlock(
        label=_("Topic"),
        max_length=80,
        icon="tag",
        help_text=_("What a visitor may want to write about, or to whom: the box office, the press, the technicians."),
    )
