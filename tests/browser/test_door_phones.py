"""Two phones at one door: what one does, the other knows, and what both did alone the server puts right."""

import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DoorPhones
from tests.browser.door import Evening
from tests.browser.door_phone import DoorPhone

Pair = tuple[DoorPhone, DoorPhone]


@pytest.fixture
def pair(evening: Evening, door_phones: DoorPhones) -> Pair:
    """The main entrance and the stairs, each with a sign-in of its own."""
    first, second = door_phones.at(evening), door_phones.at(evening)
    first.call_it("Ingresso")
    second.call_it("Scala B")
    for phone in (first, second):
        phone.expected("(Conflict)")
    return first, second


def test_one_phone_sees_what_the_other_does(
    evening: Evening, pair: Pair, tell: Callable[[str, list[float]], None]
) -> None:
    parties = evening.many(5)
    first, second = pair
    waits = []
    for number, party in enumerate(parties, start=1):
        first.scan(party)
        since = time.monotonic()
        second.expect_counts(admitted=number)
        waits.append((time.monotonic() - since) * 1000)
    second.scan(parties[0]).expect_heading("door.verdict.already")
    expect_when_and_where(second, evening)
    tell("until the other phone shows an admission", waits)


def expect_when_and_where(phone: DoorPhone, evening: Evening) -> None:
    """The refusal tells of the first admission of the evening, at the main entrance."""
    said = phone.root.get_by_role("status")
    expect(said).to_contain_text(phone.words("door.verdict.alreadyAt", time=clock(evening.admissions()[0]["at"])))
    expect(said).to_contain_text("Ingresso")


def clock(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(ZoneInfo("Europe/Rome")).strftime("%H:%M")


def test_one_phone_sees_what_the_other_takes_back(evening: Evening, pair: Pair) -> None:
    party = evening.party(party_size=3)
    first, second = pair
    first.scan(party).expect_admitted(3)
    second.expect_counts(admitted=3, toCome=0)
    first.button("door.undo").click()
    second.expect_counts(admitted=0, toCome=3)
    second.scan(party).expect_admitted(3)
    evening.wait_for({party: 3})


def test_same_code_at_both_phones(evening: Evening, pair: Pair) -> None:
    party = evening.party(party_size=2)
    first, second = pair
    first.scan(party).expect_admitted(2)
    evening.wait_for({party: 2})  # a phone may speak before the server has heard it
    second.scan(party)
    second.expect_heading("door.verdict.already")
    expect_when_and_where(second, evening)
    assert [(row["people"], row["device"]) for row in evening.admissions()] == [(2, "Ingresso")]


def test_two_phones_alone_let_in_the_same_party(evening: Evening, pair: Pair, door_phones: DoorPhones) -> None:
    twice, once = evening.parties({"name": "Ada Serra", "party_size": 3}, {"name": "Bruno Costa", "party_size": 2})
    first, second = pair
    for phone in pair:
        phone.page.reload()
        phone.choose_door().be_ready_to_work_alone().go_offline()
    first.scan(twice).expect_admitted(3)
    second.scan(twice).expect_admitted(3)
    second.scan(once).expect_admitted(2)
    for phone in (second, first):  # the later one is heard first
        phone.go_online().expect_all_sent()

    evening.wait_for({twice: 3, once: 2})
    rows = [row for row in evening.admissions() if row["reservation"] == twice.id]
    counted, conflict = rows  # whoever was first by the clock, which phones tell in whole seconds
    assert (counted["is_conflict"], conflict["is_conflict"]) == (False, True)
    assert {row["device"] for row in rows} == {"Ingresso", "Scala B"}
    for phone in pair:
        phone.expect_counts(admitted=5, toCome=0)

    office = door_phones.take("biglietteria", f"/check-in/performances/{evening.performance}/report/")
    conflict = office.get_by_role("row").filter(has_text=twice.reference)
    for row in rows:
        expect(conflict).to_contain_text(clock(row["at"]))
    for door in ("Ingresso", "Scala B"):
        expect(conflict).to_contain_text(door)
