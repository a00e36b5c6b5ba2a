"""What must hold within one run, and whether it did. Printed, never asserted: another machine may say otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.figures import Counted, Figures, Measured
from bench.report import Section, Table

AT = 16  # clients
VIEW, API = "empty Django view", "empty DRF view, GET"
# Per second on two cores with 16 clients, as the best-known open ticketing system gave them; and how many times that.
PEER = {
    "show page, kept": (47, 20),
    "booking": (10, 30),
    "check-in": (31, 16),
}
PEER_WHOLE = (3, 30)  # a booking in its web shop from page to mail; ours is page, availability, booking, confirmation
WHOLE = ("show page, kept", "availability, 200", "booking", "confirmation")
STATEMENTS = {
    "booking": 8,
    "confirmation": 8,
    "check-in": 6,
    "availability, 200": 2,
    "availability, 304": 1,
    "show page, kept": 0,
}


@dataclass(frozen=True)
class Ratio:
    """How much of the rate of `floor` the case reaches."""

    case: str
    floor: str
    must: float
    aim: float | None = None


RATIOS = [
    Ratio("show page, kept", VIEW, 0.5),
    Ratio("show page, kept", "show page, made anew", 10),
    Ratio("booking, mails by tick", API, 0.30, 0.45),  # the call itself, up to the row of its mail
    Ratio("confirmation, mails by tick", API, 0.30, 0.50),
    Ratio("check-in", API, 0.30, 0.50),
    Ratio("availability through nginx", "static file through nginx", 0.5),
]


def sections(measured: Measured, counted: Mapping[str, Counted]) -> list[Section]:
    ratios = Table(
        ["rate beside another of the same run", "must", "aim", "measured", "by processor time", "holds"],
        [_ratio(ratio, measured) for ratio in RATIOS],
    )
    statements = Table(
        ["SQL statements", "at most", "measured", "holds"],
        [
            [name, str(most), str(counted[name].own), yes(counted[name].own <= most)]
            for name, most in STATEMENTS.items()
        ],
    )
    peer = Table(["times as many as the peer", "its rate", "must", "measured", "holds"], _beside_peer(measured))
    return [Section("What must hold", [f"With {AT} clients.", ratios, statements, peer])]


def _ratio(ratio: Ratio, measured: Measured) -> Sequence[str]:
    case, floor = measured[ratio.case, AT], measured[ratio.floor, AT]
    reached = case.rate / floor.rate
    return [
        f"{ratio.case} / {ratio.floor}",
        _times(ratio.must),
        _times(ratio.aim) if ratio.aim else "",
        _times(reached),
        _times(computed(floor) / computed(case)),
        yes(reached >= ratio.must),
    ]


def computed(figures: Figures) -> float:
    return figures.site_cpu + figures.database_cpu


def _beside_peer(measured: Measured) -> list[Sequence[str]]:
    rates = {name: (measured[name, AT].rate, *peer) for name, peer in PEER.items()}
    whole = 1 / sum(1 / measured[name, AT].rate for name in WHOLE)
    rates["whole booking"] = (whole, *PEER_WHOLE)
    return [
        [name, f"{peer} a second", f"{must}", f"{rate / peer:.0f}", yes(rate / peer >= must)]
        for name, (rate, peer, must) in rates.items()
    ]


def _times(ratio: float) -> str:
    return f"{ratio:.0%}" if ratio < 2 else f"{ratio:.0f} times"


def yes(holds: bool) -> str:
    return "yes" if holds else "**no**"
