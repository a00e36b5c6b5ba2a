"""The look at a restored database finds what is wrong with it, and nothing else."""

from pathlib import Path

from django.db import connection
from django.test import TestCase
from django.utils import timezone

from azionelab.backups import inspection
from bookings import seat_triggers
from bookings.models import House
from bookings.tests.factories import confirmed, make_poster, playing_soon


class InspectionTests(TestCase):
    def setUp(self):
        self.performance = playing_soon(capacity=10)
        playing_soon(capacity=5)  # nobody comes
        confirmed(self.performance, timezone.now(), party_size=3)

    def test_books_that_balance_are_no_fault(self):
        assert inspection.faults() == []
        assert inspection.performances() == 2

    def test_each_wrong_number_in_the_books_is_a_fault(self):
        for column, value, seats in (("confirmed_seats", 2, "2 of 10"), ("seat_limit", 9, "3 of 9")):
            with self.subTest(column):
                House.objects.filter(pk=self.performance.pk).update(confirmed_seats=3, seat_limit=10)
                House.objects.filter(pk=self.performance.pk).update(**{column: value})
                words = f"Performance {self.performance.pk}: the books say {seats} seats, the reservations 3 of 10."
                assert inspection.faults() == [words]

    def test_books_and_triggers_that_are_missing_are_faults(self):
        House.objects.filter(pk=self.performance.pk).delete()
        seat_triggers.remove(connection)
        found = inspection.faults()
        assert found[0] == f"Performance {self.performance.pk} has no books."
        triggers = {"postgresql": 2, "sqlite": 5}[connection.vendor]
        assert [line.split(" is missing")[0][:12] for line in found[1:]] == ["The trigger "] * triggers

    def test_files_that_rows_name_and_nobody_has(self):
        poster = make_poster()
        name = poster.file.name
        assert name not in inspection.missing_files()
        Path(poster.file.path).unlink()
        assert inspection.missing_files() == [name]
