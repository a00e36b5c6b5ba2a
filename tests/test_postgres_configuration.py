"""The configuration of the database's container, tried on a PostgreSQL of this machine as the image would start it."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import yaml

from infra.dev_postgres import find_programs, identity, short_folder, unprivileged_account, without_defaults

FOLDER = Path(__file__).resolve().parent.parent / "infra" / "docker"
SERVICE = yaml.safe_load((FOLDER / "compose.yml").read_text())["services"]["postgres"]
PASSWORD = "of-this-test-alone"
ACCOUNT = unprivileged_account()

# The administrator's way in is to be the account `postgres`, which only root can become; the role is made by psql.
pytestmark = pytest.mark.skipif(
    not (ACCOUNT and ACCOUNT.pw_name == "postgres" and shutil.which("psql")),
    reason="needs root, the account postgres and psql (Debian: apt-get install postgresql)",
)


class Server:
    """One cluster in a folder: made with the image's arguments, started with the files that Compose mounts."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.programs = folder, find_programs()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        for name in ("postgresql.conf", "pg_hba.conf", "create_role.sh"):
            shutil.copy(FOLDER / "postgres" / name, folder)

    def start(self) -> None:
        arguments = SERVICE["environment"]["POSTGRES_INITDB_ARGS"].split()
        self.run(self.programs / "initdb", "--no-sync", "--username=postgres", *arguments, self.folder / "data")
        options = {
            "config_file": self.folder / "postgresql.conf",
            "hba_file": self.folder / "pg_hba.conf",
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": self.folder,
        }
        given = " ".join(f"-c {name}={value}" for name, value in options.items())
        log = self.folder / "log"
        self.run(self.programs / "pg_ctl", "start", "-w", "-D", self.folder / "data", "-l", log, "-o", given)
        self.run("bash", self.folder / "create_role.sh", POSTGRES_PASSWORD=PASSWORD)

    def stop(self) -> None:
        self.run(self.programs / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", self.folder / "data")

    def run(self, *command: str | Path, **extra: str) -> str:
        environment = without_defaults(PGHOST=str(self.folder), PGPORT=str(self.port), **extra)
        return subprocess.run(
            ["/usr/bin/env", *command],
            cwd="/",
            env=environment,
            check=True,
            text=True,
            stdout=subprocess.PIPE,
            **identity(ACCOUNT),
        ).stdout

    def connect(self, user: str, password: str, database: str = "azionelab") -> psycopg.Connection:
        place = {"host": "127.0.0.1", "port": self.port, "dbname": database}
        return psycopg.connect(**place, user=user, password=password, autocommit=True)

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    folder = short_folder(ACCOUNT)
    server = Server(folder)
    for file in folder.iterdir():
        os.chown(file, ACCOUNT.pw_uid, ACCOUNT.pw_gid)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


def test_the_role_of_the_site_owns_its_database_and_rules_nothing_else(server: Server) -> None:
    with server.connect("azionelab", PASSWORD) as connection:
        role = connection.execute(
            "SELECT rolsuper, rolcreaterole, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert role == (False, False, False, False)
        connection.execute("CREATE TABLE of_its_own (id int)")
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
        assert connection.execute("SELECT lower('È')").fetchone() == ("è",)


def test_nobody_else_comes_in_by_network(server: Server) -> None:
    for user, password in (("azionelab", "wrong"), ("postgres", PASSWORD), ("postgres", "")):
        with pytest.raises(psycopg.OperationalError):
            server.connect(user, password, "postgres")


def test_the_administrator_comes_in_from_inside_without_a_password(server: Server) -> None:
    asked = "SELECT rolpassword IS NULL FROM pg_authid WHERE rolname = 'postgres'"
    assert server.run("psql", "--username=postgres", "--tuples-only", "--no-align", "-c", asked) == "t\n"


def test_what_is_confirmed_is_on_the_disk(server: Server) -> None:
    with server.connect("azionelab", PASSWORD) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            assert connection.execute(f"SHOW {name}").fetchone() == ("on",)


def test_no_name_reaches_the_log(server: Server) -> None:
    with server.connect("azionelab", PASSWORD) as connection:
        connection.execute("CREATE TABLE guests (name text PRIMARY KEY CHECK (name <> 'Ada Bruni'))")
        connection.execute("INSERT INTO guests VALUES ('Carla Donati')")
        for statement, values in (
            ("INSERT INTO guests VALUES ('Carla Donati')", None),
            ("INSERT INTO guests VALUES (%s)", ["Ada Bruni"]),
            ("SELECT 'Carla Donati' FROM nowhere", None),
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(statement, values)
    assert "duplicate key value" in server.log
    assert not [word for word in ("Ada", "Carla", "DETAIL", "STATEMENT") if word in server.log]
