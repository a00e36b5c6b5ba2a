"""How a move is written into a history, and read from it: a moment, and where it was when that changes too.

`2026-11-20T20:00:00+00:00` is a performance that has another time. With ` #12` behind it, 12 is the venue that it was
in, when the whole performance moved, or the performance itself, when a reservation moved.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Place:
    starts_at: datetime
    key: int | None = None


def written(starts_at: datetime, key: int | None = None) -> str:
    moment = starts_at.isoformat(timespec="seconds")
    return moment if key is None else f"{moment} #{key}"


def read(words: str) -> Place:
    moment, _mark, key = words.partition(" #")
    return Place(datetime.fromisoformat(moment), int(key) if key else None)
