"""The ticks of the list on paper, entered afterwards.

The form carries what it was shown. A party that somebody else has changed meanwhile is left alone and told of, so that
two people with two lists lose nothing. Each difference becomes an admission, or the undoing of admissions; the number
of people inside is counted anew from those, as always (merging.py).
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.contrib.auth.models import User
from django.db import transaction

from bookings.exceptions import BookingRefused, NotFound
from bookings.locking import lock_reservation
from bookings.models import Reservation
from checkins import counting, policies, queries
from checkins.enums import AdmissionSource
from checkins.models import CheckIn


@dataclass(frozen=True)
class Tick:
    """What stands on the paper for one party, and what the form had shown beside it."""

    reservation_id: int
    shown: int
    people: int


@dataclass(frozen=True)
class Sheet:
    """One saving of the form. `form_id` is new each time that the form is shown."""

    performance_id: int
    form_id: str
    staff: User
    at: datetime


@dataclass(frozen=True)
class Entered:
    """What became of a tick: written, or refused with a reason."""

    tick: Tick
    reference: str = ""
    refusal: BookingRefused | None = None
    changed_meanwhile: bool = False
    inside: int = 0

    @property
    def is_written(self) -> bool:
        return self.refusal is None and not self.changed_meanwhile


def enter_ticks(ticks: list[Tick], sheet: Sheet) -> list[Entered]:
    """Writes the ticks that differ from what was shown, each party in a transaction of its own."""
    return [_enter_safely(tick, sheet) for tick in ticks if tick.people != tick.shown]


def _enter_safely(tick: Tick, sheet: Sheet) -> Entered:
    try:
        party = queries.listed_party(sheet.performance_id, tick.reservation_id)
    except NotFound as refusal:
        return Entered(tick, refusal=refusal)
    try:
        return _enter(party, tick, sheet)
    except BookingRefused as refusal:
        return Entered(tick, party.printed_reference, refusal)


@transaction.atomic(durable=True)
def _enter(party: Reservation, tick: Tick, sheet: Sheet) -> Entered:
    """Raises what an admission is refused with."""
    party, reference = lock_reservation(party.pk), party.printed_reference
    if party.admitted == tick.people:
        return Entered(tick, reference, inside=party.admitted)  # by somebody else, or by this same form sent twice
    if party.admitted != tick.shown:
        return Entered(tick, reference, changed_meanwhile=True, inside=party.admitted)
    if tick.people < party.admitted:
        party = _take_back_down_to(tick.people, party, sheet)
    if tick.people > party.admitted:
        party = _let_in_up_to(tick.people, party, tick, sheet)
    return Entered(tick, reference, inside=party.admitted)


def _take_back_down_to(people: int, party: Reservation, sheet: Sheet) -> Reservation:
    """Undoes whole admissions, the latest first; what that takes too many is let in again afterwards.

    An undo can make room for one that was in conflict, so each is looked at with the rows as they are then.
    """
    undo = counting.Undo(staff=sheet.staff, at=sheet.at, device="", grace=policies.WAY_TO_THE_SERVER)
    while party.admitted > people:
        last = party.check_ins.filter(undone_at=None, conflict="").order_by("-at", "-scan_id").first()
        if last is None:
            raise NotFound
        counting.take_back(last, party, undo)
        party = lock_reservation(party.pk)
    return party


def _let_in_up_to(people: int, party: Reservation, tick: Tick, sheet: Sheet) -> Reservation:
    missing = people - party.admitted
    refusal = policies.check_admission(party) or policies.check_people(party, missing)
    if refusal is not None:
        raise refusal
    CheckIn.objects.create(
        performance_id=party.performance_id,
        reservation=party,
        people=missing,
        scan_id=_scan_id(tick, sheet),
        staff=sheet.staff,
        source=AdmissionSource.PAPER,
        at=sheet.at,
        received_at=sheet.at,
    )
    counting.count_anew(party)
    return lock_reservation(party.pk)


def _scan_id(tick: Tick, sheet: Sheet) -> str:
    """The same for the same number in the same form, however often it is sent."""
    words = f"{sheet.form_id}:{tick.reservation_id}:{tick.shown}:{tick.people}"
    return f"paper-{blake2b(words.encode(), digest_size=16).hexdigest()}"
