"""Reads that pages, blocks and menus share: the same thing in the language being read."""

from collections.abc import Iterable

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
