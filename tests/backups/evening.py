"""Plays what an evening needs in whatever database it is started on, and prints what it saw: after a restore.

By the site's own addresses, with the clock on the evening of the first performance to come: somebody confirms, front of
house signs in and lets them in, and the database refuses a seat too many.
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.db import DatabaseError, connection, transaction  # noqa: E402
from django.db.models import F  # noqa: E402
from django.test import Client  # noqa: E402
from freezegun import freeze_time  # noqa: E402

from azionelab.backups import databases, inspection  # noqa: E402
from bookings.enums import ReservationStatus  # noqa: E402
from bookings.models import House, Reservation  # noqa: E402
from bookings.tokens import Purpose, make_token  # noqa: E402
from tests.second_factors import PASSWORD  # noqa: E402


def post(client: Client, path: str, **values: object) -> tuple[int, dict]:
    answer = client.post(path, json.dumps(values), content_type="application/json", secure=True)
    return answer.status_code, answer.json()


def play() -> dict[str, object]:
    # Under load somebody else may just have booked and not confirmed yet; the first is ours.
    pending = Reservation.objects.select_related("performance").filter(status=ReservationStatus.PENDING).earliest("pk")
    performance = pending.performance
    visitor, door = (Client(headers={"host": "www.azionelab.example"}) for _person in range(2))
    with freeze_time(pending.created_at + timedelta(minutes=5)):
        confirmed, _ = post(visitor, "/api/reservations/confirm/", token=make_token(Purpose.CONFIRM, pending.public_id))
    with freeze_time(performance.starts_at - timedelta(minutes=20)):
        words = {"username": "maschera", "password": PASSWORD}
        signed_in = door.post("/login/", words, secure=True)
        code = {"token": make_token(Purpose.PASS, pending.public_id), "performance": performance.pk, "scan_id": "one"}
        admitted, answer = post(door, "/api/check-ins/", **code)
    return {
        "confirmed": confirmed,
        "signed in": signed_in.status_code,
        "admitted": admitted,
        "people": Reservation.objects.get(pk=pending.pk).admitted,
        "overbooking": overbook(pending),
        "faults": inspection.faults(),
        "pending migrations": databases.pending_migrations(),
    }


def overbook(reservation: Reservation) -> str:
    """What the database itself says to a party that is larger than the house."""
    try:
        with transaction.atomic():
            Reservation.objects.filter(pk=reservation.pk).update(party_size=F("party_size") + 1000)
    except DatabaseError as error:
        return "refused" if "bookings_house_never_overbooked" in str(error) else str(error)
    return "accepted"


def counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if name != "django_session"]
        found = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608  quoted
            found[name] = cursor.fetchone()[0]
    return found


if __name__ == "__main__":
    before = {"counts": counts(), "confirmed seats": sum(House.objects.values_list("confirmed_seats", flat=True))}
    json.dump(before | play(), sys.stdout)
