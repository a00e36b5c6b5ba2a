"""How an act is written down: the reservation as it becomes, the row of its history, the mail that it causes.

PostgreSQL writes them by one statement, which costs the site and the database half of what three do; SQLite, which has
no such statement, writes them one after the other. All of them are written or none, in a transaction of the verb or
without. Only the rows are written: no signal of Django's is sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

from bookings.models import OutboxMessage, Reservation, ReservationEvent
from home.prepared import rows

RESERVATION = "INSERT INTO bookings_reservation ({columns}) VALUES ({places})"
BESIDE = "INSERT INTO {table} (reservation_id, {columns}) SELECT id, {places} FROM reservation RETURNING id"
EVENT = """
    INSERT INTO bookings_reservationevent (reservation_id, {columns}) SELECT id, {places} FROM reservation RETURNING id
"""
MESSAGE = """
    INSERT INTO bookings_outboxmessage (reservation_id, cause_id, {columns})
    SELECT reservation.id, event.id, {places} FROM reservation, event RETURNING id
"""
# What PostgreSQL's driver takes as it is. No field of these rows is JSON, where a text would be something else.
PLAIN = {str, int, bool, datetime, type(None)}


@dataclass(frozen=True)
class Condition:
    """What else must be so of a row that is changed, in SQL with places for `values`. Asked after all else."""

    sql: str
    values: Sequence[Any]


@dataclass(frozen=True)
class Record:
    """The rows of one act. Event and message are new; once written they have their numbers, and no more is said of what
    they point to: whoever asks reads them again."""

    reservation: Reservation
    event: ReservationEvent
    message: OutboxMessage | None

    def insert(self) -> None:
        """Writes a new reservation with the rest."""
        self._write(_filled(RESERVATION, Reservation), _values(self.reservation))

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
        new = [self.event] if self.message is None else [self.event, self.message]
        whole = _whole(statement, with_message=self.message is not None)
        keys = _first(whole, [*values, *(value for row in new for value in _values(row))])
        for row, key in zip([self.reservation, *new], keys, strict=False):
            _is_written(row, key)
        return bool(keys)

    @transaction.atomic(savepoint=False)
    def _write_in_turn(self, statement: str, values: list[Any]) -> bool:
        keys = _first(f"{statement} RETURNING id", values)
        if not keys:
            return False
        _is_written(self.reservation, keys[0])
        self.event.reservation = self.reservation  # which has its number now
        self.event.save(force_insert=True)
        if self.message is not None:
            self.message.reservation, self.message.cause = self.reservation, self.event
            self.message.save(force_insert=True)
        return True


@cache
def is_one_statement() -> bool:
    """Whether all rows of an act are written by one statement, which needs no transaction around it."""
    return connections[DEFAULT_DB_ALIAS].vendor == "postgresql"


def change_and_add(statement: str, values: list[Any], row: models.Model) -> bool:
    """Runs a statement that changes one reservation or none, and if it does writes `row`, which belongs to it.

    Both or nothing, with a transaction around it or without. False when nothing was changed.
    """
    if is_one_statement():
        adding = _filled(BESIDE, type(row))
        keys = _first(f"WITH reservation AS ({statement} RETURNING id) {adding}", [*values, *_values(row)])
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
    return {field.column: _for_database(values[name], field) for name, field in fields.items()}


def _equal(columns: Mapping[str, Any], between: str) -> str:
    return between.join(f"{column} = %s" for column in columns)


@cache
def _whole(statement: str, *, with_message: bool) -> str:
    """What changes or adds the reservation, with its history and its mail; answers with their numbers."""
    parts = {"reservation": f"{statement} RETURNING id", "event": _filled(EVENT, ReservationEvent)}
    if with_message:
        parts["message"] = _filled(MESSAGE, OutboxMessage)
    texts = ", ".join(f"{name} AS ({text})" for name, text in parts.items())
    return f"WITH {texts} SELECT {', '.join(f'{name}.id' for name in parts)} FROM {', '.join(parts)}"  # noqa: S608


@cache
def _filled(statement: str, model: type[models.Model]) -> str:
    """A statement with the columns of a new row, and a place for each."""
    columns = [field.column for field in _fields(model)]
    return statement.format(
        table=model._meta.db_table, columns=", ".join(columns), places=", ".join(["%s"] * len(columns))
    )


def _values(row: models.Model) -> list[Any]:
    """What goes there."""
    return [_for_database(getattr(row, field.attname), field) for field in _fields(type(row))]


def _for_database(value: Any, field: Any) -> Any:
    """`value` as the database takes it. Django's fields ask a dozen questions about each, which for most has no use."""
    if type(value) in PLAIN and is_one_statement():
        return value
    return field.get_db_prep_save(value, connections[DEFAULT_DB_ALIAS])


@cache
def _fields(model: type[models.Model]) -> list[Any]:
    """Without those that other rows of the same record give."""
    given = {"id"} if model is Reservation else {"id", "reservation_id", "cause_id"}
    return [field for field in model._meta.concrete_fields if field.attname not in given]


def _first(statement: str, values: list[Any]) -> tuple[Any, ...]:
    return next(iter(rows(statement, values)), ())


def _is_written(row: models.Model, key: int) -> None:
    row.pk = key
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
