"""Nothing that opens a reservation or names a visitor stands in any log: nginx, gunicorn, the site, PostgreSQL.

Every kind of path with a token is asked for while all is well, when it does not exist, and while the site is away; then
each log is searched. The canary is the same nginx that may tell errors of requests: there the same search finds them.
"""

import json
import re
import time
from collections.abc import Iterator

import pytest

from azionelab.logs import masked
from tests.browser.house import House
from tests.leaks import found
from tests.production.client import Client
from tests.production.processes import wait_until
from tests.production.stack import ProductionStack

NAME, ADDRESS = "Ermenegilda Sbrinzi", "ermenegilda.sbrinzi@example.org"
FORMS = [
    "/it/reservations/confirm/{}/",
    "/en/reservations/{}/",
    "/it/reservations/{}/calendar.ics",
    "/it/reservations/{}/pass.pdf",
    "/it/reservations/{}/data.json",
    "/it/reservations/{}/again/?date=1",
    "/reservations/{}/",
    "/r/{}",
    "//r/{}",
    "/r//{}",
    "/stage/{}/",
    "/it/r/{}/r/{}",
    "/login/?next=/r/{}",
    "/api/nowhere/?token={}",
    "/%72/{}",
    "/static/r/{}.js",
]


@pytest.fixture(scope="module")
def tokens(stack: ProductionStack) -> Iterator[list[str]]:
    """Of a real reservation: to confirm, its own page, its pass, and the page for the stage."""
    # One program with one connection: a pool would only be waited for at its end.
    house = House(stack.environment | {"DATABASE_POOL": "no"}, stack.var / "none", stack.url)
    show = house.open_show(20)
    reference = show.book(ADDRESS)
    house.act("confirm", reference=reference)
    links = show.links(reference)
    confirm, own = (last_part(links[name]) for name in ("confirm", "own"))
    pass_address = Client(stack).post("/api/reservations/view/", {"token": own}).json()["pass"]["url"]
    stage = house.act("stage_address", performance=show.performances[0])
    yield [confirm, own, last_part(pass_address), last_part(stage)]
    house.close()


def last_part(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def play(stack: ProductionStack, tokens: list[str]) -> list[str]:
    """All of these paths, asked for and posted to, with a referrer that has one too."""
    client = Client(stack, "127.0.2.1")
    paths = [form.replace("{}", token) for token in tokens for form in FORMS]
    for number, path in enumerate(paths):
        headers = {"Referer": f"{stack.url}/r/{tokens[0]}", "User_Agent": f"{NAME} {tokens[0]}"}
        if number % 8 == 0:
            client.ask("POST", path, b"x=" + NAME.encode(), **headers)
            client.ask("POST", path, b"x" * 70_000, **headers)
        client.get(path, **headers)
    return paths


def leaks(stack: ProductionStack, planted: list[str]) -> set[tuple[str, str]]:
    return found(stack.logs().items(), planted)


def test_no_log_of_any_program_has_a_token_a_name_or_an_address(stack: ProductionStack, tokens: list[str]) -> None:
    planted = [*tokens, NAME, ADDRESS, "127.0.2.1"]
    play(stack, tokens)
    stack.switch_on_maintenance()
    play(stack, tokens[:1])
    stack.switch_off_maintenance()
    with stack.out_of_reach():
        play(stack, tokens)
    provoke_the_database(stack)
    assert leaks(stack, planted) == set()
    written = stack.logs()
    assert '"status":502' in written["access"]
    assert "gunicorn.error" in written["backend-1"]


def provoke_the_database(stack: ProductionStack) -> None:
    """An error whose detail holds a row with a name."""
    command = (
        "from django.db import connection, IntegrityError\n"
        "from bookings.models import Reservation\n"
        f"row = Reservation.objects.filter(email='{ADDRESS}').values().first()\n"
        "try:\n"
        "    Reservation.objects.create(**{k: v for k, v in row.items() if k != 'id'})\n"
        "except IntegrityError:\n"
        "    print('refused')\n"
    )
    assert "refused" in stack.manage("shell", "--no-imports", "--command", command)


def test_the_search_finds_what_is_there(stack: ProductionStack, tokens: list[str]) -> None:
    """nginx as it would be without our rule."""
    rules = stack.nginx.folder / "conf" / "parts" / "logs.conf"
    before = stack.nginx.error_log.read_text()
    with stack.out_of_reach():
        rules.write_text(re.sub(r"(error_log \S+) emerg;", r"\1 error;", rules.read_text()))
        stack.nginx.reload()
        Client(stack).get(f"/r/{tokens[2]}")
        assert ("error", tokens[2]) in leaks(stack, tokens)
    stack.nginx.error_log.write_text(before)


def test_the_proxy_masks_as_the_site_does(stack: ProductionStack) -> None:
    client = Client(stack)
    token = "abcdefgh.ijklmnop"
    plain = [
        "/it/",
        "/it/spettacoli/inventario-delle-piogge/",
        "/check-in/performances/1/report/",
        "/r/short",
        "/api/shows/",
    ]
    paths = [form.replace("{}", token).partition("?")[0] for form in FORMS if "%" not in form] + plain
    by_id = {client.get(path).headers["X-Request-ID"]: path for path in paths}
    lines = [json.loads(line) for line in stack.nginx.access_log.read_text().splitlines()]
    logged = {by_id[line["request_id"]]: line["path"] for line in lines if line["request_id"] in by_id}
    assert set(logged) == set(paths)
    for path, written in logged.items():
        assert token not in written
        if path.count(token) == 1:
            assert written == masked(path)


def test_a_request_has_one_number_in_the_answer_and_in_both_logs(stack: ProductionStack) -> None:
    answer = Client(stack).get("/it/nowhere-at-all/", X_Request_ID="0" * 32)
    number = answer.headers["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{32}", number)
    assert number != "0" * 32
    deadline = time.monotonic() + 60
    while number not in "".join(stack.backends[name].log.read_text() for name in stack.backends):
        assert time.monotonic() < deadline, "the site has written no line with it"
        time.sleep(0.05)
    assert number in stack.nginx.access_log.read_text()


def test_the_access_log_has_a_network_and_no_address(stack: ProductionStack) -> None:
    number = Client(stack, "127.0.2.77").get("/it/").headers["X-Request-ID"]
    wait_until("the line is written", lambda: number in stack.nginx.access_log.read_text())
    [line] = [line for line in stack.nginx.access_log.read_text().splitlines() if number in line]
    assert json.loads(line)["client"] == "127.0.2.0/24"
    assert set(json.loads(line)) == {
        *("time", "request_id", "client", "method", "path", "status", "bytes", "seconds", "backend", "backend_status"),
        *("backend_seconds", "cache", "limit", "protocol", "tls"),
    }
