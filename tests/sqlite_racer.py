"""One of the processes of test_sqlite_race.py: `prepare` the house, or `race` for its seats. Speaks JSON.

A racer says when it waits for the others, and goes on when it is told a line.
"""

import inspect
import json
import os
import sys
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "azionelab.settings.test")
django.setup()

from django.db import connection  # noqa: E402

from bookings import seat_triggers, services  # noqa: E402
from bookings.exceptions import BookingRefused  # noqa: E402
from bookings.models import House  # noqa: E402
from bookings.tests.factories import NOW, booked, make_performance  # noqa: E402


def prepare(seats: int, visitors: int) -> list[str]:
    performance = make_performance(capacity=seats)
    rows = [booked(performance, party_size=1, email=f"v{number}@example.org") for number in range(visitors)]
    return [row.public_id for row in rows]


def race(public_ids: list[str], confirm: Callable[..., Any] = services.confirm) -> list[str]:
    connection.ensure_connection()
    wait_for_others("ready")
    return [outcome(confirm, public_id) for public_id in public_ids]


def outcome(confirm: Callable[..., Any], public_id: str) -> str:
    try:
        return confirm(public_id=public_id, at=NOW).status
    except BookingRefused as refusal:
        return refusal.code


def race_unguarded(public_ids: list[str]) -> list[str]:
    """Without a transaction nothing stands between the look and the act: here all look first, and then all act."""
    record_change = services.record_change
    still_looking = ["looked"]

    def record_change_after_all_looked(*what: Any) -> None:
        if still_looking:
            wait_for_others(still_looking.pop())
        record_change(*what)

    services.record_change = record_change_after_all_looked
    return race(public_ids, inspect.unwrap(services.confirm_counted))


def remove_constraint() -> None:
    constraint = House._meta.constraints.pop()  # SQLite makes the table anew from the model
    seat_triggers.remove(connection)  # and refuses to while triggers name the old one
    with connection.schema_editor() as editor:
        editor.remove_constraint(House, constraint)
    seat_triggers.install(connection)


def wait_for_others(word: str) -> None:
    say(word)
    sys.stdin.readline()


def say(words: Any) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    acts = {act.__name__: act for act in (prepare, race, race_unguarded, remove_constraint)}
    say(acts[sys.argv[1]](*json.loads(sys.argv[2])))
