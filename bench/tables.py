"""The tables of what was measured."""

from collections.abc import Mapping, Sequence

from bench.figures import Counted, Figures, Measured
from bench.report import Section, Table
from bench.rounds import CLIENTS

MIDDLE = 16  # clients
GROUPS = ["Floors", "Pages and availability", "Booking and the door"]


def calls(title: str, names: Sequence[str], measured: Measured) -> Section:
    rates = [f"{clients} at once" for clients in CLIENTS]
    times = [f"{word} at {clients}, ms" for clients in CLIENTS[1:] for word in ("median", "p99")]
    head = ["answers per second", *rates, *times, "site, ms CPU", "PostgreSQL, ms CPU", "wrk, % of a core"]
    return Section(title, [Table(head, [_row(name, measured) for name in names])])


def _row(name: str, measured: Measured) -> Sequence[str]:
    every: list[Figures] = [measured[name, clients] for clients in CLIENTS]
    middle = measured[name, MIDDLE]
    return [
        name,
        *(f"{figures.rate:,.0f}" for figures in every),
        *(f"{time:.1f}" for figures in every[1:] for time in (figures.p50, figures.p99)),
        f"{middle.site_cpu:.2f}",
        f"{middle.database_cpu:.2f}",
        f"{middle.generator:.0%}",
    ]


def statements(counted: Mapping[str, Counted]) -> Section:
    head = ["statements", "of the call", "transactions", "of its mail"]
    rows = [[name, str(one.own), str(one.transactions), str(one.of_the_mail)] for name, one in counted.items()]
    return Section("SQL statements", [Table(head, rows)])


def memory(at_rest: Mapping[str, float], afterwards: Mapping[str, float]) -> Section:
    rows = [[name, f"{at_rest[name]:.0f}", f"{afterwards[name]:.0f}"] for name in at_rest]
    rows.append(["together", f"{sum(at_rest.values()):.0f}", f"{sum(afterwards.values()):.0f}"])
    return Section("Memory", [Table(["program", "at rest", "after all runs"], rows)])


def pgbench(rates: Mapping[int, float], booking: Figures) -> Section:
    head = ["connections", "pgbench, bookings per second", "our booking with 16 clients", "ratio"]
    rows = [
        [str(number), f"{rate:,.0f}", f"{booking.rate:,.0f}", f"{booking.rate / rate:.0%}"]
        for number, rate in rates.items()
    ]
    return Section("The booking's SQL alone", [Table(head, rows)])
