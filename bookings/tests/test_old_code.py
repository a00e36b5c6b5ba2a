from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import TestCase

from bookings.models import Performance, Reservation
from bookings.tests.factories import CURTAIN, NOW, make_performance, make_show, make_venue


class OldCodeTests(TestCase):
    """While a release goes out, code that does not know the newest columns goes on writing."""

    @classmethod
    def setUpTestData(cls):
        loader = MigrationExecutor(connection).loader
        cls.old = loader.project_state([("bookings", "0007_door_list_by_mail")]).apps

    def test_it_adds_performances_and_reservations(self):
        show, venue = make_show(), make_venue()
        old = self.old.get_model("bookings", "Performance")
        row = old.objects.create(show_id=show.pk, venue_id=venue.pk, starts_at=CURTAIN, capacity=venue.capacity)
        added = Performance.objects.get(pk=row.pk)
        assert (added.occupied_reason, added.additional_reason, added.release_minutes) == ("", "", None)
        assert added.house.seat_limit == venue.capacity

    def test_its_reservations_are_ordinary_and_without_a_note(self):
        old = self.old.get_model("bookings", "Reservation")
        row = old.objects.create(
            performance_id=make_performance().pk,
            reference="K7QF2MXW",
            public_id="1234567890123456",
            party_size=2,
            status="confirmed",
            created_at=NOW,
        )
        added = Reservation.objects.get(pk=row.pk)
        assert (added.kind, added.staff_note) == ("ordinary", "")
