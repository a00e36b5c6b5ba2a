"""A reservation as its holder sees it: the same value for the API, the visitor's pages and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import ngettext

from bookings import links, listings, masking, policies, queries, statements
from bookings.enums import AccessNeed, ReservationStatus
from bookings.models import Reservation
from bookings.runs import still_bookable
from home import qr_codes


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
    def is_held(self) -> bool:
        """Whether its seats are kept for it as long as it can be confirmed."""
        return self.is_pending and is_held(self.reservation)

    @property
    def is_confirmed(self) -> bool:
        return self.status == ReservationStatus.CONFIRMED

    @property
    def is_pending(self) -> bool:
        return self.status == ReservationStatus.PENDING

    @property
    def has_pass(self) -> bool:
        """Whether its code opens the door: not once the night is over, and never when the performance is cancelled."""
        return self.is_confirmed and not self.performance.is_cancelled and not self.performance.is_over

    @property
    def needs(self) -> list[AccessNeed]:
        return [AccessNeed(need) for need in self.reservation.access_needs]

    @property
    def shows_code(self) -> bool:
        """Whether somebody of the party may still come by it, if only to ask for places that were given away."""
        return self.has_pass and self.reservation.admitted < self.party_size

    @property
    def released_words(self) -> str:
        return released_words(self.reservation)

    @property
    def entry_pass(self) -> EntryPass | None:
        """Only a confirmed reservation has one."""
        if self.status != ReservationStatus.CONFIRMED:
            return None
        link = links.pass_link(self.reservation)
        return EntryPass(url=link, svg=qr_codes.svg(link))


def holder_view(reservation: Reservation, at: datetime) -> HolderView:
    """`reservation` as of `at`: one whose time has passed is expired, whether or not that is written yet."""
    performance = reservation.performance_after or statements.counted_performance(reservation.performance_id, at)
    [listed] = listings.listed([performance], at)
    return HolderView(reservation=reservation, performance=listed, status=status_at(reservation, at))


def status_at(reservation: Reservation, at: datetime) -> ReservationStatus:
    """The status as of `at`, whether or not the clock has written it down."""
    status = ReservationStatus(reservation.status)
    is_late = policies.check_confirmable(status, reservation.expires_at, at) is not None
    return ReservationStatus.EXPIRED if status == ReservationStatus.PENDING and is_late else status


def is_held(reservation: Reservation) -> bool:
    """Whether the seats of a pending reservation are kept for it until the end, as the box office does for groups."""
    return reservation.held_until is not None and reservation.held_until == reservation.expires_at


def released_words(reservation: Reservation) -> str:
    """That places of a party have been given to others, and what its people can do; empty while all are theirs."""
    if not reservation.released_seats:
        return ""
    words = ngettext(
        "%(places)d of your places has been given to others, because nobody had come for it. "
        "You are on your way? Show your code at the door: you get it back while places are left.",
        "%(places)d of your places have been given to others, because nobody had come for them. "
        "You are on your way? Show your code at the door: you get them back while places are left.",
        reservation.released_seats,
    )
    return words % {"places": reservation.released_seats}


def confirm_before(reservation: Reservation, status: ReservationStatus) -> datetime | None:
    """Until when, in the venue's time, a reservation can be confirmed; None when there is nothing to confirm."""
    if status != ReservationStatus.PENDING or reservation.expires_at is None:
        return None
    return reservation.performance.local(reservation.expires_at)


def other_dates(view: HolderView, most: int) -> list[listings.ListedPerformance]:
    """The next performances of the same show that can be booked; with room for the whole party first, if any has it."""
    asked = view.performance
    bookable = [row for row in still_bookable(asked.show, queries.rules(), asked.at) if row.id != asked.id]
    roomy = [row for row in bookable if row.verdict.seats_available >= view.party_size]
    return (roomy or bookable)[:most]
