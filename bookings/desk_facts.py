"""What the box office is told of one reservation: its history in words, and what can be done with it now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import ngettext

from bookings import desk_search, moves, queries
from bookings.enums import Act, Actor, ReservationStatus, Source
from bookings.holders import HolderView
from bookings.listings import short_moment_label
from bookings.models import Performance, Reservation, ReservationEvent

USUALLY_HELD = timedelta(days=14)
FREE_BEFORE_CURTAIN = timedelta(days=7)  # so that what is not taken can still be sold
HELD_AT_LEAST = timedelta(days=1)
MOST_DUPLICATES = 5
MOVES = {Act.MOVED, Act.PERFORMANCE_MOVED}
IN_PEOPLE = {Act.PARTY_CHANGED, Act.RELEASED, Act.RECLAIMED}


class DeskAction(StrEnum):
    """What can be done to one reservation; each is the last part of an address too."""

    CONFIRM = "confirm"
    PARTY = "party"
    MOVE = "move"
    CANCEL = "cancel"
    RESEND = "resend"
    ADDRESS = "address"
    DETAILS = "details"
    NOTE = "note"


@dataclass(frozen=True)
class Step:
    """One row of a history, as people read it; `change` is empty where nothing went from one thing to another."""

    at: datetime
    words: str
    change: str
    who: str


def history(reservation: Reservation) -> list[Step]:
    """The newest step last; times as in the venue."""
    rows = list(reservation.history.select_related("staff").order_by("at", "pk"))
    performance, titles = reservation.performance, _titles(rows)
    return [
        Step(performance.local(row.at), row.get_act_display(), _change(row, performance, titles), _who(row))
        for row in rows
    ]


def offered_actions(view: HolderView) -> list[DeskAction]:
    """What makes sense with a reservation as it stands. Each verb decides again, and refuses what does not."""
    reservation, performance = view.reservation, view.performance
    if reservation.erased_at is not None:
        return []
    if reservation.source == Source.WALK_UP or not (view.is_pending or view.is_confirmed):
        return [DeskAction.NOTE]
    if performance.is_over:
        return [DeskAction.DETAILS, DeskAction.NOTE]
    possible = {
        DeskAction.CONFIRM: view.is_pending and not performance.is_cancelled,
        DeskAction.PARTY: not performance.is_cancelled,
        DeskAction.MOVE: not reservation.admitted,
        DeskAction.CANCEL: not reservation.admitted,
        DeskAction.RESEND: bool(reservation.email),
    }
    return [action for action in DeskAction if possible.get(action, True)]


def usual_hold(starts_at: datetime, at: datetime) -> datetime:
    """Until when a group's seats are held unless somebody says otherwise: two weeks, and a week before the curtain at
    the latest; of a performance sooner than that, a day. At noon, in the site's time, and never past the curtain."""
    late = max(min(at + USUALLY_HELD, starts_at - FREE_BEFORE_CURTAIN), at + HELD_AT_LEAST)
    # The same for all of a day, so that a form sent twice asks for the same.
    noon = timezone.localtime(late).replace(hour=12, minute=0, second=0, microsecond=0)
    return min(noon, starts_at)


def possible_duplicates(
    performance_id: int, at: datetime, *, name: str, email: str, phone: str, own_key: str | None
) -> list[Reservation]:
    """Open reservations of one performance that the same person may have made: same name, address or phone. What a
    form with `own_key` has booked itself, when it is sent twice, is no duplicate."""
    here = queries.open_reservations(performance_id, at)
    same = Q(pk__in=desk_search.same_phone(here, phone).values("pk"))
    if name:
        same |= Q(name__iexact=name)
    if email:
        same |= Q(email__iexact=email)
    found = here.filter(same).exclude(idempotency_key=own_key) if own_key else here.filter(same)
    return list(found.order_by("created_at", "pk")[:MOST_DUPLICATES])


def people_words(people: int) -> str:
    return ngettext("%(people)d person", "%(people)d people", people) % {"people": people}


def _change(row: ReservationEvent, performance: Performance, titles: dict[int, str]) -> str:
    told = [_in_words(row, text, performance, titles) for text in (row.before, row.after)]
    return " → ".join(words for words in told if words)


def _in_words(row: ReservationEvent, text: str, performance: Performance, titles: dict[int, str]) -> str:
    """What a history row holds for programs, for people: a status, a number of people, or a performance's time."""
    if not text:
        return ""
    if row.act in IN_PEOPLE and text.isdecimal():
        return people_words(int(text))
    if row.act in MOVES:
        place = moves.read(text)
        return " · ".join([short_moment_label(performance.local(place.starts_at)), *_title(row, place, titles)])
    return str(ReservationStatus(text).label) if text in ReservationStatus.values else text


def _title(row: ReservationEvent, place: moves.Place, titles: dict[int, str]) -> list[str]:
    """The show, when a reservation has moved from one to another."""
    return [titles[place.key]] if row.act == Act.MOVED and place.key in titles and len(set(titles.values())) > 1 else []


def _titles(rows: list[ReservationEvent]) -> dict[int, str]:
    """The shows between whose performances a reservation was moved, by performance; no query when it never was."""
    texts = [text for row in rows if row.act == Act.MOVED for text in (row.before, row.after)]
    keys = {place.key for place in map(moves.read, texts) if place.key is not None}
    return dict(Performance.objects.filter(pk__in=keys).values_list("pk", "show__title")) if keys else {}


def _who(row: ReservationEvent) -> str:
    if row.staff is not None:
        return row.staff.get_full_name() or row.staff.get_username()
    return str(Actor(row.actor).label)
