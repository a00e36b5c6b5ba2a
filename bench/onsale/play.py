"""One rehearsal on a running stack: its visitors, the postman, the timer, and what is known afterwards."""

import email
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from email import policy
from typing import Any
from urllib.parse import urlsplit

from bench.onsale.plans import Scale
from bench.onsale.wire import Call
from bench.processes import cpu_seconds
from tests.faults.gunicorn import ROOT, python
from tests.production.stack import HOST, ProductionStack

CONFIRM_LINK = re.compile(r"https://\S+/reservations/confirm/\S+")
LOOKS, SECONDS_BETWEEN = 5, 5
TICKS_EVERY = 60  # seconds, as infra/docker/tick.sh
LOOKS_EVERY = 0.1  # the postman, for new mails
WARMING_UP = 24  # so that each process has answered


@dataclass(frozen=True)
class Rehearsal:
    """What was asked and answered, how it ended for each visitor, and what the database says."""

    scale: Scale
    calls: list[Call]
    ends: list[dict[str, Any]]
    house: dict[str, Any]
    seconds: float  # until the last visitor had gone
    mailed_for: float  # seconds after the opening in which the last mail was sent
    latest: float  # by which the worst visitor came too late, since the generator was busy
    cpu: dict[str, float]  # seconds, by program

    @property
    def is_exact(self) -> bool:
        """Every seat is taken, none twice, and the counter of the house says so too."""
        return self.house["summed"] == self.house["counted"] == self.house["seat_limit"]

    @property
    def failures(self) -> list[Call]:
        """No answer, or one of a server that fails."""
        return [call for call in self.calls if call.status == 0 or call.status >= 500]


def play(stack: ProductionStack, scale: Scale, hold_minutes: int) -> Rehearsal:
    """`scale.visitors` rush for a new performance, on which pending reservations hold their seats so long, or not."""
    told = json.loads(
        python(stack.environment, "-m", "bench.onsale.house", "prepare", str(scale.seats), str(hold_minutes))
    )
    for backend in stack.backends.values():
        for _once in range(WARMING_UP):
            backend.get(told["page"])
    before = _cpu(stack)
    first_mail = len(stack.mail_server.texts)
    over = threading.Event()
    timer = threading.Thread(target=_timer, args=(stack, over))
    opened_at = time.time()
    timer.start()
    try:
        found = _rush(stack, {**told, "scale": asdict(scale)}, first_mail)
    finally:
        over.set()
        timer.join()
    used = {name: seconds - before[name] for name, seconds in _cpu(stack).items()}
    used |= {"visitors": found["cpu"], "tick": used["tick"] - found["cpu"]}  # both are children of this process
    house = _house_at_rest(stack, told["performance"])
    return Rehearsal(
        scale,
        [Call(*call) for call in found["calls"]],
        found["ends"],
        house,
        found["seconds"],
        house["last_sent"] - opened_at,
        found["latest"],
        used,
    )


def _rush(stack: ProductionStack, told: dict[str, Any], first_mail: int) -> dict[str, Any]:
    trust = str(stack.tls_certificate)
    with subprocess.Popen(
        [sys.executable, "-m", "bench.onsale.crowd"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as crowd:
        _tell(crowd, {**told, "name": HOST, "port": stack.https_port, "trust": trust})
        answers: list[str] = []
        listening = threading.Thread(target=lambda: answers.append(crowd.stdout.read()))
        listening.start()
        delivered = first_mail
        while listening.is_alive():
            listening.join(LOOKS_EVERY)
            for text in stack.mail_server.texts[delivered:]:
                delivered += 1
                with suppress(BrokenPipeError):  # all visitors have gone
                    _deliver(text, lambda mail: _tell(crowd, mail))
    return json.loads(answers[0])


def _tell(crowd: subprocess.Popen, what: dict[str, Any]) -> None:
    crowd.stdin.write(f"{json.dumps(what)}\n")
    crowd.stdin.flush()


def _deliver(text: bytes, tell: Callable[[dict[str, Any]], None]) -> None:
    """To the visitor, who opens only the mail that asks to confirm."""
    mail = email.message_from_bytes(text, policy=policy.default)
    words = mail.get_body(("plain",))
    if words and (link := CONFIRM_LINK.search(words.get_content())):
        tell({"to": mail["To"], "link": urlsplit(link[0]).path})


def _house_at_rest(stack: ProductionStack, performance: int) -> dict[str, Any]:
    """When all mails are sent, or with those that nobody sends. `tick` leaves to a process what it has just claimed."""
    for _time in range(LOOKS):
        stack.manage("tick")
        house = json.loads(python(stack.environment, "-m", "bench.onsale.house", "report", str(performance)))
        if not house["unsent"]:
            break
        time.sleep(SECONDS_BETWEEN)
    return house


def _timer(stack: ProductionStack, over: threading.Event) -> None:
    while not over.is_set():
        stack.manage("tick")
        over.wait(TICKS_EVERY)


def _cpu(stack: ProductionStack) -> dict[str, float]:
    """What the programs have used so far."""
    postgres = int((stack.postgres.data / "postmaster.pid").read_text().split()[0])
    used = os.times()
    return {
        "nginx": cpu_seconds(stack.nginx.process.pid),
        "gunicorn": sum(cpu_seconds(backend.pid) for backend in stack.backends.values()),
        "PostgreSQL": cpu_seconds(postgres),
        "tick": used.children_user + used.children_system,
        "mail server": used.user + used.system,
    }
