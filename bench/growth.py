"""Growth: what calls cost with 10,000, 200,000 and 2,000,000 reservations, and with 10, 1,000 and 10,000 performances.

The same calls in this process, by processor time and time of the statements; then bookings through gunicorn, in turn on
the smallest and on the largest house, so that what else the machine does meets both. The plans of the slowest
statements at the largest size are written into docs/performance-plans.md with WRITE=1.
"""

import os
import time
from typing import Any

from bench import environment, report, site
from bench.report import Section, Table

PLANS = report.ROOT / "docs" / "performance-plans.md"
HEAD = """# Query plans

Reference. How PostgreSQL answers the two slowest statements of each call at the largest size of
[performance.md](performance.md#growth), shortened. Written by `make bench-growth WRITE=1`.
"""


def sections() -> list[Section]:
    with site.running({"METRICS_TOKEN": "m" * 40}) as running:
        from bench.grown import pace, sizes  # noqa: PLC0415  Django must be ready

        house, small = sizes.GrowingHouse(), pace.Pace(running)
        figures, seconds = {}, {}
        for size in sizes.QUICK if environment.QUICK else sizes.STEPS:
            started = time.monotonic()
            house.grow(size)
            seconds[size] = time.monotonic() - started
            if not figures:
                small.keep()
            figures[size] = house.measure()
        plans = sizes.plans(figures[size])
        rates = small.against(house.evening.tonight.pk)
    if os.environ.get("WRITE") == "1":
        PLANS.write_text("\n\n".join([HEAD.strip(), *plans]) + "\n")
    return [Section("Growth", [_words(), _calls(figures), _bookings(rates)])]


def _words() -> str:
    return (
        "The same calls in one process, with more and more of a past in the database: reservations with their "
        "history, mails and admissions; what is ahead stays as it is. Medians: processor time of Python, and time of "
        "the statements as it waits for them, both in milliseconds. [performance-plans.md](performance-plans.md) shows "
        "how the statements are answered at the largest size."
    )


def _calls(figures: dict[Any, dict[str, Any]]) -> Table:
    first, *_others = figures.values()
    rows = []
    for name in first:
        cells = [f"{found[name].python:.1f} + {found[name].database:.1f}" for found in figures.values()]
        rows.append([name, str(len(first[name].statements)), *cells])
    return Table(["Python + statements, ms", "statements", *map(str, figures)], rows)


def _bookings(rates: Any) -> Table:
    """The same performance in both houses, in turn in each round."""
    clients = sorted({number for _name, number in rates})
    rows = []
    for number in clients:
        small, large = rates["smallest", number], rates["largest", number]
        share = f"{large.rate / small.rate:.0%}"
        rows.append(
            [str(number), f"{small.rate:.0f}", f"{large.rate:.0f}", share, f"{small.p99:.0f}", f"{large.p99:.0f}"]
        )
    head = ["clients", "bookings a second, smallest", "largest", "share", "p99, ms: smallest", "largest"]
    return Table(head, rows)
