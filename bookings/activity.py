"""Who did what: one list, newest first, from the histories that the house keeps in several tables.

Each history is a `Source`. Other apps bring theirs by a hook (bookings/activity_sources.py). The keys of all are put in
order by one UNION in the database, then the rows of one screen are read by their keys: the number of queries does not
grow with the histories.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User
from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils import timezone

from bookings.enums import Actor
from bookings.models import Performance, Reservation

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ON_A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One act as the list shows it. It names no visitor: a reservation is told by its reference."""

    at: datetime
    who: "StrOrPromise"
    what: "StrOrPromise"
    detail: "StrOrPromise" = ""
    reservation: Reservation | None = None
    performance: Performance | None = None
    about: str = ""  # what else it was done to


@dataclass(frozen=True)
class Source:
    """A history. `acts` are its kinds of act, by the value that the filter sends; each narrows `rows`."""

    name: str
    label: "StrOrPromise"
    rows: Callable[[], QuerySet[Any]]
    lines: Callable[[Iterable[int]], Mapping[int, Line]]
    acts: Mapping[str, tuple["StrOrPromise", Q]]
    of_performance: Callable[[Performance], Q]
    at: str = "at"
    staff: str = "staff"
    actor: str = ""  # the column that tells visitors and the clock from the staff, in a history that has them
    permission: str = ""  # asked beside the one for the whole list


@dataclass(frozen=True)
class Asked:
    """What is looked for; nothing asked is everything."""

    staff_id: int | None = None
    actor: str = ""
    act: str = ""  # `source` or `source:act`
    performance: Performance | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Found:
    lines: list[Line] = field(default_factory=list)
    has_more: bool = False


def activity(sources: Iterable[Source], asked: Asked, page: int = 1) -> Found:
    """The `page`th screen of what was done. One query for the keys, and those of each source that is on the screen."""
    by_name = {source.name: source for source in sources}
    keys = [keys for source in by_name.values() if (keys := _keys(source, asked)) is not None]
    if not keys:
        return Found()
    ordered = (keys[0].union(*keys[1:], all=True) if keys[1:] else keys[0]).order_by("-moment", "history", "-key")
    start = (page - 1) * ON_A_PAGE
    found = list(ordered[start : start + ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    lines: dict[tuple[str, int], Line] = {}
    for name, source in by_name.items():
        wanted = [key for source_name, key, _at in shown if source_name == name]
        lines |= {(name, key): line for key, line in source.lines(wanted).items()} if wanted else {}
    return Found([lines[name, key] for name, key, _at in shown if (name, key) in lines], len(found) > ON_A_PAGE)


def name_of(staff: User | None, actor: str = Actor.STAFF) -> "StrOrPromise":
    """Who acted, in words."""
    if staff is not None:
        return staff.get_full_name() or staff.get_username()
    return Actor.CLOCK.label if actor == Actor.STAFF else Actor(actor).label


def _keys(source: Source, asked: Asked) -> QuerySet[Any, Any] | None:
    """The keys of what is asked for in one history; None where it can hold nothing of it."""
    name, _, act = asked.act.partition(":")
    if (name and name != source.name) or (act and act not in source.acts):
        return None
    if asked.actor and not source.actor:
        return None
    wanted = Q()
    if act:
        wanted &= source.acts[act][1]
    if asked.performance:
        wanted &= source.of_performance(asked.performance)
    if asked.staff_id:
        wanted &= Q(**{source.staff: asked.staff_id})
    if asked.actor:
        wanted &= Q(**{source.actor: asked.actor})
    if asked.first:
        wanted &= Q(**{f"{source.at}__gte": _midnight(asked.first)})
    if asked.last:
        wanted &= Q(**{f"{source.at}__lt": _midnight(asked.last + timedelta(days=1))})
    return (
        source.rows()
        .filter(wanted)
        .order_by()
        .annotate(history=Value(source.name, output_field=CharField()), key=F("pk"), moment=F(source.at))
        .values_list("history", "key", "moment")
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
