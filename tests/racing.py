"""Races for tests: real threads, each with a connection of its own, all starting at the same instant.

A canary runs a race without its guard and must lose it. It does not wait for luck: its racers meet (`Meeting`,
`until_one_waits_for_me`) just where the guard would have kept them apart, so that it loses every time, however busy
the machine is.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, connections
from django.db.models import Model
from django.test import TransactionTestCase

from bookings import queries
from bookings.locking import LockedPerformance

PATIENCE = 120  # seconds; only ends the wait for what never comes
# The site's own limits (azionelab/env.py) would judge how busy the machine is. A deadlock ends by itself.
LIMITS = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
P = ParamSpec("P")
R = TypeVar("R")


class RaceTestCase(TransactionTestCase):
    """A test on PostgreSQL with real commits. Fails, and never skips, on any other database."""

    serialized_rollback = True  # the first pages come from migrations and must be there for the next test

    def setUp(self) -> None:
        assert connection.vendor == "postgresql", "Races are only true on PostgreSQL: run them with `make test`."


def race(racers: list[Callable[[], Any]]) -> list[Any]:
    """What each racer returned, or the exception that it raised, in the order of `racers`."""
    start = threading.Barrier(len(racers))
    outcomes: list[Any] = [None] * len(racers)

    def run(number: int, racer: Callable[[], Any]) -> None:
        try:
            _connect()
            start.wait(timeout=PATIENCE)
            outcomes[number] = racer()
        except Exception as error:  # noqa: BLE001  an outcome like any other
            outcomes[number] = error
        finally:
            connections.close_all()

    _run_all([threading.Thread(target=run, args=(number, racer)) for number, racer in enumerate(racers)])
    return outcomes


def races(number: int, racers: list[Callable[[int], Any]]) -> list[list[Any]]:
    """The outcomes of `number` races one after another, each racer with one connection for all of them.

    A racer is told which race it is; all start each race at the same instant.
    """
    starts = [threading.Barrier(len(racers)) for _race in range(number)]
    outcomes: list[list[Any]] = [[None] * len(racers) for _race in range(number)]

    def run(place: int, racer: Callable[[int], Any]) -> None:
        try:
            for number, start in enumerate(starts):
                _connect()
                start.wait(timeout=PATIENCE)
                try:
                    outcomes[number][place] = racer(number)
                except Exception as error:  # noqa: BLE001  an outcome like any other
                    outcomes[number][place] = error
        finally:
            connections.close_all()

    _run_all([threading.Thread(target=run, args=(place, racer)) for place, racer in enumerate(racers)])
    return outcomes


def _connect() -> None:
    """With patience in place of the site's own limits."""
    connection.ensure_connection()
    if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        return  # behind a pooler a SET would be for somebody else's connection; the role has no limits in tests
    with connection.cursor() as cursor:
        for limit in LIMITS:
            cursor.execute(f"SET {limit} = '{PATIENCE}s'")


def _run_all(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)


class Meeting:
    """Where this many racers wait for one another in the middle of a race. Whoever comes after them does not wait."""

    def __init__(self, racers: int) -> None:
        self._awaited = threading.Semaphore(racers)
        self._all_are_there = threading.Barrier(racers)

    def wait(self) -> None:
        if self._awaited.acquire(blocking=False):
            self._all_are_there.wait(timeout=PATIENCE)

    def before(self, act: Callable[P, R]) -> Callable[P, R]:
        """`act`, done when all are there."""

        @wraps(act)
        def wait_and_act(*args: P.args, **kwargs: P.kwargs) -> R:
            self.wait()
            return act(*args, **kwargs)

        return wait_and_act

    def after(self, act: Callable[P, R]) -> Callable[P, R]:
        """`act`, whose outcome is there for all before anybody goes on."""

        @wraps(act)
        def act_and_wait(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return act(*args, **kwargs)
            finally:
                self.wait()

        return act_and_wait


def until_one_waits_for_me() -> None:
    """Returns when another transaction waits for a lock that the caller's transaction holds."""
    deadline = time.monotonic() + PATIENCE
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    with connection.cursor() as cursor:
        while not cursor.execute(waiting).fetchone()[0]:
            assert time.monotonic() < deadline, "nobody came to wait for this lock"


@contextmanager
def without_constraint(model: type[Model], name: str) -> Iterator[None]:
    """The database as it would be without one constraint; by the end no row may offend against it any more."""
    constraint = next(constraint for constraint in model._meta.constraints if constraint.name == name)
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)


def seen_without_lock(performance_id: int, at: datetime) -> LockedPerformance:
    """`locking.lock_performance` as it would be if nobody had thought of two people at once."""
    return LockedPerformance(queries.performances(at).get(pk=performance_id))


def kinds(outcomes: list[Any]) -> Counter[str]:
    """How many racers ended how: the name of the exception, or of the type that was returned."""
    return Counter(type(outcome).__name__ for outcome in outcomes)
