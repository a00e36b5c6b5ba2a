"""One visitor: what their browser asks for, in the rhythm of the widget, and what they do with what they are told."""

import asyncio
import html
import json
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bench.onsale.plans import Plan
from bench.onsale.wire import NO_ANSWER, Answer, Call, Connection, Site

AVAILABILITY_EVERY = 5  # seconds; the widget's AVAILABILITY_PACE
FOLLOWS_EVERY = 2  # and its FOLLOW_PACE
LOOKS_BEFORE_THE_MAIL = 4  # seconds in which the page is still in view
STAYS_FOR = 90  # who is patient, on a page that says that it is full
WAITS_FOR_MAIL = 300
LANGUAGE = {"Accept-Language": "it"}
JSON = {"Accept": "application/json", **LANGUAGE}
CSRF_FIELD = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FEWER = re.compile(r'name="party_size" value="(\d+)"')

# How it ends for a visitor.
SEATED, FORGOT, UNANSWERED = "confirmed", "never opened the mail", "no answer, or a wrong one"
SAW_FULL, REFUSED, TOO_LATE = "saw that it was full", "refused when booking", "refused when confirming"


@dataclass(frozen=True)
class Stage:
    """What a visitor comes for, and when booking opens for the crowd of one process."""

    site: Site
    page: str  # the path of the show's page
    show: str  # its slug
    performance: int
    haste: float
    opened_at: float  # of time.monotonic


class Unanswered(Exception):
    """The visitor has got no answer, or one that no visitor should get, and goes."""


class Visitor:
    def __init__(self, plan: Plan, stage: Stage, mail: Awaitable[str], write_down: Callable[[Call], None]) -> None:
        self.plan, self._stage, self._mail, self._write_down = plan, stage, mail, write_down
        self._connection = Connection(stage.site, plan.address)
        self._etag = ""
        self._left = 0  # seats, as last told
        self._how_it_ended = SAW_FULL

    async def come(self) -> str:
        """From opening the page to leaving; how it ended."""
        try:
            await self._ask("show page", "GET", self._stage.page, LANGUAGE)
            await self._look()
            await self._stay(self.plan.types_for)
            booked = await self._book()
            return await self._confirm(booked) if booked else self._how_it_ended
        except Unanswered:
            return UNANSWERED
        finally:
            await self._connection.close()

    # -- the widget ---------------------------------------------------------------------------------------------------

    async def _look(self) -> None:
        """How many seats are left; the browser knows what it was told before."""
        headers = {**JSON, "If-None-Match": self._etag} if self._etag else JSON
        answer = await self._ask("availability", "GET", f"/api/performances/?show={self._stage.show}", headers)
        if answer.status == 200:
            self._etag = answer.headers["etag"]
            rows = json.loads(answer.body)["results"]
            self._left = next(row["booking"]["seats_available"] for row in rows if row["id"] == self._stage.performance)

    async def _stay(self, seconds: float, until_seats: bool = False) -> None:
        """On the page, which goes on asking; until there are seats, where that is waited for."""
        leaves_at = time.monotonic() + seconds
        while (left := leaves_at - time.monotonic()) > 0 and not (until_seats and self._left):
            await asyncio.sleep(min(left, AVAILABILITY_EVERY))
            if left > AVAILABILITY_EVERY:
                await self._look()

    async def _book(self) -> dict[str, Any]:
        """The reservation, or nothing. Who is refused tries once more with fewer people, or when seats come back."""
        for _try in range(2):
            if not self._left and self.plan.is_patient:
                await self._stay(STAYS_FOR / self._stage.haste, until_seats=True)
            if not self._left:
                break
            party_size = min(self.plan.party_size, self._left)
            answer = await self._send(party_size)
            if answer.status == 201:
                return json.loads(answer.body) | {"party_size": party_size}
            self._how_it_ended = REFUSED
            await asyncio.sleep(self.plan.returns_after)
            await self._look()
        return {}

    async def _send(self, party_size: int) -> Answer:
        body = {
            "party_size": party_size,
            "name": f"Giulia Neri {self.plan.number}",
            "email": self.plan.email,
            "privacy_accepted": True,
            "language": "it",
        }
        key = f"visitor-{self._stage.performance}-{self.plan.number}-{party_size}"
        headers = {**JSON, "Content-Type": "application/json", "Idempotency-Key": key}
        path = f"/api/performances/{self._stage.performance}/reservations/"
        return await self._ask("booking", "POST", path, headers, json.dumps(body).encode())

    async def _follow(self, token: str, seconds: float | None) -> None:
        """The page shows how the reservation stands, as long as it is in view."""
        leaves_at = time.monotonic() + seconds if seconds else float("inf")
        etag = ""
        while time.monotonic() < leaves_at:
            await asyncio.sleep(FOLLOWS_EVERY)
            headers = {**JSON, "X-Follow-Token": token} | ({"If-None-Match": etag} if etag else {})
            answer = await self._ask("following", "GET", "/api/reservations/follow/", headers)
            etag = answer.headers.get("etag", etag)

    # -- the mail -----------------------------------------------------------------------------------------------------

    async def _confirm(self, booked: dict[str, Any]) -> str:
        if self.plan.is_forgetful:
            return FORGOT
        stays = None if self.plan.keeps_page_in_view else LOOKS_BEFORE_THE_MAIL / self._stage.haste
        following = asyncio.create_task(self._follow(booked["follow_token"], stays))
        phone = Visitor(self.plan, self._stage, self._mail, self._write_down) if self.plan.keeps_page_in_view else self
        try:
            link = await asyncio.wait_for(self._mail, WAITS_FOR_MAIL)
            if not self.plan.keeps_page_in_view:
                await following
            return await phone._press(link, self.plan.reads_mail_for)
        except TimeoutError:
            raise Unanswered from None
        finally:
            following.cancel()
            await phone._connection.close()

    async def _press(self, link: str, reads_for: float) -> str:
        """Opens the link of the mail and presses its button; again with fewer people, or a little later."""
        page = await self._ask("confirmation page", "GET", link, LANGUAGE)
        await asyncio.sleep(reads_for)
        people = ""
        for _try in range(3):
            answer = await self._ask("confirmation", "POST", link, *_form(page, people, self._stage.site.origin + link))
            if answer.status == 302:
                await self._ask("own page", "GET", answer.headers["location"], LANGUAGE)
                return SEATED
            sizes = FEWER.findall(answer.body.decode())
            if not sizes:
                break
            people = sizes[-1]
        return TOO_LATE

    # -- what is written down -----------------------------------------------------------------------------------------

    async def _ask(self, kind: str, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        started = time.monotonic()
        answer = await self._connection.ask(method, path, headers, body)
        at, seconds = started - self._stage.opened_at, time.monotonic() - started
        self._write_down(Call(kind, round(at, 3), round(seconds, 4), answer.status, _code(answer)))
        if answer.status == NO_ANSWER or answer.status >= 500 or answer.status == 429:
            raise Unanswered
        return answer


def _code(answer: Answer) -> str:
    if answer.status < 400:
        return answer.why
    if answer.headers.get("content-type", "").startswith("application/json"):
        return json.loads(answer.body)["errors"][0]["code"]
    return "page"


def _form(page: Answer, people: str, address: str) -> tuple[dict[str, str], bytes]:
    """The form of a confirmation page, filled in: its headers and its body."""
    token = CSRF_FIELD.search(page.body.decode())
    cookie = page.headers.get("set-cookie", "").partition(";")[0]
    headers = {
        **LANGUAGE,
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": cookie,
        "Referer": address,
    }
    fields = f"csrfmiddlewaretoken={html.unescape(token[1]) if token else ''}"
    return headers, (f"{fields}&party_size={people}" if people else fields).encode()
