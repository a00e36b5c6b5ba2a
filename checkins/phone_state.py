"""How a performance stands at this moment, as each phone at the door asks it every second or two.

Four statements at most beside the booking rules, whatever the number of parties.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bookings.enums import ReservationStatus, Source
from bookings.evenings import DoorCount, door_count
from bookings.exceptions import NotFound
from bookings.models import Performance, Reservation
from bookings.policies import check_release
from bookings.queries import house_count, night_ends, performances, release_from, rules
from checkins.models import CheckIn
from checkins.queries import house_clear_at, late_people


@dataclass(frozen=True)
class Release:
    """What "release unclaimed" would do now, and has done."""

    is_offered: bool = False
    people: int = 0
    released: int = 0


@dataclass(frozen=True)
class EntryState:
    """How one entry of the phone's list stands; `last_at` and `last_device` are those of the last that counts."""

    id: int
    status: str
    party_size: int
    admitted: int
    released: int
    last_at: datetime | None
    last_device: str


@dataclass(frozen=True)
class PhoneState:
    performance: Performance
    rows: list[Reservation]
    at: datetime

    @cached_property
    def counts(self) -> DoorCount:
        walk_ups = [row for row in self.rows if row.source == Source.WALK_UP]
        return door_count(
            house_count(self.performance),
            admitted=sum(row.admitted for row in self.rows),
            walk_ups=sum(row.kept_seats for row in walk_ups if row.status == ReservationStatus.CONFIRMED),
        )

    @property
    def conflicts(self) -> int:
        return self.performance.conflicts  # type: ignore[attr-defined]  # annotated below

    @cached_property
    def house_clear_at(self) -> datetime | None:
        return house_clear_at(self.performance)

    @property
    def late(self) -> int:
        return late_people(self.performance, self.house_clear_at, self.at)

    @property
    def release(self) -> Release:
        return Release(
            is_offered=is_release_offered(self.performance, self.at),
            people=self.counts.to_come,
            released=sum(row.released_seats for row in self.rows),
        )

    @cached_property
    def entries(self) -> list[EntryState]:
        return [_entry(row) for row in self.rows if is_listed(row)]


def phone_state(performance_id: int, at: datetime) -> PhoneState:
    """Raises NotFound."""
    in_conflict = CheckIn.objects.filter(performance=OuterRef("pk")).exclude(conflict="").order_by()
    number = in_conflict.values("performance").annotate(number=Count("pk")).values("number")
    rows = performances(at).annotate(conflicts=Coalesce(Subquery(number, output_field=IntegerField()), 0))
    performance = rows.filter(pk=performance_id).first()
    if performance is None:
        raise NotFound
    return PhoneState(performance=performance, rows=list(_reservations(performance)), at=at)


def is_listed(row: Reservation) -> bool:
    """Whether a party stands on the phone's list: walk-ups have no code, and of who was erased nothing is left."""
    return row.source != Source.WALK_UP and row.erased_at is None and row.status != ReservationStatus.EXPIRED


def is_release_offered(performance: Performance, at: datetime) -> bool:
    """Whether places that nobody has claimed may be given away now."""
    refusal = check_release(performance.status, release_from(performance, rules()), at)
    return refusal is None and at < night_ends(performance.starts_at)


def _reservations(performance: Performance) -> QuerySet[Reservation]:
    """What the state needs to know of each reservation, and nothing of the person."""
    counted = CheckIn.objects.filter(reservation=OuterRef("pk"), undone_at=None, conflict="").order_by("-at", "-pk")
    rows = performance.reservations.exclude(status=ReservationStatus.EXPIRED).order_by("pk")
    return rows.only(
        "performance", "status", "source", "party_size", "admitted", "released_seats", "erased_at"
    ).annotate(last_at=Subquery(counted.values("at")[:1]), last_device=Subquery(counted.values("device")[:1]))


def _entry(row: Reservation) -> EntryState:
    return EntryState(
        id=row.pk,
        status=row.status,
        party_size=row.party_size,
        admitted=row.admitted,
        released=row.released_seats,
        last_at=row.last_at,  # type: ignore[attr-defined]  # annotated above
        last_device=row.last_device or "",  # type: ignore[attr-defined]
    )
