"""The guides for staff, written once in docs/ and read there and in the admin, each by those whom it is for.

An app adds one by the hook `register_guide`: a function that gives a `Guide`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import markdown
from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks

HOOK = "register_guide"
DOCS = Path(__file__).resolve().parent.parent / "docs"


@dataclass(frozen=True)
class Guide:
    name: str  # in its address
    title: Any  # words, or lazy ones
    files: Mapping[str, str]  # below docs/, by language; the Italian one stands in for what is missing
    is_for: Callable[[Any], bool]  # of a member of staff

    def as_html(self, language: str) -> SafeString:
        """The text in a language below links to its parts; its title is left out, since the screen has one."""
        name = self.files.get(language[:2], self.files["it"])
        text = re.sub(r"\A# .*\n", "", (DOCS / name).read_text())
        html = markdown.markdown(f"[TOC]\n\n{text}", extensions=["tables", "toc"], output_format="html")
        return mark_safe(_without_local_links(html))  # noqa: S308  our own file


def guides_for(user: Any) -> list[Guide]:
    """Those that a member of staff is offered, in the order of the hooks."""
    guides = [register() for register in hooks.get_hooks(HOOK)]
    return [guide for guide in guides if guide.is_for(user)]


def _without_local_links(html: str) -> str:
    """Links to other files of docs/ lead nowhere in the admin: their words stay."""
    return re.sub(r'<a href="(?!https?:|#|/)[^"]*">(.*?)</a>', r"\1", html)
