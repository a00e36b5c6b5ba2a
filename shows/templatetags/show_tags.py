from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django import template
from django.utils.translation import get_language
from wagtail.models import Page

from shows import colours, queries
from shows.models import ShowPage

register = template.Library()


@dataclass(frozen=True)
class AccentRule:
    """One colour with what stands on it, and its companion for the black box."""

    accent: str
    on_accent: str
    accent_on_black: str
    on_accent_on_black: str


@register.simple_tag(takes_context=True)
def programme(context):
    """The shows in the language of the page, ready for cards."""
    page = context["page"]
    return _once(page, "programme", lambda: list(queries.programme(page.locale_id)))


@register.simple_tag(takes_context=True)
def shows_with(context, person) -> list[ShowPage]:
    """The shows of the page's language in whose credits a person stands, each with their `roles` in it."""
    page = context["page"]
    return _once(page, "shows_with", lambda: queries.shows_with(person, page.locale_id) if person else [])


@register.simple_tag(takes_context=True)
def chosen_shows(context, choice) -> list[ShowPage]:
    """The shows of a page's `ChosenShowsBlock`, in the page's language."""
    page = context["page"]
    return _once(page, "chosen_shows", lambda: queries.chosen([child.value for child in choice]))


@register.simple_tag
def programme_address() -> str:
    """Where the programme stands in the reader's language; empty while it is not published."""
    page = queries.programme_page((get_language() or "it")[:2])
    return page.url if page else ""


@register.simple_tag
def ready_for_cards(shows: Iterable[ShowPage]) -> list[ShowPage]:
    """The shows that editors have chosen, in their order and in the language being read; drafts are left out."""
    return queries.chosen(shows)


@register.simple_tag
def shows_in_body(page: Page) -> Iterable[ShowPage]:
    """The shows that blocks of the page's body name, with their colours."""
    body = getattr(page, "body", None) or ()
    shows = [show for child in body if child.block_type == "shows" for show in child.value["shows"]]
    return queries.accents_of(shows) if shows else []


@register.inclusion_tag("shows/accent_styles.html", takes_context=True)
def accent_styles(context, shows: Iterable[ShowPage]):
    """The custom properties of the shows' colours: elements ask for them with `data-accent`."""
    accents = sorted({show.accent for show in shows if show.accent})
    return {"rules": [_rule(accent) for accent in accents], "nonce": getattr(context["request"], "csp_nonce", "")}


@register.filter
def announced(shows: Iterable[ShowPage]) -> list[ShowPage]:
    """The shows that have performances ahead, the next one first. Their runs come from where performances are."""
    ahead = [show for show in shows if show.run.is_announced]
    return sorted(ahead, key=lambda show: show.run.to_come[0].starts_at)


@register.filter
def chosen(shows: Iterable[ShowPage], choice) -> list[ShowPage]:
    """Those of the shows that stand in a `ChosenShowsBlock`, in the order of the block."""
    keys = [child.value.translation_key for child in choice if child.value]
    found = [show for show in shows if show.translation_key in keys]
    return sorted(found, key=lambda show: keys.index(show.translation_key))


@register.filter
def ahead_first(shows: Iterable[ShowPage]) -> list[ShowPage]:
    """The shows with performances ahead before the others, otherwise in their order."""
    return sorted(shows, key=lambda show: not show.performances_to_come)


@register.filter
def bookable(performances: Iterable) -> list:
    """Those that can be booked now; what that means is decided where performances are."""
    return [performance for performance in performances if performance.is_bookable]


def _once(page, name: str, read: Callable[[], list[ShowPage]]) -> list[ShowPage]:
    # The head of a page asks for the colours of the shows that its body prints.
    kept = page.__dict__.setdefault("_shows_read", {})
    if name not in kept:
        kept[name] = read()
    return kept[name]


def _rule(accent: str) -> AccentRule:
    on_black = colours.on_black(accent)
    return AccentRule(accent, colours.text_on(accent), on_black, colours.text_on(on_black))
