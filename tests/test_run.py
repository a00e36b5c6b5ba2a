"""`make run` from its last step on: the site answers, says where, and leaves nothing behind."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import SimpleTestCase

RUN = Path(__file__).resolve().parent.parent / "infra" / "run.py"
SECONDS_TO_END = 60  # only ends the wait for what never ends


class RunTests(SimpleTestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.var = folder.name

    def test_run_serves_the_demo_company_and_ctrl_c_ends_all(self):
        port = free_port()
        site = self.start(port)
        banner = read_banner(site)
        for address in ("/", "/check-in/", "/admin/", "/dev/mail/"):
            assert f"http://127.0.0.1:{port}{address}\n" in banner
        for account in ("admin", "redazione", "biglietteria", "maschera", "azionelab-demo"):
            assert account in banner
        assert get(port, "/api/health/")["status"] == "ok"

        site.send_signal(signal.SIGINT)
        # The output ends when the last process that holds it has ended: server, its reloader, the timed command.
        site.communicate(timeout=SECONDS_TO_END)
        assert site.returncode == 0
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=5)

    def test_run_refuses_busy_port_and_names_the_way_out(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            site = self.start(other.getsockname()[1])
            words, _ = site.communicate(timeout=SECONDS_TO_END)
        assert site.returncode == 1
        assert "Choose another port: PORT=" in words
        assert not Path(self.var, "db.sqlite3").exists()

    def start(self, port: int) -> subprocess.Popen[str]:
        ours = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SITE_URL")}
        ours |= {
            "PORT": str(port),
            "AZIONELAB_VAR": self.var,
            "DJANGO_SETTINGS_MODULE": "azionelab.settings.development",
        }
        site = subprocess.Popen(
            [sys.executable, RUN], env=ours, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.addCleanup(end, site)
        return site


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def read_banner(site: subprocess.Popen[str]) -> str:
    words = ""
    for line in site.stdout:
        words += line
        if line.strip().startswith("maschera"):
            return words
    raise AssertionError(f"The run ended before its banner:\n{words}")


def get(port: int, path: str) -> dict:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_END)
    try:
        connection.request("GET", path)
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def end(site: subprocess.Popen[str]) -> None:
    if site.poll() is None:
        site.terminate()
        site.wait(SECONDS_TO_END)
    site.stdout.close()
