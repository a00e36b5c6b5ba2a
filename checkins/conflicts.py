"""A conflict that the box office has looked into: see_conflict."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from checkins import counting, queries
from checkins.models import CheckIn


@transaction.atomic(durable=True)
def see_conflict(*, check_in_id: int, staff: User, at: datetime) -> CheckIn:
    """Writes down who has looked into a conflict, and when; the first time stays. One that is no conflict, or no more,
    is given back as it is. Raises NotFound."""
    counting.lock_party(queries.check_in(check_in_id))
    waiting = CheckIn.objects.filter(pk=check_in_id, seen_at=None).exclude(conflict="")
    waiting.update(seen_at=at, seen_by=staff)
    return queries.check_in(check_in_id)
