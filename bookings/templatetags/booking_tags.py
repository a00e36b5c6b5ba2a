"""What pages show of performances; the edge at which templates join shows and bookings."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from bookings import links, listings, queries
from bookings.forms import ContactForm
from bookings.models import BookingTexts, ContactPage, Venue, VenuePage
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
    rows = listings.listed_with_venues(queries.upcoming_performances(at).filter(show__translation_key__in=keys), at)
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
    rows = listings.listed_with_venues(queries.upcoming_performances(at)[:limit], at)
    _keep_until_next_change(context, rows, at)
    return rows


@register.simple_tag(takes_context=True)
def performances_at_venue(context: template.Context, page: VenuePage, limit: int) -> list[listings.ListedPerformance]:
    """The next public performances of all shows at the venue of a page."""
    at = timezone.now()
    rows = listings.listed(queries.performances_at_venue(page.venue, at)[:limit], at)
    _keep_until_next_change(context, rows, at)
    return rows


@register.simple_tag
def venue_address(venue: Venue) -> str:
    """`{% venue_address venue as url %}`: its page in the language being read; empty while it has none."""
    return listings.venue_urls().get(venue.pk, "")


@register.simple_tag
def map_link(*parts: str) -> str:
    """`{% map_link venue.address venue.city %}`: a map of this address, for an ordinary link."""
    return links.map_link(*parts)


@register.simple_tag
def empty_contact_form(page: ContactPage) -> ContactForm:
    """What the preview of a contact page shows in the form's place."""
    return ContactForm(page.topic_names)


@register.simple_tag
def retention_days() -> int:
    """After how many days the data of visitors are erased."""
    return queries.rules().retention_days


@register.simple_tag
def privacy_address() -> str:
    return queries.privacy_url()


@register.simple_tag
def booking_texts() -> BookingTexts:
    """What the company itself says around a booking, in the language being read."""
    return queries.texts()


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
