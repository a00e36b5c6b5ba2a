"""What nginx says itself: the maintenance page, and that the site is away."""

import pytest

from tests.production.client import Client
from tests.production.stack import ProductionStack


@pytest.fixture
def maintenance(stack: ProductionStack):
    stack.switch_on_maintenance()
    yield
    stack.switch_off_maintenance()


@pytest.fixture
def away(stack: ProductionStack):
    with stack.out_of_reach():
        yield


@pytest.mark.usefixtures("maintenance")
class TestMaintenance:
    def test_visitors_get_a_page_in_both_languages(self, client: Client) -> None:
        answer = client.get("/it/")
        assert (answer.status, answer.headers["Retry-After"]) == (503, "120")
        assert "Cambio scena." in answer.text
        assert '<div lang="en">' in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        assert client.get("/_edge/style.css").headers["Content-Type"].startswith("text/css")

    @pytest.mark.parametrize(
        "path", ["/login/", "/r/some-token.some-signature", "/admin/", "/check-in/", "/documents/1/a.pdf"]
    )
    def test_so_does_everybody_else(self, path: str, client: Client) -> None:
        assert client.get(path).status == 503

    @pytest.mark.parametrize(
        "path", ["/api/performances/", "/api/check-ins/performances/1/state/", "/api/reservations/follow/"]
    )
    def test_programs_are_told_to_wait(self, path: str, client: Client) -> None:
        """The door's phones too: they go on alone and tell later what would be lost with the database of now."""
        answer = client.get(path, Accept_Language="en")
        assert (answer.status, answer.refusal["code"], answer.headers["Retry-After"]) == (503, "busy", "120")
        assert answer.refusal["detail"].startswith("We are working")

    def test_health_and_files_are_still_there(self, stack: ProductionStack, client: Client) -> None:
        assert client.get("/api/health/").status == 200
        assert client.get("/static/home/css/tokens.css").status == 200
        assert client.get("/metrics").status == 404  # without a token in the settings there is none


@pytest.mark.usefixtures("away")
def test_a_site_that_is_away_is_told_in_words(client: Client) -> None:
    page = client.get("/it/")
    assert (page.status, page.headers["Retry-After"]) == (502, "5")
    assert "Il sito non risponde." in page.text
    for path in ("/api/performances/", "/api/shows/", "/api/health/"):
        answer = client.get(path)
        assert (answer.status, answer.refusal["code"], answer.headers["Retry-After"]) == (503, "busy", "5")


def test_one_backend_away_is_not_noticed(stack: ProductionStack, client: Client) -> None:
    one = stack.backends["backend-1"]
    one.kill()
    try:
        assert [client.get("/api/health/").status for _ in range(6)] == [200] * 6
    finally:
        one.start()
