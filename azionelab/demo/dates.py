"""Venues and performances, with dates relative to tonight in the time zone of the house."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from azionelab.demo.texts.shows import ANTIGONE, CHAIRS, RAINS, SALT
from azionelab.demo.texts.venues import VENUES
from bookings.enums import AccessType, PerformanceStatus
from bookings.models import Performance, Venue
from bookings.queries import night_of
from shows.models import ShowPage

CURTAIN = time(21)
DOORS_BEFORE = timedelta(minutes=30)
TONIGHT_AND_TOMORROW = (0, 1)


@dataclass(frozen=True)
class Run:
    """When and where a show plays: days counted from tonight."""

    show: str
    venue: str
    days: tuple[int, ...]
    always: tuple[int, ...] = ()  # days on which it plays whenever the demo is loaded
    curtain: time = CURTAIN
    access: dict[int, tuple[AccessType, ...]] = field(default_factory=dict)  # by day
    moved: dict[int, int] = field(default_factory=dict)  # the day, and the one on which it was to be
    cancelled: tuple[int, ...] = ()


RUNS = [
    Run(
        RAINS.key,
        "sala-macchine",
        days=(-7, -6, -5, 0, 1, 2, 7, 8, 9),
        always=TONIGHT_AND_TOMORROW,
        access={2: (AccessType.CAPTIONED,), 8: (AccessType.RELAXED, AccessType.AUDIO_DESCRIBED)},
    ),
    Run(
        ANTIGONE.key,
        "sala-macchine",
        days=(16, 17, 18, 23, 24, 25),
        access={17: (AccessType.SIGNED,), 24: (AccessType.CAPTIONED,)},
        moved={23: 22},
        cancelled=(18,),
    ),
    Run(CHAIRS.key, "la-serra", days=(3, 4), curtain=time(18, 30), access={4: (AccessType.RELAXED,)}),
    Run(SALT.key, "sala-macchine", days=(-48, -47, -46, -41, -40)),
]


def ensure_venues() -> dict[str, Venue]:
    return {facts["slug"]: Venue.objects.get_or_create(slug=facts["slug"], defaults=facts)[0] for facts in VENUES}


def ensure_performances(shows: dict[str, ShowPage], venues: dict[str, Venue], at: datetime) -> None:
    """Lays out each run once, and again when its last date has passed; what is there already stays untouched."""
    tonight = night_of(at).date()
    for run in RUNS:
        show, venue = shows[run.show], venues[run.venue]
        days = run.always if _is_laid_out(run, show, at) else run.days
        for day in days:
            starts_at = _local(tonight + timedelta(days=day), run.curtain)
            _ensure_performance(show, venue, starts_at, _facts(run, day, starts_at))


def _is_laid_out(run: Run, show: ShowPage, at: datetime) -> bool:
    performances = Performance.objects.filter(show=show)
    if max(run.days) >= 0:
        performances = performances.filter(starts_at__gte=night_of(at))
    return performances.exists()


def _facts(run: Run, day: int, starts_at: datetime) -> dict[str, object]:
    """What is special about one date of a run."""
    facts: dict[str, object] = {access.value: True for access in run.access.get(day, ())}
    if day in run.moved:
        facts |= {"moved_from": starts_at + timedelta(days=run.moved[day] - day), "calendar_sequence": 1}
    if day in run.cancelled:
        facts |= {"status": PerformanceStatus.CANCELLED, "calendar_sequence": 1}
    return facts


def _ensure_performance(show: ShowPage, venue: Venue, starts_at: datetime, facts: dict[str, object]) -> None:
    Performance.objects.get_or_create(
        show=show,
        venue=venue,
        starts_at=starts_at,
        defaults={
            "doors_at": starts_at - DOORS_BEFORE,
            "ends_at": starts_at + timedelta(minutes=show.running_time),
            "capacity": venue.capacity,
        }
        | facts,
    )


def _local(day: date, curtain: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, curtain))
