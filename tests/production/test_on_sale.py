"""The on-sale rehearsal in small: everybody wants the same few seats. How fast it is, `make rehearsal` tells."""

from collections import Counter

import pytest

from bench.onsale import visitor
from bench.onsale.plans import Scale
from bench.onsale.play import play
from tests.production.stack import ProductionStack

SCALE = Scale(visitors=300, seats=20, seconds=10, haste=6)


@pytest.mark.parametrize("hold_minutes", [0, 1], ids=["first who confirms", "held while pending"])
def test_a_rush_fills_the_house_and_fails_nobody(hold_minutes: int, stack: ProductionStack) -> None:
    found = play(stack, SCALE, hold_minutes)
    assert found.failures == []
    assert found.is_exact, found.house
    ends = Counter(end["how"] for end in found.ends)
    assert sum(ends.values()) == SCALE.visitors
    assert ends[visitor.UNANSWERED] == 0
    assert ends[visitor.SEATED] == found.house["reservations"]["confirmed"]
    # All others were told no in words: that it is full, or that their party no longer fits.
    assert {(call.status, call.code) for call in found.calls if call.status >= 400} <= {
        (409, "not_enough_seats"),
        (409, "page"),
    }
    assert found.house["unsent"] == 0, found.house
