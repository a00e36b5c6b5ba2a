from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import TransactionTestCase

from bookings.models import House, Reservation
from bookings.tests.factories import confirmed, make_performance

BEFORE = [("bookings", "0005_corrected_addresses")]


class ReleaseMigrationTests(TransactionTestCase):
    """Back and forth with a reservation in the house: what is promised stays counted, whichever triggers count it."""

    serialized_rollback = True  # the first pages come from migrations and must be there for the next test

    def migrate(self, targets):
        executor = MigrationExecutor(connection)
        executor.migrate(targets)
        return MigrationExecutor(connection).loader.project_state(targets).apps

    def confirmed_seats(self, apps):
        return apps.get_model("bookings", "House").objects.get().confirmed_seats

    def test_seats_are_counted_before_and_after_and_on_the_way_back(self):
        reservation = confirmed(make_performance(capacity=10), party_size=4)
        Reservation.objects.update(released_seats=3)
        assert House.objects.get().confirmed_seats == 1
        newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
        try:
            old = self.migrate(BEFORE)
            assert self.confirmed_seats(old) == 4
            old.get_model("bookings", "Reservation").objects.update(party_size=5)
            assert self.confirmed_seats(old) == 5
        finally:
            self.migrate(newest)
        reservation.refresh_from_db()
        assert (reservation.party_size, reservation.released_seats) == (5, 0)
        Reservation.objects.update(released_seats=2)
        assert House.objects.get().confirmed_seats == 3
