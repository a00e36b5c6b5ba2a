"""Bookings a second through gunicorn on a small and on a large house, in turn."""

from dataclasses import dataclass

import psycopg
from django.db import connection

from bench import calls, rounds
from bench.figures import Measured
from bench.house import House, new_addresses
from bench.site import BenchedSite
from bench.wrk import Load, write_requests
from tests.production.processes import Backend

SMALL = "azionelab_small"
MOST = 1500  # calls a second that are prepared for a run


@dataclass(frozen=True)
class Pace:
    """`keep` copies the database as it is then; `against` measures it beside what has become of the one it was."""

    site: BenchedSite

    def keep(self) -> None:
        """Nobody may be connected to what is copied."""
        facts = connection.get_connection_params()
        self.site.main.stop()
        connection.close()
        connection.close_pool()
        where = {key: facts[key] for key in ("host", "user") if facts.get(key)}
        with psycopg.connect(dbname="postgres", autocommit=True, **where) as server:
            server.execute(f"CREATE DATABASE {SMALL} TEMPLATE {facts['dbname']}")

    def against(self, performance: int) -> Measured:
        """Of both, which have the same performance tonight."""
        house = House(performance, "", performance, "", "")
        url = self.site.database_url.replace("/azionelab?", f"/{SMALL}?")
        small, large = self.site.started("small", DATABASE_URL=url), self.site.main.start()
        cases = [self._case(name, backend, house) for name, backend in (("smallest", small), ("largest", large))]
        try:
            return rounds.measure(cases, self.site.postgres_pid)
        finally:
            small.kill()

    def _case(self, name: str, backend: Backend, house: House) -> rounds.Case:
        def load(seconds: int) -> Load:
            booked = (calls.book(house, address).raw for address in new_addresses(seconds * MOST))
            file = write_requests(self.site.folder / "requests", booked)
            return Load(f"http://{backend.bind}/", requests=file, statuses=(201,))

        return rounds.Case(name, (backend.pid,), load)
