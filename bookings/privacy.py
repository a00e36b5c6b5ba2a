"""Personal data: taken out of a reservation when their time is over, or when the visitor wishes it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from bookings import queries
from bookings.acts import VISITOR, Who, append_only, starts_over, update_unchanged
from bookings.enums import Act, ReservationStatus
from bookings.locking import lock_seats_of
from bookings.models import Reservation
from home import page_cache


def erase_person(reservation: Reservation, who: Who, at: datetime) -> None:
    """Takes the person out of a reservation and keeps its count. Part of a transaction. Raises ChangedMeanwhile."""
    append_only(reservation, Act.ERASED, who, at)
    nobody = dict.fromkeys(["name", "email", "phone", "notes", "staff_note", "content_digest"], "")
    update_unchanged(reservation, {"erased_at": None}, erased_at=at, idempotency_key=None, **nobody)
    reservation.needs.all().delete()  # under the lock of the row: nobody adds one afterwards


@starts_over
@transaction.atomic(durable=True)
def forget(*, public_id: str, at: datetime) -> Reservation:
    """Erases the visitor's own data at their wish; a reservation still to come is cancelled with it, without a mail.

    Raises NotFound, Busy. Again: the same.
    """
    reservation = queries.reservation(public_id)
    if reservation.erased_at is not None:
        return reservation
    is_open = reservation.status in {ReservationStatus.PENDING, ReservationStatus.CONFIRMED}
    if is_open and not reservation.admitted and at < reservation.performance.starts_at:
        before = reservation.status
        append_only(reservation, Act.CANCELLED, VISITOR, at, before=before, after=ReservationStatus.CANCELLED)
        lock_seats_of(reservation)
        page_cache.new_edition()
        ended = {"status": ReservationStatus.CANCELLED, "held_until": None, "released_seats": 0}
        update_unchanged(reservation, {"status": before, "admitted": 0}, **ended)
    erase_person(reservation, VISITOR, at)
    return reservation


def own_data(reservation: Reservation) -> dict[str, Any]:
    """Everything that is stored about the person of a reservation, by the words of the API; times are ISO 8601."""
    performance = reservation.performance
    return {
        "reference": reservation.printed_reference,
        "show": performance.show.title,
        "starts_at": performance.local(performance.starts_at),
        "status": reservation.status,
        "kind": reservation.kind,
        "party_size": reservation.party_size,
        "admitted": reservation.admitted,
        "released_seats": reservation.released_seats,
        "name": reservation.name,
        "email": reservation.email,
        "phone": reservation.phone,
        "notes": reservation.notes,
        "staff_note": reservation.staff_note,
        "access_needs": reservation.access_needs,
        "language": reservation.language,
        "booked_at": reservation.created_at,
        "confirmed_at": reservation.confirmed_at,
        "erased_at": reservation.erased_at,
        "history": list(reservation.history.values("at", "act", "before", "after", "actor")),
        "mails": list(reservation.messages.values("kind", "state", "sent_at")),
    }
