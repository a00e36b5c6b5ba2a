"""Statements of hot calls, which PostgreSQL plans once for a connection and not once for each call.

Planning took most of the database's time for them. Django binds values into the text of a statement, so that each call
brings another text; here text and values travel apart, and after a few calls the connection keeps the text prepared
(`prepare_threshold`, env.py; never behind a pooler, whose connections belong to nobody). A prepared statement must name
its columns: with `*`, a column that a release adds would end it for the processes of the release before.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Self, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models.base import ModelState
from psycopg import Connection
from psycopg.pq import Format

M = TypeVar("M", bound=models.Model)
N = TypeVar("N", bound=models.Model)
Values = Sequence[Any] | Mapping[str, Any]
KEPT = "azionelab_cursors"  # the attribute of a connection that keeps them
_columns: dict[str, tuple[str, ...]] = {}  # of statements


def rows(statement: str, values: Values) -> list[tuple[Any, ...]]:
    """What `statement` finds or returns, all of it. `statement` is one of few, and names what it reads."""
    return _answered(statement, values).fetchall()


def first_row(model: type[M], statement: str, values: Values) -> M | None:
    """The first row that `statement` finds; columns that are no fields of `model` become attributes.

    What `Manager.raw` does, which prepares for each call what is here made once: half of the time of a small read.
    """
    if connections[DEFAULT_DB_ALIAS].vendor != "postgresql":  # SQLite's values still have to become those of the fields
        return next(iter(model._default_manager.raw(statement, values)), None)
    cursor = _answered(statement, values)
    found = cursor.fetchone()
    if found is None:
        return None
    fields, places, others = _shape(model, _names(statement, cursor))
    row = made(model, fields, [found[place] for place in places])
    for name, place in others:
        setattr(row, name, found[place])
    return row


def first_pair(first: type[M], second: type[N], statement: str, values: Values) -> tuple[M, N] | None:
    """The first row that `statement` finds, as rows of two models; on PostgreSQL alone.

    The statement names `columns_of` the one, then of the other; what follows becomes attributes of the second.
    """
    cursor = _answered(statement, values)
    found = cursor.fetchone()
    if found is None:
        return None
    names = _names(statement, cursor)
    of_first = len(_fields(first))
    of_both = of_first + len(_fields(second))
    left = made(first, _attributes(first), found[:of_first])
    right = made(second, _attributes(second), found[of_first:of_both])
    for name, value in zip(names[of_both:], found[of_both:], strict=True):
        setattr(right, name, value)
    return left, right


def made(model: type[M], names: Sequence[str], values: Sequence[Any]) -> M:
    """A row that the database has, with these attributes. As Django brings one back from a pickle: in a quarter of the
    time that it takes to ask each field, and without the signals that fields of files need."""
    row = model.__new__(model)
    row._state = ModelState()
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    vars(row).update(zip(names, values, strict=True))
    return row


def columns_of(model: type[models.Model], table: str) -> str:
    """All columns of a model for a statement that calls its table so."""
    return ", ".join(f"{table}.{column}" for column, _name in _fields(model))


class BinaryCursor(ServerBindingCursor):
    """Gets rows as PostgreSQL has them: to read a moment from its text takes several times as long."""

    def __init__(self, connection: Connection[Any]) -> None:
        super().__init__(connection)
        self.format = Format.BINARY


class LoggedCursor(BinaryCursor):
    """For the log of statements (DEBUG, tests): psycopg knows no text of one that is prepared, so none is."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        return super().execute(query, params, **{**options, "prepare": False})


def _answered(statement: str, values: Values) -> Any:
    """A cursor with the answer to `statement`, to be read before the same is asked again."""
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "postgresql":
        return database.cursor().execute(statement, values)
    if database.connection is None:
        database.ensure_connection()
    if database.queries_logged:
        cursor = database.make_debug_cursor(LoggedCursor(database.connection))
    else:
        statement, kept = _kept(database.connection, statement)
        cursor = database.make_cursor(kept)
    return cursor.execute(statement, values)


def _kept(connection: Any, statement: str) -> tuple[str, BinaryCursor]:
    """The cursor that this connection keeps for `statement`, with the very text that it knows. Each new one learns anew
    how values are sent and read, which takes a third of what the site does for a small statement."""
    cursors = vars(connection).setdefault(KEPT, {})
    if statement not in cursors:
        cursors[statement] = statement, BinaryCursor(connection)
    return cursors[statement]


def _names(statement: str, cursor: Any) -> tuple[str, ...]:
    """The columns of its answer, which stay the same: the statements are few, and they name what they read."""
    if statement not in _columns:
        _columns[statement] = tuple(column[0] for column in cursor.description)
    return _columns[statement]


@cache
def _shape(model: type[models.Model], columns: tuple[str, ...]) -> tuple[list[str], list[int], list[tuple[str, int]]]:
    """The fields of `model` among these columns, where each stands, and the other columns with their places."""
    places = {column: place for place, column in enumerate(columns)}
    fields = [(name, places.pop(column)) for column, name in _fields(model) if column in places]
    return [name for name, _place in fields], [place for _name, place in fields], list(places.items())


@cache
def _attributes(model: type[models.Model]) -> list[str]:
    return [name for _column, name in _fields(model)]


@cache
def _fields(model: type[models.Model]) -> list[tuple[str, str]]:
    return [(str(field.column), field.attname) for field in model._meta.concrete_fields]
