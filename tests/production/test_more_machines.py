"""What nginx does for more than one machine (docs/scaling.md): several backends, a bucket, a proxy before it."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.production.client import Client
from tests.production.preparation import make_certificate
from tests.production.processes import Nginx, free_port, share_with, unprivileged_account
from tests.production.stack import HOST, stack_folder


class Server(ThreadingHTTPServer):
    """A backend, or a bucket with one picture: tells what it was asked, and in whose name."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.address = f"127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        is_missing = self.path.endswith("/none.webp")
        asked = {"server": self.server.address, "path": self.path, "headers": dict(self.headers)}
        self.send_response(403 if is_missing else 200)  # a bucket that may not be listed refuses what it has not
        self.send_header("Set-Cookie", "storage=1")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(b"<Error>AccessDenied</Error>" if is_missing else json.dumps(asked).encode())

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def servers() -> Iterator[list[Server]]:
    running = [Server() for _ in range(3)]
    yield running
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def edge(servers: list[Server]) -> Iterator[SimpleNamespace]:
    with stack_folder() as folder:
        yield from started(folder, *servers)


def started(folder: Path, first: Server, second: Server, bucket: Server) -> Iterator[SimpleNamespace]:
    share_with(unprivileged_account(), folder / "nginx")
    certificate = make_certificate(folder / "tls", HOST)
    (folder / "tls" / "privkey.pem").chmod(0o644)
    port = free_port()
    nginx = Nginx(
        folder / "nginx",
        {
            "AZIONELAB_SERVER_NAME": HOST,
            "AZIONELAB_HTTP_PORT": f"127.0.0.1:{free_port()}",
            "AZIONELAB_HTTPS_PORT": f"127.0.0.1:{port}",
            "AZIONELAB_TLS_FOLDER": str(folder / "tls"),
            "AZIONELAB_UPSTREAMS": f"{first.address}, {second.address}",
            "AZIONELAB_MEDIA_ORIGIN": f"http://{bucket.address}/azionelab-media",
            "AZIONELAB_TRUSTED_PROXIES": "127.0.0.1/32",
        },
    )
    nginx.start()
    try:
        yield SimpleNamespace(https_port=port, tls_certificate=certificate)
    finally:
        nginx.stop()


def test_backends_take_turns(edge: SimpleNamespace, servers: list[Server]) -> None:
    client = Client(edge)
    answered = {client.get("/it/").json()["server"] for _ in range(4)}
    assert answered == {servers[0].address, servers[1].address}


def test_a_picture_comes_from_the_bucket_and_tells_it_nothing_of_the_visitor(edge: SimpleNamespace) -> None:
    answer = Client(edge).get("/media/images/sedia.width-480.webp?size=1", Cookie="sessionid=secret", User_Agent="Me")
    asked = answer.json()
    assert asked["path"] == "/azionelab-media/images/sedia.width-480.webp?size=1"
    assert {name.lower() for name in asked["headers"]} <= {"host", "connection", "accept"}
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers


def test_what_the_bucket_has_not_is_not_found(edge: SimpleNamespace) -> None:
    answer = Client(edge).get("/media/images/none.webp")
    assert answer.status == 404
    assert b"AccessDenied" not in answer.body


def test_the_rest_of_the_bucket_is_not_reached(edge: SimpleNamespace) -> None:
    for path in ("/media/original_images/sedia.png", "/media/documents/a.pdf", "/media/images/../documents/a.pdf"):
        assert Client(edge).get(path).status == 404


def test_a_trusted_proxy_names_the_client_and_nobody_else_does(edge: SimpleNamespace) -> None:
    """127.0.0.1 is trusted here, 127.0.0.2 is not."""
    named = "203.0.113.9"
    believed = Client(edge).get("/it/", X_Forwarded_For=named).json()["headers"]["X-Forwarded-For"]
    ignored = Client(edge, "127.0.0.2").get("/it/", X_Forwarded_For=named).json()["headers"]["X-Forwarded-For"]
    assert (believed, ignored) == (named, "127.0.0.2")
