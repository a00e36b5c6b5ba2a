"""What browsers are told by each answer, whoever gives it; graded by the rules of Mozilla's HTTP Observatory."""

import http.client

import pytest

from tests.production.client import Answer, Client
from tests.production.observatory import grade
from tests.production.stack import HOST, ProductionStack

SHOW = "/it/spettacoli/inventario-delle-piogge/"


@pytest.fixture(scope="module")
def over_http(stack: ProductionStack) -> Answer:
    connection = http.client.HTTPConnection(HOST, stack.http_port, timeout=30)
    connection.request("GET", SHOW)
    answer = connection.getresponse()
    return Answer(answer.status, answer.headers, answer.read())


def booking_path(client: Client) -> str:
    [first, *_] = client.get("/api/performances/?bookable=true").json()["results"]
    return f"/it/reservations/book/{first['id']}/"


@pytest.mark.parametrize("name", ["front page", "show", "booking", "sign-in", "programme in English"])
def test_pages_get_the_best_grade(name: str, client: Client, over_http: Answer) -> None:
    paths = {"front page": "/it/", "show": SHOW, "sign-in": "/login/", "programme in English": "/en/"}
    page = client.get(paths.get(name) or booking_path(client))
    assert page.status == 200
    result, points = grade(page, over_http, HOST)
    assert result == "A+", points
    assert min(points.values()) >= 0, points


def test_grading_finds_what_is_missing(client: Client, over_http: Answer) -> None:
    page = client.get("/it/")
    _, whole = grade(page, over_http, HOST)
    for header in (
        "Content-Security-Policy",
        "Cross-Origin-Resource-Policy",
        "Referrer-Policy",
        "Strict-Transport-Security",
        "X-Content-Type-Options",
    ):
        without = Answer(page.status, http.client.HTTPMessage(), page.body)
        for name, value in page.headers.items():
            if name != header:
                without.headers[name] = value
        _, points = grade(without, over_http, HOST)
        assert sum(points.values()) < sum(whole.values()), header


def test_everything_over_http_leads_to_https_on_the_same_host(over_http: Answer, stack: ProductionStack) -> None:
    assert over_http.status == 301
    assert over_http.headers["Location"] == f"{stack.url}{SHOW}"


@pytest.mark.parametrize(
    "path", ["/static/home/css/tokens.css", "/media/original_images/", "/media/images/none.jpg", "/nowhere", "/it/"]
)
def test_each_header_is_said_once_whoever_answers(path: str, client: Client) -> None:
    answer = client.get(path)
    for name in ("Strict-Transport-Security", "X-Content-Type-Options", "X-Request-ID", "Referrer-Policy"):
        assert len(answer.headers.get_all(name, [])) == 1, (name, answer.headers.items())
    assert answer.headers["Server"] == "nginx"


@pytest.mark.parametrize(
    "path", ["/it/reservations/nearly-a-token.abc/", "/r/nearly-a-token.abc", "/stage/nearly-one.abc/"]
)
def test_pages_with_a_token_tell_nobody_where_one_came_from(path: str, client: Client) -> None:
    answer = client.get(path)
    assert answer.headers.get_all("Referrer-Policy") == ["no-referrer"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_pages_for_everybody_are_compressed_and_those_with_secrets_are_not(client: Client) -> None:
    for encoding in ("br", "gzip"):
        for path in ("/it/", "/api/performances/", "/sitemap.xml"):
            answer = client.get(path, Accept_Encoding=encoding)
            assert (answer.headers["Content-Encoding"], "Accept-Encoding" in answer.headers["Vary"]) == (encoding, True)
    for path in ("/login/", "/it/reservations/sent/", "/r/nearly-a-token.abc", "/api/reservations/follow/", "/admin/"):
        assert "Content-Encoding" not in client.get(path, Accept_Encoding="br, gzip").headers, path
