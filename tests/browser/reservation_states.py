"""Reservations in each state, made in the database of a running site: prints the tokens of their pages."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.utils import timezone  # noqa: E402

from bookings import programme, queries, services  # noqa: E402
from bookings.models import Performance, Reservation  # noqa: E402
from bookings.tests.factories import booked, confirmed  # noqa: E402
from bookings.tokens import Purpose, make_token  # noqa: E402

AT = timezone.now()


def another_date(days: int, **values: int) -> Performance:
    """One more performance of the show that plays last, so many days after it."""
    last = queries.upcoming_performances(AT).order_by("-starts_at")[0]
    starts_at = last.starts_at + timedelta(days=days)
    doors_at = starts_at - timedelta(minutes=30)
    defaults = {"capacity": 20, **values}
    return Performance.objects.create(
        show=last.show, venue=last.venue, starts_at=starts_at, doors_at=doors_at, **defaults
    )


def changed(reservation: Reservation, **values: object) -> Reservation:
    Reservation.objects.filter(pk=reservation.pk).update(**values)
    return reservation


def moved() -> Reservation:
    performance = another_date(3)
    reservation = confirmed(performance, AT, email="moved@example.org")
    staff, starts_at = User.objects.get(username="admin"), performance.starts_at + timedelta(days=1)
    programme.move_performance(performance_id=performance.pk, starts_at=starts_at, staff=staff, at=AT)
    return reservation


def called_off() -> Reservation:
    performance = another_date(5)
    reservation = confirmed(performance, AT, email="off@example.org")
    staff = User.objects.get(username="admin")
    programme.cancel_performance(performance_id=performance.pk, staff=staff, at=AT)
    return reservation


def too_late(confirmed_before: int) -> Reservation:
    """Pending for three people at a performance of three places, some of which others have confirmed meanwhile."""
    performance = another_date(6 + confirmed_before, capacity=3)
    reservation = booked(performance, AT, party_size=3, email=f"late{confirmed_before}@example.org")
    confirmed(performance, AT, party_size=confirmed_before, email=f"early{confirmed_before}@example.org")
    return reservation


def past() -> Reservation:
    performance = another_date(12)
    reservation = changed(confirmed(performance, AT, email="past@example.org"), admitted=2)
    Performance.objects.filter(pk=performance.pk).update(starts_at=AT - timedelta(days=2), doors_at=None)
    return reservation


def made() -> dict[str, Reservation]:
    performance = another_date(1)
    cancelled = confirmed(performance, AT, email="cancelled@example.org")
    services.cancel(public_id=cancelled.public_id, at=AT)
    needs = ["wheelchair", "hearing_loop"]
    return {
        "pending": booked(performance, AT, email="pending@example.org"),
        "confirmed": confirmed(performance, AT, email="confirmed@example.org", access_needs=needs),
        "cancelled": cancelled,
        "expired": changed(booked(performance, AT, email="expired@example.org"), expires_at=AT),
        "partly in": changed(confirmed(performance, AT, party_size=3, email="partly@example.org"), admitted=1),
        "moved": moved(),
        "called off": called_off(),
        "fewer": too_late(1),
        "full": too_late(3),
        "past": past(),
    }


if __name__ == "__main__":
    tokens = {
        state: {purpose: make_token(purpose, reservation.public_id) for purpose in (Purpose.MANAGE, Purpose.CONFIRM)}
        for state, reservation in made().items()
    }
    json.dump(tokens, sys.stdout)
