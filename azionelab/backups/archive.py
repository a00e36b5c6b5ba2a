"""The tar: written and read as a stream, with the SHA-256 of each member in the manifest, which comes last.

A file that was cut off has no manifest, so it cannot pass for a whole one.
"""

import hashlib
import shutil
import tarfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from azionelab.backups import manifest
from azionelab.backups.errors import BackupError
from azionelab.backups.manifest import Manifest, Member

CHUNK = 1024 * 1024
LARGEST_MANIFEST = 64 * 1024 * 1024  # bytes; some 400,000 files
DATABASE = "database/"
MEDIA = "media/"

# Where the content of a member goes, by its name.
Sink = Callable[[str], AbstractContextManager[BinaryIO]]


class Hashing:
    """A file that is read, with the SHA-256 of what was read."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.digest, self.size = file, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.digest.update(block)
        self.size += len(block)
        return block

    def member(self) -> Member:
        return Member(self.size, self.digest.hexdigest())


class Output:
    """What tarfile needs of a pipe: its own stream would write once more, to a closed pipe, when it is given up."""

    def __init__(self, target: BinaryIO) -> None:
        self.write = target.write

    def tell(self) -> int:
        return 0


class Writer:
    def __init__(self, target: BinaryIO) -> None:
        self.tar = tarfile.TarFile(fileobj=Output(target), mode="w", format=tarfile.PAX_FORMAT)
        self.members: dict[str, Member] = {}

    def add(self, name: str, path: Path) -> None:
        """The file as long as it is when it is opened. Raises FileNotFoundError when it has gone."""
        with path.open("rb") as file:
            member = self._header(name, path.stat().st_size)
            hashing = Hashing(file)
            self.tar.addfile(member, hashing)
        self.members[name] = hashing.member()

    def finish(self, last: Manifest) -> None:
        text = last.to_json()
        self.tar.addfile(self._header(manifest.NAME, len(text)), BytesIO(text))
        self.tar.close()

    def _header(self, name: str, size: int) -> tarfile.TarInfo:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        return member


def read(source: BinaryIO, sink: Sink) -> Manifest:
    """Hands each member to `sink`, and gives the manifest when all are there and as they were written.

    Raises BackupError for anything else: a foreign, cut off or damaged file, or names that lead elsewhere. What `sink`
    has got until then is to be thrown away.
    """
    found: dict[str, Member] = {}
    text = b""
    try:
        with tarfile.open(fileobj=source, mode="r|") as tar:
            for entry in tar:
                content = _content(tar, entry, found, last=text)
                if entry.name == manifest.NAME:
                    text = content.read(LARGEST_MANIFEST)
                    continue
                with sink(entry.name) as target:
                    shutil.copyfileobj(content, target, CHUNK)
                found[entry.name] = content.member()
        while source.read(CHUNK):  # to the end, so that a program that decrypts has judged all of it
            pass
    except tarfile.TarError as error:
        raise BackupError(f"The file is damaged, cut off, or no backup ({error}). Nothing was changed.") from error
    if not text:
        raise BackupError(f"The file is cut off, or no backup: it has no {manifest.NAME}. Nothing was changed.")
    whole = manifest.parse(text)
    _compare(whole.members, found)
    return whole


def _content(tar: tarfile.TarFile, entry: tarfile.TarInfo, found: dict[str, Member], last: bytes) -> Hashing:
    """What the member holds. Raises BackupError unless it is a plain file of ours, for the first time."""
    is_ours = entry.name == manifest.NAME or entry.name.startswith((DATABASE, MEDIA))
    if not is_ours or not entry.isreg() or _leads_elsewhere(entry) or entry.name in found or last:
        raise BackupError(f"This is no backup of AzioneLab: it holds {entry.name!r}. Nothing was changed.")
    file = tar.extractfile(entry)
    if file is None:
        raise BackupError(f"The file is damaged: {entry.name!r} cannot be read. Nothing was changed.")
    return Hashing(file)


def _leads_elsewhere(entry: tarfile.TarInfo) -> bool:
    """Written out: tarfile.data_filter came with Python 3.11.4, and Debian 12 has 3.11.2."""
    path = PurePosixPath(entry.name)
    return path.is_absolute() or ".." in path.parts or str(path) != entry.name


def _compare(written: dict[str, Member], found: dict[str, Member]) -> None:
    wrong = sorted(name for name in written.keys() | found.keys() if written.get(name) != found.get(name))
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        raise BackupError(
            f"The file is damaged: {', '.join(wrong[:3])}{more}. Nothing was changed; take another backup."
        )
