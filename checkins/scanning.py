"""What a scan finds: the reservation behind a code, and how its house stands, read by one statement.

The statement is written as SQL, which both databases understand. Django would put the same together from the models
anew for each scan, which took most of the time of an admission.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from bookings import listings
from bookings.evenings import DoorCount, door_count
from bookings.exceptions import NotFound
from bookings.models import Performance, Reservation
from bookings.policies import HouseCount
from bookings.references import normalized
from bookings.statements import LARGEST_KEY, read_one
from bookings.tokens import Purpose, read_token
from checkins.queries import DoorCode, DoorPerformance, at_the_door

# Places given away are not kept; whoever comes without a reservation is confirmed at once.
SCAN_SQL = """
    WITH found AS (
        SELECT id, performance_id, reference, name, status, source, party_size, admitted, released_seats, created_at
        FROM bookings_reservation WHERE {column} = %(value)s
    ),
    inside AS (
        SELECT COALESCE(SUM(admitted), 0) AS people,
               COALESCE(SUM(CASE WHEN source = 'walk_up' THEN party_size - released_seats END), 0) AS walk_ups
        FROM bookings_reservation
        WHERE performance_id = (SELECT performance_id FROM found) AND status = 'confirmed'
    )
    SELECT found.*, performance.status AS performance_status, house.seat_limit, house.confirmed_seats,
           inside.people AS people_inside, inside.walk_ups AS walk_ups_inside,
           (SELECT COALESCE(SUM(party_size), 0) FROM bookings_reservation
            WHERE performance_id = found.performance_id AND status = 'pending' AND held_until > %(at)s) AS held_seats,
           EXISTS (SELECT 1 FROM bookings_reservationneed WHERE reservation_id = found.id) AS has_needs,
           EXISTS (SELECT 1 FROM checkins_checkin WHERE scan_id = %(scan_id)s) AS is_known
    FROM found
    JOIN bookings_performance AS performance ON performance.id = found.performance_id
    JOIN bookings_house AS house ON house.performance_id = found.performance_id
    CROSS JOIN inside
"""


@dataclass(frozen=True)
class Scanned:
    """A reservation as a scan finds it, and how the house of its performance stands at that moment.

    Of the reservation the columns are read that the door needs, and of its performance the status.
    """

    reservation: Reservation
    is_known: bool  # the same scan has let somebody in before
    counts: DoorCount


def scan(code: DoorCode, performance_id: int | None, at: datetime, scan_id: str = "") -> Scanned:
    """The reservation behind a code, at the door of `performance_id`. Raises NotFound, for every reason alike."""
    column, value = _looked_for(code)
    params = {"value": value, "at": connection.ops.adapt_datetimefield_value(at), "scan_id": scan_id}
    row: Any = read_one(Reservation, SCAN_SQL.format(column=column), params)
    # A number of a list is found at the door of its own performance alone, so that nobody can count through all.
    if code.entry is not None and row.performance_id != performance_id:
        raise NotFound
    row.performance = Performance.from_db(
        connection.alias, ["id", "status"], [row.performance_id, row.performance_status]
    )
    house = HouseCount(row.seat_limit, row.confirmed_seats, row.held_seats)
    counts = door_count(house, admitted=row.people_inside, walk_ups=row.walk_ups_inside)
    return Scanned(row, bool(row.is_known), counts)


def performance_of(scanned: Scanned, at: datetime) -> DoorPerformance:
    """The performance of the reservation, with the counts that the scan has found."""
    [listed] = listings.listed([Performance.objects.get(pk=scanned.reservation.performance_id)], at)
    return at_the_door(listed, scanned.counts, at)


def _looked_for(code: DoorCode) -> tuple[str, str | int]:
    """The column that a code stands in, and what stands there."""
    if code.entry is not None:
        if code.entry > LARGEST_KEY:
            raise NotFound
        return "id", code.entry
    if code.token:
        return "public_id", read_token(Purpose.PASS, code.token)
    return "reference", normalized(code.reference)
