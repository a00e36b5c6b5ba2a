"""Which kind of database the site has, and what is done alike with each."""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from types import ModuleType

import psycopg
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from azionelab.backups import postgresql, sqlite
from azionelab.backups.errors import BackupError
from azionelab.backups.manifest import Content

KINDS: dict[str, ModuleType] = {"postgresql": postgresql, "sqlite": sqlite}


def ours() -> ModuleType:
    """The module for the site's own database."""
    return KINDS[connection.vendor]


def of_member(name: str) -> ModuleType:
    """The module that wrote this member of a backup. Raises BackupError."""
    for kind in KINDS.values():
        if name == kind.MEMBER:
            return kind
    raise BackupError(f"This is no backup of AzioneLab: it holds {name!r}. Nothing was changed.")


@contextmanager
def told_in_words() -> Iterator[None]:
    """What a driver says, as a BackupError."""
    try:
        yield
    except (psycopg.Error, sqlite3.Error) as error:
        raise BackupError(f"The database does not play along: {str(error).strip()}") from error


def refuse_what_does_not_fit(content: Content) -> None:
    """Raises BackupError for another kind of database, and for a backup that is newer than this code."""
    if content.kind != connection.vendor:
        raise BackupError(
            f"This backup is of {content.kind}, and DATABASE_URL leads to {connection.vendor}. Nothing was changed."
        )
    present = MigrationLoader(None).disk_migrations.keys()
    if unknown := [name for name in content.migrations if _is_newer(name, present)]:
        raise BackupError(
            f"This backup was made by a newer version: its migration {unknown[-1]} is not known here. "
            "Install that version or a later one, and restore with it. Nothing was changed."
        )


def _is_newer(migration: str, present: Collection[tuple[str, str]]) -> bool:
    """Unknown, and numbered after all that its app has here: the first ones may have been squashed and taken out."""
    app, _dot, name = migration.partition(".")
    known = [ours for label, ours in present if label == app]
    return name not in known and name > max(known, default="")


def pending_migrations() -> list[str]:
    """What `manage.py migrate` would apply."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
