"""PostgreSQL that no longer moves: readiness says so instead of hanging too, and the site comes back by itself."""

import os
import signal
from tempfile import TemporaryDirectory

import pytest
from django.test import SimpleTestCase

from tests.faults.gunicorn import children, gunicorn, production, python
from tests.faults.mail_server import UP, MailServer
from tests.faults.test_database import OwnServer
from tests.production.processes import wait_until


class FrozenServer(OwnServer):
    def signal_all(self, number: int) -> None:
        """To the first process and to those that it has started."""
        first = int((self.data / "postmaster.pid").read_text().split()[0])
        for process in [first, *children(first)]:
            os.kill(process, number)


@pytest.mark.postgresql
class HangingDatabaseTests(SimpleTestCase):
    def setUp(self):
        self.database = FrozenServer()
        self.addCleanup(self.database.destroy)
        self.database.start()
        mail_server = self.enterContext(MailServer(UP))
        self.environment = production(self.database.url, mail_server.port, self.enterContext(TemporaryDirectory()))
        python(self.environment, "manage.py", "migrate", "--verbosity=0")

    def test_health_fails_while_the_database_hangs_and_not_longer(self):
        with gunicorn(self.environment) as site:
            assert site.get("/api/health/")[0] == 200
            self.database.signal_all(signal.SIGSTOP)
            try:
                asked = [site.get("/api/health/") for _time in range(3)]
                alive, _answer = site.get("/api/health/live/")
            finally:
                self.database.signal_all(signal.SIGCONT)
            assert [(status, answer["database"]) for status, answer in asked] == [(503, "failing")] * 3
            assert alive == 200
            wait_until("it is well again", lambda: site.get("/api/health/")[0] == 200)
