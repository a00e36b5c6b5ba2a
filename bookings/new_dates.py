"""What the house puts into its programme: add_run. One transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.log_actions import log

from bookings.enums import AccessType
from bookings.models import Performance, Venue
from shows.models import ShowPage

RUN_ADDED = "bookings.add_run"


@dataclass(frozen=True)
class RunDetails:
    """What all dates of a run have in common."""

    show: ShowPage
    venue: Venue
    doors_before: timedelta | None = None
    capacity: int | None = None  # none takes the venue's
    opens_at: datetime | None = None
    closes_before: timedelta | None = None  # none takes the site's rule
    access_types: tuple[AccessType, ...] = ()
    columns: Mapping[str, Any] = field(default_factory=dict)  # further ones, by name: seats with their reasons, limits


@transaction.atomic(durable=True)
def add_run(*, details: RunDetails, curtains: Iterable[datetime], staff: User) -> list[Performance]:
    """Adds a performance for each curtain, all or none, and writes into the histories of show and dates who did it.

    A curtain at which the show plays in that venue already is passed over, so that the same run sent twice is the same
    run. Returns what was added, in order. Locks the venue until its transaction ends.
    """
    Venue.objects.select_for_update(no_key=True).get(pk=details.venue.pk)
    there = set(details.venue.performances.filter(show=details.show).values_list("starts_at", flat=True))
    added = [_add(details, starts_at, staff) for starts_at in sorted(set(curtains) - there)]
    if added:
        facts = {
            "count": len(added),
            "venue": str(details.venue),
            "dates": [row.starts_at.isoformat() for row in added],
        }
        log(details.show, RUN_ADDED, user=staff, data=facts)
    return added


def _add(details: RunDetails, starts_at: datetime, staff: User) -> Performance:
    performance = Performance(
        show=details.show,
        venue=details.venue,
        starts_at=starts_at,
        doors_at=None if details.doors_before is None else starts_at.astimezone(UTC) - details.doors_before,
        capacity=details.venue.capacity if details.capacity is None else details.capacity,
        opens_at=details.opens_at,
        closes_at=None if details.closes_before is None else starts_at.astimezone(UTC) - details.closes_before,
        **details.columns,
        **{access.value: True for access in details.access_types},
    )
    performance.save(force_insert=True)
    log(performance, "wagtail.create", user=staff)
    return performance
