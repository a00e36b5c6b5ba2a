"""The house is clear: the door tells the stage that everybody who is here is in. `clear_house`."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from bookings.acts import raise_refusal
from bookings.queries import night_of
from checkins import policies, queries
from checkins.models import HouseClear


@transaction.atomic(durable=True)
def clear_house(*, performance_id: int, staff: User, at: datetime, device: str = "") -> HouseClear:
    """Says that the house is clear, and keeps the numbers of this moment; again: the signal stays, the numbers are new.

    Raises NotFound, PerformanceCancelled, NotTonight.
    """
    night = queries.door_night(performance_id, at)
    performance = night.door.listed.performance
    is_tonight = night_of(performance.starts_at) == night_of(at)
    raise_refusal(policies.check_house_clear(performance.status, is_tonight=is_tonight))
    return HouseClear.objects.create(
        performance=performance,
        at=at,
        staff=staff,
        device=device,
        admitted=night.door.counts.admitted,
        to_come=night.door.counts.to_come,
        late=night.late,
    )
