"""Practice: thirty invented visitors, with whom front of house tries the door before the first evening.

They are no rows: nothing is read from the database and nothing is written. Their codes open no door, and no real code
is one of theirs.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from bookings.enums import AccessNeed, ReservationStatus
from bookings.evenings import DoorCount
from bookings.queries import night_ends
from bookings.references import printed
from checkins.digests import pass_digest, reference_digest
from checkins.phone_list import Elsewhere
from checkins.phone_state import EntryState, Release
from home import qr_codes

SALT = "pratica"
PERFORMANCE_ID = 0  # no row has it
MINUTES_AGO = 12  # since those who are in came
FREE = 12


@dataclass(frozen=True)
class InventedParty:
    """Somebody from a play. `number` makes its token and its reference."""

    number: int
    name: str
    party_size: int
    status: str = ReservationStatus.CONFIRMED
    admitted: int = 0
    needs: list[str] = field(default_factory=list)

    @property
    def token(self) -> str:
        return f"pratica-{self.number:02}"

    @property
    def printed_reference(self) -> str:
        return printed(self.reference)

    @property
    def to_come(self) -> int:
        return self.party_size - self.admitted

    @property
    def need_words(self) -> str:
        return ", ".join(str(AccessNeed(need).label) for need in self.needs)

    @property
    def reference(self) -> str:
        """With letters and digits of real references, and plainly not one."""
        return f"PRATCA{self.number // 8 + 2}{self.number % 8 + 2}"


NAMES_AND_PARTIES = [
    ("Arlecchino Battocchio", 1),
    ("Colombina Servetta", 2),
    ("Pantalone de’ Bisognosi", 1),
    ("Dottor Balanzone", 3),
    ("Capitan Spaventa", 2),
    ("Pulcinella Cetrulo", 6),
    ("Brighella Cavicchio", 2),
    ("Mirandolina Locandiera", 4),
    ("Cavaliere di Ripafratta", 1),
    ("Truffaldino Duepadroni", 2),
    ("Beatrice Rasponi", 2),
    ("Florindo Aretusi", 1),
    ("Rosaura Innamorata", 2),
    ("Lelio Bugiardo", 5),
    ("Zerbinetta Canterina", 2),
    ("Meneghino Pecenna", 4),
    ("Gianduja della Doja", 3),
    ("Stenterello Porcacci", 2),
    ("Rugantino de Trastevere", 1),
    ("Tartaglia Notaro", 2),
    ("Scaramuccia Fracassone", 3),
    ("Smeraldina Buonumore", 2),
    ("Isabella Gelosa", 1),
    ("Fracanappa Vaporoso", 2),
    ("Sandrone Pavironica", 6),
    ("Fagiolino Fanfani", 2),
    ("Sior Todero Brontolon", 1),
    ("Corallina Maga", 2),
    ("Anzoletto Partente", 4),
    ("Suggeritore Sottovoce", 1),
]
NOT_CONFIRMED = {9: ReservationStatus.CANCELLED, 19: ReservationStatus.PENDING, 27: ReservationStatus.CANCELLED}
IN_ALREADY = {4: 3, 8: 2, 14: 5, 25: 1}
NEEDS = {
    2: [AccessNeed.STEP_FREE],
    6: [AccessNeed.WHEELCHAIR, AccessNeed.COMPANION],
    8: [AccessNeed.HEARING_LOOP],
    16: [AccessNeed.SIGN_LANGUAGE],
    21: [AccessNeed.WHEELCHAIR],
    30: [AccessNeed.OTHER],
}

PARTIES = [
    InventedParty(
        number=number,
        name=name,
        party_size=people,
        status=NOT_CONFIRMED.get(number, ReservationStatus.CONFIRMED),
        admitted=IN_ALREADY.get(number, 0),
        needs=[str(need) for need in NEEDS.get(number, [])],
    )
    for number, (name, people) in enumerate(NAMES_AND_PARTIES, start=1)
]


@dataclass(frozen=True)
class PracticeEntry:
    """One entry of the list. The real one has no name and no reference; these are invented, and shown in practice."""

    id: int
    passes: list[str]
    reference: str
    needs: list[str]
    name: str
    reference_text: str


@dataclass(frozen=True)
class PracticeState:
    counts: DoorCount
    entries: list[EntryState]
    conflicts: int = 0
    house_clear_at: datetime | None = None
    late: int = 0
    release: Release = field(default_factory=Release)


@dataclass(frozen=True)
class PracticePerformance:
    id: int = PERFORMANCE_ID


@dataclass(frozen=True)
class PracticeList:
    """What `phone_list.PhoneList` is for a real performance."""

    loaded_at: datetime
    ends_at: datetime
    entries: list[PracticeEntry]
    state: PracticeState
    latecomer_rule: str
    performance: PracticePerformance = field(default_factory=PracticePerformance)
    salt: str = SALT
    elsewhere: list[Elsewhere] = field(default_factory=list)
    stage_url: str = ""


@dataclass(frozen=True)
class PracticeCode:
    """One code of the sheet, and what the phone must say when it is scanned first."""

    party: InventedParty
    svg: str


def practice_list(at: datetime) -> PracticeList:
    """The list as a phone gets it; the same each time, but for the times."""
    came = at - timedelta(minutes=MINUTES_AGO)
    return PracticeList(
        loaded_at=at,
        ends_at=night_ends(at),
        entries=[_entry(party) for party in PARTIES],
        state=PracticeState(counts=_counts(), entries=[_state(party, came) for party in PARTIES]),
        latecomer_rule=_("In practice latecomers go in at the interval."),
    )


def sheet() -> list[PracticeCode]:
    return [PracticeCode(party, qr_codes.svg(f"{settings.SITE_URL}/r/{party.token}")) for party in PARTIES]


def _entry(party: InventedParty) -> PracticeEntry:
    return PracticeEntry(
        id=party.number,
        passes=[pass_digest(SALT, party.token)],
        reference=reference_digest(SALT, party.reference),
        needs=party.needs,
        name=party.name,
        reference_text=party.printed_reference,
    )


def _state(party: InventedParty, came: datetime) -> EntryState:
    return EntryState(
        id=party.number,
        status=party.status,
        party_size=party.party_size,
        admitted=party.admitted,
        released=0,
        last_at=came if party.admitted else None,
        last_device="",
    )


def _counts() -> DoorCount:
    confirmed = sum(party.party_size for party in PARTIES if party.status == ReservationStatus.CONFIRMED)
    admitted = sum(party.admitted for party in PARTIES)
    return DoorCount(confirmed=confirmed, admitted=admitted, to_come=confirmed - admitted, walk_ups=0, free=FREE)
