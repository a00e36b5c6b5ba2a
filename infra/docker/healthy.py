"""Whether this container's gunicorn is ready to serve, as Compose asks: exit code 0 or 1, and the answer on stdout.

The question takes nginx's place: by the socket, for the host of SITE_URL, over HTTPS as far as the site knows.
"""

import os
import socket
import sys
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

SECONDS = 8  # less than Compose waits for this program


class SocketConnection(HTTPConnection):
    """HTTP by a Unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=SECONDS)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def is_ready(bind: str, host: str) -> bool:
    connection = SocketConnection(bind.removeprefix("unix:"))
    try:
        connection.request("GET", "/api/health/", headers={"Host": host, "X-Forwarded-Proto": "https"})
        answer = connection.getresponse()
        print(answer.status, answer.read(2000).decode(errors="replace"))
        return answer.status == 200
    except (OSError, HTTPException) as error:
        print(f"no answer on {bind}: {error}")
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    bind = os.environ.get("AZIONELAB_BIND", "unix:/run/azionelab/backend.sock").split(",")[0]
    sys.exit(not is_ready(bind, urlsplit(os.environ["SITE_URL"]).netloc))
