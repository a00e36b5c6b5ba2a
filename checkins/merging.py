"""Which admissions of one party count, whoever told of them and whenever: a pure function of the set of them.

Phones that were alone tell late and in any order. So nothing here depends on the order in which the server got to know:
what is undone counts nothing, and the others count one after another, in the order in which they were done, while they
fit whole into the party. One that does not fit has happened all the same; it is a conflict, for the box office.

An admission that fits beside all that count changes nothing for any other one. That is why the door that has a network
may count with one conditional update (bookings.services.let_in) and need not look at the rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from checkins.enums import Conflict


@dataclass(frozen=True)
class PartyBound:
    """How many people of a party may be in, and what it is called when more are."""

    limit: int
    conflict: Conflict


@dataclass(frozen=True)
class DoneAdmission:
    scan_id: str
    at: datetime
    people: int
    is_undone: bool = False
    is_elsewhere: bool = False  # done at the door of another performance


def conflicts(bound: PartyBound, admissions: Iterable[DoneAdmission]) -> dict[str, Conflict]:
    """The admissions that do not count, by scan id, each with the reason; undone ones are in no conflict."""
    found, inside = {}, 0
    for admission in _in_order(admissions):
        if admission.is_elsewhere:
            found[admission.scan_id] = Conflict.WRONG_PERFORMANCE
        elif inside + admission.people > bound.limit:
            found[admission.scan_id] = bound.conflict
        else:
            inside += admission.people
    return found


def people_inside(bound: PartyBound, admissions: Iterable[DoneAdmission]) -> int:
    done = _in_order(admissions)
    aside = conflicts(bound, done)
    return sum(admission.people for admission in done if admission.scan_id not in aside)


def _in_order(admissions: Iterable[DoneAdmission]) -> list[DoneAdmission]:
    done = [admission for admission in admissions if not admission.is_undone]
    return sorted(done, key=lambda admission: (admission.at, admission.scan_id))
