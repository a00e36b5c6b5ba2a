"""What pages show of performances; the edge at which templates join shows and bookings."""

from datetime import datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bookings import links, listings, programme_questions, queries, structured_data, whats_on
from bookings.contact_forms import ContactForm
from bookings.models import BookingTexts, ContactPage, Venue, VenuePage
from bookings.runs import WholeRun, dates_ahead, runs_of, whole_run_of
from bookings.widget_files import preloaded_files
from home import page_cache
from home.addresses import absolute
from home.models import CompanySettings
from home.pictures import shared_pictures
from home.structured_data import script
from shows.models import ShowPage

register = template.Library()

PAST_PERFORMANCES_TOLD = 20


@register.simple_tag(takes_context=True)
def with_performances(context: template.Context, shows: Any) -> list[ShowPage]:
    """The same shows, each with its run in `.run` and its performances ahead also in `.performances_to_come`.

    Three queries whatever their number.
    """
    pages = list(shows)
    at = timezone.now()
    runs = runs_of(dates_ahead(pages, queries.rules(), at), at)
    for page in pages:
        page.run = runs[page.translation_key]
        page.performances_to_come = page.run.to_come
        _keep_until_next_change(context, page.run.to_come, at)
    return pages


@register.simple_tag(takes_context=True)
def whole_run(context: template.Context, page: ShowPage) -> WholeRun:
    """All performances of one show, past and ahead; two queries the first time it is asked."""
    run = getattr(page, "whole_run", None)
    if run is None:
        at = timezone.now()
        run = page.whole_run = whole_run_of(page, queries.rules(), at)
        _keep_until_next_change(context, run.to_come, at)
    return run


@register.simple_tag(takes_context=True)
def programme_question(context: template.Context) -> programme_questions.Question:
    """What the address of the programme asks for; nothing is looked up."""
    return programme_questions.read_question(context["request"].GET)


@register.simple_tag(takes_context=True)
def whats_on_stage(context: template.Context, shows: Any) -> whats_on.Programme:
    """The answer of the programme to its address."""
    at = timezone.now()
    answer = whats_on.programme(shows, programme_question(context), at)
    for found in answer.announced:
        _keep_until_next_change(context, found.performances, at)
    return answer


@register.simple_tag(takes_context=True)
def upcoming_performances(context: template.Context, limit: int) -> list[listings.ListedPerformance]:
    """The next public performances of all shows."""
    at = timezone.now()
    rows = listings.with_venue_pages(listings.listed(queries.announced(queries.upcoming_performances(at))[:limit], at))
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
def privacy_page_id() -> int | None:
    """The page about privacy, in whichever language it was chosen."""
    return queries.rules().privacy_page_id


@register.simple_tag
def privacy_address() -> str:
    return queries.privacy_url()


@register.simple_tag
def booking_texts() -> BookingTexts:
    """What the company itself says around a booking, in the language being read."""
    return queries.texts()


@register.inclusion_tag("bookings/widget.html", takes_context=True)
def booking_widget(context: template.Context, page: ShowPage) -> dict[str, Any]:
    """The booking widget of a show. Without it, each date has a link to a plain form: templates/bookings/dates.html."""
    run = whole_run(context, page)
    return {
        "page": page,
        "performances": run.not_begun,
        "is_bookable": bool(run.still_bookable),
        "privacy_url": queries.privacy_url(),
        "request": context.get("request"),
        "is_preview": getattr(context.get("request"), "is_preview", False),
    }


@register.simple_tag(takes_context=True)
def performance_data(context: template.Context, page: ShowPage) -> SafeString | str:
    """Structured data of the performances ahead, or, when all is over, of the last ones. Previews have none."""
    request, at = context["request"], timezone.now()
    if getattr(request, "is_preview", False):
        _pictures_of(page)  # it is by a preview that publishing has them made
        return ""
    run = whole_run(context, page)
    performances = run.to_come or run.past[: -PAST_PERFORMANCES_TOLD - 1 : -1]
    around = structured_data.Surroundings(
        company=CompanySettings.for_request(request),
        language=(get_language() or "it")[:2],
        pictures=page_cache.remember(("shared pictures", page.pk), lambda: _pictures_of(page)),
        credits=[credit for role in context.get("credits") or [] for credit in role.credits],
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


def _pictures_of(page: ShowPage) -> list[str]:
    return shared_pictures(page.picture or page.listing_image)


def _keep_until_next_change(context: template.Context, rows: list[listings.ListedPerformance], at: datetime) -> None:
    request = context.get("request")
    if request is not None:
        page_cache.keep_no_longer_than(request, listings.next_change(rows, at))
