"""The on-sale rehearsal: 5,000 visitors in two minutes for 200 seats of one performance, through nginx.

Twice: as booking works by default, and with seats that are held for those who have still to confirm. The site is
production's, its limits and its mail server included; what visitors do is in onsale/plans.py and onsale/visitor.py.
"""

import math
import sys
from collections import Counter
from collections.abc import Iterable

from bench import environment
from bench.onsale import visitor
from bench.onsale.plans import AT_ONCE, ELSEWHERE, PATIENT, Scale
from bench.onsale.play import Rehearsal, play
from bench.report import Section, Table
from tests.production.stack import ProductionStack, stack_folder

SCALE = Scale(300, 20, 10, haste=5) if environment.QUICK else Scale(5_000, 200, 120, forgetful=0.05)
SCENARIOS = {"by default: who confirms first has the seats": 0, "seats are held for a minute": 1}
KINDS = [
    "show page", "availability", "booking", "following", "confirmation page", "confirmation", "own page",
]  # fmt: skip


def sections() -> list[Section]:
    with stack_folder() as folder, ProductionStack(folder, environment={"LOG_LEVEL": "WARNING"}) as stack:
        found = {name: play(stack, SCALE, minutes) for name, minutes in SCENARIOS.items()}
    for name, rehearsal in found.items():
        _complain(name, rehearsal)
    return [Section("An on-sale, rehearsed", [_words(), *(part for one in found.items() for part in _parts(*one))])]


def _complain(name: str, found: Rehearsal) -> None:
    """What must never be is told loudly; the figures are written all the same."""
    if found.failures or not found.is_exact:
        sys.stderr.write(f"{name}: {len(found.failures)} failures, {found.house}\n")


def _words() -> str:
    return (
        f"{SCALE.visitors:,} visitors in {SCALE.seconds:.0f} seconds want {SCALE.seats} seats of one performance: "
        f"{AT_ONCE:.0%} in the first second, the others fewer and fewer each second. Each has an address and a TLS "
        "connection of their own, opens the show page, has the widget ask every five seconds what is left, types for "
        "some 20 seconds, books for one to four people, waits for the mail and confirms by its link some 15 seconds "
        "after it has come; times and sizes are drawn for each visitor, the same in each run. Of those who come early "
        f"{SCALE.forgetful:.0%} never open the mail. {ELSEWHERE:.0%} read it on another device while the page goes on "
        f"asking every two seconds, and {PATIENT:.0%} stay on a page that says that it is full. Whoever is refused "
        "for a number of people tries again with what is left. nginx, gunicorn (3 processes), PostgreSQL, `tick`, "
        "mail server and visitors share the machine; styles and scripts, which nginx sends alone, are not asked for."
    )


def _parts(name: str, found: Rehearsal) -> list[str | Table]:
    rows = [[kind, *_figures([call.seconds for call in found.calls if call.kind == kind])] for kind in KINDS]
    waits = Table(["waited for, ms", "calls", "median", "p95", "p99", "worst"], rows)
    return [f"### {name[0].upper()}{name[1:]}", _outcome(found), _ends(found), waits, _answers(found), _cost(found)]


def _outcome(found: Rehearsal) -> str:
    house = found.house
    is_so = "the same number" if found.is_exact else "NOT THE SAME NUMBER"
    mails = ", ".join(f"{number} `{kind}`" for kind, number in sorted(house["mails"].items()))
    return (
        f"**{house['summed']} of {house['seat_limit']} seats are taken**, by {house['reservations']['confirmed']} "
        f"confirmed reservations; the counter of the house says {house['counted']}: {is_so}. Answers with a status of "
        f"500 or more, or none at all: **{len(found.failures)}**. Mails: {mails}; the last was sent "
        f"{found.mailed_for:.0f} s after the opening, {house['unsent']} are unsent. The last visitor had gone after "
        f"{found.seconds:.0f} s."
    )


def _ends(found: Rehearsal) -> Table:
    ends = Counter(end["how"] for end in found.ends)
    order = [visitor.SEATED, visitor.SAW_FULL, visitor.REFUSED, visitor.TOO_LATE, visitor.FORGOT, visitor.UNANSWERED]
    rows = [
        [how, str(ends[how]), *_figures([end["seconds"] for end in found.ends if end["how"] == how], 1)[1:3]]
        for how in order
    ]
    return Table(["how it ended", "visitors", "there for, s: median", "p95"], rows)


def _answers(found: Rehearsal) -> Table:
    counted = Counter((call.kind, call.status, call.code) for call in found.calls)
    rows = [
        [kind, f"{status or 'none'} {code}".strip(), str(number)]
        for (kind, status, code), number in sorted(counted.items(), key=lambda one: (KINDS.index(one[0][0]), one[0]))
    ]
    return Table(["asked for", "answer", "times"], rows)


def _cost(found: Rehearsal) -> str:
    used = ", ".join(f"{name} {seconds:.0f}" for name, seconds in found.cpu.items())
    return f"Processor seconds: {used}. The latest visitor came {found.latest:.1f} s after the time that was drawn."


def _figures(seconds: Iterable[float], factor: int = 1000) -> list[str]:
    """How many, median, p95, p99 and the worst."""
    ordered = sorted(seconds)
    if not ordered:
        return ["0", *["–"] * 4]
    shares = [ordered[math.ceil(share * len(ordered)) - 1] for share in (0.5, 0.95, 0.99, 1)]
    return [str(len(ordered)), *(f"{factor * share:.0f}" for share in shares)]
