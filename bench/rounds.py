"""Runs of cases, and the medians of what they gave."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench import processes, wrk
from bench.environment import QUICK
from bench.figures import Figures, Measured, median_of

CLIENTS = (1, 16) if QUICK else (1, 16, 64)
RUNS, SECONDS = (1, 1) if QUICK else (3, 2)
LONGEST = 10  # seconds of a run
WARM_UP = 8  # clients, so that every thread of every process loads its code and opens its connection


@dataclass(frozen=True)
class Case:
    """`load` prepares a run of so many seconds; `pids` are those who answer."""

    name: str
    pids: tuple[int, ...]
    load: Callable[[int], wrk.Load]


def measure(cases: Sequence[Case], postgres: int) -> Measured:
    """Every case in each round, so that floors and calls have met the same moods of the machine."""
    for case in cases:
        say(f"warming up: {case.name}")
        wrk.run(case.load(SECONDS), WARM_UP, SECONDS)
        processes.wait_until_idle(*case.pids)
    found: dict[tuple[str, int], list[Figures]] = {}
    for run in range(RUNS):
        for clients in CLIENTS:
            say(f"run {run + 1} of {RUNS}, {clients} clients")
            for case in cases:
                found.setdefault((case.name, clients), []).append(_figures(case, clients, postgres))
    return {key: median_of(runs) for key, runs in found.items()}


def _figures(case: Case, clients: int, postgres: int, seconds: int = SECONDS) -> Figures:
    load = case.load(seconds)
    before = processes.cpu_seconds(*case.pids), processes.cpu_seconds(postgres)
    told = wrk.run(load, clients, seconds)
    # What is done beside the answers belongs to them: the mails that still wait, the rows that are still written.
    processes.wait_until_idle(*case.pids)
    after = processes.cpu_seconds(*case.pids), processes.cpu_seconds(postgres)
    if not told.requests:
        return _figures(case, clients, postgres, _longer(case, seconds))
    answered = told.requests + clients  # with those that were on their way when wrk ended
    site, database = (1000 * (end - start) / answered for start, end in zip(before, after, strict=True))
    return Figures(told.requests / told.seconds, told.p50, told.p99, told.own_cpu / told.seconds, site, database)


def _longer(case: Case, seconds: int) -> int:
    """On a machine that is busy with other things a page may take longer than a run."""
    if seconds > LONGEST:
        raise wrk.WentWrong(f"{case.name}: nothing was answered within {seconds} s.")
    return 2 * seconds


def say(what: str) -> None:
    sys.stderr.write(f"{what}\n")
