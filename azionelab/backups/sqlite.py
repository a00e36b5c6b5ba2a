"""SQLite: its online backup, in both directions, so that a site that runs meanwhile sees one state or the other."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.db.backends.base.base import BaseDatabaseWrapper

from azionelab.backups.errors import BackupError
from azionelab.backups.manifest import Content

MEMBER = "database/sqlite.db"
WAIT = 60.0  # seconds, for those who are writing


def dump(connection: BaseDatabaseWrapper, target: Path) -> Content:
    with closing(_open(_path(connection))) as source, closing(_open(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # all in one file
        return _examine(copy)


def tables(connection: BaseDatabaseWrapper) -> list[str]:
    if not Path(_path(connection)).exists():
        return []
    with closing(_open(_path(connection))) as database:
        return _tables(database)


@contextmanager
def examined() -> Iterator[BinaryIO]:
    """Its SHA-256 says enough: what was written there had been examined as a file."""
    with Path("/dev/null").open("wb") as nowhere:
        yield nowhere


def restore(connection: BaseDatabaseWrapper, source: Path, content: Content) -> None:
    """Replaces the whole content in one transaction. Raises BackupError before, if the counts do not agree."""
    with closing(_open(source)) as backup:
        if _examine(backup).rows != content.rows:
            raise BackupError("The database in the backup has not the rows of the manifest. Nothing was changed.")
        connection.close()
        Path(_path(connection)).parent.mkdir(parents=True, exist_ok=True)
        with closing(_open(_path(connection))) as target:
            backup.backup(target)


def _path(connection: BaseDatabaseWrapper) -> str:
    return str(connection.settings_dict["NAME"])


def _open(path: str | Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=WAIT)


def _examine(database: sqlite3.Connection) -> Content:
    verdict = _column(database, "PRAGMA integrity_check")
    if verdict != ["ok"]:
        raise BackupError(f"The database is damaged. SQLite says: {verdict[0]}")
    return Content(
        kind="sqlite",
        server=sqlite3.sqlite_version,
        migrations=_column(database, "SELECT app || '.' || name FROM django_migrations ORDER BY id"),
        rows={table: _count(database, table) for table in _tables(database)},
    )


def _tables(database: sqlite3.Connection) -> list[str]:
    return _column(database, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")


def _count(database: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return database.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0]  # noqa: S608  quoted


def _column(database: sqlite3.Connection, query: str) -> list[Any]:
    return [row[0] for row in database.execute(query)]
