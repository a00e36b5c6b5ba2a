"""Races for tests: real threads, each with a connection of its own, all starting at the same instant."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection, connections
from django.test import TransactionTestCase


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
            connection.ensure_connection()
            start.wait(timeout=30)
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
                connection.ensure_connection()
                start.wait(timeout=30)
                try:
                    outcomes[number][place] = racer(number)
                except Exception as error:  # noqa: BLE001  an outcome like any other
                    outcomes[number][place] = error
        finally:
            connections.close_all()

    _run_all([threading.Thread(target=run, args=(place, racer)) for place, racer in enumerate(racers)])
    return outcomes


def _run_all(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)


def kinds(outcomes: list[Any]) -> Counter[str]:
    """How many racers ended how: the name of the exception, or of the type that was returned."""
    return Counter(type(outcome).__name__ for outcome in outcomes)
