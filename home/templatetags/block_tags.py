"""Which of a page's blocks need something in the head of the document."""

from collections.abc import Iterator
from typing import Any

from django import template
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

register = template.Library()


@register.inclusion_tag("components/block_scripts.html", takes_context=True)
def block_scripts(context: template.Context, page: Page) -> dict[str, Any]:
    """The modules of the blocks that stand on the page, each once; nothing on a page of words."""
    found = (script for stream in streams(page) for script in _scripts(stream))
    return {"scripts": list(dict.fromkeys(found)), "nonce": getattr(context.get("request"), "csp_nonce", "")}


def streams(page: Page) -> Iterator[StreamValue]:
    """The stream fields of a page that hold something."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField) and (value := getattr(page, field.name)):
            yield value


def _scripts(stream: StreamValue) -> Iterator[str]:
    # The stored form: no page, picture or person is looked up for it.
    kinds = {child["type"] for child in stream.raw_data}
    blocks = [stream.stream_block, *(stream.stream_block.child_blocks.get(kind) for kind in sorted(kinds))]
    return (block.meta.script for block in blocks if getattr(block, "meta", None) and hasattr(block.meta, "script"))
