"""The statements of a booking, written down and sent again by pgbench: what PostgreSQL alone could do."""

import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import override_settings
from psycopg import ClientCursor

from bench import calls, statements
from bench.house import House
from bench.wrk import WentWrong
from bookings.models import Reservation
from infra.dev_postgres import find_programs

VISITOR = "pgbench@example.org"
BEFORE = 2  # bookings after which all is remembered that is remembered between calls
# Another number for each booking of each client of each run; its seven digits fill a reference.
FIRST, ROOM = 1_000_000, 500_000
KEY = "\\set n :n + 1\n\\set key :first + :n * :clients + :client_id\n"
DIGEST = re.compile(r"'[0-9a-f]{64}'")


@dataclass(frozen=True)
class Script:
    path: Path
    firsts: Iterator[int] = field(default_factory=lambda: count(FIRST, ROOM))

    def rate(self, clients: int, seconds: int) -> float:
        """Bookings per second."""
        facts = connection.get_connection_params()
        where = [f"--{name}={facts[key]}" for name, key in (("host", "host"), ("username", "user")) if facts.get(key)]
        amount = [f"--client={clients}", f"--jobs={min(2, clients)}", f"--time={seconds}"]
        variables = {"n": 0, "first": next(self.firsts), "clients": clients}
        defined = [f"--define={name}={value}" for name, value in variables.items()]
        # As the site sends them: kept prepared on each connection.
        command = [
            find_programs() / "pgbench",
            "--no-vacuum",
            "--protocol=prepared",
            f"--file={self.path}",
            *where,
            *amount,
            *defined,
        ]
        answer = subprocess.run([*command, facts["dbname"]], capture_output=True, text=True, check=False)
        return rate_told(answer.stdout, answer.stderr)


def rate_told(output: str, errors: str) -> float:
    """pgbench goes on with its other clients when one has failed, and tells of it: then the rate means nothing."""
    found = re.search(r"tps = ([\d.]+) \(without", output)
    if found is None or "abort" in errors:
        raise WentWrong(f"pgbench failed:\n{output}\n{errors}")
    return float(found[1])


def write_script(path: Path, house: House) -> Script:
    """Books in this process and writes down what is sent by the last booking, with keys that differ each time."""
    for number in range(BEFORE):
        sent_by(calls.book(house, f"before{number}-{VISITOR}"))
    sent = sent_by(calls.book(house, VISITOR))
    made = Reservation.objects.get(email=VISITOR)
    own = {
        f"'{made.reference}'": "('Y' || :key)",
        f"'{made.public_id}'": "('pgbench-' || :key)",
        f"'{VISITOR}'": "('pgbench' || :key || '@example.org')",
    }
    path.write_text(KEY + "".join(as_script(sent, own)))
    return Script(path)


def sent_by(call: calls.Call) -> list[str]:
    """The statements of a call without its mail, each with its values in it."""
    sent = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]) -> Any:
        sent.append(ClientCursor(connection.connection).mogrify(sql, params))
        return execute(sql, params, many, context)

    with override_settings(MAIL_FIRST_TRY="tick"), connection.execute_wrapper(note):
        statements.answered(call)
    return sent


def as_script(sent: list[str], texts: Mapping[str, str]) -> Iterable[str]:
    """Statements as pgbench reads them. Digests become another for each booking: else all of them would count their
    tries in one row, as those of one visitor."""
    for statement in sent:
        written = DIGEST.sub("('pgbench:' || :key)", statement)
        for text, variable in texts.items():
            written = written.replace(text, variable)
        yield f"{written.strip()};\n"
