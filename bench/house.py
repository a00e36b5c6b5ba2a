"""The house that is measured: one performance that everybody wants, and 200,000 reservations in the table."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.test import Client
from django.utils import timezone

from bookings.models import Reservation
from bookings.tests.factories import confirmed, make_doorkeeper, make_performance, make_show

RESERVATIONS = 200_000
PERFORMANCES = 100
# Far apart, so that a key of one table is never taken for another's in the statements that pgbench repeats.
FIRST_KEYS = {
    "bookings_reservation": 300_000_000,
    "bookings_reservationevent": 400_000_000,
    "bookings_outboxmessage": 500_000_000,
    "checkins_checkin": 600_000_000,
}


@dataclass(frozen=True)
class Hot:
    """The performance of the rush, and the session of the phone at its door."""

    performance_id: int
    session: str
    csrf: str


def build() -> Hot:
    call_command("migrate", verbosity=0)
    show, at = make_show(), timezone.now()
    evenings = [
        make_performance(show=show, capacity=10_000_000, starts_at=at + timedelta(days=1, minutes=number))
        for number in range(PERFORMANCES)
    ]
    _fill(confirmed(evenings[-1], at=at, party_size=1), [evening.pk for evening in evenings])
    return Hot(evenings[0].pk, *_phone(make_doorkeeper()))


def _fill(model: Reservation, performances: list[int]) -> None:
    """Copies one reservation many times, with the triggers off, and then counts the houses once."""
    copied = {
        "performance_id": f"{min(performances)} + number % {len(performances)}",
        "reference": "'X' || lpad(number::text, 7, '0')",
        "public_id": "'copy' || lpad(number::text, 12, '0')",
        "email": "'copy' || number || '@example.org'",
    }
    columns = [field.column for field in Reservation._meta.concrete_fields if field.column != "id"]
    values = ", ".join(copied.get(column, f'model."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    statements = [
        "ALTER TABLE bookings_reservation DISABLE TRIGGER USER",
        f"INSERT INTO bookings_reservation ({names}) SELECT {values} FROM bookings_reservation AS model, "  # noqa: S608
        f"generate_series(1, {RESERVATIONS}) AS number WHERE model.id = {model.pk}",
        "ALTER TABLE bookings_reservation ENABLE TRIGGER USER",
        "UPDATE bookings_house SET confirmed_seats = "
        "(SELECT coalesce(sum(party_size - released_seats), 0) FROM bookings_reservation "
        "WHERE performance_id = bookings_house.performance_id AND status = 'confirmed')",
        *(f"ALTER SEQUENCE {table}_id_seq RESTART WITH {key}" for table, key in FIRST_KEYS.items()),
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")


def _phone(staff: User) -> tuple[str, str]:
    client = Client()
    client.force_login(staff)
    return client.cookies["sessionid"].value, "b" * CSRF_SECRET_LENGTH
