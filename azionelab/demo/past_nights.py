"""Nights that have been played: how their houses filled, who came and who did not, so that reports have a story."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle

from django.contrib.auth.models import User

from azionelab.demo.reservations import book
from azionelab.demo.texts.box_office import PAST_NAMES, Guest
from bookings import services as bookings
from bookings.enums import PerformanceStatus, ReservationKind
from bookings.models import Performance, Reservation
from bookings.queries import night_of
from checkins import services, sync
from checkins.enums import ActKind
from checkins.queries import DoorCode
from shows.models import ShowPage

DOOR_ACCOUNT = "maschera"
PHONES = ("Ingresso", "Scala B")


@dataclass(frozen=True)
class Party:
    """How long before the curtain it was booked and by which way, and how many of it came."""

    booked: timedelta
    people: int
    came: int
    kind: ReservationKind = ReservationKind.ORDINARY
    is_by_box_office: bool = False


def _calls(days: int, people: int, came: int, kind: ReservationKind = ReservationKind.ORDINARY) -> Party:
    return Party(timedelta(days=days), people, came, kind, is_by_box_office=True)


def _writes(days: float, people: int, came: int) -> Party:
    return Party(timedelta(days=days), people, came)


# The more the nearer the evening, as it is; a night takes as many of them from the end as its house was full.
PARTIES = [
    _calls(25, 18, 17, ReservationKind.GROUP),
    _writes(21, 2, 2),
    _writes(18, 4, 4),
    _calls(15, 3, 3),
    _writes(13, 2, 0),
    _writes(11, 5, 5),
    _writes(9, 1, 1),
    _calls(8, 2, 2, ReservationKind.COMP),
    _writes(7, 4, 3),
    _writes(5, 2, 2),
    _writes(4, 6, 6),
    _calls(3, 2, 2),
    _writes(2, 3, 0),
    _writes(1.5, 2, 2),
    _writes(1, 4, 4),
    _calls(1, 1, 1),
    _writes(0.3, 2, 2),
]
PARTIES_A_NIGHT = (9, 12, 17, 13, 17, 10, 14, 17)
WALK_UPS = (2, 3, 1)
NIGHT_IN_CONFLICT = 6


def ensure_past_nights(shows: dict[str, ShowPage], at: datetime) -> None:
    """Plays each past performance in the large room for which there is nothing yet."""
    needed = sum(party.people for party in PARTIES) + sum(WALK_UPS)
    over = Performance.objects.filter(
        show__in=shows.values(), status=PerformanceStatus.SCHEDULED, starts_at__lt=night_of(at), capacity__gte=needed
    )
    for number, performance in enumerate(over.order_by("starts_at")):
        if not performance.reservations.exists():
            reservations = _play(performance, number)
            if number == NIGHT_IN_CONFLICT:
                _let_in_twice(performance, reservations[-1])


def _play(performance: Performance, number: int) -> list[Reservation]:
    parties = PARTIES[-PARTIES_A_NIGHT[number % len(PARTIES_A_NIGHT)] :]
    names = cycle(PAST_NAMES[number:] + PAST_NAMES[:number])
    reserved = [(party, _reserve(performance, party, next(names))) for party in parties]
    doors = performance.starts_at - timedelta(minutes=30)
    for count, (party, reservation) in enumerate(reserved):
        if party.came:
            scan = _scan(performance, str(reservation.pk), PHONES[count % 2])
            at = doors + timedelta(seconds=100 * count)
            services.admit_party(code=DoorCode(entry=reservation.pk), scan=scan, people=party.came, at=at)
    for count, people in enumerate(WALK_UPS[: number % 3 + 1]):
        scan = _scan(performance, f"walk-up-{count}", PHONES[0])
        services.admit_walk_up(party_size=people, scan=scan, at=performance.starts_at - timedelta(minutes=5 - count))
    return [reservation for _, reservation in reserved]


def _reserve(performance: Performance, party: Party, name: str) -> Reservation:
    at = performance.starts_at - party.booked
    if party.is_by_box_office:
        return book(performance, Guest(name, party.people, party.kind), at).reservation
    request = bookings.BookRequest(performance_id=performance.pk, party_size=party.people, name=name, email="")
    pending = bookings.book(request=request, at=at).reservation
    return bookings.confirm(public_id=pending.public_id, at=at + timedelta(minutes=12))


def _let_in_twice(performance: Performance, reservation: Reservation) -> None:
    """A phone without network lets a party in that is inside already: the box office looks into it."""
    curtain = performance.starts_at
    act = sync.ToldAct(
        kind=ActKind.ADMIT,
        scan_id=f"demo-{performance.pk}-twice",
        at=curtain - timedelta(minutes=2),
        entry=reservation.pk,
        people=reservation.party_size,
    )
    teller = sync.Teller(
        performance_id=performance.pk, staff=_doorkeeper(), device="Loggione", at=curtain + timedelta(minutes=4)
    )
    sync.tell_admission(act, teller)


def _scan(performance: Performance, mark: str, device: str) -> services.Scan:
    return services.Scan(f"demo-{performance.pk}-{mark}", performance.pk, _doorkeeper(), device)


def _doorkeeper() -> User:
    return User.objects.get(username=DOOR_ACCOUNT)
