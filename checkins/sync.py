"""What a phone has done alone, told to the server when the network is back: `sync`, `tell_admission`, `tell_undo`.

An admission that is told has happened: it is recorded in any case, and counted or kept as a conflict (merging.py). Each
act is a transaction of its own, known by its scan id, so that a phone may tell everything again when it got no answer.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from bookings import release
from bookings.exceptions import BookingRefused, IdempotencyConflict, NotEnoughSeats, NotFound
from bookings.locking import LockedPerformance, lock_performance, lock_reservation
from bookings.models import Reservation
from bookings.queries import night_ends, night_of
from checkins import counting, policies, queries
from checkins.enums import ActKind, ActOutcome, AdmissionSource, Conflict
from checkins.exceptions import SyncTooLate
from checkins.models import CheckIn

SYNC_LASTS = timedelta(days=1)  # after the night, for a phone that was forgotten in a pocket


@dataclass(frozen=True)
class ToldAct:
    """One act of a phone; `entry` and `people` are those of an admission."""

    kind: ActKind
    scan_id: str
    at: datetime
    entry: int = 0
    people: int = 0


@dataclass(frozen=True)
class Teller:
    """Who tells, for which performance, with which phone, and when the server got to know."""

    performance_id: int
    staff: User
    device: str
    at: datetime
    source: AdmissionSource = AdmissionSource.PHONE_ALONE


@dataclass(frozen=True)
class Told:
    """What has become of an act; `reason` is why it is a conflict, or was refused."""

    act: ToldAct
    outcome: ActOutcome
    reason: Conflict | BookingRefused | None = None

    @property
    def code(self) -> str:
        return self.reason.code if isinstance(self.reason, BookingRefused) else self.reason or ""

    @property
    def detail(self) -> str:
        """The reason in the active language."""
        return self.reason.detail if isinstance(self.reason, BookingRefused) else str(getattr(self.reason, "label", ""))


def sync(acts: Iterable[ToldAct], teller: Teller) -> list[Told]:
    """Does what a phone tells, in its order; an act that is refused does not stop those after it.

    Raises NotFound for an unknown performance, SyncTooLate.
    """
    performance = queries.performance_of_door(teller.performance_id, teller.at)
    if teller.at >= night_ends(performance.starts_at) + SYNC_LASTS:
        raise SyncTooLate
    return [_tell(act, teller) for act in acts]


def _tell(act: ToldAct, teller: Teller) -> Told:
    try:
        if act.kind == ActKind.UNDO:
            tell_undo(act, teller)
            return Told(act, ActOutcome.UNDONE)
        check_in = tell_admission(act, teller)
    except BookingRefused as refusal:
        return Told(act, ActOutcome.REFUSED, refusal)
    if check_in.conflict:
        return Told(act, ActOutcome.CONFLICT, Conflict(check_in.conflict))
    return Told(act, ActOutcome.ADMITTED)


def tell_admission(act: ToldAct, teller: Teller) -> CheckIn:
    """Records people who are in already, and counts their party anew. Raises NotFound, IdempotencyConflict."""
    try:
        return _tell_admission(act, teller)
    except IntegrityError:
        # The same scan has come by another way at the same moment, and the unique id refused this one.
        return _tell_admission(act, teller)


@transaction.atomic(durable=True)
def _tell_admission(act: ToldAct, teller: Teller) -> CheckIn:
    locked = lock_performance(teller.performance_id, teller.at)  # before the reservation, as whoever gives away does
    reservation = lock_reservation(act.entry)
    known = queries.check_in_by_scan(act.scan_id)
    if known is not None:
        if known.reservation_id != reservation.pk:
            raise IdempotencyConflict
        return known
    check_in = CheckIn.objects.create(
        performance_id=teller.performance_id,
        reservation=reservation,
        people=act.people,
        scan_id=act.scan_id,
        staff=teller.staff,
        device=teller.device,
        source=teller.source,
        at=_time_of(act, teller, reservation),
        received_at=teller.at,
    )
    if reservation.performance_id == teller.performance_id:
        _take_places_back(locked, reservation, act, teller)
    counting.count_anew(reservation)
    return queries.check_in(check_in.pk)


def _take_places_back(locked: LockedPerformance, reservation: Reservation, act: ToldAct, teller: Teller) -> None:
    """For people who sit inside on places that were given away meanwhile; too few left, and they are a conflict."""
    if act.people > reservation.to_come + reservation.released_seats:
        return
    with suppress(NotEnoughSeats):
        release.reclaim(locked, reservation, people=act.people, staff=teller.staff, at=teller.at)


@transaction.atomic(durable=True)
def tell_undo(act: ToldAct, teller: Teller) -> CheckIn:
    """Takes back what the same phone has told before; again: the same. Raises NotFound, UndoTooLate."""
    known = queries.check_in_by_scan(act.scan_id)
    if known is None or known.performance_id != teller.performance_id:
        raise NotFound
    reservation = counting.lock_party(known)
    check_in = queries.check_in(known.pk)
    at = max(check_in.at, min(act.at, teller.at))
    undo = counting.Undo(staff=teller.staff, at=at, device=teller.device, grace=policies.CLOCKS_DIFFER)
    counting.take_back(check_in, reservation, undo)
    return queries.check_in(known.pk)


def _time_of(act: ToldAct, teller: Teller, reservation: Reservation) -> datetime:
    """When it was done, as the phone says: not in the future, and not before the night."""
    return min(teller.at, max(act.at, night_of(reservation.performance.starts_at)))
