"""What is in the database beside the demo company: a programme of 60 shows, a season's reservations, a rush."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count, islice
from math import ceil

from django.contrib.auth.models import User
from django.db import connection
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.test import Client
from django.utils import timezone

from bookings.enums import ReservationStatus
from bookings.models import Performance, Reservation
from bookings.queries import announced, upcoming_performances
from bookings.tests.factories import (
    booked,
    confirmed,
    make_performance,
    make_show,
    make_staff,
    make_venue,
    playing_soon,
)
from shows.models import ShowPage

SHOWS = 60  # announced on the programme
RESERVATIONS = 200_000
ENDLESS = 10_000_000  # seats that no run gives away
PARTIES = 400  # of one evening, as a door finds them: a large house that is sold out
COPY = "copy"  # begins the public id of every copied reservation
COPIES = count(1)


@dataclass(frozen=True)
class House:
    """The performance of the rush, its show's page; the evening whose like have a door, and the session of a phone."""

    performance_id: int
    page: str
    at_the_door: int
    session: str
    csrf: str

    @property
    def availability(self) -> str:
        return f"/api/performances/{self.performance_id}/"


def build(reservations: int = RESERVATIONS) -> House:
    """On the database of the demo company."""
    show = ShowPage.objects.live().filter(locale__language_code="it", slug="inventario-delle-piogge").get()
    hot = make_performance(show=show, capacity=ENDLESS, starts_at=timezone.now() + timedelta(days=1))
    at_the_door = playing_soon(show=make_show("Prova aperta alla porta"), capacity=ENDLESS)
    evenings = _programme()
    copies(confirmed(evenings[0], at=timezone.now(), party_size=1), reservations, evenings)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return House(hot.pk, show.url, at_the_door.pk, *_phone(make_staff("bench", "checkins.admit_parties")))


def _programme() -> list[Performance]:
    """Shows with an evening each, until as many as wanted are announced."""
    playing = announced(upcoming_performances(timezone.now())).values("show__translation_key").distinct().count()
    venue, tomorrow = make_venue(capacity=ENDLESS), timezone.now() + timedelta(days=1)
    return [
        make_performance(show=make_show(f"Prova aperta {number}"), venue=venue, starts_at=tomorrow + timedelta(number))
        for number in range(SHOWS - playing)
    ]


def copies(model: Reservation, number: int, performances: Sequence[Performance]) -> None:
    """Copies one reservation many times, in turn to the performances, and then counts their houses once.

    The triggers of the table are off meanwhile: they would count each row by itself.
    """
    numbers, keys = list(islice(COPIES, number)), [performance.pk for performance in performances]
    copied = {
        "performance_id": f"(ARRAY{keys})[1 + number % {len(keys)}]",
        "reference": "'X' || lpad(number::text, 7, '0')",
        "public_id": f"'{COPY}' || lpad(number::text, 12, '0')",
        "email": f"'{COPY}' || number || '@example.org'",
    }
    columns = [field.column for field in Reservation._meta.concrete_fields if field.column != "id"]
    values = ", ".join(copied.get(column, f'model."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    _run(
        "ALTER TABLE bookings_reservation DISABLE TRIGGER USER",
        f"INSERT INTO bookings_reservation ({names}) SELECT {values} FROM bookings_reservation AS model, "  # noqa: S608  names of our own
        f"generate_series({numbers[0]}, {numbers[-1]}) AS number WHERE model.id = {model.pk}",
        "ALTER TABLE bookings_reservation ENABLE TRIGGER USER",
        "UPDATE bookings_house SET confirmed_seats = "  # noqa: S608  keys of our own
        "(SELECT coalesce(sum(party_size - released_seats), 0) FROM bookings_reservation "
        "WHERE performance_id = bookings_house.performance_id AND status = 'confirmed') "
        f"WHERE performance_id = ANY (ARRAY{keys})",
        # Or PostgreSQL would do it by itself while the next run is measured.
        "VACUUM ANALYZE bookings_reservation",
    )


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def waiting(house: House, number: int) -> list[str]:
    """The public ids of so many reservations of the rush that nobody has confirmed yet."""
    rows = Reservation.objects.filter(performance=house.performance_id, status=ReservationStatus.PENDING)
    rows = rows.filter(public_id__startswith=COPY)
    missing = number - rows.count()
    if missing > 0:
        hot, at = Performance.objects.get(pk=house.performance_id), timezone.now()
        copies(booked(hot, at=at, party_size=1, email=f"model{next(COPIES)}@example.org"), missing, [hot])
    return list(rows.values_list("public_id", flat=True)[:number])


def guests(house: House, number: int) -> list[tuple[int, str]]:
    """So many confirmed parties that nobody has let in yet: their evening, and their public id.

    Of many evenings, since the counts that a door is told are sums over the parties of one.
    """
    first = Performance.objects.select_related("show", "venue").get(pk=house.at_the_door)
    rows = Reservation.objects.filter(performance__show=first.show, status=ReservationStatus.CONFIRMED, admitted=0)
    rows = rows.filter(public_id__startswith=COPY)
    missing = number - rows.count()
    if missing > 0:
        more, at = ceil(missing / PARTIES), timezone.now()
        evenings = [playing_soon(show=first.show, venue=first.venue, capacity=ENDLESS) for _evening in range(more)]
        copies(confirmed(evenings[0], at=at, party_size=1, email=f"model{next(COPIES)}@example.org"), missing, evenings)
    return list(rows.values_list("performance_id", "public_id")[:number])


def new_addresses(number: int) -> Iterable[str]:
    return (f"visitor{one}@example.org" for one in islice(COPIES, number))


def _phone(staff: User) -> tuple[str, str]:
    client = Client()
    client.force_login(staff)
    return client.cookies["sessionid"].value, "b" * CSRF_SECRET_LENGTH
