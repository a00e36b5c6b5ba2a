"""The three calls that are measured, as a browser and a phone send them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from bench.environment import HOST
from bench.house import Hot
from bookings.models import Reservation
from bookings.tokens import Purpose, make_token

VISITORS = count(1)
HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https", "Content-Type": "application/json", "Origin": f"https://{HOST}"}


@dataclass(frozen=True)
class Call:
    path: str
    body: dict[str, Any]
    headers: dict[str, str]
    answer: int

    @property
    def content(self) -> bytes:
        return json.dumps(self.body).encode()


def book(hot: Hot, address: str) -> Call:
    body = {"party_size": 1, "name": "Giulia Rossi", "email": address, "privacy_accepted": True, "language": "it"}
    return Call(f"/api/performances/{hot.performance_id}/reservations/", body, HEADERS, 201)


def confirm(public_id: str) -> Call:
    body = {"token": make_token(Purpose.CONFIRM, public_id)}
    return Call("/api/reservations/confirm/", body, HEADERS, 200)


def check_in(hot: Hot, public_id: str) -> Call:
    body = {"token": make_token(Purpose.PASS, public_id), "performance": hot.performance_id, "scan_id": public_id}
    staff = {"Cookie": f"sessionid={hot.session}; csrftoken={hot.csrf}", "X-CSRFToken": hot.csrf}
    return Call("/api/check-ins/", body, {**HEADERS, **staff}, 201)


def new_addresses(number: int) -> Iterator[str]:
    return (f"visitor{next(VISITORS)}@example.org" for _visitor in range(number))


def public_ids(addresses: list[str]) -> list[str]:
    return list(Reservation.objects.filter(email__in=addresses).values_list("public_id", flat=True))
