"""What the box office has booked ahead: a full house, tonight's parties, groups that wait, and a changed programme."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import QuerySet

from azionelab.demo.texts import box_office
from azionelab.demo.texts.box_office import Guest
from azionelab.demo.texts.shows import ANTIGONE, CHAIRS, RAINS
from bookings import desk, programme
from bookings.enums import MessageState, PerformanceStatus
from bookings.models import Announcement, OutboxMessage, Performance
from bookings.queries import house_count, night_of, performances
from shows.models import ShowPage

BOX_OFFICE_ACCOUNT = "biglietteria"
NIGHTS_UNTIL_NEXT_WEEK = timedelta(days=3)


def ensure_reservations(shows: dict[str, ShowPage], at: datetime) -> None:
    tonight = night_of(at)
    for performance in performances(at).filter(show=shows[CHAIRS.key], starts_at__gt=at):
        _fill(performance, at)
    rains = Performance.objects.filter(show=shows[RAINS.key], starts_at__gte=tonight).order_by("starts_at")
    tomorrow = tonight + timedelta(days=1)
    _reserve(rains.filter(starts_at__lt=tomorrow), box_office.TONIGHT, at)
    _reserve(rains.filter(starts_at__range=(tomorrow, tomorrow + timedelta(days=1))), box_office.TOMORROW, at)
    _reserve(rains.filter(starts_at__gte=tonight + NIGHTS_UNTIL_NEXT_WEEK)[:1], box_office.NEXT_WEEK, at)
    _ensure_antigone(shows[ANTIGONE.key], at)


def _ensure_antigone(show: ShowPage, at: datetime) -> None:
    """The first night with a mail that came back, the third is cancelled, the fourth moved: once for each run."""
    run = Performance.objects.filter(show=show, starts_at__gt=at).order_by("starts_at")
    if Announcement.objects.filter(performance__in=run).exists() or run.count() < 4:
        return
    first, _, third, fourth = run[:4]
    _reserve([first], box_office.FIRST_NIGHT, at)
    returned = OutboxMessage.objects.filter(reservation__performance=first, reservation__name=box_office.RETURNED_TO)
    returned.update(state=MessageState.FAILED, attempts=1, sent_at=None, last_error=box_office.REFUSED_ADDRESS)
    _reserve([third], box_office.OF_THE_CANCELLED_NIGHT, at)
    programme.cancel_performance(performance_id=third.pk, staff=_staff(), at=at, words=box_office.WHY_CANCELLED)
    _reserve([fourth], box_office.OF_THE_MOVED_NIGHT, at)
    programme.move_performance(
        performance_id=fourth.pk,
        starts_at=fourth.local(fourth.starts_at) + timedelta(days=1),
        staff=_staff(),
        at=at,
        words=box_office.WHY_MOVED,
    )


def _reserve(rows: Iterable[Performance] | QuerySet[Performance], guests: list[Guest], at: datetime) -> None:
    """Books these guests for each performance for which nobody has reserved yet."""
    for performance in rows:
        if performance.status == PerformanceStatus.SCHEDULED and not performance.reservations.exists():
            for guest in guests:
                book(performance, guest, at)


def book(performance: Performance, guest: Guest, at: datetime) -> desk.Booked:
    """As the box office books it for somebody who calls."""
    request = desk.DeskRequest(
        performance_id=performance.pk,
        party_size=guest.people,
        name=guest.name,
        email=guest.email,
        phone=guest.phone,
        notes=guest.notes,
        access_needs=guest.needs,
        language=guest.language,
        kind=guest.kind,
        staff_note=guest.staff_note,
        hold_until=None if guest.held is None else performance.starts_at - guest.held,
    )
    return desk.book(request=request, staff=_staff(), at=at)


def _fill(performance: Performance, at: datetime) -> None:
    """Takes the seats that are left, party by party."""
    left = _seats_left(performance)
    guests = [guest for guest in box_office.TONIGHT if guest.people <= 6]
    for guest in guests * (left // len(guests) + 1):
        if left == 0:
            return
        taken = min(guest.people, left)
        book(performance, Guest(guest.name, taken), at)
        left -= taken


def _seats_left(performance: Performance) -> int:
    count = house_count(performance)
    return count.seat_limit - count.confirmed_seats


def _staff() -> User:
    return User.objects.get(username=BOX_OFFICE_ACCOUNT)
