"""How many places are left, kept for a second or two: who asked the site stands in nginx's own log."""

import json
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.production.client import Answer, Client
from tests.production.processes import wait_until
from tests.production.stack import ProductionStack

LIST = "/api/performances/"
SLOW_FOR = 1.5  # seconds
KEPT_FOR = 2.1  # and is old then
ASKED = {"MISS", "EXPIRED"}  # where there was nothing, and where it was old
KEPT = {"HIT", "UPDATING"}  # and where it was old, and somebody else was asking


@contextmanager
def standing_still(stack: ProductionStack) -> Iterator[None]:
    """No process of the site goes on until the end, nor does one begin in the place of another."""
    stopped: list[int] = []

    def stop(pid: int) -> None:
        os.kill(pid, signal.SIGSTOP)
        stopped.append(pid)

    try:
        for backend in stack.backends.values():
            stop(backend.pid)
            for worker in backend.workers():
                stop(int(worker))
        yield
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)


def wait_for_ten_seconds() -> None:
    """Until ten seconds begin in which no answer is kept yet."""
    time.sleep(10 - time.time() % 10 + 0.05)


def outcomes(stack: ProductionStack, answers: list[Answer]) -> list[dict]:
    """What the access log says about each of these, found by its id; nginx writes a line when it has answered."""
    ids = [answer.headers["X-Request-ID"] for answer in answers]

    def by_id() -> dict[str, dict]:
        lines = [json.loads(line) for line in stack.nginx.access_log.read_text().splitlines()]
        return {line["request_id"]: line for line in lines}

    wait_until("all lines are written", lambda: set(ids) <= set(by_id()))
    return [by_id()[one] for one in ids]


def test_of_many_requests_one_a_second_reaches_the_site(stack: ProductionStack, client: Client) -> None:
    client.get(LIST)
    first_second = int(time.time())
    answers = [client.get(LIST) for _ in range(40)]
    seconds = int(time.time()) - first_second + 1
    kinds = [line["cache"] for line in outcomes(stack, answers)]
    assert set(kinds) <= ASKED | KEPT
    assert sum(kind in ASKED for kind in kinds) <= seconds
    assert "HIT" in kinds
    assert len({answer.body for answer in answers}) == 1


def test_while_one_asks_the_others_have_the_answer_before(stack: ProductionStack, client: Client) -> None:
    wait_for_ten_seconds()
    client.get(LIST)
    time.sleep(KEPT_FOR)
    with ThreadPoolExecutor(21) as hands:
        with standing_still(stack):
            asked = [hands.submit(client.get, LIST) for _ in range(21)]
            wait_until("all but one have an answer", lambda: sum(one.done() for one in asked) == 20)
        answers = [one.result() for one in asked]
    assert sorted(line["cache"] for line in outcomes(stack, answers)) == ["EXPIRED"] + ["UPDATING"] * 20


def test_a_site_that_is_slow_is_asked_no_more_often(stack: ProductionStack, client: Client) -> None:
    """A rush that makes the site slow must not take the cache away from it: also where nothing is kept yet."""
    wait_for_ten_seconds()
    first_second = int(time.time())
    with ThreadPoolExecutor(40) as hands:
        with standing_still(stack):
            asked = [hands.submit(client.get, LIST) for _ in range(40)]
            time.sleep(SLOW_FOR)
        answers = [one.result() for one in asked]
    seconds = int(time.time()) - first_second + 1
    assert {answer.status for answer in answers} == {200}
    assert sum(line["cache"] in ASKED for line in outcomes(stack, answers)) <= seconds


def test_no_answer_is_older_than_ten_seconds(stack: ProductionStack) -> None:
    """They are part of the key: read where nginx has written it down, beside each answer that it keeps."""
    keys = set()
    for path in (stack.nginx.folder / "cache").rglob("*"):
        if path.is_file():
            [key] = [line for line in path.read_bytes().splitlines() if line.startswith(b"KEY: ")]
            keys.add(key.removeprefix(b"KEY: ").split()[0])
    assert keys
    assert all(key.isdigit() and abs(time.time() - 10 * int(key)) < 600 for key in keys)


def test_a_session_is_always_answered_by_the_site(stack: ProductionStack, client: Client) -> None:
    client.get(LIST)
    answers = [client.get(LIST, Cookie="sessionid=somebody") for _ in range(3)]
    assert [line["cache"] for line in outcomes(stack, answers)] == ["BYPASS"] * 3
    assert all("Set-Cookie" in answer.headers for answer in answers)  # the token for calls of the staff
    assert "Set-Cookie" not in client.get(LIST).headers


def test_another_origin_is_always_answered_by_the_site(stack: ProductionStack, client: Client) -> None:
    answers = [client.get(LIST, Origin="https://elsewhere.example")]
    assert [line["cache"] for line in outcomes(stack, answers)] == ["BYPASS"]


def test_languages_are_kept_apart_however_they_are_asked_for(client: Client) -> None:
    words = {
        language: client.get(LIST, Accept_Language=language).json()["results"][0]["starts_label"]
        for language in ("it", "en-GB,en;q=0.9", "fr", "fr;q=0.8,en;q=0.5,it;q=0.3", "de,it;q=0.5,en;q=0.3")
    }
    assert len(set(words.values())) == 2
    assert words["it"] == words["fr"] == words["de,it;q=0.5,en;q=0.3"]
    assert words["en-GB,en;q=0.9"] == words["fr;q=0.8,en;q=0.5,it;q=0.3"]


def test_a_browser_that_has_it_hears_that_nothing_has_changed(stack: ProductionStack, client: Client) -> None:
    whole = client.get(LIST)
    assert whole.headers["Cache-Control"] == "no-cache"
    for encoding in ("identity", "gzip", "br"):
        etag = client.get(LIST, Accept_Encoding=encoding).headers["ETag"]
        again = client.get(LIST, If_None_Match=etag, Accept_Encoding=encoding)
        assert (again.status, again.body) == (304, b"")


def test_lists_with_different_questions_are_different(client: Client) -> None:
    [one, *_] = client.get(LIST).json()["results"]
    found = client.get(f"{LIST}?show={one['show']['slug']}").json()
    assert {performance["show"]["slug"] for performance in found["results"]} == {one["show"]["slug"]}
