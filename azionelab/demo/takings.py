"""The prices of the house, and the cash sheets of the nights that are over: all but the latest, which waits."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Sum

from azionelab.demo.reservations import BOX_OFFICE_ACCOUNT
from azionelab.demo.texts.box_office import FREE, FULL_PRICE, PRICES, REDUCED, SCHOOLS, Price
from bookings import takings
from bookings.cash_sheets import fingerprint
from bookings.enums import ReservationKind
from bookings.models import Performance, PriceType
from bookings.queries import night_of
from shows.models import ShowPage

AFTER_THE_SHOW = timedelta(hours=2)


def ensure_takings(shows: dict[str, ShowPage], at: datetime) -> None:
    prices = {
        price: PriceType.objects.get_or_create(
            name_it=price.it, defaults={"name_en": price.en, "cents": price.cents, "order": order}
        )[0]
        for order, price in enumerate(PRICES)
    }
    over = Performance.objects.filter(show__in=shows.values(), starts_at__lt=night_of(at)).order_by("-starts_at")
    for performance in over[1:]:
        people = _people(performance)
        if people and not performance.takings.exists():
            takings.enter(
                performance_id=performance.pk,
                people={prices[price].pk: number for price, number in people.items() if number},
                seen=fingerprint([]),
                staff=User.objects.get(username=BOX_OFFICE_ACCOUNT),
                at=performance.starts_at + AFTER_THE_SHOW,
            )


def _people(performance: Performance) -> dict[Price, int]:
    """How many came, by what they paid: every third of those who are neither guests nor a group less."""
    came = dict(
        performance.reservations.filter(admitted__gt=0).order_by().values_list("kind").annotate(people=Sum("admitted"))
    )
    if not came:
        return {}
    ordinary = came.get(ReservationKind.ORDINARY, 0)
    return {
        FULL_PRICE: ordinary - ordinary // 3,
        REDUCED: ordinary // 3,
        SCHOOLS: came.get(ReservationKind.GROUP, 0),
        FREE: came.get(ReservationKind.COMP, 0),
    }
