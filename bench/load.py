"""Clients that send calls as fast as they are answered, each on a connection of its own."""

import http.client
import threading
import time
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from statistics import median, quantiles

from bench import calls
from bench.house import Hot

CALLS = ["book", "confirm", "check in"]


@dataclass(frozen=True)
class Figures:
    """Calls per second, and how long one took in milliseconds."""

    rate: float
    p50: float
    p99: float


def evening(address: tuple[str, int], hot: Hot, clients: int, parties: int) -> dict[str, Figures]:
    """`parties` book, confirm and come in, one kind of call after the other."""
    visitors = list(calls.new_addresses(parties))
    booked = rush(address, [calls.book(hot, visitor) for visitor in visitors], clients)
    ids = calls.public_ids(visitors)
    confirmed = rush(address, [calls.confirm(public_id) for public_id in ids], clients)
    inside = rush(address, [calls.check_in(hot, public_id) for public_id in ids], clients)
    return dict(zip(CALLS, [booked, confirmed, inside], strict=True))


def warm_up(address: tuple[str, int], hot: Hot) -> None:
    """Lets every worker load its code and open its connections."""
    evening(address, hot, clients=8, parties=40)


def rush(address: tuple[str, int], waiting: list[calls.Call], clients: int) -> Figures:
    queue: SimpleQueue[calls.Call] = SimpleQueue()
    for call in waiting:
        queue.put(call)
    seconds: list[float] = []
    wrong: list[str] = []
    threads = [threading.Thread(target=_client, args=(address, queue, seconds, wrong)) for _number in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - start
    if wrong:
        raise SystemExit(f"{len(wrong)} of {len(waiting)} calls were not answered as expected, first: {wrong[0]}")
    return Figures(len(waiting) / elapsed, 1000 * median(seconds), 1000 * quantiles(seconds, n=100)[98])


def median_of(evenings: list[dict[str, Figures]], call: str) -> Figures:
    figures = [evening[call] for evening in evenings]
    return Figures(*(median(getattr(figure, name) for figure in figures) for name in ("rate", "p50", "p99")))


def _client(address: tuple[str, int], queue: SimpleQueue[calls.Call], seconds: list[float], wrong: list[str]) -> None:
    connection = http.client.HTTPConnection(*address, timeout=60)
    while True:
        try:
            call = queue.get_nowait()
        except Empty:
            break
        start = time.perf_counter()
        connection.request("POST", call.path, call.content, call.headers)
        answer = connection.getresponse()
        content = answer.read()
        seconds.append(time.perf_counter() - start)
        if answer.status != call.answer:
            wrong.append(f"{call.path} {answer.status} {content[:200]!r}")
    connection.close()
