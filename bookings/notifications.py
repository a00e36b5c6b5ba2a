"""Which act causes which mail. Nothing is sent here: a row in the outbox, in the transaction of the act."""

from datetime import datetime

from bookings.enums import Act, MessageKind, ReservationStatus
from bookings.models import ContactMessage, OutboxMessage, Performance, ReservationEvent

MAILS = {
    Act.BOOKED: MessageKind.CONFIRM,
    Act.CONFIRMED: MessageKind.CONFIRMED,
    Act.PARTY_CHANGED: MessageKind.CHANGED,
    Act.CANCELLED: MessageKind.CANCELLED,
    Act.REMINDED: MessageKind.REMINDER,
    Act.PERFORMANCE_CANCELLED: MessageKind.PERFORMANCE_CANCELLED,
    Act.PERFORMANCE_MOVED: MessageKind.PERFORMANCE_MOVED,
    Act.MOVED: MessageKind.CHANGED,
    Act.ANNOUNCED: MessageKind.ANNOUNCEMENT,
}
# What a visitor gets who asks for the mail once more, or whose address has been corrected.
KIND_BY_STATUS = {
    ReservationStatus.PENDING: MessageKind.CONFIRM,
    ReservationStatus.CONFIRMED: MessageKind.CONFIRMED,
}


def announce(event: ReservationEvent, at: datetime) -> OutboxMessage | None:
    """Records the mail that `event` causes; None when it causes none or there is no address to write to."""
    kind = MAILS.get(Act(event.act))
    return record(event, kind, at) if kind else None


def record(event: ReservationEvent, kind: MessageKind, at: datetime) -> OutboxMessage | None:
    message = _about(event, kind, at)
    if message is not None:
        message.save(force_insert=True)
    return message


def caused_by(event: ReservationEvent, at: datetime) -> OutboxMessage | None:
    """The mail that `event` causes, for whoever writes both; None as above."""
    kind = MAILS.get(Act(event.act))
    return _about(event, kind, at) if kind else None


def _about(event: ReservationEvent, kind: MessageKind, at: datetime) -> OutboxMessage | None:
    if not event.reservation.email:
        return None
    return OutboxMessage(reservation=event.reservation, cause=event, kind=kind, next_attempt_at=at)


def forward(message: ContactMessage, at: datetime) -> OutboxMessage:
    """Records the mail that brings a visitor's message to the company."""
    return OutboxMessage.objects.create(contact=message, kind=MessageKind.CONTACT, next_attempt_at=at)


def send_door_list(performance: Performance, at: datetime) -> bool:
    """Records the mail that brings the door list to the house. False when it is recorded already for this curtain."""
    return OutboxMessage.objects.get_or_create(
        performance=performance,
        kind=MessageKind.DOOR_LIST,
        curtain=performance.starts_at,
        defaults={"next_attempt_at": at},
    )[1]
