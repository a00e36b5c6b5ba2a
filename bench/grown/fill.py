"""A house with a past: performances, and reservations with their history, mails and admissions, filled in by SQL.

A few performances are ahead, tonight's among them, each with the same number of reservations whatever the size of the
whole: so what grows is the past alone. People whose retention is over have been erased, as `tick` does it.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from bookings.models import BookingSettings, Performance
from bookings.tests.factories import make_performance, make_show, make_venue

AHEAD, PARTIES_AHEAD, SHOWS = 8, 100, 50
HOURS_APART = 6  # the performances of the past: 10,000 are seven years of several a day
CAPACITY = 10_000_000
FIRST_KEY, NEXT_KEY = 1_000_000, 100_000_000  # of what is filled in: above the demo company's; and of what comes after
KEPT_DAYS = BookingSettings._meta.get_field("retention_days").default
TABLES = ["bookings_reservation", "bookings_reservationevent", "bookings_outboxmessage", "checkins_checkin"]
LONGEST_INDEX_BUILD = "256MB"


@dataclass(frozen=True)
class Size:
    performances: int
    reservations: int

    def __str__(self) -> str:
        return f"{self.reservations:,} in {self.performances:,}"


def build(staff: int) -> list[Performance]:
    """The shows and what is ahead of them; the first performance is tonight's. `staff` lets people in."""
    with connection.cursor() as cursor:
        _be_patient(cursor)
    shows = [make_show() for _number in range(SHOWS)]
    venue, at = make_venue(capacity=CAPACITY), timezone.now()
    ahead = [
        make_performance(show=shows[number], venue=venue, starts_at=at + timedelta(days=number, minutes=30))
        for number in range(AHEAD)
    ]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_past (place serial, id bigint, starts_at timestamptz)")
        cursor.execute("CREATE TABLE bench_ahead (place serial, id bigint, starts_at timestamptz)")
        cursor.executemany(
            "INSERT INTO bench_ahead (id, starts_at) VALUES (%s, %s)", [(one.pk, one.starts_at) for one in ahead]
        )
        _add_parties(cursor, "bench_ahead", 1, AHEAD * PARTIES_AHEAD, staff)
        _keep_keys_apart(cursor)
    return ahead


def grow(before: Size, after: Size, staff: int) -> None:
    """What `after` has more than `before`, in the past; then statistics as autovacuum would have made them."""
    with connection.cursor() as cursor:
        _be_patient(cursor)
        cursor.execute("SET synchronous_commit = off")
        cursor.execute(f"SET maintenance_work_mem = '{LONGEST_INDEX_BUILD}'")
        _add_performances(cursor, after.performances - before.performances)
        with ExitStack() as stack:
            if after.reservations - before.reservations > 50_000:
                for table in TABLES:
                    stack.enter_context(_without_indexes(cursor, table))
            _add_parties(cursor, "bench_past", before.reservations + 1, after.reservations, staff)
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("RESET maintenance_work_mem")
        cursor.execute("RESET synchronous_commit")


def _be_patient(cursor: CursorWrapper) -> None:
    """The site's limits of time are not for whoever fills its tables; of each connection anew."""
    for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
        cursor.execute(f"SET {limit} = 0")


def _keep_keys_apart(cursor: CursorWrapper) -> None:
    """What is booked while it is measured gets keys that no later filling takes."""
    for table in TABLES:
        cursor.execute(f"ALTER SEQUENCE {table}_id_seq RESTART WITH {NEXT_KEY}")


def _add_performances(cursor: CursorWrapper, number: int) -> None:
    """Copies of tonight's, one every six hours before today, of one show after the other."""
    copied = {
        "show_id": f"model.show_id + number % {SHOWS}",
        "starts_at": f"date_trunc('day', now()) - number * interval '{HOURS_APART} hours'",
        "doors_at": "NULL",
    }
    columns = [field.column for field in Performance._meta.concrete_fields if field.column != "id"]
    values = ", ".join(copied.get(column, f'model."{column}"') for column in columns)
    cursor.execute(PERFORMANCES.format(columns=", ".join(columns), values=values, number=number))


def _add_parties(cursor: CursorWrapper, evenings: str, first: int, last: int, staff: int) -> None:
    """Of twenty parties sixteen are confirmed, two cancelled and two expired; of ten confirmed ones nine came."""
    if evenings == "bench_past":
        first, last = first + AHEAD * PARTIES_AHEAD, last + AHEAD * PARTIES_AHEAD
    parties = PARTIES.format(evenings=evenings, kept_days=KEPT_DAYS, first_key=FIRST_KEY)
    cursor.execute("ALTER TABLE bookings_reservation DISABLE TRIGGER USER")  # the houses are counted once, at the end
    for statement in [RESERVATIONS, EVENTS, MAILS, ADMISSIONS]:
        values = {"first": first, "last": last, "staff": staff, "erasing": KEPT_DAYS}
        cursor.execute(statement.format(parties=parties), values)
    cursor.execute("ALTER TABLE bookings_reservation ENABLE TRIGGER USER")
    cursor.execute(HOUSES)


@contextmanager
def _without_indexes(cursor: CursorWrapper, table: str) -> Iterator[None]:
    """Many rows are faster without indexes and references, which are made again, and checked, for all at once."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = %s::regclass AND contype IN ('f', 'u')",
        [table],
    )
    constraints = cursor.fetchall()
    cursor.execute(
        "SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass "
        "AND indexrelid NOT IN (SELECT conindid FROM pg_constraint WHERE conrelid = %s::regclass)",
        [table, table],
    )
    indexes = cursor.fetchall()
    for name, _definition in constraints:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _name, definition in indexes:
        cursor.execute(definition)
    for name, definition in constraints:
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


PERFORMANCES = """
    WITH made AS (
        INSERT INTO bookings_performance ({columns}) SELECT {values}
        FROM bookings_performance AS model, (SELECT count(*) AS past FROM bench_past) AS before,
            generate_series(before.past + 1, before.past + {number}) AS number
        WHERE model.id = (SELECT min(id) FROM bench_ahead)
        RETURNING id, starts_at
    )
    INSERT INTO bench_past (id, starts_at) SELECT id, starts_at FROM made ORDER BY starts_at DESC
"""
# What is known of each party by its number alone, so that four tables tell the same of it.
PARTIES = """
    SELECT number, {first_key} + number AS id, evening.id AS performance_id, evening.starts_at,
        1 + number %% 4 AS people,
        (ARRAY['cancelled', 'expired'])[1 + number %% 2] AS ended, number %% 20 < 16 AS is_confirmed,
        number %% 20 < 16 AND number %% 10 <> 5 AND evening.starts_at < now() AS came,
        evening.starts_at < now() - interval '{kept_days} days' AS is_erased,
        least(evening.starts_at, now()) - interval '1 minute' * (30 + number %% 20000 * 7919 %% 20000) AS created_at
    FROM generate_series(%(first)s, %(last)s) AS number
    JOIN {evenings} AS evening ON evening.place = 1 + number %% (SELECT count(*) FROM {evenings})
"""
RESERVATIONS = """
    INSERT INTO bookings_reservation (id, performance_id, reference, public_id, status, source, party_size, admitted,
        name, email, phone, notes, language, expires_at, confirmed_at, created_at, reminded_at, erased_at,
        content_digest)
    SELECT id, performance_id, 'X' || lpad(number::text, 7, '0'), 'party' || lpad(number::text, 11, '0'),
        CASE WHEN is_confirmed THEN 'confirmed' ELSE ended END, 'website', people,
        CASE WHEN came THEN people ELSE 0 END,
        CASE WHEN is_erased THEN '' ELSE
            (ARRAY['Giulia', 'Marco', 'Anna', 'Paolo', 'Sara', 'Luca', 'Elena'])[1 + number * 31 %% 7] || ' ' ||
            (ARRAY['Neri', 'Rossi', 'Bianchi', 'Riva', 'Ferri', 'Conti', 'Galli', 'Villa'])[1 + number * 17 %% 8]
            || number %% 9973 END,
        CASE WHEN is_erased THEN '' ELSE 'visitor' || number / 3 || '@example.org' END,
        CASE WHEN is_erased OR number %% 3 > 0 THEN '' ELSE '333 ' || lpad((number %% 10000000)::text, 7, '0') END,
        '', 'it', created_at + interval '24 hours',
        CASE WHEN is_confirmed THEN created_at + interval '4 minutes' END, created_at,
        CASE WHEN is_confirmed AND starts_at < now() THEN starts_at - interval '1 day' END,
        CASE WHEN is_erased THEN starts_at + interval '%(erasing)s days' END, ''
    FROM ({parties}) AS party
"""
EVENTS = """
    INSERT INTO bookings_reservationevent (id, reservation_id, act, before, after, actor, at)
    SELECT id * 2 + step - 1, id,
        (ARRAY['booked', CASE WHEN is_confirmed THEN 'confirmed' ELSE ended END])[step],
        (ARRAY['', 'pending'])[step], (ARRAY['pending', CASE WHEN is_confirmed THEN 'confirmed' ELSE ended END])[step],
        CASE WHEN step = 2 AND NOT is_confirmed AND ended = 'expired' THEN 'clock' ELSE 'visitor' END,
        created_at + (step - 1) * interval '4 minutes'
    FROM ({parties}) AS party, generate_series(1, 2) AS step
"""
MAILS = """
    INSERT INTO bookings_outboxmessage (id, reservation_id, cause_id, kind, state, attempts, next_attempt_at, sent_at,
        last_error)
    SELECT id * 2 + step - 1, id, id * 2 + step - 1, (ARRAY['confirm', 'confirmed'])[step], 'sent', 1,
        created_at, created_at + interval '1 second', ''
    FROM ({parties}) AS party, generate_series(1, 2) AS step WHERE step = 1 OR is_confirmed
"""
ADMISSIONS = """
    INSERT INTO checkins_checkin (id, performance_id, reservation_id, people, scan_id, staff_id, device, source, at,
        received_at, conflict)
    SELECT id, performance_id, id, people, 'scan' || number, %(staff)s, '', 'door', starts_at, starts_at, ''
    FROM ({parties}) AS party WHERE came
"""
HOUSES = """
    UPDATE bookings_house SET confirmed_seats = counted.seats
    FROM (
        SELECT performance_id, sum(party_size - released_seats) AS seats FROM bookings_reservation
        WHERE status = 'confirmed' GROUP BY performance_id
    ) AS counted
    WHERE counted.performance_id = bookings_house.performance_id
"""
