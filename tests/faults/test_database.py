"""PostgreSQL dies in mid-load and comes back: nothing that was promised is lost, nothing is half written."""

import json
import os
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from tempfile import TemporaryDirectory

import psycopg
import pytest
from django.test import SimpleTestCase

from infra.dev_postgres import Server
from tests.faults.gunicorn import gunicorn, production, python
from tests.faults.mail_server import UP, MailServer

VISITORS, HANDS = 120, 6
SECONDS_TO_RECOVER = 90
# A crash must find what was committed on the disk; the settings for tests do without that.
DURABLE = "fsync = on\nsynchronous_commit = on\nfull_page_writes = on\n"

HALF_WRITTEN = """
    SELECT count(*) FROM bookings_reservation r WHERE r.status = 'confirmed' AND NOT EXISTS (
        SELECT FROM bookings_reservationevent e JOIN bookings_outboxmessage m ON m.cause_id = e.id
        WHERE e.reservation_id = r.id AND e.act = 'confirmed' AND m.kind = 'confirmed')
"""
WRITTEN_WITHOUT_STATUS = """
    SELECT count(*) FROM bookings_reservationevent e JOIN bookings_reservation r ON r.id = e.reservation_id
    WHERE e.act = 'confirmed' AND r.status <> 'confirmed'
"""
CONFIRMED = "SELECT count(*) FROM bookings_reservation WHERE status = 'confirmed'"
COUNTED = "SELECT confirmed_seats FROM bookings_house"


class OwnServer(Server):
    """A PostgreSQL of this test alone. Named like those of `dev_postgres.py run`, which clears away what is left."""

    def __init__(self) -> None:
        super().__init__(f"run-{os.getpid()}", DURABLE)

    def crash_and_restart(self) -> None:
        self.restart("immediate")


@pytest.mark.postgresql
class DatabaseDiesTests(SimpleTestCase):
    def setUp(self):
        self.database = OwnServer()
        self.addCleanup(self.database.destroy)
        self.database.start()
        mail_server = self.enterContext(MailServer(UP))
        self.environment = production(self.database.url, mail_server.port, self.enterContext(TemporaryDirectory()))
        python(self.environment, "manage.py", "migrate", "--verbosity=0")
        self.tokens = json.loads(python(self.environment, "-m", "tests.faults.prepare_bookings", str(VISITORS)))

    def test_restart_in_mid_load_loses_no_confirmation_and_halves_none(self):
        with gunicorn(self.environment) as site, ThreadPoolExecutor(HANDS) as hands:
            visitors = Visitors(site)
            load = [hands.submit(visitors.confirm, token) for token in self.tokens]
            visitors.some_are_through.wait(timeout=SECONDS_TO_RECOVER)
            self.database.crash_and_restart()
            for one in load:
                one.result(timeout=SECONDS_TO_RECOVER * 2)
        assert set(visitors.answers) <= {200, 503}, visitors.answers
        assert self.ask(CONFIRMED) == self.ask(COUNTED) == VISITORS
        assert self.ask(HALF_WRITTEN) == self.ask(WRITTEN_WITHOUT_STATUS) == 0

    def ask(self, query):
        role = "azionelab"
        host = self.database.url.partition("host=")[2]
        with psycopg.connect(host=host, user=role, dbname=role) as connection:
            return connection.execute(query).fetchone()[0]


class Visitors:
    """Each confirms, and tries again while the site says that it cannot now."""

    def __init__(self, site):
        self.site = site
        self.answers = Counter()
        self.some_are_through = threading.Event()

    def confirm(self, token):
        give_up_at = time.monotonic() + SECONDS_TO_RECOVER
        while time.monotonic() < give_up_at:
            status, _answer = self.site.post("/api/reservations/confirm/", {"token": token})
            self.answers[status] += 1
            if self.answers[200] == VISITORS // 4:
                self.some_are_through.set()
            if status == 200:
                return
        raise AssertionError(f"The site did not come back: {self.answers}")
