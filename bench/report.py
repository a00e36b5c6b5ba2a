"""The figures as a page of documentation."""

from dataclasses import dataclass

from bench.load import Figures

HEAD = """# Performance

Reference. Written by `make bench WRITE=1`; the figures are for comparison with each other on one machine.

One performance on which everybody rushes, 200,000 reservations in the table; medians of three runs. "Evenings" are
booking, confirming and coming in by the same party, one after the other; pgbench sends the same statements on the same
server, without anything of ours.
"""


@dataclass(frozen=True)
class Row:
    """What was measured with one number of clients."""

    clients: int
    figures: dict[str, Figures]
    pgbench_rate: float

    @property
    def evening_rate(self) -> float:
        return 1 / sum(1 / figures.rate for figures in self.figures.values())


def table(rows: list[Row], statements: dict[str, int], conditions: list[str]) -> str:
    lines = [HEAD, *(f"- {condition}" for condition in conditions), ""]
    lines += ["| clients | call | per second | p50, ms | p99, ms | SQL statements |", "|---|---|---|---|---|---|"]
    for row in rows:
        for call, figures in row.figures.items():
            times = f"{figures.p50:.1f} | {figures.p99:.1f}"
            lines.append(f"| {row.clients} | {call} | {figures.rate:.0f} | {times} | {statements[call]} |")
    lines += ["", "| clients | evenings per second | pgbench | ratio |", "|---|---|---|---|"]
    for row in rows:
        ratio = row.evening_rate / row.pgbench_rate
        lines.append(f"| {row.clients} | {row.evening_rate:.0f} | {row.pgbench_rate:.0f} | {ratio:.2f} |")
    return "\n".join(lines) + "\n"
