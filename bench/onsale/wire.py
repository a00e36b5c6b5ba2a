"""One visitor's connection: HTTP/1.1 over TLS from an address of one's own, and how long each call took.

Raw streams of asyncio, because thousands of visitors share the machine with the site that is measured.
"""

import asyncio
import gzip
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

PATIENCE = 45  # seconds; longer than nginx waits for the site
KEPT_OPEN = 50  # seconds; nginx closes what is silent for 60
LONGEST_HEAD = 1 << 16
NO_ANSWER = 0  # instead of a status


class Call(NamedTuple):
    """What is written down of one request."""

    kind: str
    at: float  # seconds after the opening
    seconds: float
    status: int
    code: str  # of a refusal, or why there was no answer


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    why: str = ""  # there was none


@dataclass(frozen=True)
class Site:
    """Where the site is reached, and by which name."""

    name: str
    port: int
    tls: ssl.SSLContext

    @property
    def origin(self) -> str:
        return f"https://{self.name}:{self.port}"


class Connection:
    """Kept open between calls as a browser does, and opened anew when nginx has closed it or it was silent for long."""

    def __init__(self, site: Site, address: str) -> None:
        self._site, self._address = site, address
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._used_at = 0.0

    async def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """The answer; one with the status NO_ANSWER when there was none. What only reads is asked once more when the
        connection broke, as browsers do."""
        answer = await self._ask_once(method, path, headers, body)
        if answer.status == NO_ANSWER and method == "GET" and answer.why != TimeoutError.__name__:
            answer = await self._ask_once(method, path, headers, body)
        return answer

    async def _ask_once(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        try:
            async with asyncio.timeout(PATIENCE):
                reader, writer = await self._open()
                writer.write(self._head(method, path, headers, body) + body)
                answer = await _read(reader)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            await self.close()
            return Answer(NO_ANSWER, why=type(error).__name__)
        self._used_at = time.monotonic()
        if answer.headers.get("connection") == "close":
            await self.close()
        return answer

    async def close(self) -> None:
        if self._streams:
            writer = self._streams[1]
            self._streams = None
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams and (self._streams[0].at_eof() or time.monotonic() - self._used_at > KEPT_OPEN):
            await self.close()
        if self._streams is None:
            self._streams = await asyncio.open_connection(
                "127.0.0.1",
                self._site.port,
                ssl=self._site.tls,
                server_hostname=self._site.name,
                local_addr=(self._address, 0),
                limit=LONGEST_HEAD,
            )
        return self._streams

    def _head(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._site.name}:{self._site.port}", "Accept-Encoding: gzip"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode()


async def _read(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(head[0].split()[1])
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    if "chunked" in headers.get("transfer-encoding", ""):
        body = await _chunks(reader)
    else:
        body = await reader.readexactly(int(headers.get("content-length", 0)))
    if headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    return Answer(status, headers, body)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int(await reader.readline(), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return body
