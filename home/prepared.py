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
from django.db.backends.utils import CursorWrapper

M = TypeVar("M", bound=models.Model)
N = TypeVar("N", bound=models.Model)
_columns: dict[str, tuple[str, ...]] = {}  # of statements


def prepared_cursor() -> CursorWrapper:
    """As `connection.cursor()`, which it is on SQLite."""
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "postgresql":
        return database.cursor()
    if database.connection is None:
        database.ensure_connection()
    is_logged = database.queries_logged
    with database.wrap_database_errors:
        cursor = (LoggedCursor if is_logged else ServerBindingCursor)(database.connection)
    return database.make_debug_cursor(cursor) if is_logged else database.make_cursor(cursor)


class LoggedCursor(ServerBindingCursor):
    """For the log of statements (DEBUG, tests): psycopg knows no text of one that is prepared, so none is."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        return super().execute(query, params, **{**options, "prepare": False})


def first_row(model: type[M], statement: str, values: Sequence[Any] | Mapping[str, Any]) -> M | None:
    """The first row that `statement` finds; columns that are no fields of `model` become attributes.

    What `Manager.raw` does, which prepares for each call what is here made once: half of the time of a small read.
    """
    if connections[DEFAULT_DB_ALIAS].vendor != "postgresql":  # SQLite's values still have to become those of the fields
        return next(iter(model._default_manager.raw(statement, values)), None)
    with prepared_cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchone()
        if found is None:
            return None
        fields, places, others = _shape(model, _names(statement, cursor))
    row = model.from_db(DEFAULT_DB_ALIAS, fields, [found[place] for place in places])
    for name, place in others:
        setattr(row, name, found[place])
    return row


def first_pair(
    first: type[M], second: type[N], statement: str, values: Sequence[Any] | Mapping[str, Any]
) -> tuple[M, N] | None:
    """The first row that `statement` finds, as rows of two models; on PostgreSQL alone.

    The statement names `columns_of` the one, then of the other; what follows becomes attributes of the second.
    """
    with prepared_cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchone()
        if found is None:
            return None
        names = _names(statement, cursor)
    of_first = len(_fields(first))
    of_both = of_first + len(_fields(second))
    left = first.from_db(DEFAULT_DB_ALIAS, [name for _, name in _fields(first)], found[:of_first])
    right = second.from_db(DEFAULT_DB_ALIAS, [name for _, name in _fields(second)], found[of_first:of_both])
    for name, value in zip(names[of_both:], found[of_both:], strict=True):
        setattr(right, name, value)
    return left, right


def columns_of(model: type[models.Model], table: str) -> str:
    """All columns of a model for a statement that calls its table so."""
    return ", ".join(f"{table}.{column}" for column, _name in _fields(model))


def _names(statement: str, cursor: CursorWrapper) -> tuple[str, ...]:
    """The columns of its answer, which stay the same: the statements are few, and they name what they read."""
    if statement not in _columns:
        _columns[statement] = tuple(column.name for column in cursor.description)
    return _columns[statement]


@cache
def _shape(model: type[models.Model], columns: tuple[str, ...]) -> tuple[list[str], list[int], list[tuple[str, int]]]:
    """The fields of `model` among these columns, where each stands, and the other columns with their places."""
    places = {column: place for place, column in enumerate(columns)}
    fields = [(name, places.pop(column)) for column, name in _fields(model) if column in places]
    return [name for name, _place in fields], [place for _name, place in fields], list(places.items())


@cache
def _fields(model: type[models.Model]) -> list[tuple[str, str]]:
    return [(str(field.column), field.attname) for field in model._meta.concrete_fields]
