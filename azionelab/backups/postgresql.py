"""PostgreSQL: pg_dump and pg_restore of the schema `public`, and what they must agree with."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql
from psycopg.conninfo import make_conninfo

from azionelab.backups.errors import BackupError
from azionelab.backups.manifest import Content
from azionelab.backups.programs import running

MEMBER = "database/postgresql.dump"
SCHEMA = "public"
WAIT = "60s"  # for those who hold a table when it is to be replaced

EMPTY_SCHEMA = f"""
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL lock_timeout = '{WAIT}';
DO $empty$
DECLARE thing record;
BEGIN
    FOR thing IN SELECT oid::regclass AS name FROM pg_class
        WHERE relnamespace = '{SCHEMA}'::regnamespace AND relkind IN ('r', 'p') LOOP
        EXECUTE format('DROP TABLE %s CASCADE', thing.name);
    END LOOP;
    FOR thing IN SELECT oid::regprocedure AS name FROM pg_proc
        WHERE pronamespace = '{SCHEMA}'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') LOOP
        EXECUTE format('DROP FUNCTION %s CASCADE', thing.name);
    END LOOP;
END $empty$;
"""  # noqa: S608  put together from our own constants


def connection_parameters(connection: BaseDatabaseWrapper) -> dict[str, Any]:
    """What libpq needs, without Django's own and without the limits of time that hold for a visitor's request."""
    ours = {"cursor_factory", "context", "prepare_threshold", "client_encoding", "options"}
    return {name: value for name, value in connection.get_connection_params().items() if name not in ours}


def dump(connection: BaseDatabaseWrapper, target: Path) -> Content:
    """Writes the dump; the counts are of the same instant, by a snapshot that both look at."""
    arguments, environment = _for_programs(connection)
    with psycopg.connect(**connection_parameters(connection)) as ours:
        ours.isolation_level, ours.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
        snapshot = _one(ours, "SELECT pg_export_snapshot()")
        options = ["--format=custom", "--no-owner", "--no-privileges", "--no-password", f"--lock-wait-timeout={WAIT}"]
        options += [f"--snapshot={snapshot}", f"--file={target}"]
        with running("pg_dump", *options, *arguments, failure="pg_dump failed:", env=environment):
            return Content(
                kind="postgresql",
                server=_one(ours, "SHOW server_version"),
                migrations=_column(ours, "SELECT app || '.' || name FROM django_migrations ORDER BY id"),
                rows={table: _count(ours, table) for table in _tables(ours)},
            )


def tables(connection: BaseDatabaseWrapper) -> list[str]:
    with psycopg.connect(**connection_parameters(connection)) as ours:
        return _tables(ours)


@contextmanager
def examined() -> Iterator[BinaryIO]:
    """What is written there is read as a dump, whole. Raises BackupError."""
    options: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL}
    failure = "The dump in the backup cannot be read:"
    with running("pg_restore", "--file=/dev/null", failure=failure, **options) as reading:
        yield reading.stdin


def restore(connection: BaseDatabaseWrapper, source: Path, content: Content) -> None:
    """Replaces the whole content in one transaction, and commits only if the counts agree. Raises BackupError."""
    arguments, environment = _for_programs(connection)
    failure = "The database refused the backup, and is as it was. psql says:"
    options = ["--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", *arguments]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "env": environment}
    with running("psql", *options, failure=failure, **pipes) as psql:
        psql.stdin.write(EMPTY_SCHEMA.encode())
        _copy_script(source, psql.stdin)
        # Only now: a script that ends early ends without COMMIT.
        psql.stdin.write(f"{_check(content.rows)}\nCOMMIT;\nANALYZE;\n".encode())


def _copy_script(source: Path, target: BinaryIO) -> None:
    options = ["--file=-", "--no-owner", "--no-privileges", str(source)]
    with running("pg_restore", *options, failure="The dump cannot be read:", stdout=subprocess.PIPE) as reading:
        shutil.copyfileobj(reading.stdout, target)


def _for_programs(connection: BaseDatabaseWrapper) -> tuple[list[str], dict[str, str]]:
    """Arguments and environment; the password stands in neither the list of processes nor the log."""
    parameters = connection_parameters(connection)
    password = parameters.pop("password", "")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    if password:
        environment["PGPASSWORD"] = password
    return [f"--dbname={make_conninfo(**parameters)}"], environment


def _check(rows: dict[str, int]) -> str:
    counts = [
        f"IF (SELECT count(*) FROM {_quoted(table)}) <> {int(count)} "  # noqa: S608  quoted above
        f"THEN RAISE EXCEPTION '% has not the rows of the manifest', {sql.Literal(table).as_string()}; END IF;"
        for table, count in rows.items()
    ]
    return "\n".join(["DO $check$ BEGIN", *counts, "END $check$;"])


def _quoted(table: str) -> str:
    return sql.Identifier(SCHEMA, table).as_string()


def _tables(ours: psycopg.Connection) -> list[str]:
    return _column(ours, f"SELECT tablename FROM pg_tables WHERE schemaname = '{SCHEMA}' ORDER BY 1")  # noqa: S608  ours


def _count(ours: psycopg.Connection, table: str) -> int:
    return _one(ours, f"SELECT count(*) FROM {_quoted(table)}")  # noqa: S608  quoted above


def _column(ours: psycopg.Connection, query: str) -> list[str]:
    return [row[0] for row in ours.execute(query).fetchall()]


def _one(ours: psycopg.Connection, query: str) -> Any:
    row = ours.execute(query).fetchone()
    if row is None:
        raise BackupError("The database gave no answer.")
    return row[0]
