"""Reservations made by the box office: a full house for one show, and some parties to let in tonight."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User

from azionelab.demo.texts.shows import CHAIRS, RAINS
from bookings import desk
from bookings.models import Performance, Reservation
from bookings.queries import house_count, night_of, performances
from shows.models import ShowPage

BOX_OFFICE_ACCOUNT = "biglietteria"
GUESTS = [
    ("Agnese Tirelli", 2),
    ("Corrado Bassi", 4),
    ("Famiglia Orlandini", 5),
    ("Nives Zoboli", 1),
    ("Ruggero Malaguti", 3),
    ("Teresa Iotti", 2),
    ("Ugo Ferretti", 6),
    ("Vanda Gualandi", 1),
]


def ensure_reservations(shows: dict[str, ShowPage], at: datetime) -> None:
    for performance in performances(at).filter(show=shows[CHAIRS.key], starts_at__gt=at):
        _fill(performance, at)
    for performance in _tonight(shows[RAINS.key], at):
        if not Reservation.objects.filter(performance=performance).exists():
            _book(performance, GUESTS, at)


def _fill(performance: Performance, at: datetime) -> None:
    """Takes the seats that are left, party by party."""
    left = _seats_left(performance)
    for name, party_size in GUESTS * (left // len(GUESTS) + 1):
        if left == 0:
            return
        taken = min(party_size, left)
        _book(performance, [(name, taken)], at)
        left -= taken


def _seats_left(performance: Performance) -> int:
    count = house_count(performance)
    return count.seat_limit - count.confirmed_seats


def _tonight(show: ShowPage, at: datetime):
    night = night_of(at)
    return Performance.objects.filter(show=show, starts_at__gte=night, starts_at__lt=night + timedelta(days=1))


def _book(performance: Performance, guests: list[tuple[str, int]], at: datetime) -> None:
    staff = User.objects.get(username=BOX_OFFICE_ACCOUNT)
    for name, party_size in guests:
        request = desk.DeskRequest(performance_id=performance.pk, party_size=party_size, name=name)
        desk.book(request=request, staff=staff, at=at)
