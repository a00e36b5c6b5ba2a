"""Reads structured data out of a page, with the standard library alone."""

import json
from html.parser import HTMLParser


class _DataBlocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag, attrs):
        self._is_inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"

    def handle_data(self, data):
        if self._is_inside:
            self.found.append(data)

    def handle_endtag(self, tag):
        self._is_inside = False


def nodes(html: str) -> list[dict]:
    """All nodes of all data blocks of a page."""
    blocks = _DataBlocks()
    blocks.feed(html)
    return [node for block in blocks.found for node in json.loads(block)["@graph"]]
