"""What one call costs: floors, pages and calls, with 1, 16 and 64 clients; statements and memory."""

from statistics import median

from bench import environment, musts, processes, rounds, site, tables, wrk
from bench.report import Section

CONNECTIONS = (1, 6)  # of pgbench: one, and as many as gunicorn has threads


def sections() -> list[Section]:
    wrk.program()  # complains now, and not when all is built
    with site.running() as running:
        from bench import house, pgbench, statements  # noqa: PLC0415  Django must be ready
        from bench.cases import Cases  # noqa: PLC0415

        at_rest = _memory(running)
        rounds.say(f"building a programme of {house.SHOWS} shows, {house.RESERVATIONS} reservations and a rush")
        built = house.build()
        counted = statements.count(built)
        cases = Cases(running, built)
        groups = dict(zip(tables.GROUPS, [cases.floors(), cases.reads(), cases.writes()], strict=True))
        measured = rounds.measure([case for group in groups.values() for case in group], running.postgres_pid)
        cases.stop()
        afterwards = _memory(running)
        script = pgbench.write_script(running.folder / "booking.sql", built)
        rates = {
            number: median(script.rate(number, rounds.SECONDS) for _run in range(rounds.RUNS)) for number in CONNECTIONS
        }
        conditions = _conditions(house.RESERVATIONS)
    return [
        Section("Conditions", ["\n".join(f"- {condition}" for condition in conditions)]),
        *musts.sections(measured, counted),
        *(tables.calls(title, [case.name for case in group], measured) for title, group in groups.items()),
        tables.pgbench(rates, measured["booking", tables.MIDDLE]),
        tables.statements(counted),
        tables.memory(at_rest, afterwards),
    ]


def _memory(running: site.BenchedSite) -> dict[str, float]:
    """Without the gunicorns that only the comparison needs."""
    programs = {
        "nginx": running.nginx_pid,
        "gunicorn, 3 processes of 2 threads": running.main.pid,
        "PostgreSQL": running.postgres_pid,
    }
    return {name: processes.megabytes(pid) for name, pid in programs.items()}


def _conditions(reservations: int) -> list[str]:
    return [
        *environment.versions(),
        "settings of production: 3 gunicorn workers of 2 threads, PostgreSQL with fsync on, nginx with TLS",
        f"wrk in one thread, {rounds.SECONDS} s a run, {_times(rounds.RUNS)}; a connection for each call of gunicorn",
        f"{reservations:,} reservations of other evenings in the table, and one evening that everybody wants",
    ]


def _times(runs: int) -> str:
    return "one run" if runs == 1 else f"medians of {runs} runs"
