"""Which backups stay: the newest of each of the last days, weeks and months that have one, and all young ones.

The young ones are those from before a release or a restore, which somebody may want back the next morning.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from azionelab.backups.errors import BackupError

T = TypeVar("T")
PERIODS: dict[str, Callable[[datetime], object]] = {
    "daily": lambda at: at.date(),
    "weekly": lambda at: at.isocalendar()[:2],
    "monthly": lambda at: (at.year, at.month),
}
YOUNG = timedelta(days=2)  # older than the newest by less


@dataclass(frozen=True)
class Keep:
    daily: int = 0
    weekly: int = 0
    monthly: int = 0


def parse(text: str) -> Keep:
    """`daily=7,weekly=5,monthly=3`. Raises BackupError: with a slip of the pen backups would be lost."""
    try:
        pairs = [part.split("=") for part in text.replace(" ", "").split(",")]
        keep = Keep(**{period: int(count) for period, count in pairs})
    except (TypeError, ValueError) as error:
        raise BackupError(f"BACKUP_KEEP is {text!r}; it must be like daily=7,weekly=5,monthly=3.") from error
    if min(keep.daily, keep.weekly, keep.monthly) < 0 or not any((keep.daily, keep.weekly, keep.monthly)):
        raise BackupError(f"BACKUP_KEEP is {text!r}; at least one backup must stay.")
    return keep


def surplus(made: Sequence[tuple[datetime, T]], keep: Keep) -> list[T]:
    """Those that no rule keeps, the oldest first. `made` is in order of time; its newest always stays."""
    kept = {number for number, (at, _item) in enumerate(made) if made[-1][0] - at < YOUNG}
    for period, of in PERIODS.items():
        newest = {of(at): number for number, (at, _item) in enumerate(made)}
        kept |= set(sorted(newest.values(), reverse=True)[: getattr(keep, period)])
    return [item for number, (_at, item) in enumerate(made) if number not in kept]
