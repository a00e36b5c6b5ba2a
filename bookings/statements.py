"""What the hot calls ask of one performance or one reservation, written out in SQL that both databases know.

The ORM compiles a query anew each time it is asked, which for these took five times as long as asking them. All that
is not asked once for each visitor stays with the ORM, in queries.py.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, models

from bookings.exceptions import NotFound
from bookings.models import House, Performance, Reservation
from home.prepared import columns_of, first_pair, first_row, made, rows

WITH_COUNTS = f"""{columns_of(Performance, "performance")}, house.seat_limit, house.confirmed_seats, (
        SELECT coalesce(sum(holding.party_size), 0) FROM bookings_reservation AS holding
        WHERE holding.performance_id = performance.id AND holding.status = 'pending' AND holding.held_until > %s
    ) AS held_seats"""  # noqa: S608  names of columns alone
COUNTED = f"""
    SELECT {WITH_COUNTS}
    FROM bookings_performance AS performance
    JOIN bookings_house AS house ON house.performance_id = performance.id
    JOIN wagtailcore_page AS page ON page.id = performance.show_id
    WHERE performance.id = %s AND (page.live OR NOT %s)
"""  # noqa: S608  the same
LOCKED = "SELECT 1 FROM bookings_house WHERE performance_id = %s"
SEATS_OF_ADDRESS = """
    SELECT coalesce(sum(party_size - released_seats), 0) FROM bookings_reservation
    WHERE performance_id = %s AND email = %s AND status = 'confirmed'
"""
RESERVATION = f"""
    SELECT {columns_of(Reservation, "reservation")} FROM bookings_reservation AS reservation WHERE public_id = %s
"""  # noqa: S608  the same
WITH_ITS_HOUSE = f"""
    SELECT {columns_of(Reservation, "reservation")}, {WITH_COUNTS}
    FROM bookings_reservation AS reservation
    JOIN bookings_performance AS performance ON performance.id = reservation.performance_id
    JOIN bookings_house AS house ON house.performance_id = performance.id
    WHERE reservation.public_id = %s
"""  # noqa: S608  the same
# Of a reservation's row: its house, now locked, has so many seats left and more, its performance is scheduled, and
# nobody has a seat there by the same address.
WITH_PLENTY = "bookings_lock_with_plenty(performance_id, %s, email, %s)"
M = TypeVar("M", bound=models.Model)
LARGEST_KEY = 2**63 - 1  # an address may hold any number, and a database refuses what no key can be


def counted_performance(performance_id: int, at: datetime, *, only_public: bool = False) -> Performance:
    """One performance as `queries.counted_performances` gives it: with its house, and `held_seats` as of `at`.

    Raises NotFound; also, with `only_public`, for one whose show is not published.
    """
    moment = connection.ops.adapt_datetimefield_value(at)
    return _with_house(read_one(Performance, COUNTED, [moment, _key(performance_id), only_public]))


def reservation(public_id: str) -> Reservation:
    """The row alone; `queries.reservation` brings what a page or a mail shows. Raises NotFound."""
    return read_one(Reservation, RESERVATION, [public_id])


def reservation_with_its_house(public_id: str, at: datetime) -> Reservation:
    """The row, and its performance as `counted_performance` gives it; on PostgreSQL alone. Raises NotFound."""
    found = first_pair(Reservation, Performance, WITH_ITS_HOUSE, [at, public_id])
    if found is None:
        raise NotFound
    row, performance = found
    row.performance = _with_house(performance)
    return row


def lock_house(performance_id: int) -> None:
    """Locks the row that counts the seats of a performance until the transaction ends. Raises NotFound."""
    locks = connection.features.has_select_for_no_key_update  # SQLite has locked the whole database by now
    if not rows(f"{LOCKED} FOR NO KEY UPDATE" if locks else LOCKED, [_key(performance_id)]):
        raise NotFound


def seats_of_address(performance_id: int, email: str) -> int:
    """Confirmed seats that one address has at one performance, without those that were given away."""
    [(seats,)] = rows(SEATS_OF_ADDRESS, [performance_id, email])
    return seats


def read_one(model: type[M], statement: str, values: Sequence[Any] | Mapping[str, Any]) -> M:
    """`home.prepared.first_row`, which here must be there. Raises NotFound."""
    row = first_row(model, statement, values)
    if row is None:
        raise NotFound
    return row


def _with_house(row: Any) -> Performance:
    names = ["performance_id", "seat_limit", "confirmed_seats"]
    row.house = made(House, names, [row.pk, row.seat_limit, row.confirmed_seats])
    return row


def _key(number: int) -> int:
    if number > LARGEST_KEY:
        raise NotFound
    return number
