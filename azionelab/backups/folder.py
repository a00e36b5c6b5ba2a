"""The folder with the backups: their names, one writer at a time, and nothing half under a final name."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from azionelab.backups.encryption import MAGIC
from azionelab.backups.errors import BackupError

NAME = re.compile(r"azionelab-(\d{8}T\d{6}Z)-[A-Za-z0-9._-]+\.tar(\.age)?")
STAMP = "%Y%m%dT%H%M%SZ"
UNFINISHED = ".azionelab-"  # begins the name of what is only good once it is renamed, or not needed any more
LOCK = ".lock"
TAR_MAGIC = (257, b"ustar")  # where, what


def name(at: datetime, version: str, is_encrypted: bool) -> str:
    readable = re.sub(r"[^A-Za-z0-9._-]+", "-", version) or "unknown"
    return f"azionelab-{at.astimezone(UTC):{STAMP}}-{readable}.tar{'.age' if is_encrypted else ''}"


def made_at(path: Path) -> datetime | None:
    """When this backup was made, by its name; None for what is no backup of ours."""
    match = NAME.fullmatch(path.name)
    try:
        moment = datetime.strptime(match[1], STAMP).replace(tzinfo=UTC) if match else None
    except ValueError:
        return None
    return moment if moment and path.is_file() and not path.is_symlink() and _begins_as_a_backup(path) else None


def backups(folder: Path) -> list[tuple[datetime, Path]]:
    """Ours, the oldest first."""
    found = [(made_at(path), path) for path in folder.iterdir()]
    return sorted((moment, path) for moment, path in found if moment)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """For the one who writes here; makes the folder, and removes what a killed run has left. Raises BackupError."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise BackupError(f"{folder} cannot be written: {error.strerror}. Look at BACKUP_FOLDER.") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        yield
    except BlockingIOError as error:
        raise BackupError("Another backup or drill is running in this folder. Try again when it has ended.") from error
    finally:
        os.close(lock)


def _begins_as_a_backup(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(512)
    offset, word = TAR_MAGIC
    return head.startswith(MAGIC) or head[offset : offset + len(word)] == word
