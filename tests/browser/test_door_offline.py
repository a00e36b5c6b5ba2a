"""The door without network: what a phone does alone, what it sends afterwards, and what it keeps of anybody."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DoorPhones
from tests.browser.door import Evening, Party
from tests.browser.door_phone import DoorPhone
from tests.browser.phone_store import PLACES, forget, kept_by, plant

PHONE_ALONE = 120


@dataclass(frozen=True)
class Queue:
    """Who stands at the door, in order: those whom a phone alone lets in, and those whom it must refuse."""

    welcome: list[Party]
    people: dict[int, int]  # how many of each are to be let in
    refused: list[tuple[Party, str]]


@pytest.fixture
def queue(evening: Evening) -> Queue:
    wanted = [{"name": f"Ospite {count:03}", "party_size": 1 + count % 4} for count in range(PHONE_ALONE - 6)]
    late = [{"name": f"Tardi {count}", "party_size": 5, "admitted": 2} for count in range(6)]
    welcome = evening.parties(*wanted, *late)
    kinds = {
        "door.verdict.already": "in",
        "door.verdict.cancelled": "cancelled",
        "door.verdict.notConfirmed": "pending",
    }
    refused = []
    for name, state in kinds.items():
        values = {"admitted": 2} if state == "in" else {"status": state}
        refused += [(party, name) for party in evening.parties(*({"name": f"{state} {n}", **values} for n in range(2)))]
    other = evening.parties({"name": "Elsa Pini"}, {"name": "Fosco Pini"}, night=evening.other_night(days=3))
    refused += [(party, "door.verdict.wrong") for party in other]
    people = {party.id: party.party_size - (2 if party.name.startswith("Tardi") else 0) for party in welcome}
    return Queue(welcome, people, refused)


def test_a_hundred_and_twenty_admissions_alone(
    evening: Evening, queue: Queue, door_phones: DoorPhones, tell: Callable[[str, list[float]], None]
) -> None:
    before = evening.admitted()
    phone = door_phones.at(evening).be_ready_to_work_alone().go_offline()
    half = PHONE_ALONE // 2
    times = let_in(phone, queue, queue.welcome[:half])
    for party, words in queue.refused:
        phone.scan(party).expect_heading(words)
    phone.page.reload()  # the page and its widget come from the phone itself
    phone.choose_door()
    for party in queue.welcome[:3]:
        phone.scan(party).expect_heading("door.verdict.already")
    times += let_in(phone, queue, queue.welcome[half:])
    assert evening.admitted() == before
    phone.expect_waiting(PHONE_ALONE)

    phone.go_online().expect_all_sent()
    rows = evening.from_phones()
    assert {row["reservation"]: row["people"] for row in rows} == queue.people
    assert len(rows) == len({row["scan_id"] for row in rows}) == PHONE_ALONE
    assert not any(row["is_conflict"] or row["is_undone"] for row in rows)
    expected = {party.id: party.party_size for party in queue.welcome}
    assert evening.admitted() == before | expected
    tell("from decode to verdict, by scanner, without network", times)


def let_in(phone: DoorPhone, queue: Queue, parties: list[Party]) -> list[float]:
    for party in parties:
        phone.scan(party).expect_admitted(queue.people[party.id])
    return phone.times()


def test_phone_says_quietly_that_it_is_alone(evening: Evening, door_phones: DoorPhones) -> None:
    first, second = evening.parties({"name": "Ada Serra"}, {"name": "Bruno Costa"})
    phone = door_phones.at(evening).be_ready_to_work_alone().go_offline()
    phone.scan(first).expect_admitted(2)
    phone.next().expect_waiting(1)
    phone.expect_counts(admitted=2, toCome=2)
    phone.scan(second).expect_admitted(2)
    phone.button("door.undo").click()
    phone.expect_heading("door.undone")
    phone.go_online().next().expect_all_sent()
    evening.wait_for({first: 2})
    assert {row["reservation"]: row["is_undone"] for row in evening.from_phones()} == {first.id: False, second.id: True}


def test_what_the_phone_does_not_know_it_does_not_let_in(evening: Evening, door_phones: DoorPhones) -> None:
    phone = door_phones.at(evening).be_ready_to_work_alone().go_offline()
    newcomer = evening.party()  # booked after the list was loaded
    phone.scan(newcomer).expect_heading("door.verdict.notOnList")
    phone.next().type("2222-2222").expect_heading("door.verdict.notOnList")


def test_acts_outlive_an_expired_session(evening: Evening, door_phones: DoorPhones) -> None:
    parties = evening.many(3)
    phone = door_phones.at(evening).be_ready_to_work_alone().go_offline()
    for party in parties:
        phone.scan(party).expect_admitted(1)
    evening.house.act("end_sessions", username="maschera")
    phone.expected("(Forbidden)", "(Unauthorized)").go_online()
    phone.root.get_by_role("link", name=phone.words("door.signIn")).click()
    phone.sign_in_again("maschera")
    phone.expect_all_sent()
    evening.wait_for(dict.fromkeys(parties, 1))
    assert len(evening.from_phones()) == 3


def test_acts_outlive_a_crash(evening: Evening, door_phones: DoorPhones) -> None:
    parties = evening.many(3)
    phone = door_phones.at(evening).be_ready_to_work_alone().go_offline()
    for party in parties:
        phone.scan(party).expect_admitted(1)
    phone.crash()
    phone.open_again().expect_waiting(3)
    phone.scan(parties[0]).expect_heading("door.verdict.already")
    phone.go_online().expect_all_sent()
    evening.wait_for(dict.fromkeys(parties, 1))
    assert len(evening.from_phones()) == 3


@pytest.fixture
def planted(evening: Evening) -> list[Party]:
    return evening.parties(
        {"name": "Zenobia Pianta", "email": "zenobia.pianta@example.org", "party_size": 3, "access_needs": ["other"]},
        {"name": "Ulderico Seme", "email": "ulderico.seme@example.org", "status": "cancelled"},
        {"name": "Ippolita Radice", "email": "ippolita.radice@example.org", "status": "pending"},
    )


def test_found_phone_tells_nobody(evening: Evening, planted: list[Party], door_phones: DoorPhones) -> None:
    """Also after their codes were read, their names were shown, searched for, and let in with and without network."""
    other = evening.parties({"name": "Clotilde Fronda"}, night=evening.other_night())
    phone = door_phones.at(evening).expected("(Conflict)").be_ready_to_work_alone()
    for party in [*planted, *other]:
        phone.scan(party)
    phone.next().search("zenobia")
    expect(phone.root.get_by_text("Zenobia Pianta")).to_be_visible()
    phone.page.goto(f"{phone.site_url}/r/{planted[0].token}")
    phone.expect_heading("door.verdict.already")
    phone.open_again().go_offline()
    for party in [*planted, *other]:
        phone.scan(party)
    kept = kept_by(phone.page)
    assert kept["databases"] or kept["caches"]  # there was something to look into
    assert secrets_in(kept, planted + other) == []

    for place in PLACES:
        plant(phone.page, place, planted[0].name)
        assert secrets_in(kept_by(phone.page), planted) == ["Pianta"], place
        forget(phone.page, place)


def secrets_of(party: Party) -> list[str]:
    surname = party.name.split()[1]
    halves = party.token.split(".")
    return [surname, party.email, party.reference, party.reference.replace("-", ""), party.token, *halves]


def secrets_in(kept: dict, parties: list[Party]) -> list[str]:
    text = json.dumps(kept, ensure_ascii=False).casefold()
    return [one for party in parties for one in secrets_of(party) if one and one.casefold() in text]


NOTHING = {"localStorage": {}, "sessionStorage": {}, "databases": {}, "caches": {}}


def test_nothing_is_left_after_signing_out(evening: Evening, planted: list[Party], door_phones: DoorPhones) -> None:
    phone = door_phones.at(evening).be_ready_to_work_alone()
    phone.scan(planted[0]).expect_admitted(3)
    evening.wait_for({planted[0]: 3})  # nobody may sign out before
    phone.next().sign_out()
    assert left_on(phone) == NOTHING


def test_sign_out_waits_for_what_is_unsent(evening: Evening, door_phones: DoorPhones) -> None:
    party = evening.party()
    phone = door_phones.at(evening).be_ready_to_work_alone().go_offline()
    phone.scan(party).expect_admitted(2)
    phone.next().press_sign_out()
    phone.expect_sign_out_refused(1)
    phone.go_online().expect_all_sent()
    phone.sign_out()
    assert left_on(phone) == NOTHING
    evening.wait_for({party: 2})


def test_nothing_is_left_the_day_after(evening: Evening, planted: list[Party], door_phones: DoorPhones) -> None:
    """Also on a phone that never found a network again: it forgets by its own clock."""
    phone = door_phones.at(evening).be_ready_to_work_alone().go_offline()
    assert {"azl-door/nights", "azl-door/states"} <= set(left_on(phone)["databases"])
    phone.wake_up_the_day_after()
    expect(phone.root.get_by_role("button").first).to_be_visible()
    assert set(left_on(phone)["databases"]) <= {"azl-door/settings"}


def left_on(phone: DoorPhone) -> dict:
    """What the phone keeps of the evening; the files of the site itself, which anybody may have, do not count."""
    kept = kept_by(phone.page)
    kept["databases"] = {store: rows for store, rows in kept["databases"].items() if rows}
    kept["caches"] = {url: text for url, text in kept["caches"].items() if "/static/" not in url}
    return kept
