"""What the box office does with one reservation: book, move, note, correct_details.

Confirming, changing and cancelling are the verbs of services.py, with the member of staff as `who`; an address is
corrected in corrections.py. Each verb here is one transaction as those are. For the staff neither the booking window
binds nor the limits for visitors; the seats always do (docs/adr/0028).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from bookings import moves, policies, queries
from bookings.acts import Who, append, append_only, by_staff, raise_refusal, starts_over, update_unchanged
from bookings.enums import Act, ReservationKind, ReservationStatus, Source
from bookings.exceptions import AlreadyCheckedIn, PersonErased
from bookings.locking import LockedPerformance, lock_both, lock_performance
from bookings.models import Reservation
from bookings.seating import add_needs, count_for, overbooking_refused, take_seats, tell_pages
from bookings.services import Booked, check_open, repeated


@dataclass(frozen=True)
class DeskRequest:
    """What the box office books. `key` names one form: the same form sent twice is one reservation.

    With `hold_until` the reservation waits to be confirmed until then, and has its seats meanwhile.
    """

    performance_id: int
    party_size: int
    name: str = ""
    email: str = ""
    phone: str = ""
    notes: str = ""
    access_needs: Sequence[str] = ()
    language: str = "it"
    kind: str = ReservationKind.ORDINARY
    staff_note: str = ""
    hold_until: datetime | None = None
    key: str | None = None

    @property
    def idempotency_key(self) -> str | None:
        """Of its own making, so that no visitor's key is ever the same."""
        return _digest("key", self.key) if self.key else None

    @property
    def content_digest(self) -> str:
        return _digest("content", repr(sorted(asdict(replace(self, access_needs=tuple(self.access_needs))).items())))


def book(*, request: DeskRequest, staff: User, at: datetime) -> Booked:
    """Books and confirms at once, or holds the seats until a deadline; with an address the mail goes out.

    The same key again gives the first reservation. Raises NotFound, PerformanceCancelled, PerformanceOver,
    NotEnoughSeats, HoldOutOfTime, IdempotencyConflict.
    """
    again = repeated(request.idempotency_key, request.content_digest)
    if again is not None:
        return again
    try:
        with transaction.atomic(durable=True):
            locked = lock_performance(request.performance_id, at)
            # A double click: its first half has the seats, and has just let go of the lock.
            again = repeated(request.idempotency_key, request.content_digest)
            return again or Booked(_book(locked, request, by_staff(staff), at), is_new=True)
    except IntegrityError:
        # The same key at the same instant for another performance, whose lock is another.
        again = repeated(request.idempotency_key, request.content_digest)
        if again is None:
            raise
        return again


def _book(locked: LockedPerformance, request: DeskRequest, who: Who, at: datetime) -> Reservation:
    performance = locked.performance
    count = queries.house_count(performance)
    tonight = queries.night_of(at)
    raise_refusal(policies.check_desk(count, performance.status, performance.starts_at, request.party_size, tonight))
    if request.hold_until is not None:
        raise_refusal(policies.check_hold(request.hold_until, performance.starts_at, at))
    is_held = request.hold_until is not None
    status = ReservationStatus.PENDING if is_held else ReservationStatus.CONFIRMED
    tell_pages(performance, count.seats_available, count.seats_available - request.party_size)
    with overbooking_refused():
        reservation = Reservation.objects.create(
            performance=performance,
            status=status,
            source=Source.BOX_OFFICE,
            kind=request.kind,
            party_size=request.party_size,
            name=request.name,
            email=request.email,
            phone=request.phone,
            notes=request.notes,
            staff_note=request.staff_note,
            language=request.language,
            expires_at=request.hold_until,
            held_until=request.hold_until,
            confirmed_at=None if is_held else at,
            created_at=at,
            idempotency_key=request.idempotency_key,
            content_digest=request.content_digest,
        )
    add_needs(reservation, request.access_needs)
    append(reservation, Act.BOOKED if is_held else Act.CONFIRMED, who, at, after=status)
    return reservation


@starts_over
@transaction.atomic(durable=True)
def move(*, public_id: str, performance_id: int, at: datetime, who: Who) -> Reservation:
    """Moves an open reservation to another performance; its code, its links and its needs stay good.

    Places that were given away come back as far as seats are left there. A hold and the time to confirm end at the new
    curtain at the latest. To the performance that it is for already it changes nothing. Raises NotFound,
    AlreadyCheckedIn once somebody of the party is in, ReservationCancelled, ReservationExpired, PerformanceCancelled,
    PerformanceOver, NotEnoughSeats, Busy.
    """
    reservation = queries.reservation(public_id)
    check_open(reservation, at)
    if reservation.admitted:
        raise AlreadyCheckedIn(admitted=reservation.admitted)
    left_id = reservation.performance_id
    if performance_id == left_id:
        return reservation
    left, target = lock_both(left_id, performance_id, at)
    released = _released_there(target, reservation, at)
    _tell_both(left, target, reservation, at)
    curtain = target.performance.starts_at
    unchanged = {
        name: getattr(reservation, name)
        for name in ("status", "party_size", "admitted", "released_seats", "held_until")
    }
    before, after = (moves.written(row.performance.starts_at, row.performance.pk) for row in (left, target))
    take_seats(
        reservation,
        unchanged,
        performance_id=performance_id,
        released_seats=released,
        expires_at=reservation.expires_at and min(reservation.expires_at, curtain),
        held_until=reservation.held_until and min(reservation.held_until, curtain),
        reminded_at=None,
    )
    reservation.performance = target.performance
    append(reservation, Act.MOVED, who, at, before=before, after=after)
    return reservation


def _released_there(target: LockedPerformance, reservation: Reservation, at: datetime) -> int:
    """How many places of a party stay given away in the other house. Raises what refuses it there."""
    performance = target.performance
    count = queries.house_count(performance)
    needed = max(reservation.kept_seats, 1)
    raise_refusal(policies.check_desk(count, performance.status, performance.starts_at, needed, queries.night_of(at)))
    return min(reservation.released_seats, max(0, reservation.party_size - count.seats_available))


def _tell_both(left: LockedPerformance, target: LockedPerformance, reservation: Reservation, at: datetime) -> None:
    before, without = queries.house_count(left.performance), count_for(left, reservation, at)
    tell_pages(left.performance, before.seats_available, without.seats_available)
    there = queries.house_count(target.performance).seats_available
    tell_pages(target.performance, there, there - reservation.party_size)


@starts_over
@transaction.atomic(durable=True)
def note(*, public_id: str, text: str, at: datetime, who: Who) -> Reservation:
    """Writes the staff's note in place of the one before; the history tells that, and not what it says.

    The same note again changes nothing. Raises NotFound, PersonErased, Busy.
    """
    reservation = _of_somebody(public_id)
    if text == reservation.staff_note:
        return reservation
    update_unchanged(reservation, {"staff_note": reservation.staff_note, "erased_at": None}, staff_note=text)
    append_only(reservation, Act.NOTED, who, at)
    return reservation


@starts_over
@transaction.atomic(durable=True)
def correct_details(
    *, public_id: str, name: str, phone: str, notes: str, access_needs: Sequence[str], at: datetime, who: Who
) -> Reservation:
    """Corrects what a visitor has told of themselves, the address apart; no mail. The same again changes nothing.

    Raises NotFound, PersonErased, Busy.
    """
    reservation = _of_somebody(public_id)
    before = {field: getattr(reservation, field) for field in ("name", "phone", "notes")}
    after = {"name": name, "phone": phone, "notes": notes}
    if before == after and set(access_needs) == set(reservation.access_needs):
        return reservation
    update_unchanged(reservation, {**before, "erased_at": None}, **after)
    reservation.needs.all().delete()
    add_needs(reservation, access_needs)
    append_only(reservation, Act.DETAILS_CORRECTED, who, at)
    return queries.reservation(public_id)


def _of_somebody(public_id: str) -> Reservation:
    reservation = queries.reservation(public_id)
    if reservation.erased_at is not None:
        raise PersonErased
    return reservation


def _digest(purpose: str, content: str) -> str:
    return salted_hmac(f"bookings.desk.{purpose}", content, algorithm="sha256").hexdigest()
