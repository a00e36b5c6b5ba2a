"""Pages in both trees, each published and linked with its translation.

A page that exists stays as it is: what somebody has edited since is theirs.
"""

import json
from collections.abc import Callable
from uuid import UUID, uuid4

from django.core.management import CommandError
from wagtail.models import Locale, Page

from azionelab.demo.people import People
from azionelab.demo.texts import Block, PageText
from azionelab.demo.texts.company import COMPANY_TEXTS, GROUPS, HOME, PAGES, PROGRAMME
from azionelab.demo.texts.people import PEOPLE, PersonText
from home.models import BasePage, CompanyPage, HomePage, PersonPage, StandardPage
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
    return ensure_page(ShowIndexPage, homes, PROGRAMME, fill_introduction)


def ensure_standard_pages(homes: Translated, pages: dict[str, Translated]) -> dict[str, Translated]:
    """The standard pages by key, after the pages that their texts may name."""
    named = dict(pages)

    def fill(page: BasePage, text: PageText, language: str) -> None:
        fill_introduction(page, text, language)
        page.body = stream(text.body, language, pages=named)

    for key, texts in PAGES.items():
        named[key] = ensure_page(StandardPage, homes, texts, fill)
    return named


def ensure_company_page(homes: Translated, pages: dict[str, Translated], people: People) -> Translated:
    """The company with a page for each of its people, who stand in groups as soon as their pages are there."""

    def fill(page: BasePage, text: PageText, language: str) -> None:
        fill_introduction(page, text, language)
        page.body = stream(text.body, language, pages=pages)

    company = ensure_page(CompanyPage, homes, COMPANY_TEXTS, fill)
    members = {text.key: _ensure_person_page(text, company, people) for text in PEOPLE}
    for language, page in company.items():
        if not page.groups:
            page.refresh_from_db()  # it has children now
            page.groups = stream(
                [
                    (
                        "group",
                        {
                            "heading": heading.in_language(language),
                            "people": [members[key][language].pk for key in keys],
                        },
                    )
                    for heading, keys in GROUPS
                ],
                language,
            )
            page.save_revision().publish()
    return company


def _ensure_person_page(text: PersonText, company: Translated, people: People) -> Translated:
    def fill(page: PersonPage, page_text: PageText, language: str) -> None:
        page.person = people[text.key][language]
        page.body = stream(page_text.body, language)

    return ensure_page(PersonPage, company, text.pages, fill)


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


def stream(blocks: list[Block], language: str, pages: dict[str, Translated] | None = None) -> str:
    """Blocks in the form in which a StreamField stores them, with pages looked up by their keys."""
    return json.dumps([{"type": kind, "value": _stored(kind, value, language, pages)} for kind, value in blocks])


def _stored(kind: str, value: object, language: str, pages: dict[str, Translated] | None) -> object:
    if kind == "call_to_action":
        return value | {"page": pages[value["page"]][language].pk}
    return value


def _ensure_one(model: type[BasePage], parent: Page, text: PageText, fill: Fill, translation_key: UUID) -> BasePage:
    found = Page.objects.child_of(parent).filter(slug=text.slug).first()
    if found:
        return _as(model, found)
    page = model(
        locale=parent.locale, translation_key=translation_key, title=text.title, slug=text.slug, summary=text.summary
    )
    fill(page, text, parent.locale.language_code)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _as(model: type[BasePage], found: Page) -> BasePage:
    if found.specific_class is not model:
        raise CommandError(f"{found.url_path} is a page of another type, from an older demo. Start afresh: make clean.")
    return found.specific


def fill_introduction(page: BasePage, text: PageText, language: str) -> None:
    page.introduction = text.introduction
