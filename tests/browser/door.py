"""The door on the evening of a performance: the house behind it, and the phones of those who stand there."""

import base64
from dataclasses import dataclass, field
from typing import Any

from tests.browser.house import House


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
class Evening:
    """A performance of one test alone, tonight."""

    house: House
    site_url: str
    page: int
    performance: int
    title: str

    @property
    def path(self) -> str:
        return f"/check-in/?performance={self.performance}"

    def parties(self, *wanted: dict[str, Any], performance: int | None = None) -> list[Party]:
        """Books them. Each has a name, and party_size, email, access_needs, status, admitted where it matters."""
        made = self.house.act("add_parties", performance=performance or self.performance, parties=list(wanted))
        return [Party(**one | {"picture": base64.b64decode(one["picture"])}) for one in made]

    def party(self, **wanted: Any) -> Party:
        [made] = self.parties({"name": "Giulia Neri", **wanted})
        return made

    def many(self, number: int, **values: Any) -> list[Party]:
        return self.parties(
            *({"name": f"Ospite {count:03}", "party_size": 1, **values} for count in range(1, number + 1))
        )

    def other_night(self, days: int = 1) -> int:
        return self.house.act("add_night", performance=self.performance, days=days)

    def admit(self, party: Party, people: int | None = None) -> None:
        """Somebody else lets them in."""
        self.house.act("admit", reservation=party.id, people=people)

    def admissions(self, party: Party | None = None) -> list[dict[str, Any]]:
        rows = self.house.act("admissions", performance=self.performance)
        return [row for row in rows if party is None or row["reservation"] == party.id]

    def admitted(self) -> dict[int, int]:
        """How many people of each reservation are in, as the server counts them."""
        return {int(id): people for id, people in self.house.act("admitted", performance=self.performance).items()}

    def end(self) -> None:
        self.house.act("end_night", performance=self.performance)
