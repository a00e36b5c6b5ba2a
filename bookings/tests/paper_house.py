"""The booking rules once more, as a box office with pencil and paper would keep them.

Written from the contract and in another way than the code: no database, no policies, every count taken anew from the
list of parties. `test_histories.py` plays the same histories on both and compares them after each act.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

NUMBERS = count(1)
HOURS_TO_CONFIRM = 2
HOURS_TO_REMIND = 2
LARGEST_PARTY = 6
SEATS_PER_ADDRESS = 8
TIME_TO_UNDO = timedelta(seconds=15)

MAIL_ABOUT = {
    "booked": "confirm",
    "moved": "changed",
    "announced": "announcement",
    "confirmed": "confirmed",
    "party_changed": "changed",
    "cancelled": "cancelled",
    "reminded": "reminder",
    "performance_moved": "performance_moved",
    "performance_off": "performance_cancelled",
}
WAITED_FOR = {"pending": "confirm", "confirmed": "confirmed"}


class Refused(Exception):
    """Its word is the code of the refusal."""


@dataclass
class Party:
    size: int
    email: str
    status: str = "pending"
    is_walk_up: bool = False
    is_from_the_desk: bool = False
    number: int = 0
    staff_note: str = ""
    expires_at: datetime | None = None
    held_until: datetime | None = None
    confirmed_at: datetime | None = None
    inside: int = 0
    is_reminded: bool = False
    is_forgotten: bool = False
    history: list[tuple[str, str, str]] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)

    def note(self, act: str, before: str = "", after: str = "") -> None:
        self.history.append((act, before, after))
        if self.email and act in MAIL_ABOUT:
            self.mails.append(MAIL_ABOUT[act])

    def become(self, status: str) -> None:
        before, self.status = self.status, status
        self.note(status, before, status)

    def status_at(self, at: datetime) -> str:
        """Who is late has expired, whether or not the clock has written it down."""
        is_late = self.status == "pending" and self.expires_at is not None and at >= self.expires_at
        return "expired" if is_late else self.status

    def is_holding(self, at: datetime) -> bool:
        return self.status_at(at) == "pending" and self.held_until is not None and at < self.held_until


@dataclass
class Admission:
    party: Party
    people: int
    at: datetime
    undone: bool = False


@dataclass
class PaperHouse:
    curtain: datetime
    capacity: int
    key: int = 0
    additional: int = 0
    occupied: int = 0
    hold_minutes: int = 0
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    is_cancelled: bool = False
    parties: list[Party] = field(default_factory=list)

    # -- counts

    @property
    def limit(self) -> int:
        return self.capacity + self.additional - self.occupied

    @property
    def confirmed(self) -> int:
        return sum(party.size for party in self.parties if party.status == "confirmed")

    def free(self, at: datetime, but: Party | None = None) -> int:
        """Seats that may be given to `but`, whose own are free for it, or to a newcomer."""
        others = [party for party in self.parties if party is not but]
        taken = sum(party.size for party in others if party.status == "confirmed" or party.is_holding(at))
        return max(0, self.limit - taken)

    # -- the acts of visitors

    def book(self, size: int, email: str, at: datetime) -> Party:
        self._check_bookable(size, at)
        self._check_free(size, at)
        expires = min(self.curtain, at + timedelta(hours=HOURS_TO_CONFIRM))
        held = min(expires, at + timedelta(minutes=self.hold_minutes)) if self.hold_minutes else None
        return self._enter(Party(size, email, expires_at=expires, held_until=held), "booked", "pending")

    def confirm(self, party: Party, at: datetime, *, size: int | None = None, by_staff: bool = False) -> None:
        if party.status == "confirmed":
            return
        self._check_alive(party, at)
        size = size or party.size
        self._check_plays()
        self._check_free(size, at, but=party)
        if not by_staff and not party.is_from_the_desk:
            self._check_address(party, size)
        if size != party.size:
            party.history.append(("party_changed", str(party.size), str(size)))  # the mail tells it already
            party.size = size
        party.become("confirmed")
        party.confirmed_at = at

    def change(self, party: Party, size: int, at: datetime, *, by_staff: bool = False) -> None:
        self._check_alive(party, at)
        if size == party.size:
            return
        if size < party.inside:
            raise Refused("already_checked_in")
        if size > party.size and by_staff:
            self._check_plays()
            self._check_free(size, at, but=party)
        elif size > party.size:
            self._check_growth(party, size, at)
        party.note("party_changed", str(party.size), str(size))
        party.size = size

    def cancel(self, party: Party, at: datetime) -> None:
        if party.status == "cancelled":
            return
        self._check_alive(party, at)
        if party.inside:
            raise Refused("already_checked_in")
        party.become("cancelled")

    def correct(self, party: Party, email: str, at: datetime, *, by_staff: bool = False) -> None:
        if party.status == "confirmed" and not by_staff:
            return
        self._check_alive(party, at)
        if party.is_forgotten:
            raise Refused("person_erased")
        if email != party.email:
            party.email = email
            party.note("address_corrected")
            party.mails.append(WAITED_FOR[party.status])

    def resend(self, party: Party, email: str, at: datetime) -> None:
        """Says nothing, whatever happens."""
        if email == party.email:
            self.resend_by_staff(party, at)

    def resend_by_staff(self, party: Party, at: datetime) -> bool:
        mail = WAITED_FOR.get(party.status_at(at))
        if not mail or not party.email:
            return False
        party.note("resent")
        party.mails.append(mail)
        return True

    def forget(self, party: Party, at: datetime) -> None:
        """Takes the person out; their seats go back if they can still be of use to somebody."""
        if party.is_forgotten:
            return
        party.email = ""  # first, so that no mail follows
        if party.status in ("pending", "confirmed") and not party.inside and at < self.curtain:
            party.become("cancelled")
        party.note("erased")
        party.is_forgotten = True

    # -- the acts of the house

    def book_by_staff(self, size: int, email: str, until: datetime | None, at: datetime) -> Party:
        self._check_desk(at)
        self._check_free(size, at)
        if until is None:
            return self._seat(size, email, at)
        if not at < until <= self.curtain:
            raise Refused("hold_out_of_time")
        party = Party(size, email, is_from_the_desk=True, expires_at=until, held_until=until)
        return self._enter(party, "booked", "pending")

    def move_to(self, other: "PaperHouse", party: Party, at: datetime) -> None:
        self._check_alive(party, at)
        if party.inside:
            raise Refused("already_checked_in")
        if other is self:
            return
        other._check_desk(at)
        other._check_free(party.size, at)
        self.parties.remove(party)
        other.parties = sorted([*other.parties, party], key=lambda one: one.number)
        party.expires_at = party.expires_at and min(party.expires_at, other.curtain)
        party.held_until = party.held_until and min(party.held_until, other.curtain)
        party.is_reminded = False
        party.note("moved", *(f"{house.curtain.isoformat()} #{house.key}" for house in (self, other)))

    def write_note(self, party: Party, text: str) -> None:
        if party.is_forgotten:
            raise Refused("person_erased")
        if text != party.staff_note:
            party.staff_note = text
            party.note("noted")

    def write_to_all(self, at: datetime) -> int:
        readers = [party for party in self._concerned(at) if party.email]
        for party in readers:
            party.note("announced")
        return len(readers)

    def cancel_all(self, at: datetime) -> tuple[int, int, int]:
        concerned = self._concerned(at)
        leaving = [party for party in concerned if not party.inside]
        for party in leaving:
            party.become("cancelled")
        return len(leaving), sum(party.size for party in leaving), sum(party.inside for party in concerned)

    def take_walk_up(self, size: int, at: datetime) -> Admission:
        self._check_plays()
        self._check_free(size, at)
        party = self._seat(size, "", at)
        party.is_walk_up = True
        party.inside = size
        return Admission(party, size, at)

    def admit(self, party: Party, people: int | None, at: datetime) -> Admission:
        if party.status == "cancelled":
            raise Refused("reservation_cancelled")
        if party.status != "confirmed":
            raise Refused("not_confirmed")
        self._check_plays()
        outside = party.size - party.inside
        if not outside:
            raise Refused("already_checked_in")
        people = people or outside
        if people > outside:
            raise Refused("party_too_large")
        party.inside += people
        return Admission(party, people, at)

    def undo(self, admission: Admission, at: datetime, *, at_the_door: bool) -> None:
        if admission.undone:
            return
        if at_the_door and at > admission.at + TIME_TO_UNDO:
            raise Refused("undo_too_late")
        admission.undone = True
        party = admission.party
        # Counted anew: and nobody counts at a performance that is off.
        party.inside = 0 if self.is_cancelled else party.inside - admission.people
        if party.is_walk_up and party.status == "confirmed" and not party.inside:
            party.become("cancelled")

    def expire(self, at: datetime) -> int:
        overdue = [party for party in self.parties if party.status_at(at) == "expired" != party.status]
        for party in overdue:
            party.become("expired")
        return len(overdue)

    def remind(self, at: datetime) -> int:
        from_now_on = self.curtain - timedelta(hours=HOURS_TO_REMIND)
        if self.is_cancelled or not from_now_on <= at < self.curtain:
            return 0
        known = [party for party in self.parties if party.status == "confirmed" and party.email]
        due = [party for party in known if not party.is_reminded and party.confirmed_at < from_now_on]
        for party in due:
            party.is_reminded = True
            party.note("reminded")
        return len(due)

    def edit(self, seats: str, number: int) -> None:
        """The database takes no number that leaves somebody confirmed without a seat."""
        before = getattr(self, seats)
        setattr(self, seats, number)
        if self.limit < self.confirmed:
            setattr(self, seats, before)
            raise Refused("overbooked")

    def move(self, curtain: datetime, at: datetime) -> int:
        before, self.curtain = self.curtain, curtain
        if before == curtain:
            return 0
        shift = curtain - before
        self.closes_at = self.closes_at and self.closes_at + shift
        if self.opens_at and self.opens_at >= (self.closes_at or curtain):
            self.opens_at += shift
        told = self._tell(at, "performance_moved", before.isoformat(), curtain.isoformat())
        for party in self.parties:
            if party.status == "confirmed":
                party.is_reminded = False
            elif party.status == "pending":
                party.expires_at = min(party.expires_at, curtain)
        return told

    def call_off(self, at: datetime) -> int:
        if self.is_cancelled:
            return 0
        self.is_cancelled = True
        return self._tell(at, "performance_off")

    # -- what they have in common

    def _concerned(self, at: datetime) -> list[Party]:
        """Whom the house tells: not walk-ups, who left no address, nor who was too late to confirm."""
        return [party for party in self.parties if party.status_at(at) in WAITED_FOR and not party.is_walk_up]

    def _tell(self, at: datetime, act: str, before: str = "", after: str = "") -> int:
        concerned = self._concerned(at)
        for party in concerned:
            party.note(act, before, after)
        return len(concerned)

    def _seat(self, size: int, email: str, at: datetime) -> Party:
        party = Party(size, email, status="confirmed", is_from_the_desk=True, confirmed_at=at)
        return self._enter(party, "confirmed", "confirmed")

    def _enter(self, party: Party, act: str, status: str) -> Party:
        party.number = next(NUMBERS)
        party.note(act, "", status)
        self.parties.append(party)
        return party

    def _check_alive(self, party: Party, at: datetime) -> None:
        status = party.status_at(at)
        if status in ("cancelled", "expired"):
            raise Refused(f"reservation_{status}")

    def _check_plays(self) -> None:
        if self.is_cancelled:
            raise Refused("performance_cancelled")

    def _check_desk(self, at: datetime) -> None:
        """The desk books until the night is over, which ends at four in the morning."""
        self._check_plays()
        night = timedelta(hours=4)
        if (self.curtain.astimezone(at.tzinfo) - night).date() < (at - night).date():
            raise Refused("performance_over")

    def _check_free(self, size: int, at: datetime, but: Party | None = None) -> None:
        if size > self.free(at, but=but):
            raise Refused("not_enough_seats")

    def _check_bookable(self, size: int, at: datetime) -> None:
        self._check_plays()
        if self.opens_at and at < self.opens_at:
            raise Refused("not_yet_open")
        if at >= self.curtain or (self.closes_at and at >= self.closes_at):
            raise Refused("booking_closed")
        if size > LARGEST_PARTY:
            raise Refused("party_too_large")

    def _check_growth(self, party: Party, size: int, at: datetime) -> None:
        self._check_bookable(size, at)
        self._check_free(size, at, but=party)
        if party.status == "confirmed":
            self._check_address(party, size)

    def _check_address(self, party: Party, size: int) -> None:
        """One address takes a few seats; staff and walk-ups without one are not counted."""
        others = [other for other in self.parties if other is not party and other.status == "confirmed"]
        if party.email and size + sum(other.size for other in others if other.email == party.email) > SEATS_PER_ADDRESS:
            raise Refused("too_many_seats")
