"""Who came, by type: the figures that stay right when the persons of the reservations have been erased."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, Sum, Value, When
from django.db.models.functions import Cast

from bookings.enums import CameAs, PerformanceStatus, ReservationStatus, Source
from bookings.models import Reservation


@dataclass(frozen=True)
class Head:
    """Parties and people of one type: reserved, and let in."""

    parties: int = 0
    reserved: int = 0
    admitted: int = 0

    def __add__(self, other: "Head") -> "Head":
        return Head(self.parties + other.parties, self.reserved + other.reserved, self.admitted + other.admitted)

    @property
    def absent(self) -> int:
        return self.reserved - self.admitted


NOBODY = Head()


@dataclass(frozen=True)
class Attendance:
    heads: Mapping[CameAs, Head]

    def of(self, came_as: CameAs) -> Head:
        return self.heads.get(came_as, NOBODY)

    @property
    def total(self) -> Head:
        return sum(self.heads.values(), start=NOBODY)

    def __add__(self, other: "Attendance") -> "Attendance":
        return Attendance({came_as: self.of(came_as) + other.of(came_as) for came_as in CameAs})


EMPTY = Attendance({})


def attendances(performance_ids: Iterable[int]) -> dict[int, Attendance]:
    """The attendance of performances by id, in one query.

    Counted are confirmed reservations. Of a cancelled performance only those who were let in before it was: what had
    been reserved for it is no attendance.
    """
    heads: dict[int, dict[CameAs, Head]] = {}
    confirmed = Reservation.objects.filter(performance_id__in=list(performance_ids), status=ReservationStatus.CONFIRMED)
    off = When(performance__status=PerformanceStatus.CANCELLED, then=F("admitted"))
    as_walk_up = When(source=Source.WALK_UP, then=Value(CameAs.WALK_UP.value))
    rows = (
        confirmed.order_by()
        .annotate(came_as=Case(as_walk_up, default=Cast("kind", CharField())))
        .values("performance_id", "came_as")
        .annotate(parties=Count("pk"), people=Sum(Case(off, default=F("party_size"))), inside=Sum("admitted"))
    )
    for row in rows:
        head = Head(row["parties"], row["people"], row["inside"])
        heads.setdefault(row["performance_id"], {})[CameAs(row["came_as"])] = head
    return {performance_id: Attendance(found) for performance_id, found in heads.items()}
