"""A steady stream of visitors: one request each, at a fixed rate, whether or not the ones before were answered."""

import http.client
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from typing import Any

SECONDS_TO_ANSWER = 45  # longer than nginx waits for the site
HANDS = 64
BUSY, BUSY_PAGE = "busy (API)", "busy (page)"
NO_CONNECTION, BROKEN, SILENT = "no connection", "broken off", "no answer"


@dataclass(frozen=True)
class Request:
    path: str
    body: dict[str, Any] | None = None
    token: str = ""  # the one that it confirms


@dataclass(frozen=True)
class Answer:
    request: Request
    sent_at: float  # of time.monotonic, as all times here
    answered_at: float
    refusal: str  # "" for an answer of the site, a "no" of the house included
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def was_told_confirmed(self) -> bool:
        return not self.refusal and self.body.get("status") == "confirmed"


class Load:
    """Sends from entering to leaving, and has all answers then."""

    def __init__(self, port: int, trust: Path, requests: Iterator[Request], rate: float) -> None:
        self.port, self.requests, self.rate = port, requests, rate
        self.context = ssl.create_default_context(cafile=trust)
        self.answers: list[Answer] = []
        self._over = threading.Event()
        self._sender = threading.Thread(target=self._send)

    def __enter__(self) -> "Load":
        self._sender.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._over.set()
        self._sender.join()

    def wait_for(self, what: Callable[[list[Answer]], object], seconds: float = 60) -> None:
        """Until the answers so far say so."""
        give_up_at = time.monotonic() + seconds
        while not what(list(self.answers)):
            assert time.monotonic() < give_up_at, f"not within {seconds} s: {self.answers[-5:]}"
            time.sleep(0.05)

    def go_on_for(self, seconds: float) -> None:
        """The length of a drill is a number of requests, sent at its rate."""
        wanted = len(self.answers) + int(seconds * self.rate)
        self.wait_for(lambda answers: len(answers) >= wanted, seconds=seconds + 120)

    def _send(self) -> None:
        begun = time.monotonic()
        with ThreadPoolExecutor(HANDS) as hands:
            waiting: list[Future[None]] = []
            for number, request in zip(count(), self.requests, strict=False):
                if self._over.wait(max(0, begun + number / self.rate - time.monotonic())):
                    break
                waiting.append(hands.submit(self._ask, request))
        for one in waiting:
            one.result()

    def _ask(self, request: Request) -> None:
        sent_at = time.monotonic()
        refusal, body = self._refusal(request)
        self.answers.append(Answer(request, sent_at, time.monotonic(), refusal, body))

    def _refusal(self, request: Request) -> tuple[str, dict[str, Any]]:
        connection = http.client.HTTPSConnection(
            "localhost", self.port, timeout=SECONDS_TO_ANSWER, context=self.context
        )
        try:
            connection.connect()
        except OSError:
            return NO_CONNECTION, {}
        try:
            if request.body is None:
                connection.request("GET", request.path)
            else:
                connection.request("POST", request.path, json.dumps(request.body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return read(answer, answer.read())
        except TimeoutError:
            return SILENT, {}
        except (OSError, http.client.HTTPException):
            return BROKEN, {}
        finally:
            connection.close()


def read(answer: http.client.HTTPResponse, content: bytes) -> tuple[str, dict[str, Any]]:
    """The kind of the refusal, "" for none, and what the API said."""
    is_json = answer.headers.get_content_type() == "application/json"
    body: dict[str, Any] = json.loads(content) if is_json else {}
    if answer.status < 500 and answer.status != 429:
        return "", body
    if answer.headers["Retry-After"]:
        if not is_json and answer.status in (502, 503, 504):  # nginx keeps the status of its pages
            return BUSY_PAGE, body
        if answer.status == 503 and {error.get("code") for error in body.get("errors", [])} == {"busy"}:
            return BUSY, body
    return f"status {answer.status}", body


def visitors(show: str, performances: list[int], tokens: list[str]) -> Iterator[Request]:
    """Of four visitors one reads a page, one asks what is free, one books and one confirms.

    When all have confirmed they press the button once more: an event may take longer than anybody has foreseen.
    """
    for number, token in enumerate(cycle(tokens)):
        performance = performances[number % len(performances)]
        yield Request(("/it/", show)[number % 2])
        yield Request(f"/api/performances/{performance}/")
        booker = {"name": "Giulia Neri", "email": f"booker{number}@example.org", "party_size": 1, "language": "it"}
        yield Request(f"/api/performances/{performance}/reservations/", {**booker, "privacy_accepted": True})
        yield Request("/api/reservations/confirm/", {"token": token}, token)
