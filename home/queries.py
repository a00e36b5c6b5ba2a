"""Reads that pages, blocks and menus share: what anybody may read, and the same thing in the language being read."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from home import page_cache


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


def live_in_language(page_ids: "Iterable[int | None]") -> dict[int, Page]:
    """The pages by the given ids, each in the active language or as it is, in one query; drafts are left out."""
    ids = {page_id for page_id in page_ids if page_id}
    if not ids:
        return {}
    language = active_language()
    keys = Page.objects.filter(pk__in=ids).values("translation_key")
    in_language = Q(translation_key__in=keys, locale__language_code=language)
    rows = list(Page.objects.filter(Q(pk__in=ids) | in_language).select_related("locale"))
    # The wanted language comes last, so that it takes the place of what was chosen.
    by_preference = sorted(rows, key=lambda page: page.locale.language_code == language)
    shown = {page.translation_key: page for page in by_preference if page.live}
    return {page.pk: shown[page.translation_key] for page in rows if page.pk in ids and page.translation_key in shown}


def active_language() -> str:
    """The code of the language being read, without its country."""
    return (get_language() or "it")[:2]


def model(name: str) -> Any:
    """A model of this app. Its models read these queries, so they are looked up when they are needed."""
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
