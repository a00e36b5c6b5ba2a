"""What visitors need to know about the dates of a show, and who comes with a wheelchair about its venues."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from bookings import queries
from bookings.enums import Fact
from bookings.models import Venue
from home.checklist import Finding, Severity
from shows.models import ShowPage

ACCESS_FACTS = ["step_free", "hearing_loop", "accessible_toilet", "parking"]


def check_dates(pages: Sequence[Page]) -> Iterator[tuple[Page, Finding]]:
    """That a show has dates at all."""
    shows = [page for page in pages if isinstance(page, ShowPage) and page.pk]
    with_dates = queries.shows_that_have_dates(shows)
    for page in shows:
        if page.translation_key not in with_dates:
            url = f"{reverse('bookings-add-dates')}?show={page.pk}"
            yield page, Finding(_("No performances yet."), url=url, permission="bookings.add_performance")


def check_venues(pages: Sequence[Page]) -> Iterator[tuple[Page, Finding]]:
    """That access and the way are known for each venue in which a show is still to be seen."""
    shows = [page for page in pages if isinstance(page, ShowPage) and page.pk]
    venues = queries.venues_ahead(shows, timezone.now())
    for page in shows:
        for venue in venues[page.translation_key]:
            for words, severity in _venue_gaps(venue, page.locale.language_code):
                yield page, _about_venue(venue, words, severity)


def _venue_gaps(venue: Venue, language: str) -> Iterator[tuple[str, Severity]]:
    unknown = [
        str(Venue._meta.get_field(fact).verbose_name)  # type: ignore[union-attr]  # these are fields with a name
        for fact in ACCESS_FACTS
        if getattr(venue, fact) == Fact.UNKNOWN
    ]
    if venue.wheelchair_places is None:
        unknown.append(str(Venue._meta.get_field("wheelchair_places").verbose_name))
    if unknown:
        yield (
            _("Not known of %(venue)s: %(facts)s.") % {"venue": venue.name, "facts": ", ".join(unknown)},
            Severity.MISSING,
        )
    if not getattr(venue, f"directions_{language}", ""):
        yield _("Nobody has written how to get to %(venue)s.") % {"venue": venue.name}, Severity.ADVICE


def _about_venue(venue: Venue, words: str, severity: Severity) -> Finding:
    url = reverse("bookings_venue_modeladmin_edit", args=[venue.pk])
    return Finding(words, url=url, permission="bookings.change_venue", severity=severity)
