"""Admissions of a house that is open already survive the next version, on either database."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import TransactionTestCase

from bookings.tests.factories import CURTAIN, confirmed, make_doorkeeper, make_performance
from checkins import services
from checkins.models import CheckIn
from checkins.queries import DoorCode


class EarlierAdmissionsTests(TransactionTestCase):
    serialized_rollback = True  # the first pages come from migrations and must be there for the next test

    def test_they_were_known_at_once_and_walk_ups_stay_walk_ups(self):
        performance, staff = make_performance(capacity=10), make_doorkeeper()
        code = DoorCode(reference=confirmed(performance, party_size=2).reference)
        services.admit_party(code=code, scan=services.Scan("party", performance.pk, staff), people=None, at=CURTAIN)
        services.admit_walk_up(party_size=1, scan=services.Scan("walk-up", performance.pk, staff), at=CURTAIN)
        self.migrate(("checkins", "0001_initial"))
        self.migrate(*MigrationExecutor(connection).loader.graph.leaf_nodes())
        rows = CheckIn.objects.order_by("pk").values_list("scan_id", "source", "received_at", "device", "conflict")
        assert list(rows) == [("party", "door", CURTAIN, "", ""), ("walk-up", "walk_up", CURTAIN, "", "")]

    def migrate(self, *targets):
        MigrationExecutor(connection).migrate(list(targets))
