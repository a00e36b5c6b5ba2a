"""Tonight's list for a phone at the door: digests of codes, and nothing that names a person or opens anything.

With it a phone judges a code at once, and goes on without a network (docs/adr/0025).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bookings.enums import ReservationStatus, Source
from bookings.exceptions import NotFound
from bookings.listings import ListedPerformance, listed
from bookings.models import Performance, Reservation
from bookings.queries import NIGHT, night_ends, night_of, performances
from bookings.tokens import Purpose, tokens_of_all_keys
from checkins import stage
from checkins.digests import pass_digest, reference_digest, salt_of
from checkins.phone_state import PhoneState, is_listed, phone_state

# How far around a night the phone tells somebody that they have come on the wrong one.
ELSEWHERE = timedelta(days=14)


@dataclass(frozen=True)
class ListEntry:
    id: int
    passes: list[str]
    reference: str
    needs: list[str]


@dataclass(frozen=True)
class Elsewhere:
    performance: ListedPerformance
    passes: list[str]


@dataclass(frozen=True)
class PhoneList:
    performance: ListedPerformance
    loaded_at: datetime
    salt: str
    entries: list[ListEntry]
    elsewhere: list[Elsewhere]
    state: PhoneState

    @property
    def ends_at(self) -> datetime:
        return night_ends(self.performance.performance.starts_at)

    @property
    def latecomer_rule(self) -> str:
        return self.performance.show.latecomer_rule

    @property
    def stage_url(self) -> str:
        return stage.stage_url(self.performance.id)


def phone_list(performance_id: int, at: datetime) -> PhoneList:
    """The list of one performance until its night is over. Raises NotFound."""
    state = phone_state(performance_id, at)
    if at >= night_ends(state.performance.starts_at):
        raise NotFound
    salt = salt_of(performance_id)
    elsewhere = _confirmed_elsewhere(state.performance)
    others = performances(at).filter(pk__in=list(elsewhere)).order_by("starts_at", "pk")
    own, *other_performances = listed([state.performance, *others], at)
    return PhoneList(
        performance=own,
        loaded_at=at,
        salt=salt,
        entries=_entries(salt, performance_id),
        elsewhere=[Elsewhere(row, _digests(salt, elsewhere[row.id])) for row in other_performances],
        state=state,
    )


def _entries(salt: str, performance_id: int) -> list[ListEntry]:
    found = Reservation.objects.filter(performance_id=performance_id).prefetch_related("needs").order_by("pk")
    rows = [row for row in found if is_listed(row)]
    references = {row.pk: reference_digest(salt, row.reference) for row in rows}
    alike = Counter(references.values())
    return [
        ListEntry(
            id=row.pk,
            passes=_digests(salt, [row.public_id]),
            reference=references[row.pk] if alike[references[row.pk]] == 1 else "",
            needs=row.access_needs,
        )
        for row in rows
    ]


def _confirmed_elsewhere(performance: Performance) -> dict[int, list[str]]:
    """The public ids of confirmed reservations for the nights around this one, by performance."""
    night = night_of(performance.starts_at)
    around = Reservation.objects.filter(
        status=ReservationStatus.CONFIRMED,
        performance__starts_at__gte=night - ELSEWHERE,
        performance__starts_at__lt=night + ELSEWHERE + NIGHT,
    ).exclude(source=Source.WALK_UP)
    found: dict[int, list[str]] = {}
    rows = around.exclude(performance=performance).order_by("pk").values_list("performance_id", "public_id")
    for performance_id, public_id in rows:
        found.setdefault(performance_id, []).append(public_id)
    return found


def _digests(salt: str, public_ids: Iterable[str]) -> list[str]:
    """A digest for each key that may have signed a pass, so that old passes are known while their key is accepted."""
    tokens = [token for public_id in public_ids for token in tokens_of_all_keys(Purpose.PASS, public_id)]
    return [pass_digest(salt, token) for token in tokens]
