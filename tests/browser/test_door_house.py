"""What the door does beside its codes: walk-ups, search, late parties, the stage, practice; and who may what."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.camera import Shot, write_film
from tests.browser.conftest import DoorPhones
from tests.browser.door import Evening
from tests.browser.door_phone import DoorPhone

GREEN = ("camera", "sound", "vibration", "screen", "list", "offline")


@pytest.fixture
def phone(evening: Evening, door_phones: DoorPhones) -> DoorPhone:
    return door_phones.at(evening).expected("(Conflict)")


def test_walk_ups_in_two_taps_up_to_the_last_seat(evening: Evening, phone: DoorPhone) -> None:
    evening.party(party_size=2)
    evening.set_capacity(5)
    phone.expect_counts(free=3)
    phone.walk_up(2).expect_admitted(2)
    phone.next().expect_counts(admitted=2, toCome=2, walkUps=2, free=1)
    phone.walk_up(2)
    expect(phone.root.get_by_text(phone.words("door.refused.noSeats"))).to_be_visible()
    assert [row["people"] for row in evening.admissions()] == [2]
    phone.button("door.people.one", count=1).click()
    phone.expect_admitted(1)
    phone.next().expect_counts(admitted=3, toCome=2, walkUps=3, free=0)


def test_walk_up_is_taken_back(evening: Evening, phone: DoorPhone) -> None:
    phone.walk_up(2).expect_admitted(2)
    phone.button("door.undo").click()
    phone.expect_heading("door.undone")
    phone.next().expect_counts(admitted=0, walkUps=0)


def test_search_shows_at_most_ten_and_nothing_for_two_letters(evening: Evening, phone: DoorPhone) -> None:
    evening.many(12)
    evening.party(name="Zenobia Pianta", party_size=3)
    phone.search("os")
    expect(phone.found).to_have_count(0)
    phone.search("osp")
    expect(phone.found).to_have_count(10)
    expect(phone.root.get_by_text(phone.words("search.many"))).to_be_visible()
    phone.search("pianta")
    expect(phone.found).to_have_count(1)
    phone.found.click()
    phone.button("door.admitAll.other", count=3).click()
    phone.expect_admitted(3)


@pytest.fixture
def releasing(evening: Evening) -> Iterator[None]:
    """The house gives away what nobody has claimed, from an hour before the curtain."""
    evening.house.act("set_rules", release_minutes=60)
    yield
    evening.house.act("set_rules", release_minutes=0)


@pytest.mark.usefixtures("releasing")
def test_unclaimed_places_are_given_away_and_taken_back(evening: Evening, phone: DoorPhone) -> None:
    here, late = evening.parties({"name": "Ada Serra"}, {"name": "Bruno Costa", "party_size": 3})
    evening.set_capacity(5)
    phone.scan(here).expect_admitted(2)
    phone.next().expect_counts(admitted=2, toCome=3, free=0)
    phone.button("release.offer.other", count=3).click()
    phone.button("release.confirm.other", count=3).click()
    phone.expect_counts(toCome=0, free=3)

    phone.scan(late).expect_heading("door.verdict.released")
    phone.button("door.reclaim.other", count=3).click()
    phone.expect_admitted(3)
    phone.next().expect_counts(admitted=5, toCome=0, free=0)
    evening.wait_for({here: 2, late: 3})


@pytest.mark.usefixtures("releasing")
def test_places_given_to_others_are_not_there_for_a_late_party(evening: Evening, phone: DoorPhone) -> None:
    late = evening.party(party_size=3)
    evening.set_capacity(3)
    phone.button("release.offer.other", count=3).click()
    phone.button("release.confirm.other", count=3).click()
    phone.walk_up(3).expect_admitted(3)
    phone.next().scan(late).expect_heading("door.verdict.released")
    expect(phone.root.get_by_text(phone.words("door.verdict.releasedFull"))).to_be_visible()
    expect(phone.button("door.reclaim.other", count=3)).to_have_count(0)
    assert evening.admitted().get(late.id) is None


@pytest.mark.usefixtures("releasing")
def test_release_is_undone_while_seats_are_left(evening: Evening, phone: DoorPhone) -> None:
    party = evening.party(party_size=3)
    phone.button("release.offer.other", count=3).click()
    phone.button("release.confirm.other", count=3).click()
    phone.expect_counts(toCome=0)
    phone.button("release.takeBack").click()
    phone.expect_counts(toCome=3)
    phone.scan(party).expect_admitted(3)


def test_nothing_is_released_where_the_house_does_not(evening: Evening, phone: DoorPhone) -> None:
    evening.party()
    phone.expect_counts(toCome=2)
    expect(phone.button("release.offer.other", count=2)).to_have_count(0)


def test_house_clear_reaches_the_stage(evening: Evening, phone: DoorPhone, door_phones: DoorPhones) -> None:
    here, late = evening.parties({"name": "Ada Serra"}, {"name": "Bruno Costa", "party_size": 3})
    phone.scan(here).expect_admitted(2)
    phone.next().clear_house()
    link = phone.root.get_by_role("link", name=phone.words("houseClear.stage"))
    stage = door_phones.stranger(link.get_attribute("href"))
    for text in (evening.title, "2", "3"):
        expect(stage.locator("main")).to_contain_text(text)
    for person in ("Ada", "Serra", "Bruno", "Costa"):
        expect(stage.locator("body")).not_to_contain_text(person)


def test_practice_touches_no_row(evening: Evening, phone: DoorPhone) -> None:
    party = evening.party()
    before = evening.house.act("rows_of_the_door")
    phone.open_menu("menu.startPractice")
    expect(phone.root.get_by_text(phone.words("practice.band"))).to_be_visible()
    for number in range(1, 31):
        phone.scan(f"{phone.site_url}/r/pratica-{number:02}")
    phone.scan(party).expect_heading("door.verdict.notOnList")
    assert evening.house.act("rows_of_the_door") == before
    phone.page.get_by_role("button", name=phone.words("practice.end")).click()
    phone.expect_ready().scan(party).expect_admitted(2)
    evening.wait_for({party: 2})


def test_self_test_goes_green(evening: Evening, door_phones: DoorPhones, tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mjpeg", [Shot(b"", 1)])
    phone = door_phones.at(evening, film=film)
    phone.test_phone(*GREEN)
    expect(phone.root.get_by_text(phone.words("selfTest.allWell"))).to_be_visible()


def test_self_test_says_what_fails(evening: Evening, phone: DoorPhone) -> None:
    phone.test_phone("list", "offline")
    expect(phone.check("camera")).to_contain_text(phone.words("scanner.none"))
    expect(phone.root.get_by_text(phone.words("selfTest.allWell"))).to_have_count(0)


def test_front_of_house_reaches_the_door_and_nothing_else(evening: Evening, door_phones: DoorPhones) -> None:
    page = door_phones.take("maschera", "/check-in/")
    page.context.expected_findings += ["(Forbidden)"]
    door = f"/check-in/performances/{evening.performance}"
    for path in (
        "/check-in/house/",
        f"{door}/door-list.pdf",
        f"{door}/ticks/",
        f"{door}/report/",
        f"{door}/report.csv",
    ):
        answer = page.goto(f"{evening.house.site_url}{path}")
        assert answer.status == 403, path
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_strangers_are_asked_to_sign_in(evening: Evening, door_phones: DoorPhones) -> None:
    for path in ("/check-in/", "/check-in/house/", f"/check-in/performances/{evening.performance}/report/"):
        page = door_phones.stranger(path)
        assert page.url == f"{evening.house.site_url}/login/?next={path}"
