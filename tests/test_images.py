"""The images and services of production: a test holds each house rule, and each helper program does its one thing."""

import os
import re
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from django.test import SimpleTestCase

from azionelab.env import env
from infra import check_compose, gunicorn
from infra.docker import healthy, publish_static

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "infra" / "docker"
PRODUCTION = yaml.safe_load((FOLDER / "compose.yml").read_text())
DEVELOPMENT = yaml.safe_load((FOLDER / "compose.dev.yml").read_text())
DOCKERFILE = (FOLDER / "Dockerfile").read_text()
SERVICES: dict[str, dict[str, Any]] = PRODUCTION["services"]
# What runs day and night: the rest is built, or started for a release only.
STEADY = {name: service for name, service in SERVICES.items() if "profiles" not in service}


def megabytes(size: str) -> int:
    return int(size[:-1]) * {"m": 1, "g": 1024}[size[-1]]


def seconds(duration: str) -> int:
    return int(duration.removesuffix("s"))


class ServiceTests(SimpleTestCase):
    def test_the_services_are_those_of_the_decision(self):
        assert set(STEADY) == {"nginx", "backend", "tick", "postgres"}
        assert set(SERVICES) - set(STEADY) == {"frontend", "backend-new", "static"}

    def test_only_nginx_is_published(self):
        assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]

    def test_only_what_speaks_to_the_database_is_in_its_network(self):
        assert PRODUCTION["networks"]["internal"] == {"internal": True}
        assert STEADY["postgres"]["networks"] == ["internal"]
        assert STEADY["nginx"]["networks"] == ["public"]
        assert [name for name, service in SERVICES.items() if "public" in service.get("networks", [])] == ["nginx"]

    def test_every_service_has_no_more_rights_than_it_needs(self):
        for name, service in SERVICES.items():
            with self.subTest(service=name):
                assert service["read_only"] is True
                assert service["cap_drop"] == ["ALL"]
                assert service["security_opt"] == ["no-new-privileges:true"]
                assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"])
                assert not {"privileged", "cap_add", "pid", "ipc"} & set(service)
                assert not [volume for volume in service.get("volumes", []) if "docker.sock" in volume]

    def test_every_service_has_limits_and_logs_that_end(self):
        for name, service in SERVICES.items():
            with self.subTest(service=name):
                assert {"mem_limit", "cpus", "pids_limit"} <= set(service)
                assert service["logging"] == {"driver": "json-file", "options": {"max-size": "10m", "max-file": "5"}}

    def test_a_server_of_1_gb_carries_what_runs_day_and_night(self):
        assert sum(megabytes(service["mem_limit"]) for service in STEADY.values()) <= 960

    def test_what_runs_says_how_it_is_and_waits_for_what_it_needs(self):
        for name, service in [*STEADY.items(), ("backend-new", SERVICES["backend-new"])]:
            with self.subTest(service=name):
                assert seconds(service["healthcheck"]["timeout"]) < seconds(service["healthcheck"]["interval"])
                waits = service.get("depends_on", {})
                assert all(wait == {"condition": "service_healthy"} for wait in waits.values())

    def test_a_stop_waits_longer_than_gunicorn_does(self):
        for name in ("backend", "backend-new", "nginx"):
            assert seconds(SERVICES[name]["stop_grace_period"]) > gunicorn.graceful_timeout

    def test_the_new_backend_differs_by_its_socket_only(self):
        new, old = SERVICES["backend-new"], STEADY["backend"]
        assert new["environment"].pop("AZIONELAB_BIND") == "unix:/run/azionelab/backend-new.sock"
        same = set(old) - {"build", "restart", "profiles"}
        assert {key: new[key] for key in same} == {key: old[key] for key in same}

    def test_nothing_is_published_beyond_the_developers_machine(self):
        ports = [port for service in DEVELOPMENT["services"].values() for port in service.get("ports", [])]
        assert ports
        assert all(port.startswith("127.0.0.1:") for port in ports)


class VersionTests(SimpleTestCase):
    def test_every_image_has_a_version(self):
        for name, service in SERVICES.items():
            with self.subTest(service=name):
                assert re.search(r":(\$\{AZIONELAB_VERSION:\?.+\}|\d+\.\d+-\w+)$", service["image"])

    def test_the_base_has_a_version_and_the_rest_is_built_on_it(self):
        assert re.search(r"^ARG DEBIAN=debian:\d+\.\d+-slim$", DOCKERFILE, re.MULTILINE)
        stages = re.findall(r"^FROM (\S+) AS (\S+)$", DOCKERFILE, re.MULTILINE)
        known = {"${DEBIAN}"}
        for base, stage in stages:
            assert base in known
            known.add(stage)

    def test_what_the_services_start_ends_without_root(self):
        bodies = re.split(r"^FROM \S+ AS ", DOCKERFILE, flags=re.MULTILINE)[1:]
        stages = {body.split("\n", 1)[0]: body for body in bodies}
        for name in ("nginx", "frontend", "backend"):
            with self.subTest(stage=name):
                assert re.findall(r"^USER (.*)$", stages[name], re.MULTILINE) == [
                    STEADY.get(name, SERVICES[name])["user"]
                ]


class VariableTests(SimpleTestCase):
    def test_every_variable_is_known_to_the_site_or_stands_in_the_settings_page(self):
        rows = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text()))
        of_nginx = set(re.findall(r'^: "\$\{([A-Z_]+)', (FOLDER / "nginx" / "render.sh").read_text(), re.MULTILINE))
        named = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
        for file in ("compose.yml", "compose.dev.yml"):
            named += re.findall(r"\$\{([A-Z_]+)", (FOLDER / file).read_text())
        for service in [*SERVICES.values(), *DEVELOPMENT["services"].values()]:
            if service.get("image", "").startswith("azionelab/backend"):
                named += service["environment"]
        assert len(named) > 30
        assert set(named) - rows - set(env.scheme) - of_nginx == set()

    def test_no_secret_stands_in_the_files(self):
        secrets = re.compile(r"(?i)(?:password|secret|token)[a-z_]*: +(?!\$\{)(\S+)")
        assert secrets.findall("POSTGRES_PASSWORD: hunter2") == ["hunter2"]
        for file in ("compose.yml", "compose.dev.yml"):
            assert secrets.findall((FOLDER / file).read_text()) == []

    def test_nothing_of_the_site_reaches_nginx(self):
        assert "env_file" not in STEADY["nginx"]
        assert set(STEADY["nginx"]["environment"]) & set(env.scheme) == {"HSTS_SECONDS"}

    def test_what_is_missing_stops_compose_with_its_name(self):
        with TemporaryDirectory() as folder:
            empty = Path(folder, "empty.env")
            empty.touch()
            program = check_compose.compose()
            assert program, "Debian: apt-get install docker-compose"
            answer = check_compose.config([FOLDER / "compose.yml"], program, values=empty)
        assert answer.returncode != 0
        assert "is missing in .env" in answer.stderr


class PublishStaticTests(SimpleTestCase):
    def test_old_files_stay_new_ones_come_and_names_without_hash_are_the_newest(self):
        with TemporaryDirectory() as folder:
            old, new, published = (Path(folder, name) for name in ("old", "new", "published"))
            self.write(old, {"azl/chunk-A.js": "a", "azl/main.js": "asks for A", "same.css": "same"})
            self.write(new, {"azl/chunk-B.js": "b", "azl/main.js": "asks for B", "same.css": "same"})
            assert publish_static.publish(old, published) == 3
            assert publish_static.publish(new, published) == 2
            assert publish_static.publish(new, published) == 0
            found = {str(path.relative_to(published)): path for path in published.rglob("*") if path.is_file()}
            assert {name: path.read_text() for name, path in found.items()} == {
                "azl/chunk-A.js": "a",
                "azl/chunk-B.js": "b",
                "azl/main.js": "asks for B",
                "same.css": "same",
            }
            assert {path.stat().st_mode & 0o777 for path in found.values()} == {0o644}

    def write(self, folder: Path, files: dict[str, str]) -> None:
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)


class HealthyTests(SimpleTestCase):
    def test_ready_is_a_200_for_the_host_of_the_site_by_https(self):
        with TemporaryDirectory() as folder:
            path = f"{folder}/backend.sock"
            for status, expected in ((200, 0), (503, 1)):
                with answering(path, status) as asked:
                    assert self.ask(path) == expected
                assert asked == [("/api/health/", "www.azionelab.example", "https")]

    def test_nobody_there_is_not_ready(self):
        assert self.ask("/nowhere/backend.sock") == 1

    def test_nginx_is_well_when_it_sends_its_first_name_to_https(self):
        for status, expected in ((301, 0), (500, 1)):
            with answering(("127.0.0.1", 0), status) as asked:
                assert self.ask_nginx(asked.port) == expected
            assert asked == [("/", "www.azionelab.example", None)]
        assert self.ask_nginx(asked.port) == 1

    def ask(self, path: str) -> int:
        given = {"AZIONELAB_BIND": f"unix:{path}", "SITE_URL": "https://www.azionelab.example"}
        return self.run_with(given, sys.executable, healthy.__file__)

    def ask_nginx(self, port: int) -> int:
        given = {"AZIONELAB_HTTP_PORT": str(port), "AZIONELAB_SERVER_NAME": "www.azionelab.example azionelab.example"}
        return self.run_with(given, "/bin/bash", str(FOLDER / "nginx" / "healthy.sh"))

    def run_with(self, given: dict[str, str], *command: str) -> int:
        return subprocess.run(command, env=os.environ | given, capture_output=True, check=False).returncode


class Asked(list[tuple[str, str, str | None]]):
    """Path, host and protocol of each question."""

    port: int


@contextmanager
def answering(address: str | tuple[str, int], status: int) -> Iterator[Asked]:
    """A server on a socket or a port that gives one status to all, and what it was asked."""
    asked = Asked()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers["Host"], self.headers["X-Forwarded-Proto"]))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    if isinstance(address, str):
        Path(address).unlink(missing_ok=True)
        server = socketserver.UnixStreamServer(address, Handler)
    else:
        server = socketserver.TCPServer(address, Handler)
        asked.port = server.server_address[1]
    with server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield asked
        finally:
            server.shutdown()
            thread.join()


class TickTests(SimpleTestCase):
    def test_each_success_leaves_its_time_and_a_stop_does_not_wait_for_the_minute(self):
        for code, expected in ((0, True), (1, False)):
            with self.subTest(code=code), TemporaryDirectory() as folder:
                Path(folder, "manage.py").write_text(f"import sys; print('ticked', flush=True); sys.exit({code})")
                Path(folder, "python").symlink_to(sys.executable)
                loop = subprocess.Popen(
                    ["/bin/sh", FOLDER / "tick.sh", "last"],
                    cwd=folder,
                    env=os.environ | {"PATH": f"{folder}:{os.environ['PATH']}"},
                    stdout=subprocess.PIPE,
                    start_new_session=True,  # its `sleep` goes with it
                )
                try:
                    assert loop.stdout.readline() == b"ticked\n"
                    if expected:
                        wait_until(Path(folder, "last").exists)
                    loop.send_signal(signal.SIGTERM)
                    assert loop.wait(timeout=30) == 0
                    assert Path(folder, "last").exists() == expected
                finally:
                    with suppress(ProcessLookupError):
                        os.killpg(loop.pid, signal.SIGKILL)
                    loop.stdout.close()


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
