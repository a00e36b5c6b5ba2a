"""Counting a party anew, and taking an admission back: what the door's verbs have in common.

Everything here is part of a transaction that holds the lock of the reservation, so that the rows and the number of
people inside are read and written as one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User

from bookings import services as bookings
from bookings.enums import ReservationStatus, Source
from bookings.locking import lock_reservation, lock_seats_of
from bookings.models import Reservation
from checkins import merging, policies
from checkins.models import CheckIn

MAY_UNDO_LATER = "bookings.view_reservation"  # what the box office has and front of house has not

# A conflict that ends, or has another reason now, is a new one to whoever looked into it.
NOT_SEEN: dict[str, None] = {"seen_at": None, "seen_by": None}


@dataclass(frozen=True)
class Undo:
    """Who takes an admission back, when, with which phone, and how much the two times may differ by their way."""

    staff: User
    at: datetime
    device: str
    grace: timedelta


def count_anew(reservation: Reservation) -> None:
    """Finds which admissions of a locked reservation count, and how many people that makes (merging.py)."""
    rows = list(CheckIn.objects.filter(reservation=reservation))
    done = [done_admission(row, reservation) for row in rows]
    bound = policies.party_bound(reservation)
    aside = merging.conflicts(bound, done)
    for row in rows:
        conflict = aside.get(row.scan_id, "")
        if row.conflict != conflict:
            CheckIn.objects.filter(pk=row.pk).update(conflict=conflict, **NOT_SEEN)
    inside = merging.people_inside(bound, done)
    if inside != reservation.admitted:
        bookings.count_in(reservation, inside)


def done_admission(row: CheckIn, reservation: Reservation) -> merging.DoneAdmission:
    return merging.DoneAdmission(
        scan_id=row.scan_id,
        at=row.at,
        people=row.people,
        is_undone=row.undone_at is not None,
        is_elsewhere=row.performance_id != reservation.performance_id,
    )


def lock_party(check_in: CheckIn) -> Reservation:
    """Locks the party of an admission that is to be taken back. Undoing a walk-up gives seats back, so the house comes
    first, as everywhere."""
    if check_in.reservation.source == Source.WALK_UP:
        lock_seats_of(check_in.reservation)
    return lock_reservation(check_in.reservation_id)


def take_back(check_in: CheckIn, reservation: Reservation, undo: Undo) -> None:
    """Takes an admission back, unless it is undone already; the party is locked by `lock_party`. Raises UndoTooLate.

    People who came without a reservation give their seats back with it: nobody else could ever claim them.
    """
    if check_in.undone_at is not None:
        return
    may_be_late = undo.staff.has_perm(MAY_UNDO_LATER)
    refusal = policies.check_undo(check_in.at, undo.at, undo.grace, may_be_late=may_be_late)
    if refusal is not None:
        raise refusal
    CheckIn.objects.filter(pk=check_in.pk).update(
        undone_at=undo.at, undone_by=undo.staff, undone_device=undo.device, conflict="", **NOT_SEEN
    )
    count_anew(reservation)
    is_confirmed_walk_up = (reservation.source, reservation.status) == (Source.WALK_UP, ReservationStatus.CONFIRMED)
    if is_confirmed_walk_up and reservation.admitted == 0:
        bookings.give_up_walk_up(reservation, staff=undo.staff, at=undo.at)
