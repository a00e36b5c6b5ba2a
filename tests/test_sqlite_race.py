"""The race for the last seats on SQLite, the embedded default: eight processes with one database file."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import SimpleTestCase

ROOT = Path(__file__).resolve().parent.parent
PROCESSES, VISITORS, SEATS = 8, 64, 6


class SqliteRaceTests(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = cls.enterClassContext(TemporaryDirectory())
        cls.prepared = Path(cls.folder, "prepared.sqlite3")
        run([ROOT / "manage.py", "migrate", "--verbosity=0"], cls.prepared)
        cls.public_ids = ended(racer(cls.prepared, "prepare", SEATS, VISITORS))

    def setUp(self):
        self.file = Path(self.folder, f"{self._testMethodName}.sqlite3")
        shutil.copy(self.prepared, self.file)

    def race(self, act, *pauses):
        """Starts the racers; all wait for one another at each pause. Returns how many ended how."""
        racers = [racer(self.file, act, self.public_ids[number::PROCESSES]) for number in range(PROCESSES)]
        for pause in pauses:
            assert [said(each) for each in racers] == [pause] * PROCESSES
            for each in racers:
                go_on(each)
        return Counter(outcome for each in racers for outcome in ended(each))

    def seats(self):
        """Counted by the trigger, and anew."""
        with closing(sqlite3.connect(self.file)) as database:
            [counted] = database.execute("SELECT confirmed_seats FROM bookings_house").fetchone()
            count = "SELECT COALESCE(SUM(party_size), 0) FROM bookings_reservation WHERE status = 'confirmed'"
            return counted, database.execute(count).fetchone()[0]

    def test_8_processes_confirm_the_last_seats(self):
        assert self.race("race", "ready") == {"confirmed": SEATS, "not_enough_seats": VISITORS - SEATS}
        assert self.seats() == (SEATS, SEATS)

    def test_canary_without_transaction_and_constraint_oversells(self):
        ended(racer(self.file, "remove_constraint"))
        self.race("race_unguarded", "ready", "looked")
        assert self.seats()[1] > SEATS


def racer(file, act, *values):
    command = [sys.executable, "-m", "tests.sqlite_racer", act, json.dumps(values)]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, env=environment(file), cwd=ROOT, **streams)


def said(process):
    return json.loads(process.stdout.readline())


def go_on(process):
    process.stdin.write("go\n")
    process.stdin.flush()


def ended(process):
    """The last words of a process, which ends with them."""
    last, _nothing = process.communicate(timeout=120)
    assert process.returncode == 0
    return json.loads(last)


def run(command, file):
    subprocess.run([sys.executable, *command], env=environment(file), cwd=ROOT, check=True)


def environment(file):
    return os.environ | {"DATABASE_URL": f"sqlite:///{file}", "DJANGO_SETTINGS_MODULE": "azionelab.settings.test"}
