"""What needs no wrk of `make bench`: how answers are read and refused, medians, tables, and the file of requests."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import connection
from django.test import TransactionTestCase, override_settings
from django.utils import timezone

from bench import calls, musts, processes, report, statements, tables, wrk
from bench.__main__ import PARTS
from bench.figures import Counted, Figures, median_of
from bench.house import House
from bench.pgbench import as_script, rate_told, write_script
from bench.rounds import CLIENTS
from bookings.models import Reservation, ThrottleCount
from bookings.tests.factories import make_performance

GOOD = {
    "requests": 900,
    "microseconds": 1_500_000,
    "p50": 12_500,
    "p99": 40_000,
    "unexpected": 0,
    "broken": 0,
    "ran_out": False,
    "first": "",
}
DOCUMENT = """words
<!-- make bench, suite: begin -->
older figures
<!-- make bench, suite: end -->
more words
<!-- make bench, growth: begin -->
older figures
<!-- make bench, growth: end -->
"""


def output(**facts: object) -> str:
    return f"Running 2s test @ http://127.0.0.1\n  900 requests in 1.50s\n\n{json.dumps(GOOD | facts)}\n"


def figures(rate: float = 100, site_cpu: float = 1, database_cpu: float = 0) -> Figures:
    return Figures(rate, p50=1, p99=2, generator=0.1, site_cpu=site_cpu, database_cpu=database_cpu)


def test_what_wrk_tells_is_read_in_seconds_and_milliseconds() -> None:
    assert wrk.told(output(), "http://here", own_cpu=0.25) == wrk.Told(900, 1.5, 12.5, 40, 0.25)


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        (output(unexpected=3, first="409 no seats"), "3 unexpected answers .* 409 no seats"),
        (output(broken=1), "1 broken connections"),
        (output(ran_out=True), "all 900 requests that were prepared"),
        ("unable to connect to 127.0.0.1", "wrk failed at http://here:\nunable to connect"),
        ("", "wrk failed"),
    ],
)
def test_a_run_that_means_nothing_is_refused_with_its_reason(printed: str, words: str) -> None:
    with pytest.raises(wrk.WentWrong, match=words):
        wrk.told(printed, "http://here", own_cpu=0)


def test_without_wrk_the_message_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(wrk.WentWrong, match="apt-get install wrk"):
        wrk.program()


def test_prepared_requests_are_whole_and_apart(tmp_path: Path) -> None:
    one = calls.Call("/api/", {"name": "Niccolò"}, {"Host": "localhost"}, 201)
    file = wrk.write_requests(tmp_path / "requests", [one.raw, one.raw])
    first, second, rest = file.read_bytes().split(b"\0")
    assert (first, rest) == (second, b"")
    head, body = first.split(b"\r\n\r\n")
    assert head.split(b"\r\n")[0] == b"POST /api/ HTTP/1.1"
    assert f"Content-Length: {len(body)}".encode() in head
    assert json.loads(body) == {"name": "Niccolò"}


def test_each_visitor_has_an_address_of_their_own() -> None:
    addresses = {calls.visitor()["X-Forwarded-For"] for _visitor in range(600)}
    assert len(addresses) == 600


def test_each_figure_has_its_own_median() -> None:
    runs = [Figures(*values) for values in ((1, 30, 3, 1, 1, 9), (2, 10, 9, 1, 5, 8), (9, 20, 6, 1, 2, 7))]
    assert median_of(runs) == Figures(2, 20, 6, 1, 2, 8)


def test_what_ended_children_have_computed_is_counted() -> None:
    before = processes.cpu_seconds(os.getpid())
    subprocess.run([sys.executable, "-c", "import time\nwhile time.process_time() < 0.2: pass"], check=True)
    assert processes.cpu_seconds(os.getpid()) - before > 0.15


def test_a_program_that_has_ended_costs_nothing() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert (processes.cpu_seconds(ended.pid), processes.megabytes(ended.pid)) == (0, 0)
    assert processes.megabytes(os.getpid()) > 1


def test_statements_that_a_call_sends_more_when_it_sends_its_mail_are_those_of_the_mail() -> None:
    booking, mail = ["INSERT throttle", "BEGIN", "SELECT", "INSERT", "COMMIT"], ["UPDATE mail", "SELECT mail"]
    assert statements.counted(booking, booking + mail) == Counted(own=3, transactions=1, of_the_mail=2)
    assert statements.counted(["SELECT"], ["SELECT"]) == Counted(own=1, transactions=0, of_the_mail=0)


def test_each_client_of_pgbench_books_for_somebody_else() -> None:
    sent = [
        "INSERT INTO bookings_throttlecount VALUES "
        "('book.address', 'a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1'), "
        "('book.client', 'b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2')",
        "\n    INSERT INTO bookings_reservation VALUES ('AB2') RETURNING id\n",
    ]
    assert list(as_script(sent, {"'AB2'": "('Y' || :key)"})) == [
        "INSERT INTO bookings_throttlecount VALUES "
        "('book.address', ('pgbench:' || :key)), ('book.client', ('pgbench:' || :key));\n",
        "INSERT INTO bookings_reservation VALUES (('Y' || :key)) RETURNING id;\n",
    ]


@pytest.mark.postgresql
class ScriptTests(TransactionTestCase):
    serialized_rollback = True

    def test_what_pgbench_sends_books_each_time(self):
        house = House(make_performance(starts_at=timezone.now() + timedelta(days=1)).pk, "", 0, "", "")
        with TemporaryDirectory() as folder, override_settings(ALLOWED_HOSTS=["*"]):
            script = write_script(Path(folder) / "booking.sql", house).path.read_text()
        _meta, number, statements_of_one = script.partition("clients + :client_id\n")
        assert number
        with connection.cursor() as cursor:
            for key in ("1000001", "1000002"):
                cursor.execute(statements_of_one.replace(":key", key))
        made = Reservation.objects.filter(reference__startswith="Y100000", history__act="booked")
        assert made.filter(messages__kind="confirm").count() == 2
        assert ThrottleCount.objects.filter(subject="pgbench:1000001").count() == 2


def test_the_rate_of_pgbench_counts_only_when_no_client_gave_up() -> None:
    printed = "latency average = 1.2 ms\ntps = 812.5 (without initial connection time)\n"
    assert rate_told(printed, "") == 812.5
    with pytest.raises(wrk.WentWrong, match="duplicate key"):
        rate_told(printed, "pgbench: error: client 3 script 0 aborted in command 4: duplicate key")


def test_sections_are_markdown() -> None:
    section = report.Section("Memory", ["In MB.", report.Table(["program", "at rest"], [["nginx", "7"]])])
    assert report.as_markdown([section]) == (
        "## Memory\n\nIn MB.\n\n| program | at rest |\n| --- | ---: |\n| nginx | 7 |\n"
    )


def test_new_figures_take_the_place_of_the_older_and_of_nothing_else() -> None:
    written = report.put_between(DOCUMENT, "suite", "new figures\n")
    assert written == DOCUMENT.replace("older figures\n", "\nnew figures\n\n", 1)
    assert report.put_between(written, "suite", "new figures\n") == written


@pytest.mark.parametrize("part", PARTS)
def test_the_document_has_the_marks_of_each_part(part: str) -> None:
    assert "figures of today" in report.put_between(report.DOCUMENT.read_text(), part, "figures of today")


def test_what_does_not_hold_is_told_and_stops_nothing() -> None:
    measured = {(name, musts.AT): figures() for ratio in musts.RATIOS for name in (ratio.case, ratio.floor)}
    measured |= {(name, musts.AT): figures() for name in musts.WHOLE}
    measured["booking, mails by tick", musts.AT] = figures(rate=29, site_cpu=2, database_cpu=2)
    measured["booking", musts.AT] = figures(rate=29)
    counted = {name: Counted(most, 1, 3) for name, most in musts.STATEMENTS.items()}
    counted["check-in"] = Counted(7, 1, 0)
    [section] = musts.sections(measured, counted)
    printed = str(section)
    assert "| booking, mails by tick / empty DRF view, GET | 30% | 45% | 29% | 25% | **no** |" in printed
    assert "| confirmation, mails by tick / empty DRF view, GET | 30% | 50% | 100% | 100% | yes |" in printed
    assert "| check-in | 6 | 7 | **no** |" in printed
    assert "| whole booking | 3 a second | 30 | 5 | **no** |" in printed


def test_a_row_of_figures_stands_under_its_head() -> None:
    measured = {("booking", clients): figures(rate=1234.5) for clients in CLIENTS}
    [table] = tables.calls("Calls", ["booking"], measured).parts
    assert len(table.rows[0]) == len(table.head)
    assert table.rows[0][:2] == ["booking", "1,234"]
