"""The verbs of a reservation: book, confirm, change_party_size, cancel, resend.

Each verb owns its transaction, or is one statement that needs none (recording.py): the change, its history row and its
mail are recorded together or not at all; the mail is tried after the commit. Seats are taken under
`locking.lock_performance`, as late as can be, or by a statement that takes the same lock itself. What was read before
the lock is checked again by the condition of the update; a verb that finds it changed starts over.

`take_walk_up`, `give_up_walk_up`, `let_in` and `count_in` have no transaction of their own: they are parts of what the
door does. What only the box office does is in desk.py, what it does to a whole performance in programme.py, what the
clock does in timed.py, erasure in privacy.py, a mistyped address is corrected in corrections.py.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Model

from bookings import notifications, policies, queries, statements
from bookings.acts import (
    VISITOR,
    ChangedMeanwhile,
    Who,
    append,
    append_only,
    by_staff,
    deliver_after_commit,
    made_event,
    raise_refusal,
    record_change,
    record_new,
    starts_over,
    update_unchanged,
)
from bookings.enums import Act, ReservationStatus, Source
from bookings.exceptions import AlreadyCheckedIn, IdempotencyConflict, NotFound, PartyTooLarge
from bookings.locking import LockedPerformance, lock_performance, lock_seats_of
from bookings.models import BookingSettings, Performance, Reservation
from bookings.recording import Condition, change_and_add, is_one_statement
from bookings.seating import (
    add_needs,
    count_for,
    count_in_memory,
    overbooking_refused,
    seats_held_by,
    take_seats,
    tell_pages,
)
from home import page_cache

# One statement that looks and counts, so that of two doors with one code one alone admits (docs/rules.md).
LET_IN_SQL = """
    UPDATE bookings_reservation SET admitted = admitted + %s
    WHERE id = %s AND performance_id = %s AND status = 'confirmed' AND admitted + %s <= party_size - released_seats
"""


@dataclass(frozen=True)
class BookRequest:
    """What a visitor asks for, checked for shape alone. `content_digest` is a keyed digest of all of it."""

    performance_id: int
    party_size: int
    name: str
    email: str
    phone: str = ""
    notes: str = ""
    access_needs: Sequence[str] = ()
    language: str = "it"
    idempotency_key: str | None = None
    content_digest: str = ""


@dataclass(frozen=True)
class Booked:
    reservation: Reservation
    is_new: bool


def book(*, request: BookRequest, at: datetime) -> Booked:
    """Records a pending reservation with its history and its mail: all of it or nothing.

    A repeat with the same key and content gives the first reservation. Raises NotFound, PartyTooLarge, NotYetOpen,
    BookingClosed, PerformanceCancelled, NotEnoughSeats, IdempotencyConflict.
    """
    again = repeated(request.idempotency_key, request.content_digest)
    if again is not None:
        return again
    try:
        return Booked(_book(request, at), is_new=True)
    except IntegrityError:
        # An equal request was faster by a moment, and the unique key refused this one.
        again = repeated(request.idempotency_key, request.content_digest)
        if again is None:
            raise
        return again


def repeated(idempotency_key: str | None, content_digest: str) -> Booked | None:
    """The first reservation of a request that is sent again; None for a new one. Raises IdempotencyConflict."""
    if idempotency_key is None:
        return None
    first = Reservation.objects.filter(idempotency_key=idempotency_key).first()
    if first is None:
        return None
    if first.content_digest != content_digest:
        raise IdempotencyConflict
    return Booked(queries.reservation_by_reference(first.reference), is_new=False)


def _book(request: BookRequest, at: datetime) -> Reservation:
    rules = queries.rules()
    performance = statements.counted_performance(request.performance_id, at, only_public=True)
    if not _hold_minutes(performance, rules) and not request.access_needs:
        return _record(request, performance, rules, at)  # whole by itself, so it needs no transaction around it
    with transaction.atomic(durable=True):
        if _hold_minutes(performance, rules):  # so that holds are exact
            performance = lock_performance(request.performance_id, at).performance
        return _record(request, performance, rules, at)


def _record(request: BookRequest, performance: Performance, rules: BookingSettings, at: datetime) -> Reservation:
    raise_refusal(queries.verdict(performance, rules, at, request.party_size).refusal)
    if _hold_minutes(performance, rules):
        count = queries.house_count(performance)
        tell_pages(performance, count.seats_available, count.seats_available - request.party_size)
    expires_at = policies.pending_until(performance.starts_at, rules.pending_hours, at)
    reservation = Reservation(
        performance=performance,
        party_size=request.party_size,
        name=request.name,
        email=request.email,
        phone=request.phone,
        notes=request.notes,
        language=request.language,
        expires_at=expires_at,
        held_until=policies.held_until(_hold_minutes(performance, rules), expires_at, at),
        created_at=at,
        idempotency_key=request.idempotency_key,
        content_digest=request.content_digest,
    )
    record_new(reservation, Act.BOOKED, VISITOR, at, after=ReservationStatus.PENDING)
    add_needs(reservation, request.access_needs)
    count_in_memory(reservation, performance, confirmed=0, held=request.party_size if reservation.held_until else 0)
    return reservation


def _hold_minutes(performance: Performance, rules: BookingSettings) -> int:
    return rules.hold_minutes if performance.hold_minutes is None else performance.hold_minutes


def confirm(*, public_id: str, at: datetime, party_size: int | None = None, who: Who = VISITOR) -> Reservation:
    """Confirms a pending reservation if its seats are still there; a confirmed one is given back as it is.

    With `party_size`, for so many people, who may only be fewer than asked for: one act and one mail. For staff they
    may be more. The limit of an address binds neither staff nor what the box office has booked. Raises NotFound,
    PartyTooLarge, ReservationCancelled, ReservationExpired, PerformanceCancelled, NotEnoughSeats, TooManySeats, Busy.
    """
    if party_size is None and not who.is_staff and is_one_statement():
        reservation = _confirm_with_plenty(public_id, at, who)
        if reservation is not None:
            return reservation
    return confirm_counted(public_id=public_id, at=at, party_size=party_size, who=who)


def _confirm_with_plenty(public_id: str, at: datetime, who: Who) -> Reservation | None:
    """The act as one statement, which locks the house itself, where there are many seats and nothing to be weighed.

    None where it is otherwise: nothing is written, and the house has to be counted under the lock. Raises NotFound.
    """
    reservation = statements.reservation_with_its_house(public_id, at)
    performance, people, rules = reservation.performance, reservation.party_size, queries.rules()
    plenty = policies.plenty_of_seats(people, queries.party_limits(performance, rules))
    if (
        reservation.status != ReservationStatus.PENDING
        or reservation.source != Source.WEBSITE
        or policies.check_confirmable(reservation.status, reservation.expires_at, at)
        or policies.check_address_limit(0, people, rules.max_seats_per_address)
        or queries.house_count(performance).seats_available < plenty
    ):
        return None
    with suppress(ChangedMeanwhile):
        still_plenty = Condition(statements.WITH_PLENTY, [at, plenty])
        _record_confirmed(reservation, performance, people, at, who, still_plenty)
        return reservation
    return None


@starts_over
@transaction.atomic(durable=True)
def confirm_counted(*, public_id: str, at: datetime, party_size: int | None = None, who: Who = VISITOR) -> Reservation:
    """`confirm` where every seat counts: the house is locked and counted first, and every refusal has its numbers."""
    reservation = statements.reservation(public_id)
    if reservation.status == ReservationStatus.CONFIRMED:
        return reservation
    raise_refusal(policies.check_confirmable(reservation.status, reservation.expires_at, at))
    asked = reservation.party_size
    people = asked if party_size is None else party_size
    if people > asked and not who.is_staff:
        raise PartyTooLarge(max_party_size=asked)
    if people != asked:
        append_only(reservation, Act.PARTY_CHANGED, who, at, before=str(asked), after=str(people))
    locked = lock_performance(reservation.performance_id, at)
    count = count_for(locked, reservation, at)
    raise_refusal(policies.check_confirm(count, locked.performance.status, people))
    if not who.is_staff and reservation.source != Source.BOX_OFFICE:
        _check_address(reservation, people)
    tell_pages(
        locked.performance,
        queries.house_count(locked.performance).seats_available,
        count.seats_available - people,
    )
    _record_confirmed(reservation, locked.performance, people, at, who)
    return reservation


def _record_confirmed(
    reservation: Reservation,
    performance: Performance,
    people: int,
    at: datetime,
    who: Who,
    also: Condition | None = None,
) -> None:
    """Raises ChangedMeanwhile, also where `also` is not so; NotEnoughSeats where the database refuses."""
    before, asked, held = reservation.status, reservation.party_size, seats_held_by(reservation, at)
    event = made_event(reservation, Act.CONFIRMED, who, at, before=before, after=ReservationStatus.CONFIRMED)
    confirmed = {"status": ReservationStatus.CONFIRMED, "confirmed_at": at, "held_until": None, "party_size": people}
    with overbooking_refused():
        record_change(event, {"status": before, "party_size": asked}, confirmed, also)
    count_in_memory(reservation, performance, confirmed=people, held=-held)


@starts_over
@transaction.atomic(durable=True)
def change_party_size(*, public_id: str, party_size: int, at: datetime, who: Who = VISITOR) -> Reservation:
    """Changes the number of people of a pending or confirmed reservation; the same number again changes nothing.

    More people than before need booking to be open, and seats for all of them, given away or not; fewer are always
    welcome. For staff only the seats count. Raises NotFound, PartyTooLarge, NotEnoughSeats, NotYetOpen, BookingClosed,
    PerformanceCancelled, ReservationCancelled, ReservationExpired, AlreadyCheckedIn, TooManySeats, Busy.
    """
    reservation = queries.reservation(public_id)
    check_open(reservation, at)
    before = reservation.party_size
    if party_size == before:
        return reservation
    if party_size < reservation.admitted:
        raise AlreadyCheckedIn(admitted=reservation.admitted)
    append(reservation, Act.PARTY_CHANGED, who, at, before=str(before), after=str(party_size))
    if party_size > before:
        locked = lock_performance(reservation.performance_id, at)
        _check_more(locked, reservation, party_size, who, at)
    else:
        lock_seats_of(reservation)
    page_cache.new_edition()
    unchanged = {name: getattr(reservation, name) for name in ("status", "party_size", "admitted", "released_seats")}
    released = policies.released_after_change(before, reservation.released_seats, party_size)
    take_seats(reservation, unchanged, party_size=party_size, released_seats=released)
    return reservation


def _check_more(locked: LockedPerformance, reservation: Reservation, party_size: int, who: Who, at: datetime) -> None:
    """Raises unless a reservation may grow to `party_size`; its own seats count as free for it."""
    rules = queries.rules()
    count = count_for(locked, reservation, at)
    if who.is_staff:
        raise_refusal(policies.check_confirm(count, locked.performance.status, party_size))
        return
    window = queries.booking_window(locked.performance, rules)
    limits = queries.party_limits(locked.performance, rules)
    raise_refusal(policies.booking_verdict(count, window, limits, party_size, at).refusal)
    if reservation.status == ReservationStatus.CONFIRMED:
        _check_address(reservation, party_size)


@starts_over
@transaction.atomic(durable=True)
def cancel(*, public_id: str, at: datetime, who: Who = VISITOR) -> Reservation:
    """Cancels a pending or confirmed reservation and frees its seats; a cancelled one is given back as it is.

    Raises NotFound, ReservationExpired, AlreadyCheckedIn once somebody of the party is in, Busy.
    """
    reservation = queries.reservation(public_id)
    if reservation.status == ReservationStatus.CANCELLED:
        return reservation
    check_open(reservation, at)
    if reservation.admitted:
        raise AlreadyCheckedIn(admitted=reservation.admitted)
    before = reservation.status
    append(reservation, Act.CANCELLED, who, at, before=before, after=ReservationStatus.CANCELLED)
    lock_seats_of(reservation)
    page_cache.new_edition()
    ended = {"status": ReservationStatus.CANCELLED, "held_until": None, "released_seats": 0}
    update_unchanged(reservation, {"status": before, "admitted": 0}, **ended)
    return reservation


@transaction.atomic(durable=True)
def resend(*, reference: str, email: str, at: datetime) -> None:
    """Sends the mail that a reservation waits for, or its code, once more; does nothing when the two do not match."""
    try:
        reservation = queries.reservation_by_reference(reference)
    except NotFound:
        return
    if reservation.email != email or not email:
        return
    _send_again(reservation, VISITOR, at)


@transaction.atomic(durable=True)
def resend_by_staff(*, public_id: str, who: Who, at: datetime) -> bool:
    """The same at the wish of somebody on the phone. False when there is no address or nothing to send.

    Raises NotFound.
    """
    return _send_again(queries.reservation(public_id), who, at)


def _send_again(reservation: Reservation, who: Who, at: datetime) -> bool:
    kind = notifications.KIND_BY_STATUS.get(ReservationStatus(reservation.status))
    is_late = policies.check_confirmable(reservation.status, reservation.expires_at, at) is not None
    if not reservation.email or kind is None or (reservation.status == ReservationStatus.PENDING and is_late):
        return False
    event = append_only(reservation, Act.RESENT, who, at)
    deliver_after_commit(notifications.record(event, kind, at), at)
    return True


def take_walk_up(locked: LockedPerformance, *, party_size: int, staff: User, at: datetime) -> Reservation:
    """A confirmed, nameless reservation for people who stand at the door, never above the seats.

    Part of the door's transaction, which holds the lock. Raises PerformanceCancelled, NotEnoughSeats.
    """
    count = queries.house_count(locked.performance)
    raise_refusal(policies.check_confirm(count, locked.performance.status, party_size))
    reservation = Reservation.objects.create(
        performance=locked.performance,
        status=ReservationStatus.CONFIRMED,
        source=Source.WALK_UP,
        party_size=party_size,
        confirmed_at=at,
        created_at=at,
    )
    append_only(reservation, Act.CONFIRMED, by_staff(staff), at, after=ReservationStatus.CONFIRMED)
    page_cache.new_edition()
    return reservation


def give_up_walk_up(reservation: Reservation, *, staff: User, at: datetime) -> None:
    """Gives the seats of people back who were let in without a reservation by mistake.

    Part of the door's transaction, which holds the locks of `locking.lock_seats_of` and of the reservation.
    """
    before, after = ReservationStatus.CONFIRMED, ReservationStatus.CANCELLED
    append_only(reservation, Act.CANCELLED, by_staff(staff), at, before=before, after=after)
    page_cache.new_edition()
    update_unchanged(reservation, {"status": before, "admitted": 0}, status=after, released_seats=0)


def let_in(reservation: Reservation, people: int, admission: Model) -> bool:
    """Counts `people` of a confirmed party as in, and writes the door's row of it, unless that would be more than have
    a seat, or the box office has moved the party elsewhere. One act of its own, or a part of the door's transaction,
    until whose end the row is locked."""
    values = [people, reservation.pk, reservation.performance_id, people]
    return change_and_add(LET_IN_SQL, values, admission)


def count_in(reservation: Reservation, people: int) -> None:
    """Sets how many of a party are in, as its admissions have been counted anew. Part of the door's transaction, which
    holds the lock of `locking.lock_reservation`."""
    Reservation.objects.filter(pk=reservation.pk).update(admitted=people)
    reservation.admitted = people


def check_open(reservation: Reservation, at: datetime) -> None:
    """Raises unless the reservation is confirmed, or pending and in time."""
    if reservation.status != ReservationStatus.CONFIRMED:
        raise_refusal(policies.check_confirmable(reservation.status, reservation.expires_at, at))


def _check_address(reservation: Reservation, party_size: int) -> None:
    if not reservation.email:
        return
    taken = statements.seats_of_address(reservation.performance_id, reservation.email)
    if reservation.status == ReservationStatus.CONFIRMED:
        taken -= reservation.kept_seats
    raise_refusal(policies.check_address_limit(taken, party_size, queries.rules().max_seats_per_address))
