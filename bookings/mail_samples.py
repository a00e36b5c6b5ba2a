"""Invented reservations, never saved, to show how each mail looks."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from bookings import queries
from bookings.enums import Act, Actor, MessageKind, ReservationStatus
from bookings.models import OutboxMessage, Performance, Reservation, ReservationEvent

STATUS_BY_KIND = {
    MessageKind.CONFIRM: ReservationStatus.PENDING,
    MessageKind.CANCELLED: ReservationStatus.CANCELLED,
}


def sample_message(kind: str, language: str) -> OutboxMessage | None:
    """A mail of this kind for nobody, about the next performance; None when the kind, the language or any performance
    does not exist."""
    performance = _any_performance()
    if kind not in MessageKind.values or language not in dict(settings.LANGUAGES) or performance is None:
        return None
    now = timezone.now()
    reservation = Reservation(
        performance=performance,
        status=STATUS_BY_KIND.get(MessageKind(kind), ReservationStatus.CONFIRMED),
        party_size=2,
        name="Giulia Neri",
        email="giulia@example.org",
        language=language,
        expires_at=now + timedelta(hours=24),
        created_at=now,
    )
    cause = ReservationEvent(
        reservation=reservation, act=Act.BOOKED, actor=Actor.VISITOR, at=now, before=now.isoformat()
    )
    return OutboxMessage(reservation=reservation, cause=cause, kind=kind, next_attempt_at=now, pk=0)


def _any_performance() -> Performance | None:
    rows = queries.performances(timezone.now())
    return rows.filter(starts_at__gt=timezone.now()).first() or rows.first()
