"""What a rehearsal needs in the site's database, and what it finds there; in a process with the site's own environment.

python -m bench.onsale.house prepare SEATS HOLD_MINUTES
python -m bench.onsale.house report PERFORMANCE
"""

import json
import sys
from typing import Any
from urllib.parse import urlsplit

import django

django.setup()

from django.db.models import Count, Max, Sum  # noqa: E402  after setup

from bookings.enums import MessageState, ReservationStatus  # noqa: E402
from bookings.models import House, OutboxMessage, Reservation, Venue  # noqa: E402
from bookings.tests.factories import playing_soon  # noqa: E402
from shows.models import ShowPage  # noqa: E402


def prepare(seats: int, hold_minutes: int) -> dict[str, Any]:
    """One performance of a show of the demo company, which has other dates besides."""
    show = ShowPage.objects.live().filter(locale__language_code="it").order_by("pk").first()
    performance = playing_soon(capacity=seats, hold_minutes=hold_minutes, show=show, venue=Venue.objects.first())
    return {"page": urlsplit(show.url).path, "show": show.slug, "performance": performance.pk}


def report(performance: int) -> dict[str, Any]:
    reservations = Reservation.objects.filter(performance=performance).order_by()
    confirmed = reservations.filter(status=ReservationStatus.CONFIRMED)
    house = House.objects.get(performance=performance)
    mails = OutboxMessage.objects.filter(reservation__performance=performance).order_by()
    last = mails.aggregate(last=Max("sent_at"))["last"]
    return {
        "seat_limit": house.seat_limit,
        "counted": house.confirmed_seats,
        "summed": confirmed.aggregate(seats=Sum("party_size"))["seats"] or 0,
        "reservations": dict(reservations.values_list("status").annotate(Count("pk"))),
        "mails": dict(mails.values_list("kind").annotate(Count("pk"))),
        "unsent": mails.exclude(state=MessageState.SENT).count(),
        "last_sent": last.timestamp() if last else 0,
    }


if __name__ == "__main__":
    arguments = map(int, sys.argv[2:])
    json.dump(prepare(*arguments) if sys.argv[1] == "prepare" else report(*arguments), sys.stdout)
