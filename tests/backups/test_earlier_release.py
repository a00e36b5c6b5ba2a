"""A backup of an earlier release, made by its own code: restored by today's, migrated, and an evening played in it."""

import lzma
import shutil
from pathlib import Path

import pytest
from django.test import SimpleTestCase

from azionelab.backups import creating
from tests.backups.places import empty_cluster
from tests.backups.test_round_trip import EVENING

EARLIER = Path(__file__).parent / "earlier-release" / "azionelab-1f23825.tar.xz"


@pytest.mark.postgresql
class EarlierReleaseTests(SimpleTestCase):
    def test_its_backup_is_restored_migrated_and_plays_its_evening(self):
        with empty_cluster() as place:
            path = place.folder / "earlier.tar"
            with lzma.open(EARLIER) as packed, path.open("wb") as target:
                shutil.copyfileobj(packed, target)
            made = creating.check(path, None)
            assert made.version == "1f23825"

            answer = place.manage("restore", str(path))
            assert answer.returncode == 0, answer.stderr
            assert "manage.py migrate\n  manage.py erase_again" in answer.stdout
            assert place.manage("migrate", "--no-input").returncode == 0
            assert place.manage("erase_again").stdout == "People erased again: 0\n"
            seen = place.evening()
            counts, rows = seen.pop("counts"), made.database.rows
            kept = {table: rows[table] for table in rows if table.startswith(("bookings_", "checkins_", "home_"))}
            assert {table: counts[table] for table in kept} == kept
            assert seen.pop("confirmed seats") == 16
            assert seen == EVENING

            # The same in one command, over what is there now.
            again = place.manage("restore", str(path), "--replace", "--migrate")
            assert again.returncode == 0, again.stderr
            assert "migrations that are newer than the backup" in again.stdout
            assert "the books of 1 performances balance" in again.stdout
