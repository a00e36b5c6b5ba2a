"""Where backups are made and restored in tests: databases and folders of their own, and our commands as processes."""

import json
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from azionelab.backups import drilling, postgresql
from infra.dev_postgres import Server
from tests.faults.gunicorn import ROOT, production

NO_MAIL_SERVER = 9  # the discard port: nobody answers


@dataclass
class Place:
    """A machine with the code and, at first, nothing else."""

    environment: dict[str, str]
    folder: Path

    @property
    def media(self) -> Path:
        return self.folder / "media"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, timeout=900
        )

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("manage.py", *arguments)

    def evening(self) -> dict[str, Any]:
        answer = self.run("-m", "tests.backups.evening")
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)


@contextmanager
def empty_place() -> Iterator[Place]:
    """With an empty database of the kind that the tests run on."""
    with tempfile.TemporaryDirectory() as folder, _empty_database(Path(folder)) as url:
        yield _place(url, Path(folder))


@contextmanager
def empty_cluster() -> Iterator[Place]:
    """With a PostgreSQL server of its own, which has just been made."""
    server = Server(f"backup-{secrets.token_hex(4)}")
    try:
        server.start()
        with tempfile.TemporaryDirectory() as folder:
            yield _place(server.url, Path(folder))
    finally:
        server.destroy()


def _place(url: str, folder: Path) -> Place:
    return Place(production(url, NO_MAIL_SERVER, str(folder)), folder)


@contextmanager
def _empty_database(folder: Path) -> Iterator[str]:
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    name, parameters = f"azionelab_empty_{secrets.token_hex(4)}", postgresql.connection_parameters(connection)
    with psycopg.connect(**parameters, autocommit=True) as ours:
        ours.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        try:
            yield drilling.address(parameters | {"dbname": name})
        finally:
            ours.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def make_media() -> dict[str, bytes]:
    """Some files as uploads leave them, in the media folder of the tests; what is in each."""
    files = {
        "original_images/locandina.png": b"\x89PNG" + secrets.token_bytes(3000),
        "images/locandina.max-800x800.avif": secrets.token_bytes(1000),
        "documents/Scheda tecnica – però.pdf": b"%PDF-1.7" + secrets.token_bytes(2_500_000),
    }
    for name, content in files.items():
        path = Path(settings.MEDIA_ROOT, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return files


def media_in(root: Path) -> dict[str, bytes]:
    """Hidden ones too: nothing may be left behind."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
