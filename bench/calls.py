"""The calls that are measured, as a browser and a phone send them, and nginx hands them on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from bench.house import House
from bench.site import HEADERS
from bookings.tokens import Purpose, make_token

VISITORS = count(1)
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Call:
    path: str
    body: dict[str, Any]
    headers: Mapping[str, str]
    status: int  # of the answer

    @property
    def content(self) -> bytes:
        return json.dumps(self.body).encode()

    @property
    def raw(self) -> bytes:
        """As it goes over the wire."""
        headers = {**self.headers, "Content-Length": str(len(self.content))}
        lines = [f"POST {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode() + self.content


def book(house: House, address: str) -> Call:
    body = {"party_size": 1, "name": "Giulia Rossi", "email": address, "privacy_accepted": True, "language": "it"}
    return Call(f"/api/performances/{house.performance_id}/reservations/", body, visitor(), 201)


def confirm(public_id: str) -> Call:
    return Call("/api/reservations/confirm/", {"token": make_token(Purpose.CONFIRM, public_id)}, visitor(), 200)


def check_in(house: House, performance_id: int, public_id: str) -> Call:
    body = {"token": make_token(Purpose.PASS, public_id), "performance": performance_id, "scan_id": public_id}
    return Call("/api/check-ins/", body, _phone(house), 201)


def preview(house: House, performance_id: int, public_id: str) -> Call:
    body = {"token": make_token(Purpose.PASS, public_id), "performance": performance_id}
    return Call("/api/check-ins/preview/", body, _phone(house), 200)


def visitor() -> dict[str, str]:
    """From an address of their own, as in life: tries are counted for each."""
    high, low = divmod(next(VISITORS), 1 << 8)
    middle, high = high & 0xFF, high >> 8
    return {**HEADERS, **JSON, "X-Forwarded-For": f"10.{high & 0xFF}.{middle}.{low}"}


def _phone(house: House) -> dict[str, str]:
    cookies = f"sessionid={house.session}; csrftoken={house.csrf}"
    origin = f"https://{HEADERS['Host']}"
    return {**visitor(), "Origin": origin, "Cookie": cookies, "X-CSRFToken": house.csrf}
