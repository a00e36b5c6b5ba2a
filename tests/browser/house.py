"""The house behind the site that a browser visits: what its staff and other visitors do meanwhile."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = "from tests.browser.house_acts import main; main()"


class House:
    """Asks a program on the site's own database (house_acts.py) for one act after another."""

    def __init__(self, environment: dict[str, str], database: Path, site_url: str) -> None:
        self._environment, self._database, self.site_url = environment, database, site_url
        self._program = self._started()

    def _started(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--no-imports", "--command", PROGRAM],
            env=self._environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def act(self, name: str, /, **values: Any) -> Any:
        self._program.stdin.write(json.dumps([name, values]) + "\n")
        self._program.stdin.flush()
        answer = self._program.stdout.readline()
        if not answer:  # it has told why; the next test finds another
            self.close()
            self._program = self._started()
        assert answer, f"the house could not {name}"
        return json.loads(answer)

    def open_show(self, *capacities: int) -> "Stage":
        return Stage(house=self, site_url=self.site_url, **self.act("open_show", capacities=capacities))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else can write meanwhile."""
        with closing(sqlite3.connect(self._database, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")

    def close(self) -> None:
        self._program.communicate(timeout=60)


@dataclass(frozen=True)
class Stage:
    """A show of one test alone: nobody else books it."""

    house: House
    site_url: str
    page: int
    paths: dict[str, str]
    performances: list[int]

    def address(self, language: str = "it") -> str:
        return f"{self.site_url}{self.paths[language]}"

    def alter(self, number: int = 0, **values: Any) -> None:
        self.house.act("alter", performance=self.performances[number], **values)

    def fill(self, *numbers: int) -> None:
        """No seat is left on these dates, or on any."""
        for number in numbers or range(len(self.performances)):
            self.house.act("fill", performance=self.performances[number])

    def cancel(self, number: int = 0) -> None:
        self.house.act("cancel_performance", performance=self.performances[number])

    def remove(self, number: int = 0) -> None:
        self.house.act("remove", performance=self.performances[number])

    def take_seats(self, party_size: int, number: int = 0, **values: Any) -> str:
        return self.house.act("take_seats", performance=self.performances[number], party_size=party_size, **values)

    def book(self, email: str, number: int = 0, **values: Any) -> str:
        return self.house.act("book", performance=self.performances[number], email=email, **values)

    def links(self, reference: str, language: str = "it") -> dict[str, str]:
        """Addresses of the pages of a reservation, as its mails have them."""
        paths = self.house.act("links", reference=reference, language=language)
        return {name: f"{self.site_url}{path}" for name, path in paths.items()}

    def reservations(self, number: int = 0) -> list[dict[str, Any]]:
        return self.house.act("reservations", performance=self.performances[number])
