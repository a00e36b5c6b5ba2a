"""An evening at the door: the performance, its parties, and what the server has written down."""

import base64
import time
from dataclasses import dataclass, field
from typing import Any

from tests.browser.house import House

PATIENCE = 60  # seconds; a phone that got no answer tries again after a pause, and after a longer one


@dataclass(frozen=True)
class Party:
    """A reservation, and what its people hold in their hands."""

    id: int
    name: str
    party_size: int
    email: str
    reference: str
    token: str
    link: str
    picture: bytes = field(repr=False)


@dataclass(frozen=True)
class Night:
    """Another date of the same show, and how the door names it."""

    performance: int
    label: str


@dataclass(frozen=True)
class Evening:
    """A performance of one test alone, tonight."""

    house: House
    page: int
    performance: int
    title: str

    def parties(self, *wanted: dict[str, Any], night: Night | None = None) -> list[Party]:
        """Books them. Each has a name, and party_size, email, access_needs, status, admitted where it matters."""
        performance = night.performance if night else self.performance
        made = self.house.act("add_parties", performance=performance, parties=list(wanted))
        return [Party(**one | {"picture": base64.b64decode(one["picture"])}) for one in made]

    def party(self, **wanted: Any) -> Party:
        [made] = self.parties({"name": "Giulia Neri", **wanted})
        return made

    def many(self, number: int) -> list[Party]:
        return self.parties(*({"name": f"Ospite {count:03}", "party_size": 1} for count in range(1, number + 1)))

    def other_night(self, days: int = 1) -> Night:
        return Night(**self.house.act("add_night", performance=self.performance, days=days))

    def admit(self, party: Party, people: int | None = None) -> None:
        """Somebody else lets them in."""
        self.house.act("admit", reservation=party.id, people=people)

    def admissions(self) -> list[dict[str, Any]]:
        """Every row of the evening, undone ones too, oldest first."""
        return self.house.act("admissions", performance=self.performance)

    def from_phones(self) -> list[dict[str, Any]]:
        """Those rows that a phone has sent."""
        return [row for row in self.admissions() if not row["scan_id"].startswith("house-")]

    def admitted(self) -> dict[int, int]:
        """How many people of each reservation are in, as the server counts them."""
        return {int(id): people for id, people in self.house.act("admitted", performance=self.performance).items()}

    def wait_for(self, people: dict[Party, int]) -> None:
        """Until just so many of these are in, and nobody else: a phone shows what the server has yet to hear."""
        expected = {party.id: number for party, number in people.items()}
        deadline = time.monotonic() + PATIENCE
        while (admitted := self.admitted()) != expected and time.monotonic() < deadline:
            time.sleep(0.05)
        assert admitted == expected, f"{admitted} are in, and not {expected}"

    def set_capacity(self, seats: int) -> None:
        self.house.act("alter", performance=self.performance, capacity=seats)

    @property
    def stage_path(self) -> str:
        return self.house.act("stage_link", performance=self.performance)
