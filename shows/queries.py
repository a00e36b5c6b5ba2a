"""Which shows a visitor may see, and what a show page prints of its own rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from home.people import link_people
from home.queries import public

if TYPE_CHECKING:
    from taggit.models import Tag

    from home.models import Person
    from shows.models import Category, Credit, ShowIndexPage, ShowPage


@dataclass(frozen=True)
class CreditedRole:
    """One line of the credits as visitors read it: a role, and everybody who has it."""

    role: str
    credits: "list[Credit]"


def live_shows() -> "QuerySet[ShowPage]":
    """Every published show that anybody may read, in all languages."""
    return public(apps.get_model("shows.ShowPage").objects.live())


def programme(locale_id: int) -> "QuerySet[ShowPage]":
    """The published shows of one language, newest first, ready for cards: no bodies are read."""
    return ready_for_cards(live_shows().filter(locale_id=locale_id)).order_by("-first_published_at", "pk")


def newly_published(language: str, limit: int) -> "QuerySet[ShowPage]":
    """The shows of one language that were published last, ready for cards."""
    shows = live_shows().filter(locale__language_code=language, first_published_at__isnull=False)
    return ready_for_cards(shows).order_by("-first_published_at", "pk")[:limit]


def shows_with(person: "Person", locale_id: int) -> "list[ShowPage]":
    """The published shows of one language in whose credits a person stands, each with their `roles`; newest first."""
    credits = apps.get_model("shows.Credit").objects.filter(
        person__translation_key=person.translation_key, page__locale_id=locale_id
    )
    roles: dict[int, list[str]] = {}
    for page_id, role in credits.order_by("sort_order").values_list("page_id", "role"):
        roles.setdefault(page_id, []).append(role)
    shows = list(programme(locale_id).filter(pk__in=roles)) if roles else []
    for show in shows:
        show.roles = roles[show.pk]
    return shows


def credits_of(show: "ShowPage") -> "list[CreditedRole]":
    """The roles in the order in which editors put them, each once, with everybody who has it."""
    by_role: dict[str, list[Credit]] = {}
    # The page's own manager, so that a preview shows credits that are not saved yet.
    credits = list(show.credits.select_related("person"))
    link_people(credit.person for credit in credits if credit.person)
    for credit in credits:
        by_role.setdefault(credit.role, []).append(credit)
    return [CreditedRole(role, credits) for role, credits in by_role.items()]


def categories_of(show: "ShowPage") -> "list[Category]":
    """The categories in the language of the page, whatever language they were chosen in."""
    return _in_language(list(show.categories.all()), show.locale_id)


def categories_by_show(shows: "list[ShowPage]") -> "dict[int, list[Category]]":
    """The same for published shows of one language, by the id of the show; one query, or two."""
    links = apps.get_model("shows.ShowPage").categories.through.objects.filter(showpage__in=[show.pk for show in shows])
    chosen = [(link.showpage_id, link.category) for link in links.select_related("category")]
    here = _in_language([category for _show, category in chosen], shows[0].locale_id) if shows else []
    by_key = {category.translation_key: category for category in here}
    found: dict[int, list[Category]] = {show.pk: [] for show in shows}
    for show_id, category in chosen:
        if category.translation_key in by_key:
            found[show_id].append(by_key[category.translation_key])
    return found


def _in_language(categories: "list[Category]", locale_id: int) -> "list[Category]":
    if all(category.locale_id == locale_id for category in categories):
        return categories
    keys = {category.translation_key for category in categories}
    return list(apps.get_model("shows.Category").objects.filter(translation_key__in=keys, locale_id=locale_id))


def with_show_counts(categories: "QuerySet[Category]") -> "QuerySet[Category]":
    """Adds `show_count`: the shows in the category's language, drafts included, in whatever language it was chosen."""
    links = apps.get_model("shows.ShowPage").categories.through.objects.filter(
        category__translation_key=OuterRef("translation_key"), showpage__locale=OuterRef("locale")
    )
    counted = links.order_by().values("category__translation_key").annotate(count=Count("showpage", distinct=True))
    return categories.annotate(show_count=Coalesce(Subquery(counted.values("count")), 0))


def tags_of(show: "ShowPage") -> list["Tag"]:
    return sorted(show.tags.all(), key=lambda tag: tag.name.casefold())


def ready_for_cards(shows: "QuerySet[ShowPage]") -> "QuerySet[ShowPage]":
    """The same shows with what a card shows of them."""
    return shows.select_related("poster").prefetch_related("poster__renditions").defer_streamfields()


def programme_page(language: str) -> "ShowIndexPage | None":
    """The published programme of a language."""
    pages = public(apps.get_model("shows.ShowIndexPage").objects.live())
    return pages.filter(locale__language_code=language).first()


def chosen(shows: "Iterable[ShowPage]") -> "list[ShowPage]":
    """The same shows in the language being read, ready for cards; one that is not translated stays as it is."""
    originals = [show for show in shows if show]
    if not originals:
        return []
    language = (get_language() or "it")[:2]
    keys = [show.translation_key for show in originals]
    is_chosen = Q(pk__in=[show.pk for show in originals])
    is_translation = Q(translation_key__in=keys, locale__language_code=language)
    found = ready_for_cards(live_shows().filter(is_chosen | is_translation).select_related("locale"))
    # The wanted language comes last, so that it takes the place of what was chosen.
    by_preference = sorted(found, key=lambda show: show.locale.language_code == language)
    by_key = {show.translation_key: show for show in by_preference}
    return [by_key[key] for key in dict.fromkeys(keys) if key in by_key]


def accents_of(shows: "Iterable[ShowPage]") -> "QuerySet[ShowPage]":
    """The same shows in all languages, with nothing but their colour."""
    keys = {show.translation_key for show in shows if show}
    return live_shows().filter(translation_key__in=keys).only("accent")
