"""The box office at work: a caller by keyboard alone, a school that waits, and what went wrong at the door."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, DoorPhones, Site
from tests.browser.desk import Desk, Keys, api_performance
from tests.browser.door import Evening
from tests.browser.house import Stage

DESK = {"width": 1280, "height": 900}
LOCALES = {"it": "it-IT", "en": "en-GB"}
A_CALL = 30  # seconds
OpenDesk = Callable[..., Desk]


@pytest.fixture
def open_desk(door_phones: DoorPhones, site: Site) -> OpenDesk:
    def open_at(path: str, size: dict = DESK, language: str = "it") -> Desk:
        page = door_phones.take("biglietteria", path, viewport=size, locale=LOCALES[language])
        return Desk(page, site, language)

    return open_at


@pytest.mark.parametrize("language", ["it", "en"])
def test_a_caller_is_booked_by_keyboard_in_less_than_half_a_minute(
    evening: Evening, open_desk: OpenDesk, language: str
) -> None:
    desk = open_desk("/admin/box-office/", language=language)
    keys = Keys(desk.page)
    keys.press("Tab", "Enter")  # past the menu
    card = desk.page.get_by_role("article").filter(has_text=evening.title)
    keys.tab_to(card.get_by_role("link", name=desk.said("Book for a caller")))
    keys.press("Enter")
    expect(desk.field("party_size")).to_be_focused()
    keys.type("3").press("Tab").type("Giulia Neri").press("Tab").type("051 123456").press("Tab", "Enter")
    desk.page.wait_for_url(re.compile(r"/book"))
    desk.expect_booked()
    assert keys.seconds < A_CALL

    booked = evening.house.act("reservation", reference=desk.reference)
    assert (booked["performance"], booked["name"], booked["party_size"]) == (evening.performance, "Giulia Neri", 3)
    assert (booked["status"], booked["source"], booked["acts"]) == ("confirmed", "box_office", ["confirmed"])


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_school_above_the_public_limit_waits_until_its_deadline(
    stage: Stage, site: Site, open_desk: OpenDesk, size: dict
) -> None:
    performance = stage.performances[0]
    desk = open_desk(f"/admin/box-office/book/?performance={performance}", size)
    deadline = datetime.now() + timedelta(days=10)  # noqa: DTZ005  as a clock on the wall shows it
    desk.fill(party_size=26, name="Scuola Falistra", email=f"scuola-{stage.page}@example.org")
    desk.page.locator("[name=book_as][value=group_held]").check()
    desk.fill(hold_until=f"{deadline:%Y-%m-%dT%H:%M}").book().expect_booked()
    reference = desk.reference
    school = stage.house.act("reservation", reference=reference)
    assert (school["status"], school["kind"], school["held"]) == ("pending", "group", True)
    assert api_performance(site, performance)["booking"]["seats_available"] == 14

    desk.follow(f"/reservations/{school['id']}/").follow("/confirm/").submit("act")
    desk.expect_text(desk.said("Confirmed"))
    school = stage.house.act("reservation", reference=reference)
    assert (school["status"], school["acts"]) == ("confirmed", ["booked", "confirmed"])
    assert api_performance(site, performance)["booking"]["seats_available"] == 14


def test_nobody_books_above_the_seats_and_nothing_typed_is_lost(stage: Stage, open_desk: OpenDesk) -> None:
    desk = open_desk(f"/admin/box-office/book/?performance={stage.performances[0]}")
    desk.page.context.expected_findings = ["(Conflict)", "(Bad Request)"]
    desk.fill(party_size=41, name="Scuola Falistra", staff_note="Due insegnanti.").book()
    expect(desk.page.get_by_role("alert").first).to_be_visible()
    expect(desk.field("name")).to_have_value("Scuola Falistra")
    expect(desk.field("staff_note")).to_have_value("Due insegnanti.")
    assert stage.reservations() == []
    desk.fill(party_size=40).book().expect_booked()
    assert [row["party_size"] for row in stage.reservations()] == [40]


def test_a_wrong_admission_is_undone_much_later(evening: Evening, open_desk: OpenDesk) -> None:
    party = evening.party(party_size=4)
    evening.admit(party, 3)
    desk = open_desk(f"/admin/box-office/reservations/{party.id}/")
    desk.follow("/undo/").submit("act")
    desk.page.wait_for_url(lambda url: "/undo/" not in url)
    assert evening.admitted() == {}
    [row] = evening.admissions()
    assert row["is_undone"]


def test_two_phones_without_network_that_let_the_same_code_in_are_both_seen(
    evening: Evening, open_desk: OpenDesk
) -> None:
    party = evening.party(party_size=2)
    evening.house.act("let_in_alone", reservation=party.id, people=2, device="Ingresso", minutes_ago=9)
    evening.house.act("let_in_alone", reservation=party.id, people=2, device="Scala B", minutes_ago=4)
    desk = open_desk(f"/admin/box-office/reservations/{party.id}/")
    desk.expect_text("Ingresso", "Scala B", desk.said("More people than the party has"))
    assert evening.admitted() == {party.id: 2}
