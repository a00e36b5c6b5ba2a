"""What is measured: the figures of a run, the medians of several, the statements of a call."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from statistics import median

BEGIN, COMMIT = "BEGIN", "COMMIT"


@dataclass(frozen=True)
class Figures:
    """Answers per second; how long one took, its median and the slowest hundredth, in milliseconds.

    Then processor time: of the generator as a share of one core; of the site (gunicorn, and nginx where it is between)
    and of PostgreSQL as milliseconds for one answer.
    """

    rate: float
    p50: float
    p99: float
    generator: float
    site_cpu: float
    database_cpu: float


Measured = Mapping[tuple[str, int], Figures]  # by the name of the case and the number of clients


def median_of(runs: Iterable[Figures]) -> Figures:
    """Each figure's own median."""
    return Figures(*map(median, zip(*map(astuple, runs), strict=True)))


@dataclass(frozen=True)
class Counted:
    """`transactions` are those that it begins, a BEGIN and a COMMIT each. The mail's come after the last COMMIT."""

    own: int
    transactions: int
    of_the_mail: int
