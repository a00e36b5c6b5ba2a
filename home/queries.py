"""Reads that pages, blocks and menus share: the same thing in the language being read."""

from collections.abc import Iterable

from django.utils.translation import get_language, gettext
from wagtail.models import Locale, Page

FRONT_PAGE_DEPTH = 2  # Wagtail's root is 1


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
            translation_key__in=[item.translation_key for item in originals], locale=Locale.get_active(), live=True
        )
    }
    return [translations.get(item.translation_key, item) for item in originals if item.live]


def way_to(page: Page) -> list[tuple[str, str]]:
    """Title and path of each page from the front page down to this one; no query where only the front page is above."""
    between = (
        page.get_ancestors().live().filter(depth__gt=FRONT_PAGE_DEPTH) if page.depth > FRONT_PAGE_DEPTH + 1 else []
    )
    front_page = (gettext("Front page"), f"/{get_language()}/")
    return [front_page, *((step.title, step.url) for step in (*between, page))]
