"""The statements that each call sends, as Django's own log of them tells; with everything remembered that can be."""

from collections.abc import Callable, Mapping

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from bench import calls
from bench.figures import BEGIN, COMMIT, Counted
from bench.house import House, guests, new_addresses, waiting
from bench.site import HEADERS

BEFORE = 2  # times that a call is made before it is counted


def count(house: House) -> dict[str, Counted]:
    made = {
        "show page, kept": lambda: sent_by_get(house.page),
        "availability, 200": lambda: sent_by_get(house.availability),
        "availability, 304": lambda: sent_by_get(house.availability, unchanged=True),
        "booking": lambda: sent(calls.book(house, *new_addresses(1))),
        "confirmation": lambda: sent(calls.confirm(*waiting(house, 1))),
        "check-in": lambda: sent(calls.check_in(house, *guests(house, 1)[0])),
        "check-in preview": lambda: sent(calls.preview(house, *guests(house, 1)[0])),
    }
    return {name: counted(_last(make, "tick"), _last(make, "inline")) for name, make in made.items()}


def _last(make: Callable[[], list[str]], mail_first_try: str) -> list[str]:
    """What the last call sends. “Inline” the mail is sent within the call, so that its statements are seen."""
    with override_settings(MAIL_FIRST_TRY=mail_first_try):
        return [make() for _time in range(BEFORE + 1)][-1]


def counted(alone: list[str], with_mail: list[str]) -> Counted:
    own, all_of_it = ([one for one in sent if one not in {BEGIN, COMMIT}] for sent in (alone, with_mail))
    return Counted(len(own), alone.count(BEGIN), len(all_of_it) - len(own))


def sent(call: calls.Call) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        answered(call)
    return _texts(captured)


def answered(call: calls.Call) -> None:
    headers = {name: value for name, value in call.headers.items() if name != "Content-Type"}
    answer = Client().generic("POST", call.path, call.content, "application/json", headers=headers)
    _check(call.path, answer.status_code, call.status, answer.content)


def sent_by_get(path: str, *, unchanged: bool = False) -> list[str]:
    headers: Mapping[str, str] = HEADERS
    if unchanged:
        headers = {**HEADERS, "If-None-Match": Client().get(path, headers=HEADERS)["ETag"]}
    with CaptureQueriesContext(connection) as captured:
        answer = Client().get(path, headers=headers)
    _check(path, answer.status_code, 304 if unchanged else 200, answer.content)
    return _texts(captured)


def _texts(captured: CaptureQueriesContext) -> list[str]:
    return [query["sql"].strip().rstrip(";") for query in captured.captured_queries]


def _check(path: str, status: int, expected: int, content: bytes) -> None:
    if status != expected:
        raise SystemExit(f"{path} answers {status}: {content[:300]!r}")
