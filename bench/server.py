"""The site as it runs in production, for the time of the measurement."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

WORKERS = ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--log-level", "warning"]
STARTS_WITHIN = 60


class Site(NamedTuple):
    """Where the site answers, and the process that has started those which do."""

    address: tuple[str, int]
    process: int


@contextmanager
def gunicorn() -> Iterator[Site]:
    address = ("127.0.0.1", _free_port())
    command = [sys.executable, "-m", "gunicorn", "azionelab.wsgi", "--bind", f"{address[0]}:{address[1]}", *WORKERS]
    process = subprocess.Popen(command)
    try:
        _wait_for(address)
        yield Site(address, process.pid)
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_for(address: tuple[str, int]) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        try:
            socket.create_connection(address, timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("gunicorn did not start.")
