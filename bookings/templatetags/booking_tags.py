"""What pages show of performances; the edge at which templates join shows and bookings."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from bookings import listings, queries, whats_on
from bookings.models import BookingSettings, Venue
from bookings.runs import WholeRun, dates_ahead, runs_of, whole_run_of
from bookings.widget_files import preloaded_files
from shows.models import ShowPage

register = template.Library()


@register.simple_tag
def with_performances(shows: Any) -> list[ShowPage]:
    """The same shows, each with its run in `.run` and its performances ahead also in `.performances_to_come`.

    Three queries whatever their number.
    """
    pages = list(shows)
    at = timezone.now()
    runs = runs_of(dates_ahead(pages, BookingSettings.load(), at), at)
    for page in pages:
        page.run = runs[page.translation_key]
        page.performances_to_come = page.run.to_come
    return pages


@register.simple_tag
def whole_run(page: ShowPage) -> WholeRun:
    """All performances of one show, past and ahead; two queries the first time it is asked."""
    run = getattr(page, "whole_run", None)
    if run is None:
        run = page.whole_run = whole_run_of(page, BookingSettings.load(), timezone.now())
    return run


@register.simple_tag(takes_context=True)
def programme_question(context: template.Context) -> whats_on.Question:
    """What the address of the programme asks for; nothing is looked up."""
    return whats_on.read_question(context["request"].GET)


@register.simple_tag(takes_context=True)
def whats_on_stage(context: template.Context, shows: Any) -> whats_on.Programme:
    """The answer of the programme to its address."""
    return whats_on.programme(shows, programme_question(context), timezone.now())


@register.simple_tag
def upcoming_performances(limit: int) -> list[listings.ListedPerformance]:
    """The next public performances of all shows."""
    at = timezone.now()
    return listings.listed(queries.upcoming_performances(at)[:limit], at)


@register.inclusion_tag("bookings/widget.html", takes_context=True)
def booking_widget(context: template.Context, page: ShowPage) -> dict[str, Any]:
    """The booking widget of a show. Without it, each date has a link to a plain form: templates/bookings/dates.html."""
    return {
        "page": page,
        "privacy_url": BookingSettings.load().privacy_url,
        "request": context.get("request"),
        "is_preview": getattr(context.get("request"), "is_preview", False),
    }


@register.simple_tag
def preloaded_widget_files(part: str) -> list[str]:
    """The files that a part of the widget needs at once: `booking` or `check-in`."""
    return preloaded_files(part, (get_language() or "it")[:2])


@register.filter
def map_url(venue: Venue) -> str:
    """Where a map shows the venue: a link that is followed or not, so no map is loaded from another host."""
    place = f"{venue.address}, {venue.postal_code} {venue.city}, {venue.country}"
    return "https://www.openstreetmap.org/search?" + urlencode({"query": place})
