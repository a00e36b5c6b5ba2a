"""While a release goes out, code that does not know the newest columns goes on writing (docs/adr/0034)."""

from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from django.test import TestCase

from bookings.models import House, Performance, Reservation
from bookings.tests.factories import CURTAIN, NOW, make_doorkeeper, make_performance, make_show, make_venue
from checkins.models import CheckIn

OUR_APPS = {"azionelab", "home", "shows", "bookings", "checkins"}
FIRST = [("bookings", "0001_initial"), ("checkins", "0001_initial")]


class AddedColumnTests(TestCase):
    """A column that must have a value, in a table that was there before it, has one by the database's own default."""

    def test_every_column_added_by_a_later_migration_has_a_default(self):
        added = added_columns()
        assert {"released_seats", "kind"} <= added["bookings_reservation"]
        assert "received_at" in added["checkins_checkin"]
        wanting = {table: without_default(table) & columns for table, columns in added.items()}
        assert {table: columns for table, columns in wanting.items() if columns} == {}

    def test_a_column_without_default_is_seen(self):
        """Those of the first migration have none, and need none."""
        wanting = without_default("bookings_venue")
        assert "name" in wanting
        assert "id" not in wanting  # the database numbers the rows


def added_columns() -> dict[str, set[str]]:
    """Of each of our tables, the columns that it got after the migration that made it."""
    executor = MigrationExecutor(connection)
    state = ProjectState(real_apps=executor.loader.unmigrated_apps)
    first: dict[tuple[str, str], set[str]] = {}
    for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True):
        state = migration.mutate_state(state, preserve=False)
        for model in state.models:
            if model[0] in OUR_APPS:
                first.setdefault(model, columns(state, model))
    return {
        state.models[model].options.get("db_table") or "_".join(model): columns(state, model) - before
        for model, before in first.items()
        if model in state.models
    }


def columns(state: ProjectState, model: tuple[str, str]) -> set[str]:
    fields = state.models[model].fields.items()
    return {field.db_column or (f"{name}_id" if field.remote_field else name) for name, field in fields}


def without_default(table: str) -> set[str]:
    with connection.cursor() as cursor:
        description = connection.introspection.get_table_description(cursor, table)
        sequences = {row["column"] for row in connection.introspection.get_sequences(cursor, table)}
    return {row.name for row in description if not row.null_ok and row.default is None} - sequences


class OldestCodeTests(TestCase):
    """The code of the very first migrations plays an evening on the tables of today."""

    @classmethod
    def setUpTestData(cls):
        cls.old = MigrationExecutor(connection).loader.project_state(FIRST).apps

    def test_it_adds_performances(self):
        show, venue = make_show(), make_venue()
        row = self.add("bookings.Performance", show_id=show.pk, venue_id=venue.pk, starts_at=CURTAIN, capacity=40)
        added = Performance.objects.get(pk=row.pk)
        assert (added.occupied_reason, added.additional_reason, added.release_minutes) == ("", "", None)
        assert added.changed_at is not None
        assert added.house.seat_limit == 40

    def test_its_reservations_count_and_come_in(self):
        performance = make_performance()
        booked = self.reserve(performance)
        added = Reservation.objects.get(pk=booked.pk)
        assert (added.kind, added.staff_note, added.released_seats) == ("ordinary", "", 0)
        assert House.objects.get(performance=performance).confirmed_seats == 2
        scan = {"people": 2, "scan_id": "one", "staff_id": make_doorkeeper().pk, "at": NOW - timedelta(minutes=1)}
        row = self.add("checkins.CheckIn", performance_id=performance.pk, reservation_id=booked.pk, **scan)
        came = CheckIn.objects.get(pk=row.pk)
        assert (came.source, came.conflict, came.device, came.undone_device) == ("door", "", "", "")
        assert came.received_at >= came.at

    def reserve(self, performance):
        of_visitor = {"reference": "K7QF2MXW", "public_id": "1234567890123456", "party_size": 2, "status": "confirmed"}
        return self.add("bookings.Reservation", performance_id=performance.pk, created_at=NOW, **of_visitor)

    def add(self, model, **values):
        return self.old.get_model(model).objects.create(**values)
