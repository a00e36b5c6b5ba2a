"""Which shows a visitor may see, and what a show page prints of its own rows."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import QuerySet

if TYPE_CHECKING:
    from shows.models import Category, Credit, ShowIndexPage, ShowPage


def live_shows() -> "QuerySet[ShowPage]":
    """Every published show that anybody may read, in all languages."""
    return apps.get_model("shows.ShowPage").objects.live().public()


def programme(locale_id: int) -> "QuerySet[ShowPage]":
    """The published shows of one language, newest first, ready for cards: no bodies are read."""
    return (
        live_shows()
        .filter(locale_id=locale_id)
        .select_related("poster", "social_image")
        .prefetch_related("poster__renditions", "social_image__renditions")
        .defer_streamfields()
        .order_by("-first_published_at", "pk")
    )


def programme_page(language: str) -> "ShowIndexPage | None":
    """The published programme of a language."""
    pages = apps.get_model("shows.ShowIndexPage").objects.live().public()
    return pages.filter(locale__language_code=language).first()


def credits_of(show: "ShowPage") -> "list[Credit]":
    # The page's own manager, so that a preview shows credits that are not saved yet.
    return list(show.credits.select_related("person"))


def categories_of(show: "ShowPage") -> "QuerySet[Category]":
    """The categories in the language of the page, whatever language they were chosen in."""
    keys = [category.translation_key for category in show.categories.all()]
    return apps.get_model("shows.Category").objects.filter(translation_key__in=keys, locale_id=show.locale_id)
