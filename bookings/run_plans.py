"""A whole run of dates as it is planned: which curtains a weekly pattern means, and what stands in the way of each.

Pure functions on values. Times are what a clock on the wall of the venue shows; a moment is counted out in UTC, so that
half an hour before the curtain stays half an hour in the night in which the clocks change.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from bookings.enums import Obstacle

MOST_DATES = 200
LONGEST_RANGE = timedelta(days=2 * 366)
# How long a show of unknown running time is taken to last, where it is asked whether two overlap.
ASSUMED_LENGTH = timedelta(hours=2)
# What cannot be made whoever insists; the rest is a warning that the box office may know better about.
IMPOSSIBLE = frozenset({Obstacle.ALREADY_THERE, Obstacle.NO_SUCH_TIME, Obstacle.BEFORE_OPENING})


@dataclass(frozen=True)
class Pattern:
    """When a show plays: on each weekday (0 is Monday) of a range its times, some days left out, some dates added."""

    first_day: date
    last_day: date
    times: Mapping[int, tuple[time, ...]]
    time_zone: str
    without: frozenset[date] = frozenset()
    further: tuple[tuple[date, time], ...] = ()


@dataclass(frozen=True)
class Taken:
    """A performance that stands in the same venue already."""

    starts_at: datetime
    ends_at: datetime
    title: str
    is_same_show: bool = False
    is_cancelled: bool = False  # leaves the room free, and keeps its own show from standing there twice


@dataclass(frozen=True)
class Circumstances:
    """What a planned curtain is judged by."""

    length: timedelta
    opens_at: datetime | None
    at: datetime
    closes_before: timedelta = timedelta(0)
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True)
class PlannedDate:
    """One curtain of the plan, in the venue's time, with what stands in its way."""

    starts_at: datetime
    obstacles: tuple[Obstacle, ...] = ()
    in_the_way: tuple[str, ...] = field(default=())  # titles of what overlaps

    @property
    def key(self) -> str:
        """The moment as one text, the same whatever the time zone; forms send it back."""
        return self.starts_at.astimezone(UTC).strftime("%Y%m%dT%H%MZ")

    @property
    def is_possible(self) -> bool:
        return IMPOSSIBLE.isdisjoint(self.obstacles)

    @property
    def is_suggested(self) -> bool:
        return not self.obstacles


def curtains(pattern: Pattern) -> list[datetime]:
    """Every curtain of the pattern once, in order, in the venue's time.

    An hour that comes twice, in the night in which the clocks go back, is the first of the two.
    """
    zone = ZoneInfo(pattern.time_zone)
    wall = {*_weekly(pattern), *(datetime.combine(day, curtain) for day, curtain in pattern.further)}
    return sorted((moment.replace(tzinfo=zone) for moment in wall), key=_instant)


def plan(pattern: Pattern, circumstances: Circumstances) -> list[PlannedDate]:
    """The curtains of the pattern, each with what stands in its way; the pattern's own dates may collide too."""
    planned: list[PlannedDate] = []
    for starts_at in curtains(pattern):
        own = tuple(
            Taken(before.starts_at, later(before.starts_at, circumstances.length), title="") for before in planned[-1:]
        )
        planned.append(_judged(starts_at, circumstances, own))
    return planned


def fingerprint(planned: Iterable[PlannedDate]) -> str:
    """Equal for two plans that a person would judge alike: the same dates with the same obstacles."""
    lines = [f"{date.key} {' '.join(date.obstacles)} {' '.join(date.in_the_way)}" for date in planned]
    return sha256("\n".join(lines).encode()).hexdigest()


def later(moment: datetime, span: timedelta) -> datetime:
    """`moment` plus a span that really passes; adding to a local time would move the hands of the clock instead."""
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)


def _weekly(pattern: Pattern) -> Iterator[datetime]:
    for offset in range((pattern.last_day - pattern.first_day).days + 1):
        day = pattern.first_day + timedelta(days=offset)
        if day not in pattern.without:
            for curtain in pattern.times.get(day.weekday(), ()):
                yield datetime.combine(day, curtain)


def _judged(starts_at: datetime, circumstances: Circumstances, own: tuple[Taken, ...]) -> PlannedDate:
    start = starts_at.astimezone(UTC)
    end = start + circumstances.length
    same = [taken for taken in circumstances.taken if taken.is_same_show and taken.starts_at.astimezone(UTC) == start]
    overlapping = [
        taken
        for taken in (*circumstances.taken, *own)
        if taken not in same and not taken.is_cancelled
        if taken.starts_at.astimezone(UTC) < end and start < taken.ends_at.astimezone(UTC)
    ]
    opens_at = circumstances.opens_at
    found = {
        Obstacle.NO_SUCH_TIME: not _exists(starts_at),
        Obstacle.ALREADY_THERE: bool(same),
        Obstacle.BEFORE_OPENING: opens_at is not None
        and opens_at.astimezone(UTC) >= start - circumstances.closes_before,
        Obstacle.OVERLAP: bool(overlapping),
        Obstacle.PAST: start <= circumstances.at.astimezone(UTC),
    }
    return PlannedDate(
        starts_at=starts_at,
        obstacles=tuple(obstacle for obstacle, stands in found.items() if stands),
        in_the_way=tuple(dict.fromkeys(taken.title for taken in overlapping if taken.title)),
    )


def _exists(moment: datetime) -> bool:
    """False for a time that the clock skips in the night in which it goes forward."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) == moment.replace(tzinfo=None)


def _instant(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
