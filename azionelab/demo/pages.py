"""Pages in both trees, each published and linked with its translation.

A page that exists stays as it is: what somebody has edited since is theirs.
"""

import json
from collections.abc import Callable
from uuid import UUID, uuid4

from wagtail.models import Locale, Page

from azionelab.demo.people import People
from azionelab.demo.texts import Block, PageText
from azionelab.demo.texts.company import HOME, PAGES, PROGRAMME
from home.models import BasePage, HomePage, StandardPage
from shows.models import ShowIndexPage

Translated = dict[str, Page]
Fill = Callable[[BasePage, PageText, str], None]


def ensure_page(model: type[BasePage], parents: Translated, texts: dict[str, PageText], fill: Fill) -> Translated:
    """The page in both languages; `fill` sets what its type has beyond title, slug and summary."""
    italian = _ensure_one(model, parents["it"], texts["it"], fill, translation_key=uuid4())
    english = _ensure_one(model, parents["en"], texts["en"], fill, translation_key=italian.translation_key)
    return {"it": italian, "en": english}


def ensure_homes() -> Translated:
    """The two front pages, which the migrations of `home` have made."""
    return {code: HomePage.objects.get(locale=Locale.objects.get(language_code=code)) for code in ("it", "en")}


def ensure_programme(homes: Translated) -> Translated:
    return ensure_page(ShowIndexPage, homes, PROGRAMME, _fill_introduction)


def ensure_standard_pages(homes: Translated, programme: Translated, people: People) -> dict[str, Translated]:
    """The standard pages by key, with the programme under the key by which texts and menus name it."""
    pages = {"shows": programme}

    def fill(page: BasePage, text: PageText, language: str) -> None:
        _fill_introduction(page, text, language)
        page.body = stream(text.body, language, pages=pages, people=people)

    for key, texts in PAGES.items():
        pages[key] = ensure_page(StandardPage, homes, texts, fill)
    return pages


def fill_homes(homes: Translated, featured: Translated) -> None:
    """Gives the front pages their texts, unless they have a headline already."""
    for language, page in homes.items():
        page.refresh_from_db()  # it has children now, and publishing writes their number
        if page.headline:
            continue
        page.title, page.headline = HOME[language]["title"], HOME[language]["headline"]
        page.summary = HOME[language]["summary"]
        page.featured_page = featured[language]
        page.body = stream(HOME[language]["body"], language)
        page.save_revision().publish()


def stream(
    blocks: list[Block], language: str, pages: dict[str, Translated] | None = None, people: People | None = None
) -> str:
    """Blocks in the form in which a StreamField stores them, with pages and people looked up by their keys."""
    return json.dumps(
        [{"type": kind, "value": _stored(kind, value, language, pages, people)} for kind, value in blocks]
    )


def _stored(kind: str, value: object, language: str, pages: dict | None, people: People | None) -> object:
    if kind == "people":
        return value | {"people": [person[language].pk for person in people.values()]}
    if kind == "call_to_action":
        return value | {"page": pages[value["page"]][language].pk}
    return value


def _ensure_one(model: type[BasePage], parent: Page, text: PageText, fill: Fill, translation_key: UUID) -> BasePage:
    found = model.objects.child_of(parent).filter(slug=text.slug).first()
    if found:
        return found
    page = model(
        locale=parent.locale, translation_key=translation_key, title=text.title, slug=text.slug, summary=text.summary
    )
    fill(page, text, parent.locale.language_code)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _fill_introduction(page: BasePage, text: PageText, language: str) -> None:
    page.introduction = text.introduction
