"""The rules, as pure functions on values: no query, no clock, no settings. docs/rules.md lists them.

The same function answers the question and refuses the request: screens show a verdict, services raise its refusal.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bookings.enums import BookingState, FormAge, PerformanceStatus, ReservationStatus, Standing
from bookings.exceptions import (
    BookingClosed,
    BookingRefused,
    HoldOutOfTime,
    NotEnoughSeats,
    NotYetOpen,
    PartyTooLarge,
    PerformanceCancelled,
    PerformanceOver,
    ReleaseOff,
    ReservationCancelled,
    ReservationExpired,
    RoomTooSmall,
    TooEarlyToRelease,
    TooManySeats,
)

FORM_TAKES = timedelta(seconds=3)  # less is a program's work
FORM_LASTS = timedelta(days=1)
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
MAX_LINKS = 2


@dataclass(frozen=True)
class HouseCount:
    """Seats of one performance. `seat_limit` is capacity + additional − occupied."""

    seat_limit: int
    confirmed_seats: int
    held_seats: int

    @property
    def seats_available(self) -> int:
        return max(0, self.seat_limit - self.confirmed_seats - self.held_seats)


@dataclass(frozen=True)
class BookingWindow:
    """When a performance may be booked; `closes_at` is never later than the curtain."""

    status: str
    opens_at: datetime | None
    closes_at: datetime


@dataclass(frozen=True)
class PartyLimits:
    max_party_size: int
    few_left: int


@dataclass(frozen=True)
class Verdict:
    state: BookingState
    seats_available: int
    max_party_size: int
    opens_at: datetime | None
    closes_at: datetime
    refusal: BookingRefused | None


def booking_closes_at(starts_at: datetime, closes_at: datetime | None, minutes_before: int) -> datetime:
    """The performance's own closing time, or the site's minutes before curtain; never after curtain."""
    return min(starts_at, closes_at or starts_at - timedelta(minutes=minutes_before))


def booking_verdict(
    house: HouseCount, window: BookingWindow, limits: PartyLimits, party_size: int, at: datetime
) -> Verdict:
    """Whether `party_size` people may book at `at`, and what to say about the performance."""
    window_refusal = check_window(window, at)
    return Verdict(
        state=_state(house, window_refusal, limits),
        seats_available=house.seats_available,
        max_party_size=limits.max_party_size,
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        refusal=window_refusal or check_party(house, limits, party_size),
    )


def check_window(window: BookingWindow, at: datetime) -> BookingRefused | None:
    if window.status == PerformanceStatus.CANCELLED:
        return PerformanceCancelled()
    if window.opens_at is not None and at < window.opens_at:
        return NotYetOpen(opens_at=window.opens_at)
    if at >= window.closes_at:
        return BookingClosed(closes_at=window.closes_at)
    return None


def check_party(house: HouseCount, limits: PartyLimits, party_size: int) -> BookingRefused | None:
    if party_size > limits.max_party_size:
        return PartyTooLarge(max_party_size=limits.max_party_size)
    return check_seats(house, party_size)


def check_seats(house: HouseCount, party_size: int) -> BookingRefused | None:
    if party_size > house.seats_available:
        return NotEnoughSeats(seats_available=house.seats_available)
    return None


def check_confirm(house: HouseCount, performance_status: str, party_size: int) -> BookingRefused | None:
    """Whether seats may be taken for good now. Booking may have closed meanwhile: who booked in time may confirm."""
    if performance_status == PerformanceStatus.CANCELLED:
        return PerformanceCancelled()
    return check_seats(house, party_size)


def check_desk(
    house: HouseCount, performance_status: str, starts_at: datetime, party_size: int, tonight: datetime
) -> BookingRefused | None:
    """Whether the box office may book so many people: before booking opens, after it has closed, above the limit for
    visitors, and while the evening runs. Never above the seats. `tonight` is the start of the night that is running.
    """
    if performance_status != PerformanceStatus.CANCELLED and starts_at < tonight:
        return PerformanceOver()
    return check_confirm(house, performance_status, party_size)


def check_hold(hold_until: datetime, starts_at: datetime, at: datetime) -> BookingRefused | None:
    """Whether seats may be held for a party until then."""
    return None if at < hold_until <= starts_at else HoldOutOfTime(latest=starts_at)


def check_room(seat_limit: int, confirmed_seats: int) -> BookingRefused | None:
    """Whether a room holds what is confirmed."""
    return RoomTooSmall(seat_limit=seat_limit, confirmed=confirmed_seats) if confirmed_seats > seat_limit else None


def check_confirmable(status: str, expires_at: datetime | None, at: datetime) -> BookingRefused | None:
    """Whether a reservation that is not confirmed yet may still become so, seats apart."""
    if status == ReservationStatus.CANCELLED:
        return ReservationCancelled()
    if status == ReservationStatus.EXPIRED or (expires_at is not None and at >= expires_at):
        return ReservationExpired(expired_at=expires_at)
    return None


def plenty_of_seats(party_size: int, limits: PartyLimits) -> int:
    """With so many seats left a party may take its own, and nothing that is said of the performance changes by it."""
    return limits.few_left + party_size + 1


def check_address_limit(seats_taken: int, party_size: int, max_seats: int) -> BookingRefused | None:
    """One address may not take more than `max_seats` of one performance; 0 means no limit."""
    if max_seats and seats_taken + party_size > max_seats:
        return TooManySeats(seats_taken=seats_taken, max_seats=max_seats)
    return None


def standing_of(last_curtain: datetime | None, tonight: datetime) -> Standing:
    """Where a show stands whose last performance, played or ahead, starts at `last_curtain`.

    It is announced until the night of that performance is over. `tonight` is the start of the night that is running.
    """
    if last_curtain is None:
        return Standing.IN_PREPARATION
    return Standing.ANNOUNCED if last_curtain >= tonight else Standing.ARCHIVED


def pending_until(starts_at: datetime, hours: int, at: datetime) -> datetime:
    """How long a pending reservation may be confirmed: some hours, and never past curtain."""
    return min(at + timedelta(hours=hours), starts_at)


def held_until(minutes: int, expires_at: datetime, at: datetime) -> datetime | None:
    """Until when a pending reservation holds its seats; None when holds are off."""
    return min(at + timedelta(minutes=minutes), expires_at) if minutes else None


def release_from(starts_at: datetime, doors_at: datetime | None, minutes: int) -> datetime | None:
    """From when on places that nobody has claimed may be given away: some minutes before curtain, and not before the
    doors open. None when they never may."""
    if not minutes:
        return None
    soon = starts_at - timedelta(minutes=minutes)
    return max(soon, doors_at) if doors_at else soon


def check_release(performance_status: str, released_from: datetime | None, at: datetime) -> BookingRefused | None:
    """Whether places that nobody has claimed may be given away now."""
    if performance_status == PerformanceStatus.CANCELLED:
        return PerformanceCancelled()
    if released_from is None:
        return ReleaseOff()
    if at < released_from:
        return TooEarlyToRelease(release_from=released_from)
    return None


def released_after_change(people_before: int, released: int, people: int) -> int:
    """How many of a party's places stay given away when its number of people changes.

    Whoever comes with fewer leaves out those first whose places have gone, and so needs no seat; whoever comes with
    more asks for seats for all.
    """
    return max(0, released - (people_before - people)) if people < people_before else 0


def form_age(opened_at: datetime, at: datetime) -> FormAge:
    """Whether a person may have filled in a form that was opened then: not in a breath, and not days ago."""
    if at - opened_at < FORM_TAKES:
        return FormAge.TOO_FAST
    return FormAge.TOO_OLD if at - opened_at > FORM_LASTS else FormAge.IN_TIME


def has_too_many_links(text: str) -> bool:
    """Spam lives on links; a visitor may give some all the same."""
    return len(LINK.findall(text)) > MAX_LINKS


def _state(house: HouseCount, window_refusal: BookingRefused | None, limits: PartyLimits) -> BookingState:
    closed_states = {
        PerformanceCancelled: BookingState.CANCELLED,
        NotYetOpen: BookingState.NOT_YET_OPEN,
        BookingClosed: BookingState.CLOSED,
    }
    if window_refusal is not None:
        return closed_states[type(window_refusal)]
    return seats_state(house.seats_available, limits)


def seats_state(seats_available: int, limits: PartyLimits) -> BookingState:
    """What is said about a performance that may be booked, by the seats that it has left."""
    if seats_available <= 0:
        return BookingState.FULL
    return BookingState.FEW_LEFT if seats_available <= limits.few_left else BookingState.OPEN
