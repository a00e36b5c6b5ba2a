"""How much one address may ask for, and what it hears beyond that. Each test has an address of its own."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.production.client import Answer, Client
from tests.production.stack import ProductionStack

POLLS, PHONES, SECONDS_BETWEEN = 4, 10, 1.5


def flood(ask: Callable[[], Answer], number: int) -> list[Answer]:
    with ThreadPoolExecutor(16) as hands:
        return list(hands.map(lambda _: ask(), range(number)))


def refused(answers: list[Answer]) -> Answer:
    """The first that the proxy has refused; the site's own 429 tell another time."""
    [first, *_] = [answer for answer in answers if answer.status == 429 and answer.headers["Retry-After"] == "10"]
    return first


@pytest.mark.parametrize(("language", "word"), [("it-IT", "Troppe"), ("en-GB", "Too many")])
def test_too_many_bookings_are_refused_in_the_shape_of_the_api(
    language: str, word: str, stack: ProductionStack
) -> None:
    client = Client(stack, {"it-IT": "127.0.1.1", "en-GB": "127.0.1.2"}[language])
    path = "/api/performances/1/reservations/"
    answer = refused(flood(lambda: client.post(path, {}, Accept_Language=language), 80))
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.refusal["code"] == "throttled"
    assert answer.refusal["detail"].startswith(word)
    assert answer.json()["type"] == "client_error"


@pytest.mark.parametrize(
    ("address", "path"),
    [("127.0.1.3", "/login/"), ("127.0.1.4", "/login/second-step/"), ("127.0.1.5", "/it/contatti/")],
)
def test_too_many_forms_get_a_page_in_both_languages(address: str, path: str, stack: ProductionStack) -> None:
    client = Client(stack, address)
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    answer = refused(flood(lambda: client.ask("POST", path, b"username=a&password=b", **form), 80))
    assert "Con calma." in answer.text
    assert "Easy now." in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_whoever_only_reads_is_not_counted_there(stack: ProductionStack) -> None:
    client = Client(stack, "127.0.1.6")
    assert {answer.status for answer in flood(lambda: client.get("/login/"), 60)} == {200}


def test_ten_phones_that_poll_from_one_address_are_left_alone(stack: ProductionStack) -> None:
    """Their rhythm, without its pauses: what they ask for in a minute, as fast as the site answers it."""
    client = Client(stack, "127.0.1.7")
    path = "/api/check-ins/performances/1/state/"
    started = time.monotonic()
    answers = flood(lambda: client.get(path), POLLS * PHONES)
    asked_as_in = time.monotonic() - started
    assert Counter(answer.status for answer in answers) == {403: POLLS * PHONES}  # signed in they are not: it is asked
    assert asked_as_in < POLLS * SECONDS_BETWEEN * PHONES  # faster than they would: the limit had every chance


def test_a_flood_at_the_door_is_refused(stack: ProductionStack) -> None:
    client = Client(stack, "127.0.1.8")
    with stack.out_of_reach():  # what is counted does not depend on how fast the site answers
        answers = flood(lambda: client.get("/api/check-ins/performances/1/state/"), 400)
    assert {answer.status for answer in answers} == {429, 503}
    assert refused(answers).refusal["code"] == "throttled"


@pytest.mark.parametrize(
    ("path", "limit"),
    [("/api/performances/1/reservations/", 64), ("/it/", 64), ("/api/check-ins/", 256), ("/check-in/", 1024)],
)
def test_bodies_end_where_they_are_said_to(path: str, limit: int, stack: ProductionStack) -> None:
    client = Client(stack, "127.0.1.9")
    assert client.ask("POST", path, b"x" * (limit * 1024 - 10)).status != 413
    answer = client.ask("POST", path, b"x" * (limit * 1024 + 1))
    assert answer.status == 413
    if path.startswith("/api/"):
        assert answer.refusal["code"] == "request_too_large"
    else:
        assert "This is too large." in answer.text
