"""The addresses that mails, pages and codes hold. Each token is for one purpose."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from bookings.models import Reservation
from bookings.tokens import Purpose, make_token
from home.addresses import absolute as absolute  # one of the links that mails and pages take from here


def confirm_link(reservation: Reservation) -> str:
    return _page("reservations:confirm", Purpose.CONFIRM, reservation)


def own_page_link(reservation: Reservation) -> str:
    return _page("reservations:own", Purpose.MANAGE, reservation)


def calendar_link(reservation: Reservation) -> str:
    return _page("reservations:calendar", Purpose.MANAGE, reservation)


def pass_link(reservation: Reservation) -> str:
    """What the QR code holds, and nothing else."""
    return f"{settings.SITE_URL}/r/{make_token(Purpose.PASS, reservation.public_id)}"


def door_list_link(performance_id: int) -> str:
    """Where the box office prints the door list as it is then."""
    return settings.SITE_URL + reverse("door-list", args=[performance_id])


def map_link(*parts: str) -> str:
    """A map of the world searched for a postal address; an ordinary link, nothing of it is loaded before a click."""
    address = ", ".join(part for part in parts if part)
    return f"https://www.openstreetmap.org/search?{urlencode({'query': address})}" if address else ""


def _page(name: str, purpose: Purpose, reservation: Reservation) -> str:
    with translation.override(reservation.language):
        return settings.SITE_URL + reverse(name, args=[make_token(purpose, reservation.public_id)])
