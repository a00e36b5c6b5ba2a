"""The programs of production as processes on this machine: nginx, gunicorn, PostgreSQL, by the images' files."""

import http.client
import os
import pwd
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

from infra.dev_postgres import Server

ROOT = Path(__file__).resolve().parent.parent.parent
NGINX_FILES = ROOT / "infra" / "docker" / "nginx"
POSTGRES_SETTINGS = ROOT / "infra" / "docker" / "postgres" / "postgresql.conf"
PATIENCE = 300  # seconds; only ends the wait for what never comes
NUMBERS = count(1)
DURABLE = ["fsync = on", "synchronous_commit = on", "full_page_writes = on"]
# What cannot be the same on a machine without containers.
ELSEWHERE = re.compile(r"^(listen_addresses|hba_file|unix_socket_directories)\b")


def wait_until(what: str, is_so: Callable[[], object], process: subprocess.Popen | None = None) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert process is None or process.poll() is None, f"{what}: the process has ended"
        assert time.monotonic() < deadline, f"{what}: not within {PATIENCE} s"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Postgres(Server):
    """A server of its own with the settings of the image, fsync among them; only where it listens is ours."""

    def __init__(self) -> None:
        lines = POSTGRES_SETTINGS.read_text().splitlines() if POSTGRES_SETTINGS.exists() else DURABLE
        settings = "\n".join(line for line in lines if not ELSEWHERE.match(line))
        # Cleared away by `dev_postgres.py run` when this process is killed.
        super().__init__(f"run-{os.getpid()}-{next(NUMBERS)}", f"\n{settings}\n")

    @property
    def log(self) -> Path:
        return self.folder / "log"


class Backend:
    """One gunicorn, listening where `bind` says: `unix:PATH` or `HOST:PORT`."""

    def __init__(self, bind: str, environment: Mapping[str, str], log: Path) -> None:
        self.bind, self.log = bind, log
        self._environment = {**environment, "AZIONELAB_BIND": bind}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self.process, "it is not running"
        return self.process.pid

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self, **environment: str) -> "Backend":
        """Comes back when it answers, the database included. `environment` stays for later starts."""
        self._environment |= environment
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--config", "infra/gunicorn.py"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **in_group_of(unprivileged_account()),
            )
        try:
            wait_until(f"gunicorn at {self.bind} answers", self.is_healthy, self.process)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.log.read_text()[-2000:]}") from error
        return self

    def is_healthy(self) -> bool:
        try:
            return self.get("/api/health/") == 200
        except (OSError, http.client.HTTPException):
            return False

    def get(self, path: str) -> int:
        """The status of an answer, asked for without nginx."""
        host = self._environment["DJANGO_ALLOWED_HOSTS"].split(",")[0]
        connection = _Connection(self.bind)
        try:
            connection.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https"})
            return connection.getresponse().status
        finally:
            connection.close()

    def reload(self) -> None:
        os.kill(self.pid, signal.SIGHUP)

    def workers(self) -> set[str]:
        """The process ids of those that answer."""
        return children(self.pid)

    def stop(self) -> None:
        """What is being answered is finished first."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """The master and its workers at once."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        self.stop()
        self.start()

    def _end(self, how: signal.Signals) -> None:
        if not self.process:
            return
        with suppress(ProcessLookupError):
            if how == signal.SIGKILL:
                os.killpg(self.process.pid, how)
            else:
                os.kill(self.process.pid, how)
        self.process.wait(timeout=PATIENCE)


class _Connection(http.client.HTTPConnection):
    def __init__(self, bind: str) -> None:
        host, _, port = bind.rpartition(":")
        self._path = port if host == "unix" else ""
        super().__init__("localhost" if self._path else host, None if self._path else int(port), timeout=10)

    def connect(self) -> None:
        if not self._path:
            return super().connect()
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(10)
        return self.sock.connect(self._path)


class Nginx:
    """Debian's nginx with the configuration of the image, written by its own program from other values.

    Never as root: the image has no root either.
    """

    def __init__(self, folder: Path, variables: Mapping[str, str]) -> None:
        self.folder, self.variables = folder, dict(variables)
        self.access_log, self.error_log = folder / "access.log", folder / "error.log"
        self.configuration = folder / "conf" / "nginx.conf"
        self.account = unprivileged_account()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.render()
        give_to(self.account, self.folder)
        with (self.folder / "start.log").open("ab") as log:
            self.process = subprocess.Popen(
                ["/usr/sbin/nginx", "-c", self.configuration, "-g", "daemon off;"],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd="/",
                start_new_session=True,
                **as_account(self.account),
            )
        port = int(self.variables["AZIONELAB_HTTPS_PORT"].rpartition(":")[2])
        wait_until("nginx listens", lambda: _listens(port), self.process)

    def render(self, **variables: str) -> None:
        """Writes the configuration anew; `variables` stay for later."""
        self.variables |= variables
        environment = {
            "PATH": os.environ["PATH"],
            "AZIONELAB_NGINX_RUN": str(self.folder),
            "AZIONELAB_ACCESS_LOG": str(self.access_log),
            "AZIONELAB_ERROR_LOG": str(self.error_log),
            **self.variables,
        }
        subprocess.run([NGINX_FILES / "render.sh", self.folder / "conf"], env=environment, check=True)

    def reload(self) -> set[str]:
        """Comes back when the old processes have been told to end; gives back those."""
        assert self.process, "it is not running"
        master = self.process.pid
        before = children(master)
        os.kill(master, signal.SIGHUP)

        def is_done() -> bool:
            return bool(children(master) - before) and all(_is_ending(pid) for pid in before & children(master))

        wait_until("nginx has reloaded", is_done, self.process)
        return before

    def reload_and_wait(self) -> None:
        """Comes back when nothing answers by the old configuration any more; for when nobody is in mid-request."""
        before = self.reload()
        wait_until("the old processes have ended", lambda: not before & children(self.process.pid), self.process)

    def stop(self) -> None:
        """What is being answered is finished first."""
        if self.process and self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGQUIT)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.kill(self.process.pid, signal.SIGTERM)
                self.process.wait(timeout=PATIENCE)


def children(pid: int) -> set[str]:
    return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def _is_ending(pid: str) -> bool:
    """nginx tells it in the name of the process."""
    try:
        return "shutting down" in Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:  # it has ended
        return True


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def unprivileged_account() -> pwd.struct_passwd | None:
    """Whom nginx runs as when we are root; None: as we are."""
    if os.geteuid() != 0:
        return None
    known = {account.pw_name: account for account in pwd.getpwall()}
    return known.get("www-data") or known["nobody"]


def as_account(account: pwd.struct_passwd | None) -> dict:
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def in_group_of(account: pwd.struct_passwd | None) -> dict:
    """gunicorn and nginx are in one group, as in the images: its socket belongs to that group."""
    return {"group": account.pw_gid} if account else {}


def give_to(account: pwd.struct_passwd | None, folder: Path) -> None:
    """The folder and what is in it belong to the account."""
    if account:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, account.pw_uid, account.pw_gid)


def share_with(account: pwd.struct_passwd | None, folder: Path) -> None:
    """What is made in the folder belongs to the group of the account, as in the volumes of production."""
    folder.mkdir(parents=True, exist_ok=True)
    if account:
        os.chown(folder, -1, account.pw_gid)
    folder.chmod(0o2775)
