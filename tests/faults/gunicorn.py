"""The site as it runs in production: gunicorn, the production settings, PostgreSQL."""

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from django.utils.crypto import get_random_string

ROOT = Path(__file__).resolve().parent.parent.parent
CLIENTS = count(1)


def production(database_url: str, mail_port: int, var: str) -> dict[str, str]:
    """The environment of all the site's processes."""
    return os.environ | {
        "AZIONELAB_VAR": var,
        "CLIENT_PROXIES": "1",
        "DATABASE_URL": database_url,
        "DEFAULT_FROM_EMAIL": "AzioneLab <biglietteria@azionelab.example>",
        "DJANGO_ALLOWED_HOSTS": "www.azionelab.example",
        "DJANGO_SECRET_KEY": get_random_string(60),
        "DJANGO_SETTINGS_MODULE": "azionelab.settings.production",
        "LOG_LEVEL": "CRITICAL",  # what fails here is meant to
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "SITE_URL": "https://www.azionelab.example",
    }


def python(environment: dict[str, str], *arguments: str) -> str:
    """Runs one of our programs to its end; what it said."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


class Site:
    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port

    def get(self, path: str) -> tuple[int, dict[str, Any]]:
        return self._call("GET", path)

    def post(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        return self._call("POST", path, json.dumps(body))

    def _call(self, method: str, path: str, body: str | None = None) -> tuple[int, dict[str, Any]]:
        """As nginx would hand it on, each call from another client. (0, {}) when the line breaks."""
        headers = {
            "Content-Type": "application/json",
            "Host": "www.azionelab.example",
            "X-Forwarded-For": f"10.0.{next(CLIENTS) % 250}.{secrets.randbelow(250)}",
            "X-Forwarded-Proto": "https",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (ConnectionError, http.client.HTTPException):
            return 0, {}
        finally:
            connection.close()

    def kill(self) -> None:
        """As a power cut would: the master and its workers, at once."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def gunicorn(environment: dict[str, str]) -> Iterator[Site]:
    # The socket listens before the site is up, so the first call waits for it and nobody has to ask whether it is.
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        options = ["--bind", f"fd://{listener.fileno()}", "--workers", "2", "--threads", "4", "--log-level", "error"]
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "infra/gunicorn.py", *options],
            cwd=ROOT,
            env=environment,
            pass_fds=[listener.fileno()],
            start_new_session=True,
        )
        site = Site(process, listener.getsockname()[1])
        try:
            yield site
        finally:
            site.kill()
