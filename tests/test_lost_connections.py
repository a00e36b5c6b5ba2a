"""PostgreSQL ends a connection while nobody uses it, as each does when it is restarted."""

import pytest
from django.core.signals import request_started
from django.db import connection

from azionelab.lost_connections import let_go
from tests.racing import RaceTestCase

pytestmark = pytest.mark.postgresql
LIST = "/api/performances/"


class LostConnectionTests(RaceTestCase):
    def setUp(self):
        super().setUp()
        connection.ensure_connection()
        another = connection.copy()
        self.addCleanup(another.close)
        pid = connection.connection.info.backend_pid
        with another.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 60000)", [pid])  # milliseconds; returns when it has ended
        self.addCleanup(connection.close)

    def test_nobody_notices(self):
        assert self.client.get(LIST).status_code == 200

    def test_canary_without_the_look_somebody_is_sent_away(self):
        request_started.disconnect(let_go, dispatch_uid="lost-connections")
        self.addCleanup(request_started.connect, let_go, dispatch_uid="lost-connections")
        assert self.client.get(LIST).status_code == 503

    def test_a_connection_that_is_well_is_kept(self):
        connection.close()
        self.client.get(LIST)
        kept = connection.connection
        self.client.get(LIST)
        assert connection.connection is kept
