"""A mistyped address, put right by whoever has just booked: correct_address.

Nothing else of a reservation is changed here, and only while it waits to be confirmed (docs/adr/0021).
"""

from datetime import datetime

from django.db import transaction

from bookings import policies, queries
from bookings.acts import VISITOR, append, raise_refusal, starts_over, update_unchanged
from bookings.enums import Act, MessageKind, MessageState, ReservationStatus
from bookings.models import Reservation
from bookings.tokens import new_public_id


@starts_over
@transaction.atomic(durable=True)
def correct_address(*, reference: str, email: str, at: datetime) -> Reservation:
    """Gives a pending reservation another address and another public id, so that every link sent before is dead.

    Mails that have not gone to the old address never will; the new one gets its own, with a link of its own. The same
    address again changes nothing, and a confirmed reservation is given back as it is. Raises NotFound,
    ReservationExpired, ReservationCancelled, Busy.
    """
    reservation = queries.reservation_by_reference(reference)
    if reservation.status == ReservationStatus.CONFIRMED:
        return reservation
    raise_refusal(policies.check_confirmable(reservation.status, reservation.expires_at, at))
    if email == reservation.email:
        return reservation
    unchanged = {"status": ReservationStatus.PENDING, "email": reservation.email}
    update_unchanged(reservation, unchanged, email=email, public_id=new_public_id())
    waiting = reservation.messages.filter(kind=MessageKind.CONFIRM, state__in=[MessageState.DUE, MessageState.FAILED])
    waiting.update(state=MessageState.DROPPED)
    append(reservation, Act.ADDRESS_CORRECTED, VISITOR, at)
    return reservation
