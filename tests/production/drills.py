"""`make drill`: what visitors notice while something happens to the servers behind nginx. docs/testing.md with WRITE=1.

Judges nothing: tests/production/test_drills.py plays each for some seconds, and judges what must always hold.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from infra.release.order import RELEASE, ROLLBACK, SECOND, STEADY, run
from tests.faults.gunicorn import python
from tests.judges.documents import write_between
from tests.production.load import Answer, Load, visitors
from tests.production.loopback_release import NEW, OLD, VERSIONS, Loopback
from tests.production.processes import wait_until
from tests.production.stack import ProductionStack, stack_folder

SECONDS, RATE = 40, 20
BEGIN, END = "<!-- drills: begin -->", "<!-- drills: end -->"
# Visitors all come from one address here, which neither nginx nor the site is to take for a flood.
ENVIRONMENT = {"AZIONELAB_UNLIMITED": "127.0.0.1", "THROTTLES_FACTOR": "100000", **VERSIONS[OLD]}
BOTH = ", ".join(f"unix:{{run}}/{name}.sock max_fails=0" for name in (STEADY, SECOND))

Event = Callable[[ProductionStack], None]


def reload_nginx(stack: ProductionStack) -> None:
    stack.nginx.reload()


def reload_gunicorn(stack: ProductionStack) -> None:
    """Comes back when new processes have taken the place of all old ones."""
    backend = stack.backends[STEADY]
    before = backend.workers()
    backend.reload()
    wait_until("gunicorn has reloaded", lambda: backend.workers() and not before & backend.workers())


def kill_one_of_two(stack: ProductionStack) -> None:
    stack.backends[SECOND].kill()


def kill_the_only_one(stack: ProductionStack) -> None:
    """And start it again, as Compose does by itself."""
    stack.backends[STEADY].kill()
    stack.backends[STEADY].start()


def restart_postgres(stack: ProductionStack) -> None:
    stack.postgres.restart()


def crash_postgres(stack: ProductionStack) -> None:
    stack.postgres.restart(mode="immediate")


def release(stack: ProductionStack) -> None:
    assert run(RELEASE, Loopback(stack, NEW, OLD)), "the release failed"


def roll_back(stack: ProductionStack) -> None:
    back = Loopback(stack, OLD, NEW)
    # The migrations of the drill's own app are not judged by the lint, so this says no; the operator knows better.
    assert not run(ROLLBACK[:1], back, order="rollback")
    assert run(ROLLBACK[1:], back, order="rollback"), "the way back failed"


def with_second_backend(stack: ProductionStack) -> None:
    stack.backends[SECOND].start()
    stack.nginx.render(AZIONELAB_UPSTREAMS=BOTH.format(run=stack.run))
    stack.nginx.reload()


def with_one_backend(stack: ProductionStack) -> None:
    stack.nginx.render(AZIONELAB_UPSTREAMS="")
    stack.nginx.reload()
    stack.backends[SECOND].stop()


def nothing(stack: ProductionStack) -> None:
    pass


@dataclass(frozen=True)
class Drill:
    words: str
    event: Event
    before: Event = nothing
    after: Event = nothing


DRILLS = {
    "reload-nginx": Drill("nginx reloaded", reload_nginx),
    "reload-gunicorn": Drill("gunicorn reloaded (HUP)", reload_gunicorn),
    "kill-one-of-two": Drill("one of two backends killed (-9)", kill_one_of_two, with_second_backend, with_one_backend),
    "kill-the-only-one": Drill("the only backend killed (-9), then started", kill_the_only_one),
    "restart-postgres": Drill("PostgreSQL restarted", restart_postgres),
    "crash-postgres": Drill("PostgreSQL crashed and restarted", crash_postgres),
    "release": Drill("a release with two migrations", release),
    "rollback": Drill("back to the version before", roll_back),
}


@dataclass(frozen=True)
class Result:
    answers: list[Answer]
    begun: float
    ended: float
    house: dict[str, Any]  # what the database says afterwards
    prepared: dict[str, Any]

    @property
    def refused(self) -> Counter[str]:
        return Counter(answer.refusal for answer in self.answers if answer.refusal)

    @property
    def confirmed_and_told(self) -> set[str]:
        ids = self.prepared["tokens"]
        return {ids[answer.request.token] for answer in self.answers if answer.was_told_confirmed}

    @property
    def lost_confirmations(self) -> set[str]:
        return self.confirmed_and_told - set(self.house["confirmed"])

    @property
    def lost_bookings(self) -> set[str]:
        told = {answer.body["reference"] for answer in self.answers if "reference" in answer.body}
        return {reference.replace("-", "") for reference in told} - set(self.house["references"])

    @property
    def recovery(self) -> float:
        """Seconds from the event until the answers stayed good: until the last refusal, or 0.0 without one."""
        return max((answer.answered_at - self.begun for answer in self.answers if answer.refusal), default=0.0)

    @property
    def slowest(self) -> float:
        return max(answer.answered_at - answer.sent_at for answer in self.answers)


def play(stack: ProductionStack, drill: Drill, seconds: float, rate: float) -> Result:
    """The event in the middle of the load; half of the time before it, half after it."""
    drill.before(stack)
    wanted = int(seconds * rate)  # who confirm in four times the time, since the event takes its own
    prepared = json.loads(python(stack.environment, "-m", "tests.production.drill_house", "prepare", str(wanted)))
    arrivals = visitors(prepared["show"], prepared["performances"], list(prepared["tokens"]))
    with Load(stack.https_port, stack.tls_certificate, arrivals, rate) as load:
        load.go_on_for(seconds / 2)
        begun = time.monotonic()
        drill.event(stack)
        ended = time.monotonic()
        load.go_on_for(seconds / 2)
    drill.after(stack)
    performances = map(str, prepared["performances"])
    house = json.loads(python(stack.environment, "-m", "tests.production.drill_house", "report", *performances))
    return Result(load.answers, begun, ended, house, prepared)


def as_table(results: dict[str, Result], conditions: str) -> str:
    head = "what happened, seconds it took|requests|refused|last refusal after|slowest answer|told confirmed, lost"
    lines = [conditions, "", f"| {head.replace('|', ' | ')} |", "|---" * 6 + "|"]
    for name, found in results.items():
        refused = ", ".join(f"{number} {kind}" for kind, number in found.refused.items()) or "0"
        recovery = f"{found.recovery:.1f} s" if found.refused else "–"
        told = f"{len(found.confirmed_and_told)}, {len(found.lost_confirmations)}"
        cells = [f"{DRILLS[name].words}, {found.ended - found.begun:.1f}", str(len(found.answers)), refused]
        lines.append(f"| {' | '.join([*cells, recovery, f'{found.slowest:.1f} s', told])} |")
    return "\n".join(lines)


def main() -> int:
    with stack_folder() as folder, ProductionStack(folder, backends=1, environment=ENVIRONMENT) as stack:
        results = {name: play(stack, drill, SECONDS, RATE) for name, drill in DRILLS.items()}
    wrong = chain.from_iterable(
        (f"{name}: {what}" for what in [found.lost_confirmations, found.lost_bookings] if what)
        for name, found in results.items()
    )
    load, processors = os.getloadavg()[0], os.cpu_count()
    conditions = (
        f"Measured on {datetime.now(UTC).date()}: {RATE} requests a second for {SECONDS} s and while it happens, "
        "each on a new connection with TLS; pages, places left, bookings and confirmations in turn. "
        f"{processors} processors for nginx, gunicorn, PostgreSQL, the visitors and other work (a load of {load:.0f})."
    )
    table = as_table(results, conditions)
    print(table, *wrong, sep="\n")
    if os.environ.get("WRITE"):
        write_between(BEGIN, END, table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
