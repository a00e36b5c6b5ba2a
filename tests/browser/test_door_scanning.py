"""Codes at the door: read by a camera, by a scanner that plays keyboard, typed, and opened as a link."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.camera import Shot, foreign_code, shots_of, write_film
from tests.browser.conftest import DoorPhones, Site
from tests.browser.door import Evening
from tests.browser.door_phone import PATIENCE, DoorPhone

REFUSED = ("(Conflict)", "(Not Found)")  # what the browser writes when the server says no
CODES = 100
SECONDS_EACH = 0.4
FOREIGN = "https://www.example.org/a-poster/of/somebody-else?x=1"


def test_camera_reads_every_kind_of_code(evening: Evening, door_phones: DoorPhones, tmp_path: Path) -> None:
    good, inside, cancelled, pending = evening.parties(
        {"name": "Ada Serra", "party_size": 3, "access_needs": ["wheelchair"]},
        {"name": "Bruno Costa", "party_size": 2, "admitted": 2},
        {"name": "Carla Fabbri", "status": "cancelled"},
        {"name": "Dario Leoni", "status": "pending"},
    )
    night = evening.other_night(days=3)
    [wrong] = evening.parties({"name": "Elsa Pini"}, night=night)
    pictures = [*(party.picture for party in (good, inside, cancelled, pending, wrong)), foreign_code(FOREIGN)]
    shots = [Shot(b"", 1.5), *shots_of(pictures, seconds=0.8, pause=0.6)]
    phone = door_phones.at(evening, film=write_film(tmp_path / "film.mjpeg", shots)).expected(*REFUSED)
    phone.start_camera()

    phone.wait_until_said(phone.words("door.admitted.other", count=3), "Ada Serra", phone.words("door.need.wheelchair"))
    phone.wait_until_said(phone.words("door.verdict.already"), "Bruno Costa")
    phone.wait_until_said(phone.words("door.verdict.cancelled"))
    phone.wait_until_said(phone.words("door.verdict.notConfirmed"))
    phone.wait_until_said(phone.words("door.verdict.wrong"), evening.title, night.label)
    phone.wait_until_said(phone.words("door.refused.unknown"))
    evening.wait_for({good: 3, inside: 2})
    [row] = evening.from_phones()
    assert (row["reservation"], row["people"], row["staff"]) == (good.id, 3, "maschera")


def test_blank_wall_says_nothing(evening: Evening, door_phones: DoorPhones, tmp_path: Path) -> None:
    party = evening.party()
    shots = [Shot(b"", 3), Shot(party.picture, 1)]
    phone = door_phones.at(evening, film=write_film(tmp_path / "film.mjpeg", shots)).expected(*REFUSED)
    phone.start_camera()
    phone.wait_until_said(phone.words("door.admitted.other", count=2))
    assert len(phone.times()) == 1


def test_a_hundred_different_codes_in_one_run(
    evening: Evening, door_phones: DoorPhones, tmp_path: Path, tell: Callable[[str, list[float]], None]
) -> None:
    parties = evening.many(CODES)
    film = write_film(tmp_path / "film.mjpeg", shots_of([party.picture for party in parties], SECONDS_EACH))
    phone = door_phones.at(evening, film=film).expected(*REFUSED)
    phone.start_camera()
    expect(phone.count("admitted")).to_have_text(str(CODES), timeout=4 * CODES * SECONDS_EACH * 1000)
    times = phone.wait_until_drawn(CODES).times()

    evening.wait_for(dict.fromkeys(parties, 1))
    rows = evening.admissions()
    assert sorted(row["reservation"] for row in rows) == sorted(party.id for party in parties)
    assert len({row["scan_id"] for row in rows}) == CODES
    tell("from decode to verdict, by camera, with network", times)


@pytest.fixture
def phone(evening: Evening, door_phones: DoorPhones) -> DoorPhone:
    return door_phones.at(evening).expected(*REFUSED)


def test_reference_is_typed_in_any_form(evening: Evening, phone: DoorPhone) -> None:
    party = evening.party()
    phone.page.reload()
    phone.choose_door().be_ready_to_work_alone()  # the party is on its list, should the server take long
    bare = party.reference.replace("-", "")
    for written in (party.reference, bare, party.reference.lower(), f" {bare.lower()} ", party.link):
        phone.type(written).expect_heading("door.verdict.admit")
        expect(phone.root.get_by_text("Giulia Neri")).to_be_visible()
        phone.button("door.cancel").click()
    assert evening.admissions() == []
    phone.type(bare.lower()).button("door.admitAll.other", count=2).click()
    phone.expect_admitted(2)
    evening.wait_for({party: 2})


def test_scanner_that_plays_keyboard(evening: Evening, phone: DoorPhone) -> None:
    """With real keys, wherever the focus is: here on the button that a verdict leaves it near."""
    first, second = evening.parties({"name": "Ada Serra"}, {"name": "Bruno Costa"})
    for party in (first, second):
        phone.page.keyboard.type(party.link)
        phone.page.keyboard.press("Enter")
        phone.expect_admitted(2)
        expect(phone.root.get_by_text(party.name)).to_be_visible()
        phone.button("door.next").focus()
    evening.wait_for({first: 2, second: 2})


def test_link_that_another_camera_has_opened(evening: Evening, phone: DoorPhone, site: Site) -> None:
    party = evening.party(party_size=4)
    phone.page.goto(f"{site.url}/r/{party.token}")
    phone.expect_heading("door.verdict.admit")
    expect(phone.root.get_by_text("Giulia Neri")).to_be_visible()
    assert evening.admissions() == []
    phone.button("door.admitAll.other", count=4).click()
    phone.expect_admitted(4)
    evening.wait_for({party: 4})


def test_fewer_come_first_and_the_others_later(evening: Evening, phone: DoorPhone) -> None:
    party = evening.party(party_size=4)
    phone.type(party.reference).expect_heading("door.verdict.admit")
    phone.button("door.fewer").click()
    phone.button("door.admit", count=3, of=4).click()
    phone.expect_admitted(3)
    evening.wait_for({party: 3})
    phone.next().scan(party).expect_admitted(1)
    phone.next().scan(party).expect_heading("door.verdict.already")
    evening.wait_for({party: 4})
    assert [(row["people"], row["is_undone"]) for row in evening.admissions()] == [(3, False), (1, False)]


def test_admission_is_taken_back_in_place(evening: Evening, phone: DoorPhone) -> None:
    party = evening.party(party_size=3)
    phone.scan(party).expect_admitted(3)
    evening.wait_for({party: 3})
    phone.button("door.undo").click()
    phone.expect_heading("door.undone")
    phone.next().expect_counts(admitted=0, toCome=3)
    phone.scan(party).expect_admitted(3)
    evening.wait_for({party: 3})
    assert [row["is_undone"] for row in evening.admissions()] == [True, False]


def test_scanned_party_turns_out_to_be_fewer(evening: Evening, phone: DoorPhone) -> None:
    party = evening.party(party_size=3)
    phone.scan(party).expect_admitted(3)
    phone.button("door.fewerPeople").click()
    phone.button("door.fewer").click()
    phone.button("door.admit", count=2, of=3).click()
    phone.expect_admitted(2)
    evening.wait_for({party: 2})
    assert [(row["people"], row["is_undone"]) for row in evening.admissions()] == [(3, True), (2, False)]


def test_other_door_of_the_same_night_is_one_press_away(evening: Evening, phone: DoorPhone) -> None:
    night = evening.other_night(days=0)
    [party] = evening.parties({"name": "Elsa Pini"}, night=night)
    phone.page.reload()
    phone.choose_door()
    phone.scan(party).expect_heading("door.verdict.wrong")
    phone.button("door.switchDoor", title=evening.title).click()
    phone.expect_heading("door.verdict.admit")


WAKE_LOCKS = """() => {
    const request = navigator.wakeLock.request.bind(navigator.wakeLock);
    window.azlLocks = [];
    navigator.wakeLock.request = async (kind) => {
        const lock = await request(kind);
        window.azlLocks.push(lock);
        return lock;
    };
}"""
UNTIL_LOCKED = (
    """async (times) => {"""
    + PATIENCE
    + """
    while (window.azlLocks.length < times) await nextFrame(() => `locked ${window.azlLocks.length} times`);
}"""
)
# As the browser does when the phone is put away and taken out again; this one is always in front.
AWAY_AND_BACK = """async () => {
    await window.azlLocks.at(-1).release();
    document.dispatchEvent(new Event('visibilitychange'));
}"""


def test_screen_stays_on_again_after_the_phone_was_away(
    evening: Evening, door_phones: DoorPhones, tmp_path: Path
) -> None:
    phone = door_phones.at(evening, film=write_film(tmp_path / "film.mjpeg", [Shot(b"", 1)]))
    phone.page.evaluate(WAKE_LOCKS)
    phone.page.reload()
    phone.page.evaluate(WAKE_LOCKS)
    phone.choose_door().start_camera()
    phone.page.evaluate(UNTIL_LOCKED, 1)
    phone.page.evaluate(AWAY_AND_BACK)
    phone.page.evaluate(UNTIL_LOCKED, 2)
    assert phone.page.evaluate("window.azlLocks.map((lock) => lock.released)") == [True, False]
