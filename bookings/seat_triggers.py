"""The database counts the seats itself, whoever writes (docs/adr/0009).

`bookings_house` holds one row a performance: the seat limit and the seats of confirmed reservations, under a CHECK.
These triggers keep it: a change of capacity, additional or occupied seats sets the limit; a reservation that becomes
confirmed, changes its party, has places given away, moves or leaves adds and takes its seats. A shell, a form or a race
that would sell a seat too many fails in the database.

A function of PostgreSQL's stands here too: by it the one statement of a confirmation locks the house and looks again.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# ruff: noqa: S608  statements put together from our own constants
LIMIT = "NEW.capacity + NEW.additional_seats - NEW.occupied_seats"


@dataclass(frozen=True)
class Seats:
    """How many seats a confirmed reservation takes, of the row before and after a change, and what changes it."""

    old: str
    new: str
    columns: str


SEATS = Seats(
    old="(OLD.party_size - OLD.released_seats)",
    new="(NEW.party_size - NEW.released_seats)",
    columns="status, party_size, released_seats, performance_id",
)
# What migrations before 0006 install: a database that they make knows no place that was given away.
SEATS_BEFORE_RELEASES = Seats(old="OLD.party_size", new="NEW.party_size", columns="status, party_size, performance_id")

SET_LIMIT_ON_POSTGRESQL = [
    f"""
    CREATE OR REPLACE FUNCTION bookings_set_seat_limit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO bookings_house (performance_id, seat_limit, confirmed_seats) VALUES (NEW.id, {LIMIT}, 0)
        ON CONFLICT (performance_id) DO UPDATE SET seat_limit = EXCLUDED.seat_limit;
        RETURN NULL;
    END $$
    """,
    """
    CREATE OR REPLACE TRIGGER bookings_seat_limit
    AFTER INSERT OR UPDATE OF capacity, additional_seats, occupied_seats ON bookings_performance
    FOR EACH ROW EXECUTE FUNCTION bookings_set_seat_limit()
    """,
]
SET_LIMIT_ON_SQLITE = [
    f"""
    CREATE TRIGGER IF NOT EXISTS bookings_seat_limit_insert AFTER INSERT ON bookings_performance BEGIN
        INSERT INTO bookings_house (performance_id, seat_limit, confirmed_seats) VALUES (NEW.id, {LIMIT}, 0);
    END
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS bookings_seat_limit_update
    AFTER UPDATE OF capacity, additional_seats, occupied_seats ON bookings_performance BEGIN
        UPDATE bookings_house SET seat_limit = {LIMIT} WHERE performance_id = NEW.id;
    END
    """,
]

# Each statement of a volatile function sees what was committed before it began. So what follows the lock counts all
# that was done while this waited for it; the statement that asks, begun before, does not see that.
LOCK_WITH_PLENTY = """
    CREATE OR REPLACE FUNCTION bookings_lock_with_plenty(house bigint, moment timestamptz, address text, plenty bigint)
    RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
        unsold bigint;
    BEGIN
        SELECT seat_limit - confirmed_seats INTO unsold FROM bookings_house
        WHERE performance_id = house FOR NO KEY UPDATE;
        RETURN unsold - (
            SELECT coalesce(sum(party_size), 0) FROM bookings_reservation
            WHERE performance_id = house AND status = 'pending' AND held_until > moment
        ) >= plenty AND EXISTS (
            SELECT FROM bookings_performance WHERE id = house AND status = 'scheduled'
        ) AND NOT EXISTS (
            SELECT FROM bookings_reservation WHERE performance_id = house AND email = address AND status = 'confirmed'
        );
    END $$
"""


def _count_on_postgresql(seats: Seats) -> list[str]:
    return [
        f"""
        CREATE OR REPLACE FUNCTION bookings_count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' AND OLD.status = 'confirmed' THEN
                UPDATE bookings_house SET confirmed_seats = confirmed_seats - {seats.old}
                WHERE performance_id = OLD.performance_id;
            END IF;
            IF TG_OP <> 'DELETE' AND NEW.status = 'confirmed' THEN
                UPDATE bookings_house SET confirmed_seats = confirmed_seats + {seats.new}
                WHERE performance_id = NEW.performance_id;
            END IF;
            RETURN NULL;
        END $$
        """,
        f"""
        CREATE OR REPLACE TRIGGER bookings_seats_confirmed
        AFTER INSERT OR DELETE OR UPDATE OF {seats.columns} ON bookings_reservation
        FOR EACH ROW EXECUTE FUNCTION bookings_count_seats()
        """,
    ]


def _count_on_sqlite(seats: Seats) -> list[str]:
    give_back = f"""
        UPDATE bookings_house SET confirmed_seats = confirmed_seats - {seats.old}
        WHERE performance_id = OLD.performance_id AND OLD.status = 'confirmed';
    """
    take = f"""
        UPDATE bookings_house SET confirmed_seats = confirmed_seats + {seats.new}
        WHERE performance_id = NEW.performance_id AND NEW.status = 'confirmed';
    """
    return [
        f"""
        CREATE TRIGGER IF NOT EXISTS bookings_seats_insert AFTER INSERT ON bookings_reservation
        BEGIN {take} END
        """,
        f"""
        CREATE TRIGGER IF NOT EXISTS bookings_seats_update AFTER UPDATE OF {seats.columns} ON bookings_reservation
        BEGIN {give_back} {take} END
        """,
        f"""
        CREATE TRIGGER IF NOT EXISTS bookings_seats_delete AFTER DELETE ON bookings_reservation
        BEGIN {give_back} END
        """,
    ]


REMOVE = {
    "postgresql": [
        "DROP FUNCTION IF EXISTS bookings_set_seat_limit() CASCADE",
        "DROP FUNCTION IF EXISTS bookings_count_seats() CASCADE",
        "DROP FUNCTION IF EXISTS bookings_lock_with_plenty(bigint, timestamptz, text, bigint)",
    ],
    "sqlite": [
        f"DROP TRIGGER IF EXISTS bookings_{name}"
        for name in ("seat_limit_insert", "seat_limit_update", "seats_insert", "seats_update", "seats_delete")
    ],
}
SET_LIMIT = {"postgresql": SET_LIMIT_ON_POSTGRESQL, "sqlite": SET_LIMIT_ON_SQLITE}
COUNT = {"postgresql": _count_on_postgresql, "sqlite": _count_on_sqlite}
LOCK = {"postgresql": [LOCK_WITH_PLENTY], "sqlite": []}  # SQLite locks the whole database for each who writes


def install(connection: BaseDatabaseWrapper, seats: Seats = SEATS) -> None:
    """Creates the triggers, or leaves them as they are; for the migrations and the repair below."""
    _run(connection, [*SET_LIMIT[connection.vendor], *COUNT[connection.vendor](seats)])


def install_lock(connection: BaseDatabaseWrapper) -> None:
    """Creates the function, or puts it in the place of another, while the site works; for a migration."""
    _run(connection, LOCK[connection.vendor])


def remove(connection: BaseDatabaseWrapper) -> None:
    _run(connection, REMOVE[connection.vendor])


def restore_after_migrate(*, using: str, **kwargs: Any) -> None:
    """SQLite loses the triggers of a table that a migration rebuilds; put them back each time."""
    connection = connections[using]
    if connection.vendor == "sqlite" and "bookings_house" in connection.introspection.table_names():
        install(connection)


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
