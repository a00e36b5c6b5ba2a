"""A rush keeps thousands of pages open, each with a connection that is silent most of the time."""

import asyncio
import resource
import ssl
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from bench.onsale.wire import Connection, Site
from bench.processes import megabytes
from tests.production.processes import ROOT
from tests.production.stack import HOST, ProductionStack

READERS = 5000  # as many as `make rehearsal` has, and more than nginx keeps connections
AT_ONCE = 50
PATH = "/static/home/css/tokens.css"
TMPFS = 16  # megabytes of the service's limit that are files


@pytest.fixture
def many_files() -> Iterator[None]:
    """A connection is an open file, and many machines allow a process 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("many_files")
def test_all_are_answered_and_nginx_keeps_within_its_memory(stack: ProductionStack) -> None:
    nginx = int(Path(stack.nginx.folder / "nginx.pid").read_text())
    site = Site(HOST, stack.https_port, ssl.create_default_context(cafile=stack.tls_certificate))
    with ThreadPoolExecutor(1) as hand:  # a browser of another test may have left its loop in this thread
        told, taken = hand.submit(lambda: asyncio.run(crowd(site, nginx))).result()
    assert told == [{200: READERS}, {200: READERS}]
    compose = yaml.safe_load((ROOT / "infra" / "docker" / "compose.yml").read_text())
    limit = int(compose["services"]["nginx"]["mem_limit"].removesuffix("m"))
    assert taken < limit - TMPFS


async def crowd(site: Site, nginx: int) -> tuple[list[Counter[int]], float]:
    """How all are answered when they come and once more when all are there; the memory that nginx takes then."""
    readers = [Connection(site, f"127.3.{number // 250}.{1 + number % 250}") for number in range(READERS)]
    in_turn = asyncio.Semaphore(AT_ONCE)

    async def ask(reader: Connection) -> int:
        async with in_turn:
            return (await reader.ask("GET", PATH, {})).status

    try:
        told = [Counter(await asyncio.gather(*map(ask, readers))) for _time in range(2)]
        return told, megabytes(nginx)
    finally:
        await asyncio.gather(*(reader.close() for reader in readers))
