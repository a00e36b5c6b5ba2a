"""What pages show of performances; the edge at which templates join shows and bookings."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from bookings import listings, queries
from bookings.widget_files import preloaded_files
from home import page_cache
from shows.models import ShowPage

register = template.Library()


@register.simple_tag(takes_context=True)
def with_performances(context: template.Context, shows: Any) -> list[ShowPage]:
    """The same shows, each with its performances to come in `.performances`; three queries whatever their number."""
    pages = list(shows)
    at = timezone.now()
    keys = [page.translation_key for page in pages]
    rows = listings.listed(queries.upcoming_performances(at).filter(show__translation_key__in=keys), at)
    by_show: dict[object, list[listings.ListedPerformance]] = {key: [] for key in keys}
    for row in rows:
        by_show[row.performance.show.translation_key].append(row)
    for page in pages:
        page.performances_to_come = by_show[page.translation_key]
    _keep_until_next_change(context, rows, at)
    return pages


@register.simple_tag(takes_context=True)
def upcoming_performances(context: template.Context, limit: int) -> list[listings.ListedPerformance]:
    """The next public performances of all shows."""
    at = timezone.now()
    rows = listings.listed(queries.upcoming_performances(at)[:limit], at)
    _keep_until_next_change(context, rows, at)
    return rows


@register.inclusion_tag("bookings/widget.html", takes_context=True)
def booking_widget(context: template.Context, page: ShowPage) -> dict[str, Any]:
    """The booking widget of a show, around what a browser without it shows."""
    performances = getattr(page, "performances_to_come", None)
    if performances is None:
        [page] = with_performances(context, [page])
    return {
        "page": page,
        "performances": page.performances_to_come,
        "privacy_url": queries.privacy_url(),
        "request": context.get("request"),
        "is_preview": getattr(context.get("request"), "is_preview", False),
    }


@register.simple_tag
def preloaded_widget_files(part: str) -> list[str]:
    """The files that a part of the widget needs at once: `booking` or `check-in`."""
    return preloaded_files(part, (get_language() or "it")[:2])


def _keep_until_next_change(context: template.Context, rows: list[listings.ListedPerformance], at: datetime) -> None:
    request = context.get("request")
    if request is not None:
        page_cache.keep_no_longer_than(request, listings.next_change(rows, at))
