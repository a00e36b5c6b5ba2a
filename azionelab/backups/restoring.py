"""Putting a backup back: first looked through, then put in place, then made true."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection

from azionelab.backups import archive, creating, databases, media
from azionelab.backups.errors import BackupError
from azionelab.backups.manifest import Manifest
from home import page_cache

STAGE = ".restoring-"  # in the media folder, so that what is ready only needs a new name


@dataclass(frozen=True)
class Restored:
    manifest: Manifest
    safety_backup: Path | None
    media_aside: Path | None  # the media folder as it was


def restore(
    path: Path, identity: Path | None, *, media_root: Path, replace: bool, save: Callable[[], Path] | None
) -> Restored:
    """Database and media from the backup. `save` makes the safety backup of what is replaced.

    Raises BackupError; then nothing has been changed, or its words say what was.
    """
    is_occupied = bool(databases.ours().tables(connection)) or not media.is_empty(media_root)
    if is_occupied and not replace:
        raise BackupError(
            "Here is a site already: its database has tables, or its media folder has files. To replace it, "
            "say --replace (make restore FILE=… REPLACE=1); it is backed up first. Nothing was changed."
        )
    with _staged(path, identity, media_root) as (stage, manifest):
        databases.refuse_what_does_not_fit(manifest.database)
        safety_backup = _save(save) if is_occupied and save else None
        with databases.told_in_words():
            databases.ours().restore(connection, stage / databases.ours().MEMBER, manifest.database)
        try:
            media_aside = media.put_in_place(stage / archive.MEDIA, media_root)
        except BackupError as error:
            raise BackupError(
                f"{error} The database IS restored: run the same command again with --replace."
            ) from error
    return Restored(manifest, safety_backup, media_aside)


def make_true() -> None:
    """After a restore: nobody stays signed in by a session of another time, and nothing that was kept is shown.

    Whoever has signed out or lost a telephone since would be signed in again otherwise.
    """
    connection.close()
    Session.objects.all().delete()
    for name in caches:
        caches[name].clear()
    page_cache.new_edition()


@contextmanager
def _staged(path: Path, identity: Path | None, media_root: Path) -> Iterator[tuple[Path, Manifest]]:
    """The content of the backup as files, checked. Goes at the end, whatever happens."""
    with creating.opened(path, identity) as source, _stage(media_root) as stage:
        try:
            manifest = archive.read(source, into(stage))
        except OSError as error:
            raise BackupError(f"{error.strerror} ({error.filename or media_root}). Nothing was changed.") from error
        yield stage, manifest


@contextmanager
def _stage(media_root: Path) -> Iterator[Path]:
    try:
        media_root.mkdir(parents=True, exist_ok=True)
        for left in media_root.glob(f"{STAGE}*"):
            shutil.rmtree(left)  # of a run that was killed
        stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=media_root))
    except OSError as error:
        raise BackupError(f"{media_root} cannot be written ({error.strerror}). Nothing was changed.") from error
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def into(stage: Path) -> archive.Sink:
    """Each member as a new file below `stage`, to be read by the web server whatever the umask of this shell is."""

    @contextmanager
    def sink(name: str) -> Iterator[BinaryIO]:
        target = stage / name
        for folder in reversed(target.relative_to(stage).parents[:-1]):
            if not (stage / folder).exists():
                (stage / folder).mkdir()
                (stage / folder).chmod(0o755)
        with target.open("xb") as file:
            os.fchmod(file.fileno(), 0o644)
            yield file

    return sink


def _save(save: Callable[[], Path]) -> Path:
    try:
        return save()
    except BackupError as error:
        raise BackupError(
            f"What is here could not be backed up first: {error} If it is lost anyway, say --without-safety-backup. "
            "Nothing was changed."
        ) from error
