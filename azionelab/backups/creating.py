"""Making a backup, and checking one."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.db import connection

from azionelab.backups import archive, databases, encryption, folder, media
from azionelab.backups.errors import BackupError
from azionelab.backups.manifest import Content, Manifest


def create(target: Path, *, media_root: Path, version: str, recipients: Sequence[str], at: datetime) -> Path:
    """Writes a backup into the folder `target`, reads it back, and only then gives it its name. Returns its path.

    Raises BackupError; then there is no new file.
    """
    with folder.locked(target):
        path = target / folder.name(at, version, bool(recipients))
        unfinished = target / f"{folder.UNFINISHED}{path.name}"
        if path.exists():
            raise BackupError(f"There is a {path.name} already.")
        try:
            _write_and_check(unfinished, media_root, version, recipients, at)
            unfinished.rename(path)
            _sync_folder(target)
        except OSError as error:
            words = f"{error.strerror} ({error.filename or target})"
            raise BackupError(f"The backup could not be written: {words}. There is no new backup.") from error
        finally:
            unfinished.unlink(missing_ok=True)
    return path


def check(path: Path, identity: Path | bytes | None) -> Manifest:
    """Reads the whole backup: every SHA-256, and the dump from begin to end. Raises BackupError."""

    def sink(name: str) -> AbstractContextManager[BinaryIO]:
        if name.startswith(archive.DATABASE):
            return databases.of_member(name).examined()
        return Path("/dev/null").open("wb")

    with opened(path, identity) as source:
        return archive.read(source, sink)


@contextmanager
def opened(path: Path, identity: Path | bytes | None) -> Iterator[BinaryIO]:
    """The tar in a backup, decrypted if need be. Raises BackupError."""
    if not path.is_file():
        raise BackupError(f"There is no file {path}.")
    if encryption.is_encrypted(path):
        with encryption.decrypting(path, identity) as source:
            yield source
    else:
        with path.open("rb") as source:
            yield source


def _write_and_check(path: Path, media_root: Path, version: str, recipients: Sequence[str], at: datetime) -> None:
    identity = None
    if recipients:
        throwaway, identity = encryption.throwaway_identity()
        recipients = [*recipients, throwaway]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        if recipients:
            with encryption.encrypting(file, recipients) as plain:
                written = _write(plain, path.parent, media_root, version, at)
        else:
            written = _write(file, path.parent, media_root, version, at)
        file.flush()
        os.fsync(file.fileno())
    if check(path, identity) != written:
        raise BackupError("What was read back is not what was written: the disk is faulty. There is no new backup.")


def _write(target: BinaryIO, spool: Path, media_root: Path, version: str, at: datetime) -> Manifest:
    """The database first: a file that is deleted meanwhile is missing at worst, and one that is added does no harm."""
    writer = archive.Writer(target)
    with tempfile.TemporaryDirectory(prefix=folder.UNFINISHED, dir=spool) as temporary:
        dump = Path(temporary, "dump")
        with databases.told_in_words():
            content: Content = databases.ours().dump(connection, dump)
        writer.add(databases.ours().MEMBER, dump)
    sizes = [_add_file(writer, name, path) for name, path in media.files(media_root)]
    uploaded = [size for size in sizes if size is not None]
    written = Manifest(
        version=version,
        made_at=at.astimezone(UTC).isoformat(),
        database=content,
        members=writer.members,
        media_files=len(uploaded),
        media_bytes=sum(uploaded),
    )
    writer.finish(written)
    return written


def _add_file(writer: archive.Writer, name: str, path: Path) -> int | None:
    try:
        writer.add(archive.MEDIA + name, path)
    except FileNotFoundError:
        return None  # deleted since the folder was read
    return writer.members[archive.MEDIA + name].size


def _sync_folder(path: Path) -> None:
    """So that the name outlives a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
