"""Venues and performances, with dates relative to tonight in the time zone of the house."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from azionelab.demo.texts.shows import ANTIGONE, CHAIRS, RAINS, SALT
from azionelab.demo.texts.venues import VENUES
from bookings.enums import AccessType
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
        days=(16, 17, 18, 22, 24, 25),  # reservations.py cancels the third and moves the fourth
        access={17: (AccessType.SIGNED,), 24: (AccessType.CAPTIONED,)},
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
            facts = {access.value: True for access in run.access.get(day, ())}
            _ensure_performance(show, venue, starts_at, facts)


def _is_laid_out(run: Run, show: ShowPage, at: datetime) -> bool:
    performances = Performance.objects.filter(show=show)
    if max(run.days) >= 0:
        performances = performances.filter(starts_at__gte=night_of(at))
    return performances.exists()


def _ensure_performance(show: ShowPage, venue: Venue, starts_at: datetime, facts: dict[str, bool]) -> None:
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
