"""PgBouncer of this machine before a PostgreSQL of ours, on Unix sockets, with the settings of docs/scaling.md."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.dev_postgres import NAME, Server, identity, short_folder

SETTINGS = Path(__file__).resolve().parent.parent.parent / "infra" / "pgbouncer.ini"
STARTS_WITHIN = 20
CONFIGURATION = """
[databases]
* = host={postgres} user={role}
%include {settings}
[pgbouncer]
listen_addr =
unix_socket_dir = {folder}
auth_type = any
logfile = {folder}/log
pidfile = {folder}/pid
"""


@contextmanager
def postgresql(name: str) -> Iterator[Server]:
    server = Server(name)
    try:
        server.start()
        yield server
    finally:
        server.destroy()


@contextmanager
def pooler(server: Server) -> Iterator[str]:
    """The DATABASE_URL of the server's database through PgBouncer; `{database}` is where its name stands."""
    folder = short_folder(server.account)
    postgres = server.url.partition("host=")[2]
    settings = Path(shutil.copy(SETTINGS, folder))  # where the server's account can read it
    settings.chmod(0o644)
    file = folder / "pooler.ini"
    file.write_text(CONFIGURATION.format(postgres=postgres, role=NAME, settings=settings, folder=folder))
    file.chmod(0o644)
    program = subprocess.Popen(
        ["/usr/sbin/pgbouncer", "--quiet", file],
        cwd="/",
        **identity(server.account),
    )
    try:
        _wait_for(folder / ".s.PGSQL.6432", program)
        yield f"postgres://{NAME}@/{{database}}?host={folder}&port=6432"
    finally:
        program.terminate()
        program.wait(timeout=STARTS_WITHIN)
        shutil.rmtree(folder)


def _wait_for(socket: Path, program: subprocess.Popen) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while not socket.exists():
        assert program.poll() is None, "PgBouncer did not start; its log says why"
        assert time.monotonic() < deadline, "PgBouncer did not open its socket"
        time.sleep(0.05)
