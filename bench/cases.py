"""What is measured, by name: the floors, what visitors read, what they and the door send."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from bench import calls, floors, wrk
from bench.asking import ask
from bench.house import House, guests, new_addresses, waiting
from bench.rounds import Case
from bench.site import HEADERS, BenchedSite
from tests.production.processes import Backend

MOST = 2000  # calls a second that are prepared for a run
PROGRAMME = "/it/spettacoli/"
STATIC_FILE = "/static/home/css/tokens.css"


@dataclass(frozen=True)
class Target:
    """Where requests go, and who answers them."""

    url: str
    pids: tuple[int, ...]


class Cases:
    """The cases of one site, with three more gunicorns beside its own."""

    def __init__(self, site: BenchedSite, house: House) -> None:
        self.house, self._requests = house, site.folder / "requests"
        self._others = [
            site.started("bare", DJANGO_SETTINGS_MODULE="bench.bare_settings"),
            site.started("forgetful", CACHE_URL="dummycache://"),
            site.started("by-tick", MAIL_FIRST_TRY="tick"),
        ]
        self.main, self.bare, self.forgetful, self.by_tick = map(_target, [site.main, *self._others])
        self.nginx = Target(site.url, (site.nginx_pid, site.main.pid))

    def stop(self) -> None:
        """The site's own gunicorn goes on."""
        for backend in self._others:
            backend.stop()

    def floors(self) -> list[Case]:
        posted = calls.Call(floors.EMPTY_API, calls.book(self.house, "giulia@example.org").body, calls.visitor(), 201)
        return [
            self._read("empty Django view without middleware", self.bare, floors.EMPTY),
            self._read("empty Django view", self.main, floors.EMPTY),
            self._read("empty DRF view, GET", self.main, floors.EMPTY_API),
            self._sent("empty DRF view, POST", self.main, lambda number: [posted] * number),
            self._read("static file through nginx", self.nginx, STATIC_FILE),
        ]

    def reads(self) -> list[Case]:
        page, availability = self.house.page, self.house.availability
        return [
            self._read("show page, kept", self.main, page),
            self._read("show page, made anew", self.forgetful, page),
            self._read("show page, kept, through nginx", self.nginx, page),
            self._read("programme of 60 shows, kept", self.main, PROGRAMME),
            self._read("availability, 200", self.main, availability),
            self._read("availability, 304", self.main, availability, unchanged=True),
            self._read("availability through nginx", self.nginx, availability),
        ]

    def writes(self) -> list[Case]:
        return [
            self._sent("booking", self.main, self._bookings),
            self._sent("confirmation", self.main, self._confirmations),
            self._sent("on-sale", self.main, self._on_sale),
            self._sent("booking, mails by tick", self.by_tick, self._bookings),
            self._sent("confirmation, mails by tick", self.by_tick, self._confirmations),
            self._sent("on-sale, mails by tick", self.by_tick, self._on_sale),
            self._sent("check-in", self.main, self._check_ins),
            self._sent("check-in preview", self.main, self._previews),
        ]

    def _read(self, name: str, target: Target, path: str, *, unchanged: bool = False) -> Case:
        """One request over and over; asked once before each run, and checked."""

        def load(_seconds: int) -> wrk.Load:
            headers: Mapping[str, str] = HEADERS
            answer = ask(target.url + path, headers)
            if unchanged:
                headers = {**HEADERS, "If-None-Match": answer.headers["ETag"]}
                answer = ask(target.url + path, headers)
            expected = 304 if unchanged else 200
            if answer.status != expected:
                raise wrk.WentWrong(f"{name}: {path} answers {answer.status}, not {expected}.")
            return wrk.Load(target.url + path, headers)

        return Case(name, target.pids, load)

    def _sent(self, name: str, target: Target, make: Callable[[int], Iterable[calls.Call]]) -> Case:
        """A request of its own for each call, since nobody confirms a reservation twice; every answer is checked."""

        def load(seconds: int) -> wrk.Load:
            made = list(make(seconds * MOST))
            file = wrk.write_requests(self._requests, (call.raw for call in made))
            return wrk.Load(f"{target.url}/", requests=file, statuses={call.status for call in made})

        return Case(name, target.pids, load)

    def _bookings(self, number: int) -> Iterable[calls.Call]:
        return (calls.book(self.house, address) for address in new_addresses(number))

    def _confirmations(self, number: int) -> Iterable[calls.Call]:
        return map(calls.confirm, waiting(self.house, number))

    def _on_sale(self, number: int) -> Iterable[calls.Call]:
        """In turn, as when everybody books and opens the mail at once."""
        pairs = zip(self._bookings(number // 2), self._confirmations(number // 2), strict=True)
        return chain.from_iterable(pairs)

    def _check_ins(self, number: int) -> Iterable[calls.Call]:
        return (calls.check_in(self.house, *guest) for guest in guests(self.house, number))

    def _previews(self, number: int) -> Iterable[calls.Call]:
        return (calls.preview(self.house, *guest) for guest in guests(self.house, number))


def _target(backend: Backend) -> Target:
    return Target(f"http://{backend.bind}", (backend.pid,))
