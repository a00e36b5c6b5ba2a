"""The door list: every confirmed party of one performance from A to Z, for paper and for the ticks made on it.

Walk-ups are counted and not listed: they leave no name.
"""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Sum
from django.db.models.functions import Coalesce

from bookings import listings, queries
from bookings.enums import AccessNeed, ReservationStatus, Source
from bookings.exceptions import NotFound
from bookings.models import Reservation, ReservationNeed

# Letters that Unicode does not take apart into a plain one and a sign.
UNLIKE_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True)
class DoorList:
    """The list as it is at one moment."""

    performance: listings.ListedPerformance
    parties: list[Reservation]  # from A to Z
    walk_ups: int
    free: int
    at: datetime

    @property
    def people(self) -> int:
        return sum(party.kept_seats for party in self.parties)

    @property
    def admitted(self) -> int:
        return sum(party.admitted for party in self.parties)

    @property
    def needs(self) -> list[tuple[str, int]]:
        """What must be prepared, in words, and how many parties ask for it."""
        return needs_of(self.parties)

    @property
    def printed_at(self) -> datetime:
        return self.performance.performance.local(self.at)


def door_list(performance_id: int, at: datetime) -> DoorList:
    """Raises NotFound."""
    found = listings.listed(queries.performances(at).filter(pk=performance_id), at)
    if not found:
        raise NotFound
    [performance] = found
    walk_ups = Reservation.objects.filter(
        performance_id=performance_id, status=ReservationStatus.CONFIRMED, source=Source.WALK_UP
    )
    return DoorList(
        performance=performance,
        parties=door_parties(performance_id),
        walk_ups=walk_ups.aggregate(people=Coalesce(Sum("party_size"), 0))["people"],
        free=queries.house_count(performance.performance).seats_available,
        at=at,
    )


def door_parties(performance_id: int) -> list[Reservation]:
    """The confirmed parties of a performance with their needs, as a person looks for them: by name, walk-ups apart."""
    needs = Prefetch("needs", ReservationNeed.objects.order_by("pk"))
    rows = Reservation.objects.filter(performance_id=performance_id, status=ReservationStatus.CONFIRMED)
    return sorted(rows.exclude(source=Source.WALK_UP).prefetch_related(needs), key=place_in_alphabet)


def place_in_alphabet(party: Reservation) -> tuple[bool, str, str]:
    """Where a party stands in the list: accents and capitals do not matter, who has no name any more comes last."""
    return not party.name, plain_letters(party.name), party.reference


def initial(name: str) -> str:
    """The letter under which a name stands; empty where it begins with none."""
    first = plain_letters(name)[:1].upper()
    return first if first.isalpha() else ""


def plain_letters(name: str) -> str:
    """A name as Italian dictionaries put it in order: `È`, `é` and `E` are one letter, apostrophes are none."""
    apart = unicodedata.normalize("NFKD", name.strip())
    plain = "".join(letter for letter in apart if letter.isalnum() or letter == " ")
    return plain.casefold().translate(UNLIKE_PLAIN)


def needs_of(parties: list[Reservation]) -> list[tuple[str, int]]:
    """Each access need in words with the number of parties that have it, in the order in which visitors are asked."""
    counted = Counter(need for party in parties for need in party.access_needs)
    return [(str(need.label), counted[need]) for need in AccessNeed if counted[need]]


def need_words(party: Reservation) -> str:
    return ", ".join(str(AccessNeed(need).label) for need in party.access_needs)
