"""What cannot be restored, or backed up, is refused in words, and nothing is changed by it."""

import os
import resource
import signal
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from azionelab import last_runs
from azionelab.backups import archive, creating, folder, restoring, site
from azionelab.backups.errors import BackupError
from tests.backups.case import BackupCase
from tests.backups.evening import counts
from tests.backups.places import empty_place, media_in
from tests.backups.test_round_trip import new_identity


class RestoreRefusalTests(BackupCase):
    def setUp(self):
        super().setUp()
        temporary = TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def refused(self, path: Path, words: str, *options: str) -> None:
        """By `restore --replace`, which would replace what is here if it could."""
        before = counts(), media_in(Path(settings.MEDIA_ROOT)), sorted(os.listdir(settings.BACKUP_FOLDER))
        with pytest.raises(CommandError, match=words):
            call_command("restore", path, *options, stdout=StringIO())
        assert (counts(), media_in(Path(settings.MEDIA_ROOT)), sorted(os.listdir(settings.BACKUP_FOLDER))) == before

    def changed(self, path: Path, change) -> Path:
        """The same backup with another manifest, whole by all its hashes."""
        target = self.folder / "changed.tar"
        with creating.opened(path, None) as source, TemporaryDirectory() as spool, target.open("wb") as file:
            writer = archive.Writer(file)
            written = archive.read(source, restoring.into(Path(spool)))
            for name in written.members:
                writer.add(name, Path(spool, name))
            writer.finish(change(written))
        return target

    def test_site_that_is_there_is_not_replaced_unasked(self):
        self.refused(self.backup(), "--replace")

    def test_files_that_are_damaged_cut_off_or_foreign(self):
        path = self.backup()
        content = path.read_bytes()
        middle = len(content) // 2
        cases = {
            "damaged": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "cut off|damaged": content[: middle + 7],
            "no backup": b"a letter" * 1000,
        }
        for words, wrong in cases.items():
            with self.subTest(words):
                broken = self.folder / "broken.tar"
                broken.write_bytes(wrong)
                self.refused(broken, words, "--replace")
        foreign = self.folder / "foreign.tar"
        with tarfile.open(foreign, "w") as tar:
            tar.addfile(tarfile.TarInfo("../../etc/cron.d/evil"), BytesIO(b""))
        self.refused(foreign, "no backup", "--replace")
        self.refused(self.folder / "nowhere.tar", "no file", "--replace")

    def test_encrypted_file_without_its_key_with_another_and_damaged(self):
        recipient, identity = new_identity(self.folder)
        with override_settings(BACKUP_RECIPIENT=[recipient]):
            path = self.backup()
        (self.folder / "other").mkdir()
        _recipient, other = new_identity(self.folder / "other")
        self.refused(path, "--identity FILE", "--replace")
        self.refused(path, "another key", "--replace", f"--identity={other}")
        self.refused(path, "no identity file", "--replace", "--identity=/nowhere")
        for damaged in (path.read_bytes()[:-1000], path.read_bytes()[:-2000] + b"x" * 2000):
            broken = self.folder / "broken.tar.age"
            broken.write_bytes(damaged)
            self.refused(broken, "damaged", "--replace", f"--identity={identity}")

    def test_backup_of_a_newer_version(self):
        def newer(written):
            written.database.migrations.append("bookings.0099_balconies")
            return written

        self.refused(self.changed(self.backup(), newer), "newer version: its migration bookings.0099", "--replace")

    def test_backup_of_another_kind_of_database(self):
        path = self.backup()
        other = "sqlite" if connection.vendor == "postgresql" else "postgresql"
        foreign = self.changed(path, lambda written: replace(written, database=replace(written.database, kind=other)))
        self.refused(foreign, f"is of {other}", "--replace")

    def test_counts_that_do_not_agree_are_found_before_the_commit(self):
        def wrong(written):
            written.database.rows["bookings_reservation"] += 1
            return written

        path = self.changed(self.backup(), wrong)
        with empty_place() as place:
            answer = place.manage("restore", str(path))
            assert answer.returncode == 1
            assert "rows of the manifest" in answer.stderr
            assert media_in(place.media) == {}
            again = place.manage("restore", str(self.backup()))  # the database is still empty
            assert again.returncode == 0, again.stderr


class BackupRefusalTests(BackupCase):
    def failed(self, words: str) -> None:
        with pytest.raises(CommandError, match=words):
            call_command("backup", stdout=StringIO())
        assert [name for name in os.listdir(settings.BACKUP_FOLDER) if name != ".lock"] == []
        assert last_runs.of(last_runs.BACKUP).failed == "backup"

    def test_full_disk_leaves_no_file(self):
        path = self.backup()
        room = path.stat().st_size - 1000
        path.unlink()
        with files_no_larger_than(room):
            self.failed("could not be written: File too large")
        recipient, _identity = new_identity(Path(settings.VAR_DIR))
        with files_no_larger_than(room), override_settings(BACKUP_RECIPIENT=[recipient]):
            self.failed("could not be encrypted.*too large")

    def test_recipient_that_is_none(self):
        with override_settings(BACKUP_RECIPIENT=["age1nonsense"]):
            self.failed("BACKUP_RECIPIENT")

    def test_rule_that_cannot_be_read(self):
        Path(settings.BACKUP_FOLDER).mkdir()
        with override_settings(BACKUP_KEEP="forever"):
            self.failed("BACKUP_KEEP")

    def test_program_that_is_missing(self):
        with override_settings(BACKUP_RECIPIENT=["age1nobody"]), without_programs():
            self.failed("apt-get install age")

    def test_two_in_one_second(self):
        made = self.backup()
        at = folder.made_at(made)
        with pytest.raises(BackupError, match="already"):
            site.create(at)
        assert made.exists()


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """In place of a full disk: what would make a file larger fails, in this process and those that it starts."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@contextmanager
def without_programs() -> Iterator[None]:
    path = os.environ["PATH"]
    os.environ["PATH"] = "/nowhere"
    try:
        yield
    finally:
        os.environ["PATH"] = path
