"""The report of a performance: while it goes on "so far", and what stays of it the next morning.

No visitor is named. A reference stands only beside a conflict, which the box office has to look into.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bookings import listings, queries
from bookings.door_list import needs_of
from bookings.enums import ReservationStatus, Source
from bookings.exceptions import NotFound
from bookings.models import Reservation
from checkins import policies
from checkins.enums import AdmissionSource
from checkins.models import CheckIn
from checkins.queries import house_clear_at

QUARTER = timedelta(minutes=15)
MOST_QUARTERS = 32  # eight hours; of a longer time only the quarters in which somebody came

Local = Callable[[datetime], datetime]


@dataclass(frozen=True)
class Moment:
    """A time of the evening in words; None while, or because, it did not come."""

    words: str
    at: datetime | None


@dataclass(frozen=True)
class Figure:
    """A number of the evening in parties and in people; `parties` is None where nobody came as a party."""

    words: str
    parties: int | None
    people: int


@dataclass(frozen=True)
class Quarter:
    starts_at: datetime
    people: int


@dataclass(frozen=True)
class Device:
    """What one phone, or the paper, has let in."""

    words: str
    admissions: int
    people: int


@dataclass(frozen=True)
class Act:
    """One admission as the box office reads it."""

    at: datetime
    people: int
    device: str
    staff: str


@dataclass(frozen=True)
class Undone:
    act: Act
    undone_at: datetime
    undone_by: str


@dataclass(frozen=True)
class InConflict:
    """An admission that happened and does not count, beside those of the same party that do."""

    reservation_id: int
    reference: str
    party_size: int
    reason: str
    act: Act
    counted: list[Act]


@dataclass(frozen=True)
class Report:
    performance: listings.ListedPerformance
    is_final: bool  # whether its night is over
    moments: list[Moment]
    figures: list[Figure]
    needs: list[tuple[str, int]]
    needs_erased: bool
    quarters: list[Quarter]
    devices: list[Device]
    from_paper: int  # people whose hour nobody knows
    undone: list[Undone]
    conflicts: list[InConflict]  # without those that the box office has looked into
    conflicts_seen: int
    made_at: datetime

    @property
    def busiest(self) -> int:
        """The most people of any quarter of an hour, for bars that are drawn beside the numbers."""
        return max((quarter.people for quarter in self.quarters), default=0)


def report(performance_id: int, at: datetime) -> Report:
    """Raises NotFound."""
    found = listings.listed(queries.performances(at).filter(pk=performance_id), at)
    if not found:
        raise NotFound
    [performance] = found
    parties = list(Reservation.objects.filter(performance_id=performance_id).prefetch_related("needs"))
    rows = list(_check_ins(performance_id))
    counted = [row for row in rows if row.undone_at is None and not row.conflict]
    at_the_door = [row for row in counted if row.source != AdmissionSource.PAPER]  # of the others nobody knows when
    confirmed = [row for row in parties if row.status == ReservationStatus.CONFIRMED and row.source != Source.WALK_UP]
    local = performance.performance.local
    clear_at = house_clear_at(performance.performance)
    late_from = policies.late_from(performance.starts_at, clear_at)
    is_final = at >= queries.night_ends(performance.starts_at)
    return Report(
        performance=performance,
        is_final=is_final,
        moments=_moments(performance, clear_at, at_the_door),
        figures=_figures(parties, confirmed, _late(at_the_door, late_from), is_final=is_final),
        needs=needs_of(confirmed),
        needs_erased=any(row.erased_at for row in confirmed),
        quarters=quarters((local(row.at), row.people) for row in at_the_door),
        devices=_devices(counted),
        from_paper=sum(row.people for row in counted if row.source == AdmissionSource.PAPER),
        undone=[_undone(row, local) for row in rows if row.undone_at],
        conflicts=[_in_conflict(row, counted, local) for row in rows if row.conflict and not row.seen_at],
        conflicts_seen=sum(row.seen_at is not None for row in rows),
        made_at=local(at),
    )


def quarters(arrivals: Iterable[tuple[datetime, int]]) -> list[Quarter]:
    """People let in for each quarter of an hour, those in which nobody came too, from the first to the last."""
    people: Counter[datetime] = Counter()
    for at, number in arrivals:
        people[at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)] += number
    if not people:
        return []
    first, last = min(people), max(people)
    between = int((last - first) / QUARTER) + 1
    starts = [first + QUARTER * number for number in range(between)] if between <= MOST_QUARTERS else sorted(people)
    return [Quarter(starts_at, people[starts_at]) for starts_at in starts]


def _moments(
    performance: listings.ListedPerformance, clear_at: datetime | None, counted: list[CheckIn]
) -> list[Moment]:
    local = performance.performance.local
    return [
        Moment(_("Doors"), performance.doors_at),
        Moment(_("Curtain"), performance.starts_at),
        Moment(_("House clear"), local(clear_at) if clear_at else None),
        Moment(_("First admission"), local(counted[0].at) if counted else None),
        Moment(_("Last admission"), local(counted[-1].at) if counted else None),
    ]


def _figures(parties: list[Reservation], confirmed: list[Reservation], late: Figure, *, is_final: bool) -> list[Figure]:
    booked = [row for row in parties if row.source != Source.WALK_UP]
    walk_ups = [row for row in parties if row.source == Source.WALK_UP and row.status == ReservationStatus.CONFIRMED]
    cancelled = [row for row in booked if row.status == ReservationStatus.CANCELLED]
    unconfirmed = [row for row in booked if row.status in {ReservationStatus.PENDING, ReservationStatus.EXPIRED}]
    absent = [row for row in confirmed if not row.admitted]
    released = [row for row in confirmed if row.released_seats]
    not_come = _("Did not come") if is_final else _("Not come yet")
    return [
        _figure(pgettext("reservations", "Booked"), booked),
        _figure(_("of these cancelled"), cancelled),
        _figure(_("of these never confirmed"), unconfirmed),
        _figure(pgettext("reservations", "Confirmed"), confirmed),
        Figure(_("Came, with a reservation"), len(confirmed) - len(absent), sum(row.admitted for row in confirmed)),
        Figure(not_come, len(absent), sum(row.party_size - row.admitted for row in confirmed)),
        Figure(_("of these places given away"), len(released), sum(row.released_seats for row in released)),
        Figure(_("Walk-ups"), len(walk_ups), sum(row.admitted for row in walk_ups)),
        Figure(_("All who are in"), None, sum(row.admitted for row in [*confirmed, *walk_ups])),
        late,
    ]


def _figure(words: str, rows: list[Reservation]) -> Figure:
    return Figure(words, len(rows), sum(row.party_size for row in rows))


def _late(counted: list[CheckIn], late_from: datetime) -> Figure:
    late = [row for row in counted if row.at > late_from]
    parties = {row.reservation_id for row in late}
    return Figure(_("Came late"), len(parties), sum(row.people for row in late))


def _devices(counted: list[CheckIn]) -> list[Device]:
    people: Counter[str] = Counter()
    admissions: Counter[str] = Counter()
    for row in counted:
        people[_device(row)] += row.people
        admissions[_device(row)] += 1
    return [Device(words, admissions[words], people[words]) for words in sorted(people, key=str.casefold)]


def _device(row: CheckIn) -> str:
    if row.source == AdmissionSource.PAPER:
        return str(AdmissionSource.PAPER.label)
    return row.device or _("phone without a name")


def _act(row: CheckIn, local: Local) -> Act:
    return Act(at=local(row.at), people=row.people, device=_device(row), staff=row.staff_name)


def _undone(row: CheckIn, local: Local) -> Undone:
    by = row.undone_by
    name = (by.get_full_name() or by.get_username()) if by else ""
    return Undone(act=_act(row, local), undone_at=local(row.undone_at or row.at), undone_by=name)


def _in_conflict(row: CheckIn, counted: list[CheckIn], local: Local) -> InConflict:
    return InConflict(
        reservation_id=row.reservation_id,
        reference=row.reservation.printed_reference,
        party_size=row.reservation.party_size,
        reason=row.get_conflict_display(),
        act=_act(row, local),
        counted=[_act(other, local) for other in counted if other.reservation_id == row.reservation_id],
    )


def _check_ins(performance_id: int) -> QuerySet[CheckIn]:
    rows = CheckIn.objects.filter(performance_id=performance_id)
    return rows.select_related("staff", "undone_by", "reservation").order_by("at", "pk")
