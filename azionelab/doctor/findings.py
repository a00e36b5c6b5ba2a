"""What one check has found, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How bad it is; from WARNING on it is also the exit code of `manage.py doctor`, less one."""

    WELL = 0
    HINT = 1  # worth a look, or cannot be known from here
    WARNING = 2  # will hurt
    FAULT = 3  # hurts now


@dataclass(frozen=True)
class Finding:
    subject: str
    level: Level
    words: str
    to_do: str = ""


Check = Callable[[], Finding]


def well(subject: str, words: str) -> Finding:
    return Finding(subject, Level.WELL, words)


def hint(subject: str, words: str, to_do: str) -> Finding:
    return Finding(subject, Level.HINT, words, to_do)


def warning(subject: str, words: str, to_do: str) -> Finding:
    return Finding(subject, Level.WARNING, words, to_do)


def fault(subject: str, words: str, to_do: str) -> Finding:
    return Finding(subject, Level.FAULT, words, to_do)
