"""The statements of a booking, written down and sent again by pgbench: what PostgreSQL alone could do."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from django.db import connection

from bench import calls, statements
from bench.house import House
from bench.wrk import WentWrong
from bookings.models import OutboxMessage, Reservation
from infra.dev_postgres import find_programs

VISITOR = "pgbench@example.org"
# Another number for each booking of each client of each run; its seven digits fill a reference.
FIRST, ROOM = 1_000_000, 500_000
KEY = "\\set n :n + 1\n\\set key :first + :n * :clients + :client_id\n"
DIGEST = re.compile(r"'[0-9a-f]{64}'")
# What an INSERT gives back is a variable for the statements that follow.
NAMES = {
    "bookings_reservation": "reservation",
    "bookings_reservationevent": "event",
    "bookings_outboxmessage": "message",
}
# Far apart, so that a key of one table is never taken for another's, nor for a number that means something else.
FIRST_KEYS = {
    "bookings_reservation": 300_000_000,
    "bookings_reservationevent": 400_000_000,
    "bookings_outboxmessage": 500_000_000,
}


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
        command = [find_programs() / "pgbench", "--no-vacuum", f"--file={self.path}", *where, *amount, *defined]
        answer = subprocess.run([*command, facts["dbname"]], capture_output=True, text=True, check=False)
        return rate_told(answer.stdout, answer.stderr)


def rate_told(output: str, errors: str) -> float:
    """pgbench goes on with its other clients when one has failed, and tells of it: then the rate means nothing."""
    found = re.search(r"tps = ([\d.]+) \(without", output)
    if found is None or "abort" in errors:
        raise WentWrong(f"pgbench failed:\n{output}\n{errors}")
    return float(found[1])


def write_script(path: Path, house: House) -> Script:
    """Books once in this process and writes down what was sent until the commit, with keys that differ each time."""
    with connection.cursor() as cursor:
        for table, key in FIRST_KEYS.items():
            cursor.execute(f"ALTER SEQUENCE {table}_id_seq RESTART WITH {key}")
    sent = statements.sent(calls.book(house, VISITOR))
    booking = sent[: sent.index(statements.COMMIT) + 1]
    path.write_text(KEY + "".join(as_script(booking, _texts(Reservation.objects.get(email=VISITOR)))))
    return Script(path)


def _texts(reservation: Reservation) -> dict[str, str]:
    """What stands in the script instead of the keys of the booking that was made."""
    rows = {
        "reservation": [reservation],
        "event": reservation.history.order_by("pk"),
        "message": OutboxMessage.objects.filter(reservation=reservation).order_by("pk"),
    }
    keys = {str(row.pk): f":{name}{number}_id" for name, found in rows.items() for number, row in enumerate(found)}
    own = {reservation.reference: "Y:key", reservation.public_id: "pgbench-:key", VISITOR: "pgbench:key@example.org"}
    return keys | own


def as_script(sent: list[str], texts: dict[str, str]) -> Iterable[str]:
    """Statements as pgbench reads them. Digests become another for each booking: else all of them would count their
    tries in one row, as those of one visitor."""
    inserted: Counter[str] = Counter()
    for statement in sent:
        end = ";"
        table = re.match(r'INSERT INTO "(\w+)"', statement)
        if table and 'RETURNING "' in statement:
            name = NAMES[table[1]]
            end = f" \\gset {name}{inserted[name]}_"
            inserted[name] += 1
        written = DIGEST.sub("'pgbench:key'", statement)
        for text, variable in texts.items():
            written = written.replace(text, variable)
        yield f"{written}{end}\n"
