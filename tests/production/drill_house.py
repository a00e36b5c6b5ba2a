"""What a drill needs in the site's database, and what it finds there; in a process with the site's own environment.

python -m tests.production.drill_house prepare TOKENS
python -m tests.production.drill_house report
"""

import json
import sys
from typing import Any
from urllib.parse import urlsplit

import django

django.setup()

from django.db.models import F, Sum  # noqa: E402  after setup
from django.utils import timezone  # noqa: E402

from bookings.enums import MessageKind, MessageState, ReservationStatus  # noqa: E402
from bookings.models import House, OutboxMessage, Reservation, Venue  # noqa: E402
from bookings.tests.factories import booked, playing_soon  # noqa: E402
from bookings.tokens import Purpose, make_token  # noqa: E402
from shows.models import ShowPage  # noqa: E402


def prepare(tokens: int) -> dict[str, Any]:
    """Two performances of one show, one of which is too small for all who will confirm."""
    place = {"show": ShowPage.objects.live().first(), "venue": Venue.objects.first()}
    ample, tight = playing_soon(capacity=tokens * 10, **place), playing_soon(capacity=tokens // 4, **place)
    at = timezone.now()
    rows = [
        booked((ample, tight)[number % 2], at, party_size=1, email=f"visitor{number}@example.org")
        for number in range(tokens)
    ]
    return {
        "show": urlsplit(place["show"].url).path,
        "performances": [ample.pk, tight.pk],
        "tokens": {make_token(Purpose.CONFIRM, row.public_id): row.public_id for row in rows},
    }


def report(performances: list[str]) -> dict[str, Any]:
    reservations = Reservation.objects.filter(performance__in=performances)
    confirmed = reservations.filter(status=ReservationStatus.CONFIRMED)
    sums = dict(confirmed.values_list("performance").annotate(Sum("party_size")).order_by())
    houses = House.objects.filter(performance__in=performances)
    counted = houses.values_list("performance", "confirmed_seats")
    mails = OutboxMessage.objects.filter(reservation__in=confirmed, kind=MessageKind.CONFIRMED)
    return {
        "confirmed": list(confirmed.values_list("public_id", flat=True)),
        "references": list(reservations.values_list("reference", flat=True)),
        "overbooked": houses.filter(confirmed_seats__gt=F("seat_limit")).count(),
        "miscounted": sum(seats != sums.get(performance, 0) for performance, seats in counted),
        "without_mail": confirmed.exclude(messages__kind=MessageKind.CONFIRMED).count(),
        "mails_waiting": mails.exclude(state=MessageState.SENT).count(),
    }


if __name__ == "__main__":
    json.dump(prepare(int(sys.argv[2])) if sys.argv[1] == "prepare" else report(sys.argv[2:]), sys.stdout)
