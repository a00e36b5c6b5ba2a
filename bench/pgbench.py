"""The statements that the three calls send, written down and sent again by pgbench: what PostgreSQL alone could do."""

import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import calls
from bench.house import Hot
from bookings.models import OutboxMessage, Reservation
from checkins.models import CheckIn
from infra.dev_postgres import find_programs

VISITOR = "pgbench@example.org"
# Seven digits, another number for each run, client and evening.
NUMBER = "\\set n :n + 1\n\\set key 1000000 + :run * 100000 + :client_id * 1000 + :n\n"
FRAME = {"BEGIN", "COMMIT"}
NAMES = {
    "bookings_reservation": "reservation",
    "bookings_reservationevent": "event",
    "bookings_outboxmessage": "message",
    "checkins_checkin": "check_in",
}


@dataclass(frozen=True)
class Script:
    """The file for pgbench, and how many statements each call sends (BEGIN and COMMIT apart)."""

    path: Path
    statements: dict[str, int]


def write_script(folder: Path, hot: Hot) -> Script:
    """Plays one evening in this process and writes down its statements, with keys that differ each time."""
    sent = {"book": _statements(calls.book(hot, VISITOR))}
    reservation = Reservation.objects.get(email=VISITOR)
    sent["confirm"] = _statements(calls.confirm(reservation.public_id))
    sent["check in"] = _statements(calls.check_in(hot, reservation.public_id))
    texts = _texts(reservation)
    path = folder / "evening.sql"
    path.write_text(NUMBER + "".join(_lines([one for statements in sent.values() for one in statements], texts)))
    return Script(path, {call: sum(one not in FRAME for one in statements) for call, statements in sent.items()})


def rate(script: Script, clients: int, parties: int, run: int) -> float:
    """Evenings of one party per second."""
    facts = connection.get_connection_params()
    where = [f"--{name}={facts[key]}" for name, key in (("host", "host"), ("username", "user")) if facts.get(key)]
    amount = [
        "--client",
        str(clients),
        "--jobs",
        str(min(2, clients)),
        "--transactions",
        str(max(1, parties // clients)),
    ]
    variables = ["--define", "n=0", "--define", f"run={run}"]
    command = [find_programs() / "pgbench", "--no-vacuum", "--file", script.path, *where, *amount, *variables]
    answer = subprocess.run([*command, facts["dbname"]], capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([\d.]+) \(without", answer.stdout)
    if found is None or answer.returncode != 0:
        raise SystemExit(f"pgbench failed:\n{answer.stdout}\n{answer.stderr}")
    return float(found[1])


def _statements(call: calls.Call) -> list[str]:
    headers = {name: value for name, value in call.headers.items() if name != "Content-Type"}
    with CaptureQueriesContext(connection) as captured:
        answer = Client().generic("POST", call.path, call.content, "application/json", headers=headers)
    if answer.status_code != call.answer:
        raise SystemExit(f"{call.path} {answer.status_code} {answer.content!r}")
    return [query["sql"].strip().rstrip(";") for query in captured.captured_queries]


def _texts(reservation: Reservation) -> dict[str, str]:
    """What stands in the script instead of the keys of the evening that was played."""
    rows = {
        "reservation": [reservation],
        "event": reservation.history.order_by("pk"),
        "message": OutboxMessage.objects.filter(reservation=reservation).order_by("pk"),
        "check_in": CheckIn.objects.filter(reservation=reservation),
    }
    keys = {str(row.pk): f":{name}{number}_id" for name, found in rows.items() for number, row in enumerate(found)}
    return keys | {
        reservation.reference: "Y:key",
        reservation.public_id: "pgbench-:key",
        VISITOR: "pgbench:key@example.org",
    }


def _lines(statements: list[str], texts: dict[str, str]) -> list[str]:
    """Statements as pgbench reads them; what an INSERT returns becomes a variable for those that follow."""
    inserted: Counter[str] = Counter()
    lines = []
    for statement in statements:
        table = re.match(r'INSERT INTO "(\w+)"', statement)
        end = ";"
        if table and 'RETURNING "' in statement:
            name = NAMES[table[1]]
            end = f" \\gset {name}{inserted[name]}_"
            inserted[name] += 1
        # Else all evenings would count their tries in one row, as those of one address.
        statement = re.sub(r"('book\.address', ')[0-9a-f]{64}", r"\1pgbench:key", statement)
        for text, written in texts.items():
            statement = statement.replace(text, written)
        lines.append(f"{statement}{end}\n")
    return lines
