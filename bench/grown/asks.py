"""What is asked of a house at each of its sizes: by visitors, at the door, at the box office and by the timer."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bench.site import HEADERS
from bookings.models import Performance, Reservation
from bookings.tokens import Purpose, make_token

VISITORS = count(1)
FEW = 3  # times, of what takes long


@dataclass(frozen=True)
class Ask:
    name: str
    act: Callable[[], Any]
    times: int = 15


class Evening:
    """Tonight's performance, and who asks."""

    def __init__(self, tonight: Performance, doorkeeper: User) -> None:
        self.tonight = tonight
        self._visitor, self._door, self._office = Client(), Client(), Client()
        self._door.force_login(doorkeeper)
        self._office.force_login(User.objects.create_superuser("growth-office"))

    def asks(self) -> Iterator[Ask]:
        yield from self._of_visitors()
        yield from self._at_the_door()
        yield from self._at_the_box_office()
        yield from _of_machines()

    def _of_visitors(self) -> Iterator[Ask]:
        one = f"/api/performances/{self.tonight.pk}/"
        page, programme = self.tonight.show.get_url(), self.tonight.show.get_parent().get_url()
        pending = self._tokens(Purpose.CONFIRM)
        yield Ask("booking", lambda: post(self._visitor, f"{one}reservations/", _booking()))
        yield Ask("confirmation", lambda: post(self._visitor, "/api/reservations/confirm/", {"token": next(pending)}))
        yield Ask("places of a show", lambda: get(self._visitor, f"/api/performances/?show={self.tonight.show.slug}"))
        yield Ask("places of a date", lambda: get(self._visitor, one))
        # With a question that no other visitor has asked no page is kept.
        yield Ask("show page, not kept", lambda: get(self._visitor, f"{page}?{next(VISITORS)}"))
        yield Ask("programme, not kept", lambda: get(self._visitor, f"{programme}?{next(VISITORS)}"))
        yield Ask("programme as calendar file", lambda: get(self._visitor, "/programme.ics"), FEW)

    def _at_the_door(self) -> Iterator[Ask]:
        performance = f"/api/check-ins/performances/{self.tonight.pk}/"
        looked_at, let_in = self._tokens(Purpose.PASS), self._tokens(Purpose.PASS)
        yield Ask(
            "preview at the door", lambda: post(self._door, "/api/check-ins/preview/", self._scan(next(looked_at)))
        )
        yield Ask("check-in", lambda: post(self._door, "/api/check-ins/", self._scan(next(let_in), scan_id=True)))
        yield Ask("tonight at the door", lambda: get(self._door, "/api/check-ins/performances/"))
        yield Ask("a name at the door", lambda: get(self._door, f"{performance}?search=neri"))
        yield Ask("list of a phone", lambda: get(self._door, f"{performance}list/"), FEW)
        yield Ask("state, as phones poll it", lambda: get(self._door, f"{performance}state/"))

    def _at_the_box_office(self) -> Iterator[Ask]:
        some = Reservation.objects.filter(performance=self.tonight, status="confirmed").first()
        reservations = "/admin/bookings/reservation/"
        for name, path in {
            "box office, first screen": "/admin/box-office/",
            "reservations, first page": reservations,
            "a name among all reservations": f"{reservations}?q=neri+47",
            "a reference among all": f"{reservations}?q={some.reference}",
            "an address among all": f"{reservations}?q={some.email}",
            "one reservation": reverse("desk-reservation", args=[some.pk]),
            "who did what": "/admin/box-office/activity/",
            "performances": "/admin/bookings/performance/",
            "mails": "/admin/bookings/outboxmessage/",
            "figures of a season": "/admin/box-office/seasons/",
            "first screen of the admin": "/admin/",
        }.items():
            yield Ask(name, lambda path=path: get(self._office, path), FEW)

    def _scan(self, token: str, scan_id: bool = False) -> dict[str, Any]:
        scan = {"token": token, "performance": self.tonight.pk}
        return {**scan, "scan_id": f"growth-{next(VISITORS)}"} if scan_id else scan

    def _tokens(self, purpose: Purpose) -> Iterator[str]:
        """One for each party of tonight that waits for just that."""
        status = "pending" if purpose == Purpose.CONFIRM else "confirmed"
        waiting = Reservation.objects.filter(performance=self.tonight, status=status, admitted=0)
        for public_id in waiting.order_by("-pk").values_list("public_id", flat=True).iterator():
            yield make_token(purpose, public_id)


def _of_machines() -> Iterator[Ask]:
    """The timer, and who watches the site."""
    metrics = {"Authorization": f"Bearer {settings.METRICS_TOKEN}"}
    yield Ask("tick", lambda: _command("tick"), FEW)
    yield Ask("doctor", lambda: _command("doctor"), 1)
    yield Ask("health", lambda: get(Client(), "/api/health/"))
    yield Ask("metrics", lambda: get(Client(), "/metrics", **metrics), FEW)


def get(client: Client, path: str, **headers: str) -> None:
    _good(path, client.get(path, headers={**HEADERS, **headers}))


def post(client: Client, path: str, body: dict[str, Any]) -> None:
    _good(path, client.post(path, json.dumps(body), content_type="application/json", headers=HEADERS))


def _good(path: str, answer: HttpResponse) -> None:
    if answer.status_code not in {200, 201}:
        raise SystemExit(f"{path} answers {answer.status_code}: {answer.content[:300]!r}")
    if not answer.streaming:
        return
    for _part in answer.streaming_content:
        pass


def _booking() -> dict[str, Any]:
    address = f"growth{next(VISITORS)}@example.org"
    return {"party_size": 1, "name": "Giulia Neri", "email": address, "privacy_accepted": True, "language": "it"}


def _command(name: str) -> None:
    """Doctor finds much to say of a machine that only measures, and ends with an error then."""
    with redirect_stdout(io.StringIO()), suppress(CommandError, SystemExit):
        call_command(name)
