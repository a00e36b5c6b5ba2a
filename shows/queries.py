"""Which shows a visitor may see, and what a show page prints of its own rows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q, QuerySet
from wagtail.models import Locale

if TYPE_CHECKING:
    from shows.models import Category, Credit, ShowPage


def live_shows() -> "QuerySet[ShowPage]":
    """Every published show that anybody may read, in all languages."""
    return apps.get_model("shows.ShowPage").objects.live().public()


def programme(locale_id: int) -> "QuerySet[ShowPage]":
    """The published shows of one language, newest first, ready for cards: no bodies are read."""
    return ready_for_cards(live_shows().filter(locale_id=locale_id)).order_by("-first_published_at", "pk")


def ready_for_cards(shows: "QuerySet[ShowPage]") -> "QuerySet[ShowPage]":
    """The same shows with what a card shows of them."""
    return (
        shows.select_related("poster", "social_image")
        .prefetch_related("poster__renditions", "social_image__renditions")
        .defer_streamfields()
    )


def chosen(shows: "Iterable[ShowPage]") -> "list[ShowPage]":
    """The same shows in the language being read, ready for cards; one that is not translated stays as it is."""
    originals = [show for show in shows if show]
    if not originals:
        return []
    keys = [show.translation_key for show in originals]
    is_chosen = Q(pk__in=[show.pk for show in originals])
    is_translation = Q(translation_key__in=keys, locale=Locale.get_active())
    found = ready_for_cards(live_shows().filter(is_chosen | is_translation))
    by_key = {show.translation_key: show for show in sorted(found, key=_is_in_active_language)}
    return [by_key[key] for key in dict.fromkeys(keys) if key in by_key]


def accents_of(shows: "Iterable[ShowPage]") -> "QuerySet[ShowPage]":
    """The same shows in all languages, with nothing but their colour."""
    keys = {show.translation_key for show in shows if show}
    return live_shows().filter(translation_key__in=keys).only("accent")


def _is_in_active_language(show: "ShowPage") -> bool:
    return show.locale_id == Locale.get_active().pk


def credits_of(show: "ShowPage") -> "list[Credit]":
    # The page's own manager, so that a preview shows credits that are not saved yet.
    return list(show.credits.select_related("person"))


def categories_of(show: "ShowPage") -> "QuerySet[Category]":
    """The categories in the language of the page, whatever language they were chosen in."""
    keys = [category.translation_key for category in show.categories.all()]
    return apps.get_model("shows.Category").objects.filter(translation_key__in=keys, locale_id=show.locale_id)
