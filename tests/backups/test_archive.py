"""What is not exactly a backup of ours is refused by its reader."""

import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import pytest
from django.test import SimpleTestCase

from azionelab.backups import archive
from azionelab.backups.errors import BackupError
from azionelab.backups.manifest import Content, Manifest, Member

CONTENT = Content(kind="sqlite", server="3", migrations=["home.0001_initial"], rows={"home": 1})


def manifest(members: dict[str, Member], **values: object) -> Manifest:
    about = {"version": "1", "made_at": "2026-11-21T03:00:00+00:00", "media_files": 0, "media_bytes": 0}
    return Manifest(database=CONTENT, members=members, **about | values)


@contextmanager
def nowhere(name: str) -> Iterator[BinaryIO]:
    yield BytesIO()


def read(content: bytes) -> Manifest:
    return archive.read(BytesIO(content), nowhere)


def tar_of(*members: tarfile.TarInfo | tuple[str, bytes]) -> bytes:
    target = BytesIO()
    with tarfile.open(fileobj=target, mode="w") as tar:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                tar.addfile(member)
            else:
                info = tarfile.TarInfo(member[0])
                info.size = len(member[1])
                tar.addfile(info, io.BytesIO(member[1]))
    return target.getvalue()


class ArchiveTests(SimpleTestCase):
    def setUp(self):
        with TemporaryDirectory() as folder:
            target = BytesIO()
            writer = archive.Writer(target)
            for name, content in (("database/sqlite.db", b"rows" * 5000), ("media/images/a.png", b"picture")):
                path = Path(folder, "content")
                path.write_bytes(content)
                writer.add(name, path)
            self.written = manifest(writer.members)
            writer.finish(self.written)
        self.content = target.getvalue()

    def refused(self, content: bytes, words: str) -> None:
        with pytest.raises(BackupError, match=words) as refusal:
            read(content)
        assert "Nothing was changed" in str(refusal.value)

    def test_whole_file_is_read_as_it_was_written(self):
        assert read(self.content) == self.written

    def test_each_changed_byte_of_a_member_is_found(self):
        for place in (self.content.index(b"rows"), self.content.index(b"picture") + 3):
            damaged = bytearray(self.content)
            damaged[place] ^= 1
            with self.subTest(place):
                self.refused(bytes(damaged), "damaged: (database/sqlite.db|media/images/a.png)")

    def test_file_that_was_cut_off_is_found_wherever_it_ends(self):
        for length in range(0, self.content.rindex(b"\n}") + 1, 256):
            with self.subTest(length):
                self.refused(self.content[:length], "cut off|damaged")

    def test_foreign_files_are_refused(self):
        for content in (b"", b"a letter", b"\x00" * 20_000, tar_of(("notes.txt", b"words"))):
            with self.subTest(content[:10]):
                self.refused(content, "no backup")

    def test_names_that_lead_elsewhere_are_refused(self):
        link, folder = tarfile.TarInfo("media/link"), tarfile.TarInfo("media/folder")
        link.type, link.linkname, folder.type = tarfile.SYMTYPE, "/etc", tarfile.DIRTYPE
        hard, device = tarfile.TarInfo("media/hard"), tarfile.TarInfo("media/device")
        hard.type, hard.linkname, device.type = tarfile.LNKTYPE, "database/sqlite.db", tarfile.CHRTYPE
        paths = ["../evil", "/etc/evil", "media/../../evil", "media/../evil", "evil", "mediaevil", "//media/x"]
        for member in (link, folder, hard, device, *((path, b"evil") for path in paths)):
            with self.subTest(member):
                self.refused(tar_of(member), "no backup")

    def test_member_that_comes_twice_or_after_the_end_is_refused(self):
        self.refused(tar_of(("media/a", b"1"), ("media/a", b"2")), "no backup")
        last = manifest({}).to_json()
        self.refused(tar_of(("manifest.json", last), ("media/a", b"1")), "no backup")

    def test_member_that_is_missing_or_added_is_found(self):
        promised = manifest({"media/a": Member(1, "00")}).to_json()
        self.refused(tar_of(("manifest.json", promised)), "damaged: media/a")
        self.refused(tar_of(("media/a", b"1"), ("manifest.json", manifest({}).to_json())), "damaged: media/a")

    def test_manifest_of_a_later_format_or_of_somebody_else_is_refused(self):
        later = manifest({}, format=2, version="9.0").to_json()
        self.refused(tar_of(("manifest.json", later)), "made by version 9.0")
        for text in (b"{}", b"[]", b"\xff", b'{"format": "one"}', b"null"):
            with self.subTest(text):
                self.refused(tar_of(("manifest.json", text)), "no backup")
