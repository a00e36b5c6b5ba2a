"""A backup that is made while people book, confirm and cancel is one instant of the house, and whole."""

import threading
from collections import Counter
from itertools import count

import pytest
from django.db import connections
from django.utils import timezone

from azionelab.backups import creating
from bookings import services
from bookings.models import Reservation
from bookings.tests.factories import book_request
from tests.backups.case import BackupCase
from tests.backups.places import empty_cluster
from tests.backups.test_round_trip import EVENING

VISITORS = count(1000)
THREADS = 4
ENOUGH = 5  # acts of each kind before the backup begins, and after it


@pytest.mark.postgresql
class UnderLoadTests(BackupCase):
    """On PostgreSQL; restored on a server that has just been made."""

    def test_backup_under_load_is_restored_on_an_empty_cluster_where_the_evening_plays(self):
        self.performance.capacity = 500
        self.performance.save()
        done, stop = Counter(), threading.Event()
        crowd = [threading.Thread(target=self.visit, args=(done, stop)) for _visitor in range(THREADS)]
        for visitor in crowd:
            visitor.start()
        try:
            self.wait_for(done, ENOUGH)
            path = self.backup()
            during = Reservation.objects.count()
            self.wait_for(done, done["confirmed"] + ENOUGH)
        finally:
            stop.set()
            for visitor in crowd:
                visitor.join(timeout=60)
        rows = creating.check(path, None).database.rows
        assert rows["bookings_reservation"] < during < Reservation.objects.count()
        with empty_cluster() as place:
            # Compares the counts with the manifest before it commits, and the books with the reservations after.
            answer = place.manage("restore", str(path))
            assert answer.returncode == 0, answer.stderr
            seen = place.evening()
        counts, _seats = seen.pop("counts"), seen.pop("confirmed seats")
        assert {table: rows.get(table) for table in counts} == counts
        assert seen == EVENING

    def visit(self, done: Counter, stop: threading.Event) -> None:
        """Books for one, confirms, and every third cancels, again and again."""
        try:
            while not stop.is_set():
                number, at = next(VISITORS), timezone.now()
                wish = book_request(self.performance, party_size=1, email=f"load{number}@example.org")
                public_id = services.book(request=wish, at=at).reservation.public_id
                services.confirm(public_id=public_id, at=at)
                done["confirmed"] += 1
                if number % 3 == 0:
                    services.cancel(public_id=public_id, at=at)
        finally:
            connections.close_all()

    def wait_for(self, done: Counter, acts: int) -> None:
        waited = threading.Event()
        for _try in range(600):
            if done["confirmed"] >= acts:
                return
            waited.wait(0.1)
        raise AssertionError(f"Only {done['confirmed']} of {acts} confirmed.")
