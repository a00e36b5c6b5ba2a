"""What pages show of performances; the edge at which templates join shows and bookings."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bookings import listings, queries, structured_data
from bookings.models import BookingSettings
from bookings.widget_files import preloaded_files
from home.addresses import absolute
from home.models import CompanySettings
from home.pictures import shared_pictures
from home.structured_data import script
from shows.models import ShowPage

register = template.Library()

PAST_PERFORMANCES_TOLD = 20


@register.simple_tag
def with_performances(shows: Any) -> list[ShowPage]:
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
    return pages


@register.simple_tag
def upcoming_performances(limit: int) -> list[listings.ListedPerformance]:
    """The next public performances of all shows."""
    at = timezone.now()
    return listings.listed(queries.upcoming_performances(at)[:limit], at)


@register.inclusion_tag("bookings/widget.html", takes_context=True)
def booking_widget(context: template.Context, page: ShowPage) -> dict[str, Any]:
    """The booking widget of a show, around what a browser without it shows."""
    performances = getattr(page, "performances_to_come", None)
    if performances is None:
        [page] = with_performances([page])
    return {
        "page": page,
        "performances": page.performances_to_come,
        "privacy_url": BookingSettings.load().privacy_url,
        "request": context.get("request"),
        "is_preview": getattr(context.get("request"), "is_preview", False),
    }


@register.simple_tag(takes_context=True)
def performance_data(context: template.Context, page: ShowPage) -> SafeString | str:
    """Structured data of the performances ahead, or, when all is over, of the last ones. Previews have none."""
    request, at = context["request"], timezone.now()
    if getattr(request, "is_preview", False):
        return ""
    performances = getattr(page, "performances_to_come", None)
    if not performances:
        over = queries.performances_of_show(page, at).filter(starts_at__lte=at).order_by("-starts_at")
        performances = performances or listings.listed(over[:PAST_PERFORMANCES_TOLD], at)
    around = structured_data.Surroundings(
        company=CompanySettings.for_request(request),
        language=(get_language() or "it")[:2],
        pictures=shared_pictures(page.picture or page.listing_image),
        credits=context.get("credits") or [],
    )
    return script(structured_data.theater_events(performances, around, at))


@register.simple_tag
def programme_calendar_address() -> str:
    """The address by which a calendar program subscribes to the programme in the reader's language."""
    path = f"{reverse('programme-calendar')}?language={(get_language() or 'it')[:2]}"
    return absolute(path).replace("https://", "webcal://").replace("http://", "webcal://")


@register.simple_tag
def preloaded_widget_files(part: str) -> list[str]:
    """The files that a part of the widget needs at once: `booking` or `check-in`."""
    return preloaded_files(part, (get_language() or "it")[:2])
