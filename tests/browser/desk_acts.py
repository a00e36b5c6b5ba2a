"""What the box office finds in the house and what becomes of it; acts of house_acts.py, on the database of the site."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone
from django.utils.crypto import get_random_string

from bookings import desk, queries
from bookings.links import pass_link
from bookings.models import OutboxMessage, Performance, Reservation, ReservationEvent
from bookings.queries import night_ends
from checkins import sync
from checkins.enums import ActKind
from tests.browser.door_acts import TO_CURTAIN


def callers(performance: int, number: int, people: int = 1) -> list[dict[str, Any]]:
    """So many parties booked by the box office, every second one in English, each with an address of its own."""
    mark = get_random_string(6)
    return [
        _caller(performance, f"Ospite {count:03}", f"{mark}-{count}@example.org".lower(), count, people)
        for count in range(number)
    ]


def _caller(performance: int, name: str, email: str, count: int, people: int) -> dict[str, Any]:
    language = "en" if count % 2 else "it"
    request = desk.DeskRequest(performance_id=performance, party_size=people, name=name, email=email, language=language)
    row = desk.book(request=request, staff=_box_office(), at=timezone.now()).reservation
    return {"id": row.pk, "email": email, "language": language, "link": pass_link(row), "reference": str(row)}


def book_at_the_desk(performance: int, **values: Any) -> int:
    """A reservation of the box office; `held_hours` holds its seats so long."""
    hours = values.pop("held_hours", None)
    held = None if hours is None else timezone.now() + timedelta(hours=hours)
    request = desk.DeskRequest(performance_id=performance, hold_until=held, **values)
    return desk.book(request=request, staff=_box_office(), at=timezone.now()).reservation.pk


def put_off(performance: int, days: int) -> dict[str, str]:
    """The performance of tonight is some days later; gives back when, and a curtain of tonight as a form has it, which
    has still to rise, however late at night it is."""
    row, now = Performance.objects.get(pk=performance), timezone.now()
    tonight = min(now + TO_CURTAIN, night_ends(now) - timedelta(minutes=1)).replace(second=0, microsecond=0)
    later = tonight + timedelta(days=days)
    Performance.objects.filter(pk=row.pk).update(starts_at=later, doors_at=later - timedelta(minutes=30))
    return {"starts_at": later.isoformat(), "tonight": f"{row.local(tonight):%Y-%m-%dT%H:%M}"}


def let_in_alone(reservation: int, people: int, device: str, minutes_ago: float) -> None:
    """A phone without network lets them in, and tells it later."""
    row = Reservation.objects.get(pk=reservation)
    now = timezone.now()
    act = sync.ToldAct(
        kind=ActKind.ADMIT,
        scan_id=f"alone-{get_random_string(12)}",
        at=now - timedelta(minutes=minutes_ago),
        entry=row.pk,
        people=people,
    )
    teller = sync.Teller(
        performance_id=row.performance_id, staff=User.objects.get(username="maschera"), device=device, at=now
    )
    sync.tell_admission(act, teller)


def reservation(reference: str) -> dict[str, Any]:
    """A reservation with the acts of its history, by its reference as people read it."""
    row = queries.reservation_by_reference(reference.replace("-", ""))
    return {
        "id": row.pk,
        "performance": row.performance_id,
        "status": row.status,
        "source": row.source,
        "kind": row.kind,
        "name": row.name,
        "party_size": row.party_size,
        "admitted": row.admitted,
        "held": row.held_until is not None,
        "acts": list(row.history.values_list("act", flat=True)),
    }


def newest_reservation(performance: int) -> str:
    return str(Reservation.objects.filter(performance=performance).latest("pk"))


def rows_of_the_desk(performance: int) -> dict[str, Any]:
    """Everything about a performance that an act could alter."""
    row = Performance.objects.get(pk=performance)
    reservations = Reservation.objects.filter(performance=row)
    return {
        "status": row.status,
        "starts_at": row.starts_at.isoformat(),
        "sequence": row.calendar_sequence,
        "reservations": list(reservations.order_by("pk").values_list("pk", "status", "party_size")),
        "events": ReservationEvent.objects.filter(reservation__in=reservations).count(),
        "mails": OutboxMessage.objects.filter(reservation__in=reservations).count(),
    }


def tick() -> None:
    """What the timer calls every minute."""
    call_command("tick", stdout=StringIO())


def _box_office() -> User:
    return User.objects.get(username="biglietteria")


ACTS: tuple[Callable[..., Any], ...] = (
    callers,
    book_at_the_desk,
    put_off,
    let_in_alone,
    reservation,
    newest_reservation,
    rows_of_the_desk,
    tick,
)
