#!/usr/bin/env python3
"""The site on one's own machine: database, demo company, server and clock, until Ctrl-C. Called by `make run`.

The server restarts by itself when a source file changes. Once a minute the timed command does what a timer does in
production. Everything that is started here ends here, whichever way this program is ended short of SIGKILL.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from step import step

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]
HOST = "127.0.0.1"
SECONDS_TO_ANSWER = 60
SECONDS_BETWEEN_TICKS = 60
SECONDS_TO_END = 8

BANNER = """
AzioneLab is ready. Ctrl-C ends it.

  the site                    {site}/
  check-in at the door        {site}/check-in/
  pages, box office, settings {site}/admin/
  e-mails that were sent      {site}/dev/mail/

Accounts of the demo company, all with the password azionelab-demo:

  admin          everything
  redazione      writes the pages and shows, sees no visitor's data
  biglietteria   box office: venues, performances, reservations
  maschera       front of house: checks visitors in
"""


class CannotRun(Exception):
    """Told to the person at the terminal as it is."""


def main() -> int:
    # SIGINT too: a shell that starts us in the background has told us to ignore it.
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, end_quietly)
    try:
        port = port_from(os.environ)
        os.environ["PORT"] = str(port)  # the settings build the site's address from it
        refuse_busy(port)
        prepare()
        return serve(port)
    except CannotRun as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def end_quietly(number, frame):
    raise KeyboardInterrupt


def port_from(environment) -> int:
    given = environment.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise CannotRun(f"PORT must be a number from 1 to 65535, not {given!r}.")
    return int(given)


def refuse_busy(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
        try:
            probe.bind((HOST, port))
        except OSError as problem:
            raise CannotRun(
                f"{HOST}:{port} cannot be used ({problem.strerror}). Choose another port: PORT={port + 1} make run"
            ) from problem


def prepare() -> None:
    for words, command in (
        ("Bringing the database up to date", ["migrate", "--no-input"]),
        ("Looking after the demo company", ["seed_demo"]),
    ):
        if step(words, [*MANAGE, *command], cwd=ROOT):
            raise CannotRun(f"`manage.py {' '.join(command)}` failed, see above.")


def serve(port: int) -> int:
    started: list[subprocess.Popen] = []
    try:
        server = start("runserver", f"{HOST}:{port}")
        started.append(server)
        wait_until_it_answers(server, f"http://{HOST}:{port}/api/health/live/")
        print(BANNER.format(site=f"http://{HOST}:{port}"), flush=True)
        return keep_time(server, started)
    finally:
        end_all(started)


def start(*command: str) -> subprocess.Popen:
    """Starts a management command in a group of its own, so that its children (autoreload has one) end with it."""
    return subprocess.Popen(
        [*MANAGE, *command], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
    )


def wait_until_it_answers(server: subprocess.Popen, address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise CannotRun("The server ended before it answered, see above.")
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  our own address
                answer.read()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise CannotRun(f"The server did not answer at {address} within {SECONDS_TO_ANSWER} seconds.")


def keep_time(server: subprocess.Popen, started: list[subprocess.Popen]) -> int:
    """Calls the timed command once a minute, one at a time, for as long as the server lives."""
    while server.poll() is None:
        if all(child.poll() is not None for child in started[1:]):
            started[1:] = [start("tick")]
        try:
            server.wait(timeout=SECONDS_BETWEEN_TICKS)
        except subprocess.TimeoutExpired:
            continue
    return server.returncode


def end_all(started: list[subprocess.Popen]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an impatient second Ctrl-C must not leave anything behind
    for child in started:
        send(child, signal.SIGTERM)
    deadline = time.monotonic() + SECONDS_TO_END
    for child in started:
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        send(child, signal.SIGKILL)  # whatever is left of the group
        child.wait()


def send(child: subprocess.Popen, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):  # the whole group has ended (macOS: not permitted)
        os.killpg(child.pid, number)


if __name__ == "__main__":
    sys.exit(main())
