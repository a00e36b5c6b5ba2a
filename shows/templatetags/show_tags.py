from collections.abc import Iterable
from dataclasses import dataclass

from django import template
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
    return queries.programme(context["page"].locale_id)


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
    """The shows that have performances ahead, the next one first."""
    ahead = [show for show in shows if show.performances_to_come]
    return sorted(ahead, key=lambda show: show.performances_to_come[0].starts_at)


@register.filter
def archived(shows: Iterable[ShowPage]) -> list[ShowPage]:
    """The shows without a performance ahead."""
    return [show for show in shows if not show.performances_to_come]


@register.filter
def bookable(performances: Iterable) -> list:
    """Those that can be booked now; what that means is decided where performances are."""
    return [performance for performance in performances if performance.is_bookable]


def _rule(accent: str) -> AccentRule:
    on_black = colours.on_black(accent)
    return AccentRule(accent, colours.text_on(accent), on_black, colours.text_on(on_black))
