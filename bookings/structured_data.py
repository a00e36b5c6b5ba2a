"""Performances in the words of schema.org, as search engines read them on a show's page.

A pure function of what the page shows: the same verdict decides here and in the form whether there are places.
schema.org has no place for the language of a performance that is only described in words; `inLanguage` is the page's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.text import capfirst

from bookings.enums import AccessType, BookingState, Fact, PerformanceStatus
from bookings.listings import ListedPerformance
from bookings.models import Venue
from home.addresses import absolute
from home.models import CompanySettings
from home.structured_data import Node, company_reference, known, postal_address
from shows.models import Credit, ShowPage

SCHEMA = "https://schema.org/"

# States in which there is nothing to offer any more have none.
AVAILABILITY = {
    BookingState.OPEN: "InStock",
    BookingState.FEW_LEFT: "LimitedAvailability",
    BookingState.FULL: "SoldOut",
    BookingState.NOT_YET_OPEN: "InStock",  # from `validFrom` on
}
# The words that schema.org's accessibilityFeature knows; it has none for a relaxed performance.
ACCESSIBILITY_FEATURES = {
    AccessType.CAPTIONED: "captions",
    AccessType.AUDIO_DESCRIBED: "audioDescription",
    AccessType.SIGNED: "signLanguage",
}
ACCESS_FACTS = ["step_free", "hearing_loop", "accessible_toilet", "parking"]


@dataclass(frozen=True)
class Surroundings:
    """What a performance does not know of itself."""

    company: CompanySettings
    language: str
    pictures: list[str] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)


def theater_events(performances: Iterable[ListedPerformance], around: Surroundings, at: datetime) -> list[Node]:
    """One `TheaterEvent` for each performance, past, cancelled and moved ones included."""
    return [_theater_event(listed, around, at) for listed in performances]


def _theater_event(listed: ListedPerformance, around: Surroundings, at: datetime) -> Node:
    show, address = listed.show, absolute(listed.show_url)
    company = company_reference(around.company)
    return {
        "@type": "TheaterEvent",
        "@id": f"{address}#performance-{listed.id}",
        "name": show.title,
        "url": address,
        "mainEntityOfPage": {"@type": "WebPage", "@id": address, "inLanguage": around.language},
        "startDate": listed.starts_at.isoformat(),
        "eventAttendanceMode": f"{SCHEMA}OfflineEventAttendanceMode",
        **_status(listed),
        "location": _place(listed.venue),
        "organizer": company,
        "performer": company,
        "isAccessibleForFree": show.entry == ShowPage.Entry.FREE,
        "workPerformed": _work(listed),
    } | known(
        {
            "description": show.description,
            "image": around.pictures,
            "doorTime": listed.doors_at.isoformat() if listed.doors_at else None,
            "endDate": listed.ends_at.isoformat() if listed.ends_at else None,
            "duration": iso_duration(show.running_time) if show.running_time else None,
            "director": {"@type": "Person", "name": show.director} if show.director else None,
            "contributor": [_contribution(credit) for credit in around.credits],
            "typicalAgeRange": _ages(show),
            "keywords": [str(access.label) for access in listed.access_types],
            "offers": _offer(listed, address, at),
        }
    )


def iso_duration(minutes: int) -> str:
    """`PT1H25M`, as ISO 8601 writes 85 minutes."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")


def _ages(show: ShowPage) -> str | None:
    """`14-`: from which age on; None while the page tells it in words alone."""
    return None if show.minimum_age is None else f"{show.minimum_age}-"


def _status(listed: ListedPerformance) -> Node:
    if listed.status == PerformanceStatus.CANCELLED:
        return {"eventStatus": f"{SCHEMA}EventCancelled"}
    if listed.moved_from:
        return {
            "eventStatus": f"{SCHEMA}EventRescheduled",
            "previousStartDate": listed.moved_from.isoformat(),
        }
    return {"eventStatus": f"{SCHEMA}EventScheduled"}


def _offer(listed: ListedPerformance, address: str, at: datetime) -> Node | None:
    """What may still be had; None once that is over."""
    availability = AVAILABILITY.get(listed.state)
    if availability is None or listed.starts_at <= at:
        return None
    is_free = listed.show.entry == ShowPage.Entry.FREE
    opens = listed.opens_at if listed.state == BookingState.NOT_YET_OPEN else None
    return {
        "@type": "Offer",
        "url": f"{address}#book",
        "availability": f"{SCHEMA}{availability}",
        "validThrough": listed.closes_at.isoformat(),
    } | known(
        {
            "price": 0 if is_free else None,
            "priceCurrency": "EUR" if is_free else None,
            "description": listed.show.entry_words,
            "validFrom": opens.isoformat() if opens else None,
        }
    )


def _work(listed: ListedPerformance) -> Node:
    features = [ACCESSIBILITY_FEATURES[access] for access in listed.access_types if access in ACCESSIBILITY_FEATURES]
    return {"@type": "Play", "name": listed.show.title} | known({"accessibilityFeature": features})


def _contribution(credit: Credit) -> Node:
    person = {"@type": "Person", "name": credit.name}
    return {"@type": "Role", "roleName": credit.role, "contributor": person}


def _place(venue: Venue) -> Node:
    return {
        "@type": "Place",
        "name": venue.name,
        "address": postal_address(venue.address, venue.postal_code, venue.city, venue.country),
    } | known({"amenityFeature": [_amenity(venue, fact) for fact in ACCESS_FACTS if _is_known(venue, fact)]})


def _amenity(venue: Venue, fact: str) -> Node:
    name = capfirst(str(getattr(Venue, fact).field.verbose_name))
    return {"@type": "LocationFeatureSpecification", "name": name, "value": getattr(venue, fact) == Fact.YES}


def _is_known(venue: Venue, fact: str) -> bool:
    return getattr(venue, fact) != Fact.UNKNOWN
