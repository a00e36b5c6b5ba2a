"""A reservation as the browser sees it that has just made it: whether it is confirmed, and whether its mail went out.

Less than its holder sees, who has proved that the address is theirs: no name, no code, no whole address.
"""

from dataclasses import dataclass
from datetime import datetime

from bookings import mail_domains, masking, queries
from bookings.enums import MessageState, ReservationStatus
from bookings.holders import confirm_before, status_at
from bookings.models import Reservation
from bookings.tokens import Purpose, make_token


@dataclass(frozen=True)
class FollowedView:
    reservation: Reservation
    status: ReservationStatus
    mail: MessageState | None  # the newest that asks to confirm, or that brings the code

    @property
    def reference(self) -> str:
        return self.reservation.printed_reference

    @property
    def email(self) -> str:
        return masking.masked_email(self.reservation.email)

    @property
    def email_suggestion(self) -> str | None:
        """The domain that was probably meant; None once a mail has arrived there, or can no longer."""
        return suggestion_for(self.reservation, self.status)

    @property
    def confirm_before(self) -> datetime | None:
        return confirm_before(self.reservation, self.status)


def followed_view(reference: str, at: datetime) -> FollowedView:
    """The reservation as of `at`, in one query. Raises NotFound."""
    reservation, mail = queries.followed_reservation(reference)
    return FollowedView(reservation, status_at(reservation, at), MessageState(mail) if mail else None)


def follow_token(reservation: Reservation) -> str:
    """What the browser gets that has just booked."""
    return make_token(Purpose.FOLLOW, reservation.reference)


def suggestion_for(reservation: Reservation, status: ReservationStatus) -> str | None:
    return mail_domains.suggestion(reservation.email) if status == ReservationStatus.PENDING else None
