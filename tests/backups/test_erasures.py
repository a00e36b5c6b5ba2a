"""Who asked to be forgotten stays forgotten, also when a backup from before is restored."""

from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from azionelab.backups import erasures
from bookings import privacy
from bookings.acts import CLOCK
from bookings.models import Reservation
from bookings.tests.factories import confirmed, playing_soon
from tests.backups.case import BackupCase
from tests.backups.places import empty_place

LOOK = """
import django; django.setup()
from bookings.models import Reservation
print(sorted(Reservation.objects.values_list("email", flat=True)))
"""


class RestoredTests(BackupCase):
    def test_whoever_was_forgotten_after_the_backup_is_forgotten_again_by_the_restore(self):
        path = self.backup()
        privacy.forget(public_id=self.pending.public_id, at=timezone.now())
        call_command("tick", stdout=StringIO())
        with empty_place() as place:
            place.environment["BACKUP_FOLDER"] = str(path.parent)
            answer = place.manage("restore", str(path))
            assert answer.returncode == 0, answer.stderr
            assert "erased again, as they had asked to be forgotten: 1" in answer.stdout
            assert "pending@example.org" not in place.run("-c", LOOK).stdout
            assert place.manage("erase_again").stdout == "People erased again: 0\n"


class NoteTests(TestCase):
    def setUp(self):
        temporary = TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name, "backups")
        self.performance, self.now = playing_soon(), timezone.now()

    def test_each_wish_is_noted_once_and_names_nobody(self):
        one, two = (confirmed(self.performance, self.now, email=f"{name}@example.org") for name in ("one", "two"))
        assert erasures.note_wishes(self.folder) == 0
        assert not self.folder.exists()
        privacy.forget(public_id=one.public_id, at=self.now)
        assert [erasures.note_wishes(self.folder) for _tick in range(2)] == [1, 0]
        privacy.forget(public_id=two.public_id, at=self.now)
        assert [erasures.note_wishes(self.folder) for _tick in range(2)] == [1, 0]
        text = (self.folder / erasures.NAME).read_text()
        assert len(text.splitlines()) == len(erasures.noted(self.folder)) == 2
        for word in (one.reference, one.public_id, "example.org", "Neri"):
            assert word not in text

    def test_whom_the_clock_erases_is_left_to_the_clock(self):
        reservation = confirmed(self.performance, self.now)
        privacy.erase_person(reservation, CLOCK, self.now)
        assert erasures.note_wishes(self.folder) == 0

    def test_a_corrected_address_and_a_number_used_again_lead_to_the_right_person(self):
        forgotten, other = (confirmed(self.performance, self.now, email=f"{name}@example.org") for name in ("a", "b"))
        privacy.forget(public_id=forgotten.public_id, at=self.now)
        erasures.note_wishes(self.folder)
        # As the restored row is: not erased yet, under the id that it had before its address was corrected.
        Reservation.objects.filter(pk=forgotten.pk).update(erased_at=None, email="a@example.org", public_id="earlier")
        assert erasures.erase_again(self.folder, self.now) == 1
        assert set(Reservation.objects.values_list("email", flat=True)) == {"", other.email}

    def test_a_line_that_was_cut_off_is_noted_again(self):
        reservation = confirmed(self.performance, self.now)
        privacy.forget(public_id=reservation.public_id, at=self.now)
        erasures.note_wishes(self.folder)
        path = self.folder / erasures.NAME
        path.write_text(path.read_text()[:30] + "\n")
        assert erasures.note_wishes(self.folder) == 1
        assert len(erasures.noted(self.folder)) == 1
