"""Reads of people and their pages."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, Q, QuerySet
from wagtail.models import Page

from home.queries import active_language, model, public

if TYPE_CHECKING:
    from home.models import CompanyPage, NewsPage, Person, PersonPage


def person_pages_below(company: "CompanyPage") -> "list[PersonPage]":
    """The published pages of people below a company page, in the order of the tree, ready for cards."""
    pages = list(
        public(model("PersonPage").objects.child_of(company).live())
        .filter(person__isnull=False)
        .select_related("person")
        .defer_streamfields()
        .order_by("path")
    )
    people = _people_in_language([page.person for page in pages], company.locale_id)
    for page in pages:
        page.shown_person = people[page.person.translation_key]
    return pages


def person_in_language_of(page: "PersonPage") -> "Person | None":
    return _in_language_of(page, page.person)


def author_of(news: "NewsPage") -> "Person | None":
    author = _in_language_of(news, news.author)
    if author:
        link_people([author])
    return author


def other_pages_of(page: "PersonPage") -> "QuerySet[PersonPage]":
    """Pages of the same person in the same language, drafts among them."""
    pages = model("PersonPage").objects.exclude(pk=page.pk)
    return pages.filter(locale_id=page.locale_id, person__translation_key=page.person.translation_key)


def link_people(people: "Iterable[Person]") -> None:
    """Gives each person `page_url`: the address of their page in the active language, empty where none is published.

    One query for all of them, and none for nobody.
    """
    found = list(people)
    urls = _page_urls({person.translation_key for person in found}) if found else {}
    for person in found:
        person.page_url = urls.get(person.translation_key, "")


def _page_urls(person_keys: set) -> dict:
    pages = (
        model("PersonPage")
        .objects.live()
        .filter(locale__language_code=active_language(), person__translation_key__in=person_keys)
        .annotate(person_key=F("person__translation_key"))
        .defer_streamfields()
    )
    return {page.person_key: page.url for page in pages}


def _in_language_of(page: Page, person: "Person | None") -> "Person | None":
    return _people_in_language([person], page.locale_id)[person.translation_key] if person else None


def _people_in_language(people: "list[Person]", locale_id: int) -> "dict[UUID, Person]":
    """The people by translation key, with their portraits: in one language, or as they are where they lack it."""
    keys = {person.translation_key for person in people}
    # Whoever lacks the language keeps the row that was chosen; ordered so that the wanted language comes last.
    rows = (
        model("Person")
        .objects.filter(Q(locale_id=locale_id, translation_key__in=keys) | Q(pk__in=[person.pk for person in people]))
        .select_related("portrait")
        .prefetch_related("portrait__renditions")
        if keys
        else []
    )
    return {row.translation_key: row for row in sorted(rows, key=lambda row: row.locale_id == locale_id)}
