"""What happens in the house while a visitor books; run by `manage.py shell` beside the site, on its database.

Each line on the standard input is one act as JSON, `[name, {arguments}]`; the answer is one line of JSON. The acts go
through the services, as the site's own do, so that counts, histories and mails are real.
"""

import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from string import ascii_lowercase
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import get_random_string
from wagtail.models import Locale

from bookings import first_tries, programme, services
from bookings.models import House, Performance, Reservation, ThrottleCount
from bookings.queries import night_of
from bookings.tests.factories import booked, confirmed, make_performance, make_show, make_venue
from bookings.throttling import count_try
from bookings.tokens import Purpose, make_token
from checkins.house_clear import clear_house
from checkins.stage import stage_url
from shows.models import ShowPage
from tests.browser import desk_acts, door_acts

CURTAIN = timedelta(days=40, hours=15)  # after everything that the demo company plays


def open_show(capacities: list[int]) -> dict[str, Any]:
    """A show of its own in both languages, with a date for each capacity."""
    slug = f"prova-{get_random_string(6, ascii_lowercase)}"
    show = make_show(title="La prova generale", introduction="Si va in scena.", slug=slug)
    english = show.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = "The Dress Rehearsal"
    english.save_revision().publish()
    venue = make_venue(name="Sala Prove", slug=slug)
    first = night_of(timezone.now()) + CURTAIN
    dates = [
        make_performance(show=show, venue=venue, starts_at=first + timedelta(days=number), capacity=capacity)
        for number, capacity in enumerate(capacities)
    ]
    return {
        "page": show.pk,
        "paths": {"it": show.url, "en": english.url},
        "performances": [performance.pk for performance in dates],
    }


def take_off(page: int) -> None:
    """The show is off the programme in both languages."""
    for show in ShowPage.objects.get(pk=page).get_translations(inclusive=True):
        show.specific.unpublish()


def alter(performance: int, **values: Any) -> None:
    """Changes facts of a performance; moments are given in hours from now."""
    moments = {name: in_hours(value) for name, value in values.items() if name.endswith("_at")}
    Performance.objects.filter(pk=performance).update(**values | moments)


def fill(performance: int) -> None:
    """The house takes every seat that is left."""
    house = House.objects.get(performance=performance)
    left = house.seat_limit - house.confirmed_seats
    Performance.objects.filter(pk=performance).update(occupied_seats=F("occupied_seats") + left)


def cancel_performance(performance: int) -> None:
    staff = User.objects.get(username="biglietteria")
    programme.cancel_performance(performance_id=performance, staff=staff, at=timezone.now())


def remove(performance: int) -> None:
    Performance.objects.get(pk=performance).delete()


def take_seats(performance: int, party_size: int, email: str = "another@example.org") -> str:
    """Another visitor is faster; gives back their reference."""
    row = Performance.objects.get(pk=performance)
    return confirmed(row, timezone.now(), party_size=party_size, email=email, name="Bruno Galli").reference


def give_seats_back(reference: str) -> None:
    services.cancel(public_id=_reservation(reference).public_id, at=timezone.now())


def book(performance: int, email: str, party_size: int = 2) -> str:
    row = Performance.objects.get(pk=performance)
    return booked(row, timezone.now(), email=email, party_size=party_size).reference


def confirm(reference: str) -> None:
    services.confirm(public_id=_reservation(reference).public_id, at=timezone.now())


def let_time_pass(reference: str) -> None:
    """The time to confirm it is over."""
    Reservation.objects.filter(pk=_reservation(reference).pk).update(expires_at=in_hours(-1))


def reservations(performance: int) -> list[dict[str, Any]]:
    """What visitors have booked, oldest first."""
    rows = Reservation.objects.filter(performance=performance).order_by("pk")
    return list(rows.values("reference", "status", "party_size", "name", "email", "phone", "notes", "language"))


def links(reference: str, language: str) -> dict[str, str]:
    """Paths of the pages of a reservation, as its mails have them."""
    public_id = _reservation(reference).public_id
    confirm_token, own_token = (make_token(purpose, public_id) for purpose in (Purpose.CONFIRM, Purpose.MANAGE))
    pages = f"/{language}/reservations"
    return {"confirm": f"{pages}/confirm/{confirm_token}/", "own": f"{pages}/{own_token}/"}


def stage_address(performance: int) -> str:
    """The stage manager's page, as the door gives it out."""
    return stage_url(performance)


def say_that_it_is_clear(performance: int) -> None:
    staff = User.objects.get(username="maschera")
    clear_house(performance_id=performance, staff=staff, at=timezone.now())


def use_up_tries(scope: str, subject: str) -> None:
    """So many tries that one more is too many, also when the window turns meanwhile."""
    allowed, seconds = settings.THROTTLES[scope]
    for start in (timezone.now(), timezone.now() + timedelta(seconds=seconds)):
        for _ in range(allowed):
            count_try(scope, subject, start)


def forget_tries() -> None:
    ThrottleCount.objects.all().delete()


def in_hours(hours: float) -> datetime:
    return timezone.now() + timedelta(hours=hours)


def _reservation(reference: str) -> Reservation:
    return Reservation.objects.get(reference=reference.replace("-", ""))


ACTS: dict[str, Callable[..., Any]] = {
    act.__name__: act
    for act in (
        open_show,
        take_off,
        alter,
        fill,
        cancel_performance,
        remove,
        take_seats,
        give_seats_back,
        book,
        confirm,
        let_time_pass,
        reservations,
        links,
        stage_address,
        say_that_it_is_clear,
        use_up_tries,
        forget_tries,
        *door_acts.ACTS,
        *desk_acts.ACTS,
    )
}


def main() -> None:
    for line in sys.stdin:
        name, values = json.loads(line)
        with first_tries.in_line():
            answer = ACTS[name](**values)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
