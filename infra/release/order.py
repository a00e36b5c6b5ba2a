"""The order of a release and of the way back, over whatever can do the steps (docs/adr/0034).

At each moment one healthy backend is behind nginx: the old one until `switch`, the new version in a second container
while the first is exchanged, and the first one again at the end. So a step that fails leaves somebody serving, and
whoever reads its message knows who that is and what to do.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

STEADY, SECOND = "backend", "backend-new"
SECONDS_BETWEEN_QUESTIONS = 1


class StepFailed(Exception):
    """What went wrong, as it is told to the person at the terminal."""


class Stack(Protocol):
    """What a release needs of the machine. `old` serves when it begins; each act raises StepFailed."""

    old: str
    new: str
    patience: float  # seconds in which a backend must have started

    def build(self) -> None: ...
    def check(self) -> None: ...
    def backup(self) -> None: ...
    def migrate(self) -> None: ...
    def publish_static(self) -> None: ...
    def start_second(self) -> None: ...
    def recreate_steady(self) -> None: ...
    def stop_second(self) -> None: ...
    def recreate_tick(self) -> None: ...
    def smoke(self) -> None: ...

    def answer(self, service: str) -> tuple[str, str]:
        """The version that is healthy there, or "" and what it said instead."""

    def point_to(self, service: str) -> None:
        """Lets nginx ask this one from now on, by one atomic rename."""

    def remember(self) -> None:
        """From now on `new` is the version of this machine and `old` the one to go back to."""

    def newer_migrations(self) -> dict[str, list[str]]:
        """Those that `old` knows and `new` does not, each with what may harm `new`; for the way back."""


@dataclass(frozen=True)
class Step:
    name: str
    words: str
    act: Callable[[Stack], None]
    advice: str  # when it fails: who serves, and what to do


def wait(stack: Stack, service: str) -> None:
    """Until the service is healthy and is the new version: an old one that answers in its place does not count."""
    give_up_at = time.monotonic() + stack.patience
    while True:
        version, said = stack.answer(service)
        if version == stack.new:
            return
        if time.monotonic() > give_up_at:
            found = f"it is {version}" if version else said
            raise StepFailed(f"{service} is not a healthy {stack.new} after {stack.patience:.0f} s: {found}")
        time.sleep(SECONDS_BETWEEN_QUESTIONS)


def switch(stack: Stack, service: str) -> None:
    """Leads nginx to a healthy one, and comes back when nobody waits at the door of the other.

    A server that is told to end finishes what it has taken on, and drops who still queues. The queue is first come,
    first served: when the other has answered us, it has taken on all who came before the rename.
    """
    version, said = stack.answer(service)
    if version != stack.new:
        raise StepFailed(f"{service} is not a healthy {stack.new}, so nginx is not led to it: {version or said}")
    stack.point_to(service)
    stack.answer(STEADY if service == SECOND else SECOND)


OLD_SERVES = "{old} serves as before."
NEW_SERVES = "{new} serves already, from backend-new."
GO_ON = "Then go on: make {order} VERSION={new} FROM={step}"
GO_BACK = "Or go back: make rollback VERSION={old}"
LOOK = "docker compose logs --tail 50 {service}, in infra/docker, tells more."

BUILD = Step("build", "Build the images of {new}", lambda s: s.build(), f"{OLD_SERVES} Mend the build. {GO_ON}")
CHECK = Step(
    "check",
    "Check settings and database with the code of {new}",
    lambda s: s.check(),
    f"{OLD_SERVES} Mend what is named above, in .env or in the database. {GO_ON}",
)
BACKUP = Step(
    "backup",
    "Back up database and media",
    lambda s: s.backup(),
    f"{OLD_SERVES} No release without a backup: see docs/backups.md. {GO_ON}",
)
MIGRATE = Step(
    "migrate",
    "Migrate the database; {old} goes on meanwhile",
    lambda s: s.migrate(),
    f"{OLD_SERVES} PostgreSQL has taken the migration that failed back, and {{old}} bears those before it. "
    f"When a lock was not to be had, try again at a quieter moment. {GO_ON}",
)
STATIC = Step(
    "static",
    "Add the static files of {new} to those of earlier versions",
    lambda s: s.publish_static(),
    f"{OLD_SERVES} Is the disk full? {GO_ON}",
)
NEW_FAILED = f"{OLD_SERVES} {LOOK.format(service=SECOND)} make release-stop-new takes it away. {GO_ON}"
START_NEW = Step("start-new", "Start {new} beside {old}", lambda s: s.start_second(), NEW_FAILED)
WAIT_NEW = Step("wait-new", "Wait until {new} is healthy", lambda s: wait(s, SECOND), NEW_FAILED)
SWITCH = Step("switch", "Lead nginx to {new}", lambda s: switch(s, SECOND), NEW_FAILED)
REMEMBER = Step(
    "remember",
    "Write {new} into .env, and {old} as the one before",
    lambda s: s.remember(),
    f"{NEW_SERVES} May .env be written? {GO_ON}",
)
STEADY_FAILED = f"{NEW_SERVES} {LOOK.format(service=STEADY)} {GO_ON}\n{GO_BACK}"
RECREATE = Step("recreate", "End {old}, and start {new} in its place", lambda s: s.recreate_steady(), STEADY_FAILED)
WAIT = Step("wait", "Wait until it is healthy there", lambda s: wait(s, STEADY), STEADY_FAILED)
SWITCH_BACK = Step("switch-back", "Lead nginx to the lasting backend", lambda s: switch(s, STEADY), STEADY_FAILED)
STOP_NEW = Step(
    "stop-new", "End the second backend", lambda s: s.stop_second(), f"{{new}} serves, from backend. {GO_ON}"
)
TICK = Step("tick", "Let the timer run {new}", lambda s: s.recreate_tick(), f"{{new}} serves, its timer not. {GO_ON}")
SMOKE = Step(
    "smoke",
    "Look at the site from outside",
    lambda s: s.smoke(),
    f"{{new}} serves, and not well. Mend it, and look again: make smoke\n{GO_BACK}",
)

EXCHANGE = [STATIC, START_NEW, WAIT_NEW, SWITCH, REMEMBER, RECREATE, WAIT, SWITCH_BACK, STOP_NEW, TICK, SMOKE]
RELEASE = [BUILD, CHECK, BACKUP, MIGRATE, *EXCHANGE]


def refuse_harm(stack: Stack) -> None:
    """Whether the version to which one goes back bears the database as it is. Migrations are never taken back."""
    newer = stack.newer_migrations()
    harm = [f"  {name}: {what}" for name, found in newer.items() for what in found]
    print(f"{len(newer)} migrations are newer than {stack.new}: {', '.join(newer) or 'none'}")
    if harm:
        raise StepFailed("\n".join(["Perhaps it cannot live with these:", *harm]))


MIGRATIONS = Step(
    "migrations",
    "Ask whether {new} bears the migrations of {old}",
    refuse_harm,
    f"{OLD_SERVES} Read each reason. Where it says that {{new}} does not need what was changed, go on:\n"
    "make rollback VERSION={new} FROM=static\nElse restore the backup that the release made: docs/rollback.md",
)
ROLLBACK = [MIGRATIONS, *EXCHANGE]


def run(steps: Sequence[Step], stack: Stack, order: str = "release", say: Callable[[str], None] = print) -> bool:
    """Each step after the other until one fails; whether all were done. `order` is the word that make knows it by."""
    for number, step in enumerate(steps, 1):
        names = {
            "old": stack.old,
            "new": stack.new,
            "step": step.name,
            "order": "release" if order == "step" else order,
        }
        say(f"[{number}/{len(steps)}] {step.name}: {step.words.format(**names)}")
        try:
            step.act(stack)
        except StepFailed as failure:
            say(f"\n{step.name} failed. {failure}\n{step.advice.format(**names)}")
            return False
    return True
