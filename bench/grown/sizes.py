"""The house at one size after the other, and what its calls cost there."""

from bench.grown import fill
from bench.grown.asks import Evening
from bench.grown.fill import Size
from bench.grown.meter import Figures, measured
from bench.grown.plans import plans_of
from bench.rounds import say
from bookings.tests.factories import make_staff

STEPS = [Size(10, 10_000), Size(1_000, 10_000), Size(10_000, 10_000), Size(10_000, 200_000), Size(10_000, 2_000_000)]
QUICK = [Size(10, 1_000), Size(100, 60_000)]


class GrowingHouse:
    """Begins with what is ahead alone; `grow` adds a past to it."""

    def __init__(self) -> None:
        self._doorkeeper = make_staff("growth", "checkins.admit_parties")
        self._size = Size(0, 0)
        self.evening = Evening(fill.build(self._doorkeeper.pk)[0], self._doorkeeper)

    def grow(self, size: Size) -> None:
        fill.grow(self._size, size, self._doorkeeper.pk)
        self._size = size

    def measure(self) -> dict[str, Figures]:
        figures = {}
        for ask in self.evening.asks():
            say(f"{self._size}: {ask.name}")
            figures[ask.name] = measured(ask)
        return figures


def plans(figures: dict[str, Figures]) -> list[str]:
    """A chapter for each call."""
    found = {name: plans_of(one) for name, one in figures.items()}
    return ["\n\n".join([f"## {name[0].upper()}{name[1:]}", *texts]) for name, texts in found.items() if texts]
