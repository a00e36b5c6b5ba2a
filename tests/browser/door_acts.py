"""What happens in the house while the door is open; acts of house_acts.py, on the site's own database."""

import base64
import time
from collections.abc import Callable
from datetime import timedelta
from string import ascii_lowercase
from typing import Any

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db.models import F
from django.utils import timezone, translation
from django.utils.crypto import get_random_string

from azionelab.sign_in import factors
from bookings import listings
from bookings import services as bookings
from bookings.links import pass_link
from bookings.models import BookingSettings, Performance, Reservation
from bookings.passes import pass_png
from bookings.queries import night_ends, performances
from bookings.tests.factories import booked, confirmed, make_performance, make_show, make_venue
from bookings.tokens import Purpose, make_token
from checkins import phone_list, services
from checkins.models import CheckIn
from checkins.queries import DoorCode
from shows.models import ShowPage

TO_CURTAIN = timedelta(minutes=20)
BEFORE_THE_NIGHT_ENDS = timedelta(minutes=30)
LENGTH_OF_A_TEST = timedelta(minutes=4)
BOOKED_BEFORE = timedelta(days=1)


def open_door(capacity: int) -> dict[str, Any]:
    """A show that plays tonight: the doors are open, the curtain rises soon, or late at night has risen already."""
    while night_ends(timezone.now()) - timezone.now() < LENGTH_OF_A_TEST:
        time.sleep(1)  # no test of tonight goes on into tomorrow
    at = timezone.now()
    curtain = min(at + TO_CURTAIN, night_ends(at) - BEFORE_THE_NIGHT_ENDS)
    mark = get_random_string(6, ascii_lowercase)
    slug, title = f"porta-{mark}", f"Prova {mark}"
    show = make_show(title=title, introduction="Si va in scena.", slug=slug)
    venue = make_venue(name="Sala Prove", slug=slug)
    doors = min(at, curtain) - timedelta(minutes=15)
    performance = make_performance(show=show, venue=venue, starts_at=curtain, doors_at=doors, capacity=capacity)
    return {"page": show.pk, "performance": performance.pk, "title": title}


def add_night(performance: int, days: int) -> dict[str, Any]:
    """The same show so many nights later, as the last of that night, and how the door names its date."""
    row = Performance.objects.get(pk=performance)
    starts_at = night_ends(row.starts_at) + timedelta(days=days) - BEFORE_THE_NIGHT_ENDS / 2
    other = make_performance(show=row.show, venue=row.venue, starts_at=starts_at, capacity=row.capacity)
    with translation.override("it"):
        [listed] = listings.listed([performances(timezone.now()).get(pk=other.pk)])
        return {"performance": other.pk, "label": listed.starts_label}


def add_parties(performance: int, parties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Reservations in the order given, each with what stands on its pass."""
    row = Performance.objects.get(pk=performance)
    return [_party(row, **party) for party in parties]


def _party(
    performance: Performance, name: str, status: str = "confirmed", admitted: int = 0, **values: Any
) -> dict[str, Any]:
    at = timezone.now()
    make = booked if status == "pending" else confirmed
    reservation = make(performance, at - BOOKED_BEFORE, **{"name": name, "email": "", **values})
    if status == "pending":
        Reservation.objects.filter(pk=reservation.pk).update(expires_at=at + timedelta(hours=5))
    if status == "cancelled":
        bookings.cancel(public_id=reservation.public_id, at=at)
    if admitted:
        admit(reservation.pk, admitted)
    return {
        "id": reservation.pk,
        "name": name,
        "party_size": reservation.party_size,
        "email": reservation.email,
        "reference": reservation.printed_reference,
        "token": make_token(Purpose.PASS, reservation.public_id),
        "link": pass_link(reservation),
        "picture": base64.b64encode(pass_png(reservation)).decode(),
    }


def admit(reservation: int, people: int | None = None) -> int:
    """Somebody else lets them in, at the server."""
    row = Reservation.objects.get(pk=reservation)
    scan = services.Scan(
        scan_id=f"house-{get_random_string(12)}",
        performance_id=row.performance_id,
        staff=User.objects.get(username="biglietteria"),
    )
    code = DoorCode(token=make_token(Purpose.PASS, row.public_id))
    return services.admit_party(code=code, scan=scan, people=people, at=timezone.now()).check_in.pk


def admissions(performance: int) -> list[dict[str, Any]]:
    """Every row, undone ones and conflicts too, oldest first."""
    rows = CheckIn.objects.filter(performance=performance).order_by("at", "pk")
    return [
        {
            "reservation": row.reservation_id,
            "people": row.people,
            "scan_id": row.scan_id,
            "at": row.at.isoformat(),
            "staff": row.staff.username,
            "device": row.device,
            "is_conflict": bool(row.conflict),
            "is_undone": row.undone_at is not None,
        }
        for row in rows.select_related("staff")
    ]


def admitted(performance: int) -> dict[str, int]:
    """How many of each party are in, by the key of its reservation; only those of whom somebody is."""
    rows = Reservation.objects.filter(performance=performance, admitted__gt=0)
    return {str(pk): people for pk, people in rows.values_list("pk", "admitted")}


def stage_link(performance: int) -> str:
    """Where the stage manager looks."""
    return phone_list.phone_list(performance, timezone.now()).stage_url


def forget_factors(username: str) -> bool:
    """The member of staff signs in by the password alone."""
    return factors.remove_all(User.objects.get(username=username))


def end_sessions(username: str) -> int:
    """The member of staff is signed in nowhere any more."""
    wanted = str(User.objects.get(username=username).pk)
    ended = [session for session in Session.objects.all() if session.get_decoded().get("_auth_user_id") == wanted]
    for session in ended:
        session.delete()
    return len(ended)


def close_door(page: int) -> None:
    """The show was played long ago: no other test finds it at its door."""
    past = timedelta(days=400)
    Performance.objects.filter(show=page).update(starts_at=F("starts_at") - past, doors_at=F("doors_at") - past)
    ShowPage.objects.get(pk=page).unpublish()


def set_rules(**values: Any) -> None:
    rules = BookingSettings.load()
    for name, value in values.items():
        setattr(rules, name, value)
    rules.save()


def rows_of_the_door() -> list[int]:
    """How many rows the door could have written anywhere."""
    return [
        CheckIn.objects.count(),
        Reservation.objects.count(),
        sum(Reservation.objects.values_list("admitted", flat=True)),
    ]


ACTS: tuple[Callable[..., Any], ...] = (
    open_door,
    add_night,
    add_parties,
    admit,
    admissions,
    admitted,
    stage_link,
    end_sessions,
    forget_factors,
    close_door,
    set_rules,
    rows_of_the_door,
)
