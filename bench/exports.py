"""How an export of 50,000 reservations leaves the site: `make bench-exports`, on SQLite and on PostgreSQL.

The site runs in gunicorn with the settings of production. Printed are the first byte, the whole time, the size, and by
how much the peak of the process that answers has grown; the list itself and a search in it stand beside. The process
has answered the list before, so that what is loaded with the first answer is no part of the figures.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import environment, server

RESERVATIONS, PERFORMANCES, PORTION = 50_000, 100, 2_000
LIST = "/admin/bookings/reservation/"
ASKED = {
    "the list": "",
    "a name searched for": "?q=Neri%2047",
    "CSV": "?export=csv",
    "XLSX": "?export=xlsx",
}
READ = 65_536


@dataclass(frozen=True)
class Figures:
    first_byte: float
    whole: float
    size: int
    growth: int  # of the largest process, in kB


def main() -> int:
    with TemporaryDirectory(prefix="azionelab-bench-") as folder:
        environment.prepare_on_any_database(folder)
        from django.db import connection  # noqa: PLC0415  it needs Django's settings, which need the environment

        session = _build()
        sys.stdout.write(f"{connection.vendor}, {RESERVATIONS} reservations\n")
        sys.stdout.write("| asked for | first byte | whole | MB | process grew by, MB |\n|---|---|---|---|---|\n")
        with server.gunicorn() as (address, process):
            for _once in range(4):
                _ask(address, session, "", process)  # each process answers once before
            for words, query in ASKED.items():
                found = _ask(address, session, query, process)
                size, growth = found.size / 1e6, found.growth / 1024
                times = f"{found.first_byte:.2f} s | {found.whole:.1f} s"
                sys.stdout.write(f"| {words} | {times} | {size:.1f} | {growth:.0f} |\n")
    return 0


def _build() -> str:
    """The reservations, every other with access needs; and the session of somebody who may see them."""
    from django.contrib.auth.models import User  # noqa: PLC0415  Django must be ready
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from bookings.models import Reservation, ReservationNeed  # noqa: PLC0415
    from bookings.tests.factories import make_performance, make_show  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)  # the list is a page of the admin
    show, now = make_show(), timezone.now()
    evenings = [
        make_performance(show=show, capacity=10_000_000, starts_at=now + timedelta(days=number))
        for number in range(PERFORMANCES)
    ]
    for start in range(0, RESERVATIONS, PORTION):
        rows = Reservation.objects.bulk_create(
            Reservation(
                performance=evenings[number % PERFORMANCES],
                reference=f"B{number:07d}",
                public_id=f"bench{number:011d}",
                status="confirmed",
                party_size=1 + number % 4,
                name=f"Giulia Neri {number}",
                email=f"visitor{number}@example.org",
                notes="Arriviamo in bicicletta, dove si può legare?",
                created_at=now,
                confirmed_at=now,
            )
            for number in range(start, start + PORTION)
        )
        ReservationNeed.objects.bulk_create(ReservationNeed(reservation=row, need="wheelchair") for row in rows[::2])
    client = Client()
    client.force_login(User.objects.create_superuser("bench"))
    return client.cookies["sessionid"].value


def _ask(address: tuple[str, int], session: str, query: str, process: int) -> Figures:
    workers = list(_children(process))
    before = {worker: _peak_anew(worker) for worker in workers}
    headers = {"Host": environment.HOST, "X-Forwarded-Proto": "https", "Cookie": f"sessionid={session}"}
    connection, started = HTTPConnection(*address, timeout=300), time.perf_counter()
    connection.request("GET", LIST + query, headers=headers)
    answer = connection.getresponse()
    if answer.status != 200:
        raise SystemExit(f"{LIST}{query} answers {answer.status}.")
    size = len(answer.read(1))
    first = time.perf_counter() - started
    while portion := answer.read(READ):
        size += len(portion)
    whole = time.perf_counter() - started
    connection.close()
    return Figures(first, whole, size, max(_peak(worker) - before[worker] for worker in workers))


def _children(process: int) -> Iterator[int]:
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        yield from (int(child) for child in path.read_text().split())


def _peak_anew(process: int) -> int:
    """Has the system forget the highest memory of a process until now, and gives the present one."""
    Path(f"/proc/{process}/clear_refs").write_text("5")
    return _peak(process)


def _peak(process: int) -> int:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    sys.exit(main())
