"""When the capacity of a room changes: which performances keep the old one, and taking the new one over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.log_actions import log

from bookings import policies, queries
from bookings.exceptions import BookingRefused
from bookings.locking import lock_performance
from bookings.models import Performance, Venue
from home import page_cache


@dataclass(frozen=True)
class OldCapacity:
    """A performance to come whose capacity is not that of its room; `refusal` says why it must keep its own."""

    performance: Performance
    refusal: BookingRefused | None


def with_old_capacity(venue: Venue, at: datetime) -> list[OldCapacity]:
    """The performances of a venue from tonight on that were made for another capacity."""
    rows = queries.performances_ahead(at).filter(venue=venue).exclude(capacity=venue.capacity)
    return [OldCapacity(row, _refusal(row, venue)) for row in rows]


@transaction.atomic(durable=True)
def take_over(*, venue_id: int, performance_ids: Iterable[int], staff: User, at: datetime) -> int:
    """Gives these performances the capacity of their room, but those that have more confirmed. Returns how many.

    What is not a performance of this venue, or has that capacity, is passed over. Locks them in order of their keys.
    """
    venue = Venue.objects.get(pk=venue_id)
    mine = venue.performances.filter(pk__in=list(performance_ids)).exclude(capacity=venue.capacity)
    changed = 0
    for performance_id in mine.order_by("pk").values_list("pk", flat=True):
        performance = lock_performance(performance_id, at).performance
        if _refusal(performance, venue) is None:
            Performance.objects.filter(pk=performance_id).update(capacity=venue.capacity)
            log(performance, "wagtail.edit", user=staff)
            changed += 1
    if changed:
        page_cache.new_edition()
    return changed


def _refusal(performance: Performance, venue: Venue) -> BookingRefused | None:
    return policies.check_room(queries.seat_limit_in(performance, venue), performance.house.confirmed_seats)
