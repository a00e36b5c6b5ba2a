"""A backup is what the site was: made, checked, restored on an empty machine, and an evening played there."""

import os
import shutil
import stat
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from azionelab import last_runs
from azionelab.backups import creating, databases
from azionelab.backups.manifest import Manifest
from tests.backups.case import CONFIRMED, BackupCase
from tests.backups.places import Place, empty_place, media_in

EVENING = {
    "confirmed": 200,
    "signed in": 302,
    "admitted": 201,
    "people": 3,
    "overbooking": "refused",
    "faults": [],
    "pending migrations": [],
}


class RoundTripTests(BackupCase):
    def test_site_restored_on_an_empty_machine_is_the_same_and_plays_its_evening(self):
        path = self.backup()
        made = creating.check(path, None)
        with empty_place() as place:
            answer = place.manage("restore", str(path))
            assert answer.returncode == 0, answer.stderr
            assert "the books of 1 performances balance" in answer.stdout
            self.assert_same(place, made)

    def test_encrypted_backup_is_restored_with_its_identity_file(self):
        with empty_place() as place:
            recipient, identity = new_identity(place.folder)
            with override_settings(BACKUP_RECIPIENT=[recipient]):
                path = self.backup()
            assert path.name.endswith(".tar.age")
            assert b"bookings_reservation" not in path.read_bytes()
            answer = place.manage("restore", str(path), "--identity", str(identity))
            assert answer.returncode == 0, answer.stderr
            self.assert_same(place, creating.check(path, identity))

    def test_site_that_is_replaced_is_saved_first_and_can_be_had_back(self):
        first = self.backup()
        with empty_place() as place:
            assert place.manage("restore", str(first)).returncode == 0
            Path(place.media, "images", "new.png").write_bytes(b"new")
            answer = place.manage("restore", str(first), "--replace")
            assert answer.returncode == 0, answer.stderr
            [saved] = place.folder.glob("backups/azionelab-*.tar")
            assert str(saved) in answer.stdout
            shown = {name: content for name, content in media_in(place.media).items() if not name.startswith(".")}
            assert shown == self.media
            aside = place.manage("restore", str(saved), "--replace")
            assert aside.returncode == 0, aside.stderr
            assert Path(place.media, "images", "new.png").read_bytes() == b"new"

    def assert_same(self, place: Place, made: Manifest) -> None:
        assert media_in(place.media) == self.media
        seen = place.evening()
        counts, rows = seen.pop("counts"), dict(made.database.rows)
        assert {table: rows.get(table) for table in counts} == counts
        assert seen.pop("confirmed seats") == 2 * CONFIRMED
        assert seen == EVENING


class BackupTests(BackupCase):
    def test_manifest_says_what_is_in_the_file(self):
        made = creating.check(self.backup(), None)
        assert (made.media_files, made.media_bytes) == (len(self.media), sum(map(len, self.media.values())))
        assert made.database.kind == connection.vendor
        assert made.database.rows["bookings_reservation"] == CONFIRMED + 1
        assert "bookings.0009_cash_sheets" in made.database.migrations
        assert set(made.members) == {f"media/{name}" for name in self.media} | {databases.ours().MEMBER}

    def test_file_is_for_its_owner_alone_and_nothing_else_is_left(self):
        path = self.backup()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert sorted(os.listdir(settings.BACKUP_FOLDER)) == [".lock", path.name]

    def test_good_run_is_noted_with_its_file(self):
        call_command("backup", stdout=StringIO())
        [path] = Path(settings.BACKUP_FOLDER).glob("*.tar")
        assert last_runs.of(last_runs.BACKUP).made == path.name

    def test_drill_restores_looks_and_leaves_nothing(self):
        path = self.backup()
        with empty_place() as place:
            place.manage("restore", str(path))
            answer = place.manage("restore_drill", str(path))
            assert answer.returncode == 0, answer.stderr
            assert "The drill went well" in answer.stdout
            assert [left.name for left in place.folder.glob("backups/*")] == [".lock"]


def new_identity(folder: Path) -> tuple[str, Path]:
    """A public key of age, and the file with its identity. Where age is missing the test is left out, never in CI."""
    if not shutil.which("age-keygen") and "CI" not in os.environ:
        pytest.skip("needs age (Debian: apt-get install age)")
    identity = folder / "identity.txt"
    subprocess.run(["age-keygen", "--output", identity], check=True, capture_output=True)  # noqa: S607
    recipient = identity.read_text().split("# public key: ")[1].split()[0]
    return recipient, identity
