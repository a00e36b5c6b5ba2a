"""A reservation as its holder sees it: the same value for the API, the visitor's pages and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from bookings import links, listings, masking, passes, policies, queries
from bookings.enums import ReservationStatus
from bookings.models import Reservation


@dataclass(frozen=True)
class EntryPass:
    url: str
    svg: str


@dataclass(frozen=True)
class HolderView:
    reservation: Reservation
    performance: listings.ListedPerformance
    status: ReservationStatus

    @property
    def reference(self) -> str:
        return self.reservation.printed_reference

    @property
    def party_size(self) -> int:
        return self.reservation.party_size

    @property
    def email(self) -> str:
        return masking.masked_email(self.reservation.email)

    @property
    def confirm_before(self) -> datetime | None:
        return confirm_before(self.reservation, self.status)

    @property
    def confirm_before_label(self) -> str:
        return listings.moment_label(self.confirm_before) if self.confirm_before else ""

    @property
    def entry_pass(self) -> EntryPass | None:
        """Only a confirmed reservation has one."""
        if self.status != ReservationStatus.CONFIRMED:
            return None
        return EntryPass(url=links.pass_link(self.reservation), svg=passes.pass_svg(self.reservation))


def holder_view(reservation: Reservation, at: datetime) -> HolderView:
    """`reservation` as of `at`: one whose time has passed is expired, whether or not that is written yet."""
    performance = queries.performances(at).get(pk=reservation.performance_id)
    [listed] = listings.listed([performance], at)
    return HolderView(reservation=reservation, performance=listed, status=status_at(reservation, at))


def status_at(reservation: Reservation, at: datetime) -> ReservationStatus:
    """The status as of `at`, whether or not the clock has written it down."""
    status = ReservationStatus(reservation.status)
    is_late = policies.check_confirmable(status, reservation.expires_at, at) is not None
    return ReservationStatus.EXPIRED if status == ReservationStatus.PENDING and is_late else status


def confirm_before(reservation: Reservation, status: ReservationStatus) -> datetime | None:
    """Until when, in the venue's time, a reservation can be confirmed; None when there is nothing to confirm."""
    if status != ReservationStatus.PENDING or reservation.expires_at is None:
        return None
    return reservation.performance.local(reservation.expires_at)
