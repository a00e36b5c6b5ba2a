"""Where the bars and lines of a picture stand. Templates draw them as SVG; nothing here knows what they tell.

A picture says its finding in words, and stands beside a table of the same numbers. Parts and lines differ by pattern,
mark and letter, so that no colour is needed to tell them apart (ADR 0030). Coordinates are texts: a template would
write a decimal comma.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

WIDTH = 360
BAR, BAR_GAP, LABEL = 14, 8, 16
LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 34, 26, 12, 34, 220  # around and over the field of lines
PATTERNS = ("solid", "hatched", "empty")  # the parts of a bar, in this order
MARKS = ("circle", "square", "triangle", "diamond", "cross")  # of lines
LETTERS = "ABCDE"
LETTER = 13  # the least distance between two letters at the ends of lines
MOST_LINES = len(MARKS)


@dataclass(frozen=True)
class Part:
    pattern: str
    left: str
    width: str


@dataclass(frozen=True)
class Bar:
    label: str
    words: str  # the numbers of its parts
    label_y: str
    top: str
    parts: list[Part]


@dataclass(frozen=True)
class Bars:
    name: str
    title: str
    finding: str
    legend: list[tuple[str, str]]  # a pattern, and what it stands for
    bars: list[Bar]
    height: str
    bar_height: str = str(BAR)
    width: str = str(WIDTH)


@dataclass(frozen=True)
class Mark:
    x: str
    y: str


@dataclass(frozen=True)
class Line:
    letter: str
    label: str
    mark: str
    number: int
    points: str
    marks: list[Mark]
    end: Mark


@dataclass(frozen=True)
class Tick:
    at: str
    words: str


@dataclass(frozen=True)
class Lines:
    name: str
    title: str
    finding: str
    axis: str  # what the line of ticks below counts
    lines: list[Line]
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    left: str = str(LEFT)
    right: str = str(WIDTH - RIGHT)
    bottom: str = str(HEIGHT - BOTTOM)
    width: str = str(WIDTH)
    height: str = str(HEIGHT)


def bars(
    name: str, title: str, finding: str, legend: Sequence[str], rows: Sequence[tuple[str, str, Sequence[int]]]
) -> Bars:
    """A bar for each row of label, words and numbers; the longest one fills the width."""
    most = max((sum(numbers) for _label, _words, numbers in rows), default=0) or 1
    step = LABEL + BAR + BAR_GAP
    drawn = [
        Bar(label, words, str(number * step + LABEL - 5), str(number * step + LABEL), _parts(numbers, most))
        for number, (label, words, numbers) in enumerate(rows)
    ]
    return Bars(name, title, finding, list(zip(PATTERNS, legend, strict=False)), drawn, str(len(rows) * step))


def lines(
    name: str,
    title: str,
    finding: str,
    axis: str,
    days: Sequence[int],
    rows: Sequence[tuple[str, Sequence[int | None]]],
) -> Lines:
    """A line for each row of label and values; one value for each of `days`, which count down from left to right."""
    shown = rows[:MOST_LINES]
    most = max((value for _label, values in shown for value in values if value is not None), default=0)
    top = _round_number(most)
    drawn = _apart([_line(number, label, days, values, top) for number, (label, values) in enumerate(shown)])
    x_ticks = [Tick(_x(day, days), str(day)) for day in days if day % 7 == 0 and day != days[0]] + [
        Tick(_x(days[0], days), str(days[0]))
    ]
    y_ticks = [Tick(_y(value, top), str(value)) for value in sorted({0, top // 2, top})]
    return Lines(name, title, finding, axis, drawn, x_ticks, y_ticks)


def _parts(numbers: Sequence[int], most: int) -> list[Part]:
    parts, left = [], 0.0
    for pattern, number in zip(PATTERNS, numbers, strict=False):
        width = (WIDTH - 2) * number / most
        if number:
            parts.append(Part(pattern, f"{left + 1:.1f}", f"{width:.1f}"))
        left += width
    return parts


def _line(number: int, label: str, days: Sequence[int], values: Sequence[int | None], top: int) -> Line:
    marks = [Mark(_x(day, days), _y(value, top)) for day, value in zip(days, values, strict=True) if value is not None]
    points = " ".join(f"{mark.x},{mark.y}" for mark in marks)
    end = marks[-1] if marks else Mark(_x(days[0], days), _y(0, top))
    return Line(LETTERS[number], label, MARKS[number], number + 1, points, marks, end)


def _apart(drawn: list[Line]) -> list[Line]:
    """The same lines, their letters moved down where two would stand on one another."""
    placed: dict[str, list[float]] = {}
    moved = {}
    for line in sorted(drawn, key=lambda line: float(line.end.y)):
        others = placed.setdefault(line.end.x, [])
        y = max([float(line.end.y), *(other + LETTER for other in others)])
        others.append(y)
        moved[line.letter] = replace(line, end=Mark(line.end.x, f"{y:.1f}"))
    return [moved[line.letter] for line in drawn]


def _x(day: int, days: Sequence[int]) -> str:
    return f"{LEFT + (WIDTH - LEFT - RIGHT) * (days[0] - day) / max(1, days[0] - days[-1]):.1f}"


def _y(value: int, top: int) -> str:
    return f"{HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top:.1f}"


def _round_number(most: int) -> int:
    """The number at the upper end of an axis: even, and not far above the largest."""
    step = 10 ** max(1, len(str(most)) - 1)
    return max(10, ceil(most / step) * step)
