"""A mistyped address, put right by whoever has just booked, or by the box office: correct_address.

Nothing else of a reservation is changed here. Visitors may do it while it waits to be confirmed (docs/adr/0021).
"""

from datetime import datetime

from django.db import transaction

from bookings import notifications, policies, queries
from bookings.acts import (
    VISITOR,
    Who,
    append_only,
    deliver_after_commit,
    raise_refusal,
    starts_over,
    update_unchanged,
)
from bookings.enums import Act, MessageState, ReservationStatus
from bookings.exceptions import PersonErased
from bookings.models import Reservation
from bookings.tokens import new_public_id


@starts_over
@transaction.atomic(durable=True)
def correct_address(*, reference: str, email: str, at: datetime, who: Who = VISITOR) -> Reservation:
    """Gives a reservation another address and another public id, so that every link and code sent before is dead.

    Mails that ask to confirm or bring the code and have not gone to the old address never will; the new one gets its
    own. The same address again changes nothing. A visitor corrects a pending reservation alone: a confirmed one is
    given back as it is. Raises NotFound, ReservationExpired, ReservationCancelled, PersonErased, Busy.
    """
    reservation = queries.reservation_by_reference(reference)
    status = ReservationStatus(reservation.status)
    if status == ReservationStatus.CONFIRMED:
        if not who.is_staff:
            return reservation
        if reservation.erased_at is not None:
            raise PersonErased
    else:
        raise_refusal(policies.check_confirmable(status, reservation.expires_at, at))
    if email == reservation.email:
        return reservation
    unchanged = {"status": status, "email": reservation.email, "erased_at": None}
    update_unchanged(reservation, unchanged, email=email, public_id=new_public_id())
    waiting = reservation.messages.filter(
        kind__in=notifications.KIND_BY_STATUS.values(), state__in=[MessageState.DUE, MessageState.FAILED]
    )
    waiting.update(state=MessageState.DROPPED)
    event = append_only(reservation, Act.ADDRESS_CORRECTED, who, at)
    deliver_after_commit(notifications.record(event, notifications.KIND_BY_STATUS[status], at), at)
    return reservation
