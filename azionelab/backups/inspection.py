"""What must hold in a database that was restored, beyond the counts, which were compared before its commit."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models
from django.db.models import F, IntegerField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from bookings.enums import ReservationStatus
from bookings.models import House, Performance, Reservation

TRIGGERS = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}


def faults() -> list[str]:
    """What must not be. Needs a schema that is up to date."""
    return [*_unbalanced_books(), *_missing_triggers(), *_broken_references()]


def missing_files() -> list[str]:
    """Files that a row names and nobody has: they were missing before, or deleted while the backup was made."""
    return sorted(
        name
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.FileField)
        for name in model._default_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True).iterator()
        if name and not field.storage.exists(name)
    )


def performances() -> int:
    return Performance.objects.count()


def _unbalanced_books() -> Iterator[str]:
    """The seats that the triggers have counted beside those that reservations take."""
    confirmed = Reservation.objects.filter(performance=OuterRef("pk"), status=ReservationStatus.CONFIRMED)
    taken = confirmed.values("performance").annotate(seats=Sum(F("party_size") - F("released_seats")))
    books = Performance.objects.annotate(
        taken=Coalesce(Subquery(taken.values("seats"), output_field=IntegerField()), 0),
        to_give=F("capacity") + F("additional_seats") - F("occupied_seats"),
    )
    for performance in books.filter(house=None):
        yield f"Performance {performance.pk} has no books."
    wrong = books.exclude(house=None).exclude(house__confirmed_seats=F("taken"), house__seat_limit=F("to_give"))
    for performance in wrong.select_related("house"):
        house: House = performance.house
        yield (
            f"Performance {performance.pk}: the books say {house.confirmed_seats} of {house.seat_limit} seats, "
            f"the reservations {performance.taken} of {performance.to_give}."
        )


def _missing_triggers() -> Iterator[str]:
    wanted = {
        "postgresql": {"bookings_seat_limit", "bookings_seats_confirmed"},
        "sqlite": {
            "bookings_seat_limit_insert",
            "bookings_seat_limit_update",
            "bookings_seats_insert",
            "bookings_seats_update",
            "bookings_seats_delete",
        },
    }
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        present = {name for (name,) in cursor.fetchall()}
    for name in sorted(wanted[connection.vendor] - present):
        yield f"The trigger {name} is missing: seats are not counted."


def _broken_references() -> Iterator[str]:
    """PostgreSQL has refused them while it restored."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_key_check")
            for table, row, parent, _key in cursor.fetchall():
                yield f"Row {row} of {table} refers to a row of {parent} that is not there."
