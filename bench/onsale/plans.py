"""What each visitor will do, drawn before the doors open: the same for the same number, whatever the site answers."""

import math
import random
from dataclasses import dataclass

AT_ONCE = 0.1  # of all: they have waited for the second
DECAYS_IN = 1 / 3  # of the whole time: as the arrivals of one exponential decay
PARTY_SIZES, WEIGHTS = [1, 2, 3, 4], [3, 5, 1, 2]
PATIENT = 0.3  # of all: stay on the page when it is full
ELSEWHERE = 0.25  # of all: read their mail on another device, so that the page stays in view


@dataclass(frozen=True)
class Scale:
    """How large a rehearsal is, and how fast its visitors are."""

    visitors: int
    seats: int
    seconds: float
    haste: float = 1.0  # what people need is divided by it
    forgetful: float = 0.0  # of those who come in the first quarter: never open the mail


@dataclass(frozen=True)
class Plan:
    number: int
    arrives_at: float  # seconds after the opening
    party_size: int
    types_for: float  # from the first sight of the widget to the button that sends
    reads_mail_for: float  # from its arrival to the button that confirms
    returns_after: float  # when refused
    is_forgetful: bool  # never opens the mail
    is_patient: bool
    keeps_page_in_view: bool

    @property
    def address(self) -> str:
        """Each comes from an address of their own, for limits are counted by address. All of 127.0.0.0/8 is ours."""
        return f"127.{64 + self.number // 65536}.{self.number // 256 % 256}.{self.number % 256}"

    @property
    def email(self) -> str:
        return f"visitor{self.number}@example.org"


def plan(number: int, scale: Scale) -> Plan:
    draw = random.Random(number)  # noqa: S311  a rehearsal that can be repeated
    arrives_at = _arrival(draw, scale)
    return Plan(
        number=number,
        arrives_at=arrives_at,
        party_size=draw.choices(PARTY_SIZES, WEIGHTS)[0],
        types_for=_time_of_a_person(draw, 20, scale),
        reads_mail_for=_time_of_a_person(draw, 15, scale),
        returns_after=_time_of_a_person(draw, 10, scale),
        # Those who come later do not forget: nobody would be left to take what their hold gives back.
        is_forgetful=draw.random() < scale.forgetful and arrives_at < scale.seconds / 4,
        is_patient=draw.random() < PATIENT,
        keeps_page_in_view=draw.random() < ELSEWHERE,
    )


def _arrival(draw: random.Random, scale: Scale) -> float:
    """Many in the first second, then fewer and fewer."""
    if draw.random() < AT_ONCE:
        return draw.random()
    late = 1 - math.exp(-1 / DECAYS_IN)
    return -scale.seconds * DECAYS_IN * math.log(1 - draw.random() * late)


def _time_of_a_person(draw: random.Random, usual: float, scale: Scale) -> float:
    """Half are quicker than usual; nobody needs more than four times as long, or less than a quarter."""
    return min(max(draw.lognormvariate(math.log(usual), 0.6), usual / 4), usual * 4) / scale.haste
