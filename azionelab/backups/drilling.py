"""A restore for practice: into a database and a folder that are thrown away, by the very commands of the real thing."""

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from azionelab.backups import databases, folder, postgresql
from azionelab.backups.errors import BackupError

STEPS = {
    "restored": ["restore", "--migrate"],
    "up to date": ["migrate", "--check"],
    "checked": ["check", "--database", "default"],
}


def drill(path: Path, identity: Path | None) -> Iterator[tuple[str, str]]:
    """Plays a restore, and yields each step with its words. Raises BackupError.

    What was made for it goes in any case.
    """
    with folder.locked(settings.BACKUP_FOLDER), _scratch_folder() as scratch, _scratch_database(scratch) as url:
        own = {
            "AZIONELAB_VAR": str(scratch),
            "BACKUP_FOLDER": str(settings.BACKUP_FOLDER),  # with the wishes to be forgotten
            "DATABASE_URL": url,
        }
        # A file that is named wins over a variable (azionelab/env.py), and the site's own cache is not to be emptied.
        taken = {"CACHE_URL", "CACHE_URL_FILE", *(f"{name}_FILE" for name in own)}
        environment = {name: value for name, value in os.environ.items() if name not in taken} | own
        for step, arguments in STEPS.items():
            restoring = arguments[0] == "restore"
            about = [str(path.resolve()), *(["--identity", str(identity.resolve())] if identity else [])]
            yield step, _manage(environment, step, [*arguments, *(about if restoring else [])])


def _manage(environment: dict[str, str], step: str, arguments: list[str]) -> str:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  no shell
    if answer.returncode:
        raise BackupError(f"The drill failed, not {step}: {(answer.stderr or answer.stdout).strip()}")
    return answer.stdout.strip()


@contextmanager
def _scratch_folder() -> Iterator[Path]:
    """Beside the backups: there is room for a backup, as there may not be under /tmp."""
    prefix = f"{folder.UNFINISHED}drill-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=settings.BACKUP_FOLDER) as scratch:
        yield Path(scratch)


@contextmanager
def _scratch_database(scratch: Path) -> Iterator[str]:
    """The address of an empty database of the same kind, on the same server."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{scratch / 'db.sqlite3'}"
        return
    name = f"azionelab_drill_{secrets.token_hex(4)}"
    quoted = sql.Identifier(name)
    parameters = postgresql.connection_parameters(connection)
    with databases.told_in_words(), psycopg.connect(**parameters, autocommit=True) as ours:
        try:
            ours.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(quoted))
        except psycopg.errors.InsufficientPrivilege as error:
            raise BackupError(
                f"The role {parameters.get('user')} may not create databases. Let an administrator of PostgreSQL say: "
                f"ALTER ROLE {parameters.get('user')} CREATEDB"
            ) from error
        try:
            yield address(parameters | {"dbname": name})
        finally:
            ours.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(quoted))


def address(parameters: dict[str, str]) -> str:
    """The parameters as a DATABASE_URL; a host that is a folder of sockets stands in the query."""
    rest = {key: value for key, value in parameters.items() if key not in {"dbname", "user", "password", "port"}}
    host = "" if str(rest.get("host", "/")).startswith("/") else rest.pop("host")
    who = quote(str(parameters.get("user", "")), safe="")
    password = f":{quote(parameters['password'], safe='')}" if parameters.get("password") else ""
    port = f":{parameters['port']}" if host and parameters.get("port") else ""
    query = f"?{urlencode(rest)}" if rest else ""
    return f"postgres://{who}{password}@{host}{port}/{parameters['dbname']}{query}"
