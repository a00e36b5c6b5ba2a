"""How an act is written down: the reservation as it becomes, the row of its history, the mail that it causes.

PostgreSQL writes them by one statement, which costs the site and the database half of what three do; SQLite, which has
no such statement, writes them one after the other. All of them are written or none, in a transaction of the verb or
without. Only the rows are written: no signal of Django's is sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from bookings.models import OutboxMessage, Reservation, ReservationEvent
from home.prepared import prepared_cursor

EVENT = """
    INSERT INTO bookings_reservationevent (reservation_id, {columns}) SELECT id, {places} FROM reservation RETURNING id
"""
MESSAGE = """
    INSERT INTO bookings_outboxmessage (reservation_id, cause_id, {columns})
    SELECT reservation.id, event.id, {places} FROM reservation, event RETURNING id
"""


@dataclass(frozen=True)
class Condition:
    """What else must be so of a row that is changed, in SQL with places for `values`. Asked after all else."""

    sql: str
    values: Sequence[Any]


@dataclass(frozen=True)
class Record:
    """The rows of one act. Event and message are new, and point to the reservation and to each other once written."""

    reservation: Reservation
    event: ReservationEvent
    message: OutboxMessage | None

    def insert(self) -> None:
        """Writes a new reservation with the rest."""
        columns, places, values = _new(self.reservation)
        self._write(f"INSERT INTO bookings_reservation ({columns}) VALUES ({places})", values)  # noqa: S608  names alone

    def update(self, unchanged: Mapping[str, Any], values: Mapping[str, Any], also: Condition | None = None) -> bool:
        """Changes the reservation if its row still is as `unchanged` says (no empty field) and `also` holds.

        False when it is not: then nothing is written.
        """
        statement, parameters = conditional_update(self.reservation, unchanged, values)
        if also is not None:
            statement, parameters = f"{statement} AND {also.sql}", [*parameters, *also.values]
        return self._write(statement, parameters)

    def _write(self, statement: str, values: list[Any]) -> bool:
        write = self._write_at_once if is_one_statement() else self._write_in_turn
        return write(statement, values)

    def _write_at_once(self, statement: str, values: list[Any]) -> bool:
        written = [(self.reservation, f"{statement} RETURNING id", values), (self.event, *_after(EVENT, self.event))]
        if self.message is not None:
            written.append((self.message, *_after(MESSAGE, self.message)))
        names = ["reservation", "event", "message"][: len(written)]
        parts = ", ".join(f"{name} AS ({part})" for name, (_row, part, _values) in zip(names, written, strict=True))
        keys = _first(
            f"WITH {parts} SELECT {', '.join(f'{name}.id' for name in names)} FROM {', '.join(names)}",  # noqa: S608
            [value for _row, _part, values in written for value in values],
        )
        for (row, _part, _values), key in zip(written, keys, strict=False):
            _is_written(row, key)
        if keys:
            self._point()
        return bool(keys)

    @transaction.atomic(savepoint=False)
    def _write_in_turn(self, statement: str, values: list[Any]) -> bool:
        keys = _first(f"{statement} RETURNING id", values)
        if not keys:
            return False
        _is_written(self.reservation, keys[0])
        self._point()
        self.event.save(force_insert=True)
        if self.message is not None:
            self._point()
            self.message.save(force_insert=True)
        return True

    def _point(self) -> None:
        """What was new when it was pointed to has its number now."""
        self.event.reservation = self.reservation
        if self.message is not None:
            self.message.reservation, self.message.cause = self.reservation, self.event


def is_one_statement() -> bool:
    """Whether all rows of an act are written by one statement, which needs no transaction around it."""
    return _database().vendor == "postgresql"


def change_and_add(statement: str, values: list[Any], row: models.Model) -> bool:
    """Runs a statement that changes one reservation or none, and if it does writes `row`, which belongs to it.

    Both or nothing, with a transaction around it or without. False when nothing was changed.
    """
    if is_one_statement():
        columns, places, of_row = _new(row)
        adding = f"INSERT INTO {row._meta.db_table} (reservation_id, {columns}) SELECT id, {places} FROM reservation"  # noqa: S608
        keys = _first(f"WITH reservation AS ({statement} RETURNING id) {adding} RETURNING id", [*values, *of_row])
        if keys:
            _is_written(row, keys[0])
        return bool(keys)
    with transaction.atomic(savepoint=False):
        is_changed = bool(_first(f"{statement} RETURNING id", values))
        if is_changed:
            row.save(force_insert=True)
        return is_changed


def conditional_update(
    reservation: Reservation, unchanged: Mapping[str, Any], values: Mapping[str, Any]
) -> tuple[str, list[Any]]:
    """An UPDATE of a reservation that still is as `unchanged` says, and its parameters."""
    changes, conditions = _columns(values), _columns({"id": reservation.pk, **unchanged})
    statement = f"UPDATE bookings_reservation SET {_equal(changes, ', ')} WHERE {_equal(conditions, ' AND ')}"  # noqa: S608
    return statement, [*changes.values(), *conditions.values()]


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a reservation with values for the database, from fields with those of the model."""
    fields: dict[str, Any] = {name: Reservation._meta.get_field(name) for name in values}
    database = _database()
    return {field.column: field.get_db_prep_save(values[name], database) for name, field in fields.items()}


def _equal(columns: Mapping[str, Any], between: str) -> str:
    return between.join(f"{column} = %s" for column in columns)


def _after(statement: str, row: models.Model) -> tuple[str, list[Any]]:
    columns, places, values = _new(row)
    return statement.format(columns=columns, places=places), values


def _new(row: models.Model) -> tuple[str, str, list[Any]]:
    """The columns of a new row, a place for each, and what goes there."""
    columns, places, fields = _fields(type(row))
    database = _database()
    return columns, places, [field.get_db_prep_save(getattr(row, field.attname), database) for field in fields]


@cache
def _fields(model: type[models.Model]) -> tuple[str, str, list[Any]]:
    """Without those that other rows of the same record give."""
    given = {"id"} if model is Reservation else {"id", "reservation_id", "cause_id"}
    fields: list[Any] = [field for field in model._meta.concrete_fields if field.attname not in given]
    return ", ".join(field.column for field in fields), ", ".join(["%s"] * len(fields)), fields


def _first(statement: str, values: list[Any]) -> tuple[Any, ...]:
    with prepared_cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return rows[0] if rows else ()


def _is_written(row: models.Model, key: int) -> None:
    row.pk = key
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _database() -> BaseDatabaseWrapper:
    """The connection itself: `django.db.connection` looks it up anew for each of its attributes."""
    return connections[DEFAULT_DB_ALIAS]
