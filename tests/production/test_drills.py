"""Drills of some seconds each, and what must hold in them. No time is judged: `make drill` measures."""

import pytest

from tests.production.client import Client
from tests.production.drills import DRILLS, ENVIRONMENT, Result, play
from tests.production.load import BUSY, BUSY_PAGE
from tests.production.processes import wait_until
from tests.production.stack import ProductionStack, stack_folder

SECONDS, RATE = 4, 8
NOBODY_NOTICES = ["reload-nginx", "reload-gunicorn", "release", "rollback"]
SAID_IN_ITS_SHAPE = ["kill-the-only-one", "restart-postgres"]  # a crash of PostgreSQL: tests/faults/test_database.py


@pytest.fixture(scope="module")
def stack():
    with stack_folder() as folder, ProductionStack(folder, backends=1, environment=ENVIRONMENT) as running:
        yield running


def played(stack: ProductionStack, name: str) -> Result:
    """A drill, after which the books must balance whatever happened."""
    found = play(stack, DRILLS[name], SECONDS, RATE)
    assert found.confirmed_and_told, "nobody confirmed, so nothing could be lost"
    assert found.lost_confirmations == found.lost_bookings == set()
    assert (found.house["overbooked"], found.house["miscounted"]) == (0, 0)
    assert found.house["without_mail"] == 0
    # Through nginx, and with its database; a slow machine takes longer for it than the drill.
    visitor = Client(stack)
    wait_until("it has recovered", lambda: visitor.get("/api/health/").status == 200)
    return found


# In this order: the way back needs the release.
@pytest.mark.parametrize("name", NOBODY_NOTICES)
def test_nobody_is_refused(stack, name):
    assert played(stack, name).refused == {}


@pytest.mark.parametrize("name", SAID_IN_ITS_SHAPE)
def test_whoever_is_refused_is_asked_to_come_again(stack, name):
    assert set(played(stack, name).refused) <= {BUSY, BUSY_PAGE}


def test_one_of_two_backends_takes_only_what_it_was_answering_with_it(stack):
    found = played(stack, "kill-one-of-two")
    in_flight = [answer for answer in found.answers if answer.refusal and answer.sent_at > found.ended]
    assert in_flight == [], "asked after the kill"
    assert set(found.refused) <= {BUSY, BUSY_PAGE}
