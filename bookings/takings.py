"""What the box office enters on a cash sheet: how many people paid which price. One transaction, told of in the log."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.log_actions import log

from bookings.cash_sheets import fingerprint, takings_of
from bookings.exceptions import NotFound
from bookings.models import Performance, PriceType, Takings

ENTERED = "bookings.enter_takings"


class EnteredMeanwhile(Exception):
    """Somebody else has entered numbers since the sheet was shown; nothing has been written."""


@transaction.atomic(durable=True)
def enter(*, performance_id: int, people: Mapping[int, int | None], seen: str, staff: User, at: datetime) -> bool:
    """Writes how many people paid each price, by the id of its type; None takes a line off. False: nothing is new.

    A line keeps the name and the amount that its price had when the line was first written. `seen` is what the sheet
    showed. Two who save at once come one after the other, by a lock on the performance that no reservation waits for.
    Raises NotFound, EnteredMeanwhile.
    """
    performance = Performance.objects.select_for_update(no_key=True).filter(pk=performance_id).first()
    if performance is None:
        raise NotFound
    rows = {row.price_type_id: row for row in takings_of([performance_id])}
    if fingerprint((key, row.people) for key, row in rows.items()) != seen:
        raise EnteredMeanwhile
    before = {key: row.people for key, row in rows.items()}
    wanted = {key: number for key, number in people.items() if number != before.get(key)}
    if not wanted:
        return False
    told_before = _told(rows.values())
    _take_off(performance, [key for key, number in wanted.items() if number is None])
    for price in PriceType.objects.filter(pk__in=[key for key, number in wanted.items() if number is not None]):
        _write(rows.get(price.pk) or _copy_of(price, performance), cast(int, wanted[price.pk]), staff, at)
    facts = {"before": told_before, "after": _told(takings_of([performance_id]))}
    log(performance, ENTERED, user=staff, data=facts)
    return True


def _take_off(performance: Performance, keys: list[int]) -> None:
    performance.takings.filter(price_type__in=keys).delete()


def _copy_of(price: PriceType, performance: Performance) -> Takings:
    copied = {name: getattr(price, name) for name in ("name_it", "name_en", "cents")}
    return Takings(performance=performance, price_type=price, **copied)


def _write(row: Takings, people: int, staff: User, at: datetime) -> None:
    row.people, row.entered_by, row.entered_at = people, staff, at
    row.save()


def _told(rows: Iterable[Takings]) -> list[dict[str, Any]]:
    """The lines of a sheet as the log keeps them."""
    return [{"price": row.name_it, "cents": row.cents, "people": row.people} for row in rows]
