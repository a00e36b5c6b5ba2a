"""The guide for editors, written once in docs/ and read there and in the admin."""

import re
from pathlib import Path

import markdown
from django.utils.safestring import SafeString, mark_safe

DOCS = Path(__file__).resolve().parent.parent / "docs"
GUIDES = {"it": "guida-redazione.md", "en": "editor-guide.md"}


def as_html(language: str) -> SafeString:
    """The guide of a language, or the Italian one; its title is left out, since the screen has one."""
    name = GUIDES.get(language[:2], GUIDES["it"])
    text = re.sub(r"\A# .*\n", "", (DOCS / name).read_text())
    html = markdown.markdown(text, extensions=["tables", "toc"], output_format="html")
    return mark_safe(_without_local_links(html))  # noqa: S308  our own file


def _without_local_links(html: str) -> str:
    """Links to other files of docs/ lead nowhere in the admin: their words stay."""
    return re.sub(r'<a href="(?!https?:|#|/)[^"]*">(.*?)</a>', r"\1", html)
