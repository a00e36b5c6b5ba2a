"""Reads that pages, blocks and menus share: people, news, and the same thing in the language being read."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from home import page_cache

if TYPE_CHECKING:
    from home.models import CompanyPage, NewsIndexPage, NewsPage, Person, PersonPage


def in_current_language(items: Iterable) -> list:
    """The translations of the items in the active language, in the given order, each as itself where it has none.

    One query for all of them; drafts are left out. The items are translatable and of one model, or pages.
    """
    originals = [item for item in items if item]
    if not originals:
        return []
    model = Page if isinstance(originals[0], Page) else type(originals[0])
    translations = {
        found.translation_key: found
        for found in model.objects.filter(
            translation_key__in=[item.translation_key for item in originals],
            locale__language_code=get_language(),
            live=True,
        )
    }
    return [translations.get(item.translation_key, item) for item in originals if item.live]


# -- people -----------------------------------------------------------------------------------------------------------


def person_pages_below(company: "CompanyPage") -> "list[PersonPage]":
    """The published pages of people below a company page, in the order of the tree, ready for cards."""
    pages = list(
        public(_model("PersonPage").objects.child_of(company).live())
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
    pages = _model("PersonPage").objects.exclude(pk=page.pk)
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
        _model("PersonPage")
        .objects.live()
        .filter(locale__language_code=_active_language(), person__translation_key__in=person_keys)
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
        _model("Person")
        .objects.filter(Q(locale_id=locale_id, translation_key__in=keys) | Q(pk__in=[person.pk for person in people]))
        .select_related("portrait")
        .prefetch_related("portrait__renditions")
        if keys
        else []
    )
    return {row.translation_key: row for row in sorted(rows, key=lambda row: row.locale_id == locale_id)}


# -- news -------------------------------------------------------------------------------------------------------------

NEWEST_FIRST = ["-date", "-pk"]


def latest_news(limit: int) -> "QuerySet[NewsPage]":
    """The newest published news in the active language, ready for cards."""
    news = public(_model("NewsPage").objects.live()).filter(locale__language_code=_active_language())
    return _for_cards(news)[:limit]


def news_below(index: "NewsIndexPage") -> "QuerySet[NewsPage]":
    """The published news of an index, newest first, ready for cards."""
    return _for_cards(public(_model("NewsPage").objects.child_of(index).live()))


def years_of(news: "QuerySet[NewsPage]") -> dict[int, int]:
    """How many of the news each year has, the latest year first."""
    # Ordered anew, and without the joins of cards: grouping would count each order apart.
    plain = news.select_related(None).prefetch_related(None).defer(None)
    return dict(plain.order_by("-date__year").values_list("date__year").annotate(Count("pk")))


def newer_news(news: "NewsPage") -> "NewsPage | None":
    """The published news after this one, in its language."""
    after = Q(date__gt=news.date) | Q(date=news.date, pk__gt=news.pk or 0)
    return _beside(news).filter(after).order_by("date", "pk").first()


def older_news(news: "NewsPage") -> "NewsPage | None":
    """The published news before this one, in its language."""
    before = Q(date__lt=news.date) | Q(date=news.date, pk__lt=news.pk or 0)
    return _beside(news).filter(before).order_by(*NEWEST_FIRST).first()


def _beside(news: "NewsPage") -> "QuerySet[NewsPage]":
    # No siblings by path: a preview of news that is not saved yet has none.
    return public(_model("NewsPage").objects.live()).filter(locale_id=news.locale_id).defer_streamfields()


def _for_cards(news: "QuerySet[NewsPage]") -> "QuerySet[NewsPage]":
    pictures = news.select_related("picture", "social_image")
    pictures = pictures.prefetch_related("picture__renditions", "social_image__renditions")
    return pictures.defer_streamfields().order_by(*NEWEST_FIRST)


# -- for all ----------------------------------------------------------------------------------------------------------


def live_in_language(page_ids: "Iterable[int | None]") -> dict[int, Page]:
    """The pages by the given ids, each in the active language or as it is, in one query; drafts are left out."""
    ids = {page_id for page_id in page_ids if page_id}
    if not ids:
        return {}
    language = _active_language()
    keys = Page.objects.filter(pk__in=ids).values("translation_key")
    in_language = Q(translation_key__in=keys, locale__language_code=language)
    rows = list(Page.objects.filter(Q(pk__in=ids) | in_language).select_related("locale"))
    # The wanted language comes last, so that it takes the place of what was chosen.
    by_preference = sorted(rows, key=lambda page: page.locale.language_code == language)
    shown = {page.translation_key: page for page in by_preference if page.live}
    return {page.pk: shown[page.translation_key] for page in rows if page.pk in ids and page.translation_key in shown}


def _active_language() -> str:
    return (get_language() or "it")[:2]


def _model(name: str):
    # Models of this app read these queries, so they are looked up when they are needed.
    return apps.get_model("home", name)


def page_at(above: Page, path_components: list[str]) -> Page | None:
    """The page below `above` whose address consists of these slugs; published or not."""
    address = "/".join([above.url_path.rstrip("/"), *path_components, ""])
    depth = above.depth + len(path_components)
    return Page.objects.filter(slug=path_components[-1], depth=depth, url_path=address).first()


def some_pages_are_private() -> bool:
    """Whether any page asks for a password or a sign-in."""
    return page_cache.remember("some pages are private", PageViewRestriction.objects.exists)


def public(pages: PageQuerySet) -> PageQuerySet:
    """Those that anybody may read; without the look-up of Wagtail's own `public()` where no page is private."""
    return pages.public() if some_pages_are_private() else pages
