"""The measurement: a house, a server, and more and more clients."""

import sys
from pathlib import Path
from statistics import median

from bench import environment, house, load, pgbench, report, server

CLIENTS = {1: 60, 16: 192, 64: 256}  # clients at once, and how many parties they bring in one run
RUNS = 3


def measured(folder: Path) -> str:
    """The page with all figures."""
    say("Building a house with 200,000 reservations")
    hot = house.build()
    script = pgbench.write_script(folder, hot)
    with server.gunicorn() as (address, _process):
        load.warm_up(address, hot)
        rows = [_row(address, hot, script, clients) for clients in CLIENTS]
    return report.table(rows, script.statements, environment.conditions())


def _row(address: tuple[str, int], hot: house.Hot, script: pgbench.Script, clients: int) -> report.Row:
    parties = CLIENTS[clients]
    evenings, rates = [], []
    for run in range(RUNS):
        say(f"{clients} clients, run {run + 1} of {RUNS}")
        evenings.append(load.evening(address, hot, clients, parties))
        rates.append(pgbench.rate(script, clients, parties, run=1 + list(CLIENTS).index(clients) * RUNS + run))
    return report.Row(clients, {call: load.median_of(evenings, call) for call in load.CALLS}, median(rates))


def say(what: str) -> None:
    sys.stderr.write(f"{what}\n")
