"""Behind PgBouncer in transaction mode: the limits of time hold, and the house is counted as without it."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from infra.dev_postgres import NAME, Server
from infra.made_up_production import PRODUCTION
from tests.production.pooler import pooler, postgresql

ROOT = Path(__file__).resolve().parent.parent.parent
CHECK = ["manage.py", "check", "--deploy", "--database", "default", "--fail-level", "WARNING"]
# The last seats, one link and one request many times. Racers without a guard meet with their transactions open, and are
# more than the pooler has connections.
RACES = "(LastSeatsTests or ConfirmTwiceTests or SameRequestTests) and not (canary or without)"


@pytest.fixture(scope="module")
def server():
    with postgresql(f"pooler-{os.getpid()}") as running:
        yield running


def run(*arguments: str, database_url: str, **environment: str) -> subprocess.CompletedProcess[str]:
    with TemporaryDirectory() as var:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**os.environ, "AZIONELAB_VAR": var, "DATABASE_URL": database_url, **environment},
            capture_output=True,
            text=True,
            check=False,
        )


def in_production(*arguments: str, database_url: str, pooler: str = "transaction") -> subprocess.CompletedProcess[str]:
    given = PRODUCTION | {"DATABASE_POOLER": pooler}
    return run(
        *arguments,
        **{name: value for name, value in given.items() if name != "DATABASE_URL"},
        database_url=database_url,
    )


def test_the_role_must_have_the_limits_and_one_command_gives_them(server: Server):
    with pooler(server) as url:
        refused = in_production(*CHECK, database_url=url.format(database=NAME))
    assert refused.returncode == 1
    for limit in ("statement_timeout be 0", "lock_timeout be 0", "idle_in_transaction_session_timeout be 0"):
        assert f"(azionelab.E003) The database lets {limit}" in refused.stderr

    given = in_production("manage.py", "set_database_limits", database_url=server.url, pooler="none")
    assert given.stdout == "statement_timeout 10s, lock_timeout 4s, idle_in_transaction_session_timeout 15s\n"
    with pooler(server) as url:
        held = in_production(*CHECK, database_url=url.format(database=NAME))
    assert (held.returncode, held.stderr) == (0, "")


def test_without_the_setting_pgbouncer_refuses_the_site(server: Server):
    with pooler(server) as url:
        refused = in_production(*CHECK, database_url=url.format(database=NAME), pooler="none")
    assert refused.returncode == 1
    assert "unsupported startup parameter" in refused.stderr


def test_races_for_seats_end_as_without_a_pooler(server: Server):
    with pooler(server) as url:  # which keeps connections to the test database, so that nobody could drop it
        races = run(
            *("-m", "pytest", "tests/test_races.py", "-k", RACES, "-q", "--reuse-db"),
            database_url=url.format(database="pooled"),
            DATABASE_POOLER="transaction",
            DJANGO_SETTINGS_MODULE="azionelab.settings.test",
            RACE_ROUNDS="1",
        )
    assert races.returncode == 0, races.stdout[-3000:]
    assert "3 passed" in races.stdout
