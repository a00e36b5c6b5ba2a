"""Search that knows the language of a page: it indexes stems of words without accents, and looks for stems.

The stems are a field of Wagtail's own index, so both databases find the same (docs/adr/0019-search-in-stems.md).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index

STEMMERS = {"it": "italian", "en": "english"}
STEM_FIELDS = {"stems", "title_stems"}
SHORTEST = 3  # letters; shorter words are articles and prepositions

APOSTROPHES = re.compile("[’‘ʼ´`′]")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Snowball leaves short Italian words as they are, so that "ombra" and "ombre" would be two.
LAST_VOWEL = re.compile(r"(?<=\w{3})[aeio]$")
# What Italian leaves of an article or a preposition before an apostrophe, where it has three letters or more.
ELIDED = {"all", "anch", "bell", "coll", "com", "cos", "dall", "dell", "dov", "nell", "quell", "quest", "sull", "tutt"}
# Too common to narrow anything down. They and short words are left out of what is asked, as long as a word remains.
COMMON = {
    "it": {
        *("che", "chi", "con", "cui", "dal", "dei", "del", "gli", "nel", "nei", "non", "per", "sul", "tra", "fra"),
        *("una", "uno", "alla", "alle", "agli", "come", "dagli", "dalla", "dalle", "degli", "della", "delle", "dello"),
        *("negli", "nella", "nelle", "nello", "sono", "sulla", "sulle"),
    },
    "en": {
        "and",
        "are",
        "but",
        "for",
        "from",
        "his",
        "her",
        "its",
        "not",
        "our",
        "that",
        "the",
        "their",
        "was",
        "with",
    },
}


def stems(text: str, language: str) -> str:
    """The stems of the words of `text`, in their order, between spaces: letters and figures alone."""
    return " ".join(_kept_stem(word, language) for word in _words(text))


def asked_stems(text: str, language: str) -> str:
    """The stems to look for when somebody types `text`; empty when it holds nothing that can be looked for."""
    words = list(_words(text))
    telling = [word for word in words if len(word) >= SHORTEST and word not in COMMON.get(language, ())]
    return " ".join(_stem(word, language) for word in telling or words)


def found_among(pages: PageQuerySet, text: str, language: str) -> set[int]:
    """The ids of those `pages` that hold every word of `text` in any of its forms.

    `pages` may be filtered by what the index knows: by their ids, for one. Where no page holds every word,
    it is those whose title holds a word that begins as the last one does: it may still be being typed.
    """
    asked = asked_stems(text, language)
    if not asked:
        return set()
    rows = pages.order_by().only("pk")
    found = {page.pk for page in rows.search(asked, operator="and", order_by_relevance=False)}
    return found or {page.pk for page in rows.autocomplete(asked, operator="and", order_by_relevance=False)}


def texts_of(page: Page) -> Iterator[str]:
    """Every text that the page puts into the index, whatever its type; its stems are made of them."""
    for field in page.get_search_fields():
        if getattr(field, "field_name", None) not in STEM_FIELDS:
            yield from _texts_of_field(page, field)


def _texts_of_field(instance: object, field: index.BaseField | index.RelatedFields) -> Iterator[str]:
    if isinstance(field, index.SearchField):
        yield from _flat(field.get_value(instance))
    elif isinstance(field, index.RelatedFields):
        related = field.get_value(instance)
        rows = related.all() if hasattr(related, "all") else [related] if related else []
        for row in rows:
            for below in field.fields:
                yield from _texts_of_field(row, below)


def _flat(value: object) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for part in value:
            yield from _flat(part)
    elif value:
        yield str(value)


def _words(text: str) -> Iterator[str]:
    for word in WORD.findall(_folded(text)):
        *elided, last = word.split("'")
        yield from (part for part in elided if part not in ELIDED)
        yield last


def _folded(text: str) -> str:
    """Small letters without accents, and one kind of apostrophe."""
    spread = unicodedata.normalize("NFKD", APOSTROPHES.sub("'", text).casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def _stem(word: str, language: str) -> str:
    # A stemmer keeps the word that it works on, so each call has its own: threads must not share one.
    stem = snowballstemmer.stemmer(STEMMERS.get(language, STEMMERS["it"])).stemWord(word)
    return stem if language == "en" else LAST_VOWEL.sub("", stem)


# A page repeats its words, and its neighbours have most of them too. What visitors type is not kept.
_kept_stem = lru_cache(maxsize=8192)(_stem)
