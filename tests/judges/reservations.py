"""Reservations in each state in the database of another process: prints the paths of their pages, in both languages."""

import json
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402

from bookings import queries, services  # noqa: E402
from bookings.enums import ReservationStatus  # noqa: E402
from bookings.holders import status_at  # noqa: E402
from bookings.models import Reservation  # noqa: E402
from bookings.tests.factories import booked, confirmed  # noqa: E402
from bookings.tokens import Purpose, make_token  # noqa: E402


def made() -> list[Reservation]:
    at = timezone.now()
    performance = queries.upcoming_performances(at).order_by("-starts_at")[0]
    pending, sure, off, late = (f"{name}@example.org" for name in ("pending", "confirmed", "cancelled", "expired"))
    cancelled = booked(performance, at, email=off)
    services.cancel(public_id=cancelled.public_id, at=at)
    expired = booked(performance, at, email=late)
    Reservation.objects.filter(pk=expired.pk).update(expires_at=at)
    return [booked(performance, at, email=pending), confirmed(performance, at, email=sure), cancelled, expired]


def paths(reservation: Reservation) -> list[str]:
    confirm, own = (make_token(purpose, reservation.public_id) for purpose in (Purpose.CONFIRM, Purpose.MANAGE))
    reservation.refresh_from_db()
    has_ended = status_at(reservation, timezone.now()) not in {ReservationStatus.PENDING, ReservationStatus.CONFIRMED}
    pages = [
        f"reservations/confirm/{confirm}/",
        f"reservations/{own}/",
        f"reservations/book/{reservation.performance_id}/",
        *([f"reservations/{own}/again/"] if has_ended else []),
    ]
    return [f"/{language}/{page}" for language in ("it", "en") for page in pages]


if __name__ == "__main__":
    json.dump(sorted({path for reservation in made() for path in paths(reservation)}), sys.stdout)
