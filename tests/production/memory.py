"""How much memory production takes, as `make memory` tells it: each program at rest and under a small load.

Counted is PSS (/proc/PID/smaps_rollup): what several processes share is divided among them, so that the sum is what a
machine must have. Pages of files that the system keeps for speed are not in it.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from tests.judges.documents import write_between
from tests.production.client import Client
from tests.production.preparation import ROOT
from tests.production.processes import children
from tests.production.stack import ProductionStack, stack_folder

BEGIN, END = "<!-- memory: begin -->", "<!-- memory: end -->"
VISITORS, ROUNDS = 8, 60
PATHS = ["/it/", "/it/spettacoli/inventario-delle-piogge/", "/en/", "/api/performances/", "/login/", "/it/calendario/"]
AIM = 450


def main() -> int:
    with stack_folder() as folder, ProductionStack(folder, environment={"AZIONELAB_UNLIMITED": "127.0.0.0/8"}) as stack:
        Client(stack).get("/it/")  # each process has answered
        programs = {
            "nginx": lambda: family(stack.nginx.process.pid),
            "gunicorn, 3 processes of 2 threads": lambda: family(stack.backends["backend"].pid),
            "PostgreSQL": lambda: family(int((stack.postgres.data / "postmaster.pid").read_text().split()[0])),
        }
        at_rest = [measured(programs)]
        at_work = during(lambda: visit(stack), lambda: measured(programs))
        with_tick = highest_of_tick(stack)
        after = measured(programs)
    table = as_table(programs, at_rest[0], at_work, after, with_tick)
    print(table)
    if os.environ.get("WRITE"):
        write_between(BEGIN, END, table)
    return 0


def family(pid: int) -> Iterable[int]:
    """A process and all that it has started."""
    yield pid
    for child in children(pid):
        yield from family(int(child))


def megabytes(pids: Iterable[int]) -> float:
    return sum(map(_share, pids)) / 1024


def _share(pid: int) -> int:
    with suppress(OSError):  # it has just ended
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def measured(programs: dict[str, Callable[[], Iterable[int]]]) -> dict[str, float]:
    return {name: megabytes(list(pids())) for name, pids in programs.items()}


def during(act: Callable[[], None], measure: Callable[[], dict[str, float]]) -> dict[str, float]:
    """The highest of each program while something is done."""
    highest: dict[str, float] = {}
    doing = threading.Thread(target=act)
    doing.start()
    while doing.is_alive():
        for name, value in measure().items():
            highest[name] = max(value, highest.get(name, 0))
        doing.join(0.5)
    return highest


def visit(stack: ProductionStack) -> None:
    client = Client(stack)
    with ThreadPoolExecutor(VISITORS) as hands:
        list(hands.map(lambda number: client.get(f"{PATHS[number % len(PATHS)]}?{number}"), range(VISITORS * ROUNDS)))


def highest_of_tick(stack: ProductionStack) -> float:
    """The timer's command lives for some seconds of each minute."""
    highest = 0.0
    with subprocess.Popen([sys.executable, "manage.py", "tick"], cwd=ROOT, env=stack.environment) as tick:
        while tick.poll() is None:
            highest = max(highest, megabytes([tick.pid]))
            time.sleep(0.05)
    return highest


def as_table(programs: Iterable[str], rest: dict, work: dict, after: dict, tick: float) -> str:
    rows = [[name, *(f"{column[name]:.0f}" for column in (rest, work, after))] for name in programs]
    sums = [sum(column.values()) for column in (rest, work, after)]
    rows.append(["**together**", *(f"**{value:.0f}**" for value in sums)])
    rows.append(
        [f"with the timer's command, {tick:.0f} for some seconds of each minute", *(f"{s + tick:.0f}" for s in sums)]
    )
    head = ["MB of PSS", "at rest", f"highest with {VISITORS} visitors", "afterwards"]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


if __name__ == "__main__":
    sys.exit(main())
