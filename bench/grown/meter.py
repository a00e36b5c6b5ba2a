"""What one call takes in this process: processor time of Python, time of the statements, and how many there are."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

from django.db import connection

from bench.grown.asks import Ask


class Statement(NamedTuple):
    sql: str
    parameters: Any
    seconds: float


@dataclass(frozen=True)
class Figures:
    """Medians, in milliseconds; and the statements of the last call."""

    python: float
    database: float
    statements: list[Statement]


def measured(ask: Ask) -> Figures:
    ask.act()  # what is loaded or remembered with the first call is no part of the figures
    python, database = [], []
    for _time in range(ask.times):
        with Listener() as listener:
            before = time.process_time()
            ask.act()
            python.append(time.process_time() - before)
        database.append(sum(one.seconds for one in listener.statements))
    return Figures(1000 * median(python), 1000 * median(database), listener.statements)


class Listener:
    """Hears every statement that the connection of this thread sends, and how long its answer took."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self._wrapper = connection.execute_wrapper(self._hear)

    def __enter__(self) -> "Listener":
        self._wrapper.__enter__()
        return self

    def __exit__(self, *exception: object) -> None:
        self._wrapper.__exit__(*exception)

    def _hear(self, execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, parameters, many, context)
        finally:
            self.statements.append(Statement(str(sql), parameters, time.perf_counter() - started))
