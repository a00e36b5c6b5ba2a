"""The site as visitors get it: production settings, collected files, gunicorn, with the demo company."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from tests.demo import load_demo
from tests.faults.gunicorn import ROOT, production, python
from tests.production.preparation import collect_static

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@dataclass(frozen=True)
class Answer:
    status: int
    text: str


@dataclass(frozen=True)
class Site:
    url: str
    environment: dict[str, str]

    def get(self, path: str) -> Answer:
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=60) as answer:
                return Answer(answer.status, answer.read().decode())
        except urllib.error.HTTPError as answer:
            return Answer(answer.code, answer.read().decode())

    def public_paths(self) -> list[str]:
        """Every page in the sitemap."""
        root = ElementTree.fromstring(self.get("/sitemap.xml").text)  # noqa: S314  our own
        addresses = [node.text or "" for node in root.findall("s:url/s:loc", SITEMAP)]
        return [address.removeprefix(self.url) for address in addresses]

    def private_paths(self) -> list[str]:
        """The pages of four reservations, one in each state."""
        return json.loads(python(self.environment, "-m", "tests.judges.reservations"))


@contextmanager
def production_site(application: str = "tests.judges.wsgi") -> Iterator[Site]:
    with TemporaryDirectory(prefix="azionelab-judges-") as var, socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        environment = production(f"sqlite:///{var}/db.sqlite3", 1, var) | {
            "CLIENT_PROXIES": "0",
            "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": f"http://127.0.0.1:{port}",
        }
        # The demo company loads in development alone.
        development = environment | {"DJANGO_SETTINGS_MODULE": "azionelab.settings.development"}
        load_demo(Path(var), development | {"PORT": str(port)}, common=Path(var) / "common")
        collect_static(environment, Path(var) / "static")
        process = _serve(application, environment, listener)
        try:
            yield Site(f"http://127.0.0.1:{port}", environment)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


def _serve(application: str, environment: dict[str, str], listener: socket.socket) -> subprocess.Popen[bytes]:
    # The socket listens already, so the first call waits for the site and nobody has to ask whether it is up.
    options = ["--bind", f"fd://{listener.fileno()}", "--workers", "2", "--threads", "4", "--log-level", "error"]
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", application, "--worker-class", "gthread", *options],
        cwd=ROOT,
        env=environment,
        pass_fds=[listener.fileno()],
        start_new_session=True,
    )
