"""The folder of uploaded files: walked, and replaced as a whole.

Scaled pictures are taken along: their rows are in the database, and making them anew would cost the first visitors
after a restore seconds for each page.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from azionelab.backups.errors import BackupError

ASIDE = ".before-restore-"


def files(root: Path) -> Iterator[tuple[str, Path]]:
    """Each file by its name below the folder, in order. Hidden ones and links are not media."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if not name.startswith(".") and not path.is_symlink():
                yield path.relative_to(root).as_posix(), path


def is_empty(root: Path) -> bool:
    return next(files(root), None) is None


def put_in_place(fresh: Path, root: Path) -> Path | None:
    """Renames what lies in `fresh` into `root`, and what was there into a hidden folder beside it, which is returned.

    Both lie on one file system, and the folder itself may be a mounted volume, so its entries are renamed and not it.
    On an error everything is put back. Raises BackupError.
    """
    aside = root / f"{ASIDE}{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    present = _entries(root)
    moves = [(path, aside / path.name) for path in present]
    moves += [(path, root / path.name) for path in (_entries(fresh) if fresh.exists() else [])]
    done: list[tuple[Path, Path]] = []
    try:
        if present:
            aside.mkdir(mode=0o700)
        for source, target in moves:
            source.rename(target)
            done.append((source, target))
    except OSError as error:
        for source, target in reversed(done):
            target.rename(source)
        raise BackupError(f"The media folder {root} could not be replaced ({error}), and is as it was.") from error
    return aside if present else None


def _entries(root: Path) -> list[Path]:
    return sorted(path for path in root.iterdir() if not path.name.startswith("."))
