"""The verbs of the door: admit_party, admit_walk_up, undo_admission.

An admission counts the people in and writes its row, both or nothing; the count is one conditional update, so two
doors with the same code cannot both pass. The phone's `scan_id` makes a repeat the same scan. What a phone did without
a network comes by sync.py.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from bookings import release
from bookings import services as bookings
from bookings.acts import ChangedMeanwhile, starts_over
from bookings.enums import Source
from bookings.evenings import DoorCount
from bookings.exceptions import IdempotencyConflict
from bookings.locking import lock_performance
from bookings.models import Reservation
from checkins import counting, policies, queries, scanning
from checkins.enums import AdmissionSource
from checkins.models import CheckIn
from checkins.queries import DoorCode


@dataclass(frozen=True)
class Scan:
    """What a phone sends: which scan this is, for which performance the door is open, and who holds the phone."""

    scan_id: str
    performance_id: int
    staff: User
    device: str = ""


@dataclass(frozen=True)
class Admitted:
    check_in: CheckIn
    is_new: bool
    counts: DoorCount | None = None  # of the house with these people in it; None where they must be counted anew


def admit_party(*, code: DoorCode, scan: Scan, people: int | None, at: datetime, reclaim: bool = False) -> Admitted:
    """Lets `people` of a party in, or all who are still outside; with `reclaim` those too whose places were given away,
    as long as seats are left.

    Raises NotFound, ReservationCancelled, NotConfirmed, PerformanceCancelled, WrongPerformance, AlreadyCheckedIn (with
    when and by whom), SeatsReleased, NotEnoughSeats, MoreThanToCome, IdempotencyConflict, Busy.
    """
    try:
        return _admit_once(code, scan, people, at, reclaim=reclaim)
    except IntegrityError:
        # The same scan was sent twice at once, and the unique id refused this one.
        repeated = _repeated(scan, scanning.scan(code, scan.performance_id, at).reservation)
        if repeated is None:
            raise
        return repeated


@starts_over
def _admit_once(code: DoorCode, scan: Scan, people: int | None, at: datetime, *, reclaim: bool) -> Admitted:
    scanned = scanning.scan(code, scan.performance_id, at, scan.scan_id)
    reservation = scanned.reservation
    repeated = _repeated(scan, reservation) if scanned.is_known else None
    if repeated is not None:
        return repeated
    if reclaim and reservation.released_seats and reservation.performance_id == scan.performance_id:
        with transaction.atomic(durable=True):
            locked = lock_performance(reservation.performance_id, at)
            wanted = reservation.party_size - reservation.admitted if people is None else people
            release.reclaim(locked, reservation, people=wanted, staff=scan.staff, at=at)
            return Admitted(_admit(reservation, scan, people, at), is_new=True)
    check_in = _admit(reservation, scan, people, at)
    return Admitted(check_in, is_new=True, counts=scanned.counts.with_more_inside(check_in.people))


def admit_walk_up(*, party_size: int, scan: Scan, at: datetime) -> Admitted:
    """Lets in people without a reservation, and takes their seats. Raises NotFound, PerformanceCancelled,
    NotEnoughSeats, IdempotencyConflict."""
    with transaction.atomic(durable=True):
        locked = lock_performance(scan.performance_id, at)
        repeated = _repeated_walk_up(scan, party_size)
        if repeated is not None:
            return repeated
        reservation = bookings.take_walk_up(locked, party_size=party_size, staff=scan.staff, at=at)
        return Admitted(_admit(reservation, scan, party_size, at, AdmissionSource.WALK_UP), is_new=True)


@transaction.atomic(durable=True)
def undo_admission(*, check_in_id: int, staff: User, at: datetime, device: str = "") -> CheckIn:
    """Takes an admission back; one that is undone already is given back as it is. Raises NotFound, UndoTooLate."""
    reservation = counting.lock_party(queries.check_in(check_in_id))
    undo = counting.Undo(staff=staff, at=at, device=device, grace=policies.WAY_TO_THE_SERVER)
    counting.take_back(queries.check_in(check_in_id), reservation, undo)
    return queries.check_in(check_in_id)


def _repeated(scan: Scan, reservation: Reservation) -> Admitted | None:
    known = queries.check_in_by_scan(scan.scan_id)
    if known is None:
        return None
    if known.reservation_id != reservation.pk:
        raise IdempotencyConflict
    return Admitted(known, is_new=False)


def _repeated_walk_up(scan: Scan, party_size: int) -> Admitted | None:
    known = queries.check_in_by_scan(scan.scan_id)
    if known is None:
        return None
    same = (known.reservation.source, known.performance_id, known.people)
    if same != (Source.WALK_UP, scan.performance_id, party_size):
        raise IdempotencyConflict
    return Admitted(known, is_new=False)


def _admit(
    reservation: Reservation,
    scan: Scan,
    people: int | None,
    at: datetime,
    source: AdmissionSource = AdmissionSource.DOOR,
) -> CheckIn:
    verdict = queries.verdict(reservation, scan.performance_id, at)
    if verdict.refusal is not None:
        raise verdict.refusal
    admitted = reservation.to_come if people is None else people
    refusal = policies.check_people(reservation, admitted)
    if refusal is not None:
        raise refusal
    check_in = CheckIn(
        performance_id=reservation.performance_id,
        reservation=reservation,
        people=admitted,
        scan_id=scan.scan_id,
        staff=scan.staff,
        device=scan.device,
        source=source,
        at=at,
        received_at=at,
    )
    if not bookings.let_in(reservation, admitted, check_in):
        raise ChangedMeanwhile  # another door was faster since our look
    reservation.admitted += admitted
    return check_in
