"""Nothing stands between the door and who works there: axe on every state, targets for cold hands, 320 px, keyboard."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.camera import Shot, write_film
from tests.browser.conftest import PHONE, DoorPhones
from tests.browser.door import Evening, Party
from tests.browser.door_phone import DoorPhone
from tests.browser.test_accessibility import CONTROLS, DESK, NARROW, SETTLED, findings, losses

# What is pressed is the control itself, or the field that Material draws around it.
SMALL_TARGETS = (
    """() => {"""
    + CONTROLS
    + """
    const small = [];
    for (const element of document.querySelectorAll(CONTROLS)) {
        if (!isOffered(element)) continue;
        const target = element.closest('.mat-mdc-text-field-wrapper') ?? element;
        const { width, height } = target.getBoundingClientRect();
        if (width < 47.5 || height < 47.5) small.push(`${named(element)} ${Math.round(width)}x${Math.round(height)}`);
    }
    return small;
}"""
)


WAGTAIL = "wagtail-inline-userbar"  # what editors see on every page; it is Wagtail's own


@dataclass
class Judge:
    """Looks at one state after another, and remembers what was wrong with which."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def look(self, page: Page, state: str, at_the_door: bool = True) -> None:
        wrong = []
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            wrong += [f"{size['width']}: {finding}" for finding in findings(page) if WAGTAIL not in finding]
        for size in (NARROW, PHONE):
            page.set_viewport_size(size)
            page.evaluate(SETTLED)
            wrong += [f"{size['width']}: {lost}" for lost in losses(page)]
            if at_the_door:
                wrong += [f"{size['width']}: {small} is small" for small in page.evaluate(SMALL_TARGETS)]
        if wrong:
            self.found[state] = wrong


@pytest.fixture
def judge() -> Judge:
    return Judge()


@pytest.fixture(params=["it", "en"])
def phone(request: pytest.FixtureRequest, evening: Evening, door_phones: DoorPhones) -> DoorPhone:
    return door_phones.at(evening, language=request.param).expected("(Conflict)", "(Not Found)")


def test_every_verdict(evening: Evening, phone: DoorPhone, judge: Judge) -> None:
    needs = ["wheelchair", "companion", "step_free", "hearing_loop", "sign_language", "other"]
    good, inside, cancelled, pending = evening.parties(
        {"name": "Massimiliano Bartolomeo Quattrocchi-Santangelo", "party_size": 4, "access_needs": needs},
        {"name": "Bruno Costa", "admitted": 2},
        {"name": "Carla Fabbri", "status": "cancelled"},
        {"name": "Dario Leoni", "status": "pending"},
    )
    [wrong] = evening.parties({"name": "Elsa Pini"}, night=evening.other_night())
    phone.type(good.reference).expect_heading("door.verdict.admit")
    judge.look(phone.page, "may come in")
    phone.button("door.cancel").click()
    phone.scan(good).expect_admitted(4)
    judge.look(phone.page, "admitted")
    refused: dict[str, Party | str] = {
        "door.verdict.already": inside,
        "door.verdict.cancelled": cancelled,
        "door.verdict.notConfirmed": pending,
        "door.verdict.wrong": wrong,
        "door.refused.unknown": "https://www.example.org/another-code",
    }
    for name, code in refused.items():
        phone.scan(code).expect_heading(name)
        judge.look(phone.page, name)
    assert judge.found == {}


def test_every_screen_beside_the_verdicts(evening: Evening, phone: DoorPhone, judge: Judge) -> None:
    evening.many(3)
    judge.look(phone.page, "ready")
    phone.button("door.test").click()
    judge.look(phone.page, "self-test")
    phone.back().search("osp")
    expect(phone.found).to_have_count(3)
    judge.look(phone.page, "search")
    phone.search("loi")  # none of its letters is in a reference
    expect(phone.root.get_by_text(phone.words("search.none"))).to_be_visible()
    judge.look(phone.page, "nobody found")
    phone.back().button("door.walkUp").click()
    judge.look(phone.page, "walk-up")
    phone.back().button("door.menu").click()
    judge.look(phone.page, "menu")
    phone.button("menu.houseClear").click()
    judge.look(phone.page, "before house clear")
    phone.button("houseClear.confirm").click()
    expect(phone.root.get_by_role("link", name=phone.words("houseClear.stage"))).to_be_visible()
    judge.look(phone.page, "house clear")
    phone.back().open_menu("menu.startPractice")
    expect(phone.root.get_by_text(phone.words("practice.band"))).to_be_visible()
    judge.look(phone.page, "practice")
    assert judge.found == {}


def test_undone_released_and_full(evening: Evening, phone: DoorPhone, judge: Judge) -> None:
    evening.house.act("set_rules", release_minutes=60)
    try:
        here, late = evening.parties({"name": "Ada Serra"}, {"name": "Bruno Costa", "party_size": 3})
        evening.set_capacity(5)
        phone.scan(here).expect_admitted(2).button("door.undo").click()
        phone.expect_heading("door.undone")
        judge.look(phone.page, "undone")
        phone.next().scan(here).expect_admitted(2)
        phone.next().button("release.offer.other", count=3).click()
        judge.look(phone.page, "release")
        phone.button("release.confirm.other", count=3).click()
        expect(phone.button("release.takeBack")).to_be_visible()
        judge.look(phone.page, "released")
        phone.scan(late).expect_heading("door.verdict.released")
        judge.look(phone.page, "released party")
        phone.button("door.cancel").click()
        phone.walk_up(3).expect_admitted(3)
        phone.next().walk_up(1)
        judge.look(phone.page, "full")
    finally:
        evening.house.act("set_rules", release_minutes=0)
    assert judge.found == {}


def test_alone(evening: Evening, phone: DoorPhone, judge: Judge) -> None:
    here = evening.party(party_size=3)
    phone.open_again().be_ready_to_work_alone().go_offline()
    phone.scan(here).expect_admitted(3)
    judge.look(phone.page, "admitted alone")
    phone.next().expect_waiting(1)
    judge.look(phone.page, "alone")
    phone.type("2222-2222").expect_heading("door.verdict.notOnList")
    judge.look(phone.page, "not on the list")
    phone.next().button("door.search").click()
    judge.look(phone.page, "search alone")
    phone.back().button("door.walkUp").click()
    judge.look(phone.page, "walk-up alone")
    phone.back().press_sign_out()
    judge.look(phone.page, "sign-out refused")
    phone.go_online().expect_all_sent()
    assert judge.found == {}


def test_camera(evening: Evening, door_phones: DoorPhones, judge: Judge, tmp_path: Path) -> None:
    phone = door_phones.at(evening, film=write_film(tmp_path / "film.mjpeg", [Shot(b"", 1)]))
    phone.start_camera()
    expect(phone.root.locator("video")).to_be_visible()
    judge.look(phone.page, "scanning")
    phone.button("scanner.stop").click()
    phone.test_phone("camera")
    judge.look(phone.page, "self-test is green")
    assert judge.found == {}


def test_no_camera_and_no_answer(evening: Evening, door_phones: DoorPhones, judge: Judge) -> None:
    phone = door_phones.at(evening)
    phone.start_camera()
    expect(phone.root.get_by_text(phone.words("scanner.none"))).to_be_visible()
    judge.look(phone.page, "no camera")
    held: list[Route] = []  # the server never answers
    phone.page.route("**/api/check-ins/performances/", lambda route: held.append(route))
    phone.page.reload()
    judge.look(phone.page, "loading")
    for route in held:
        route.continue_()
    phone.expect_ready()
    assert judge.found == {}


@pytest.mark.parametrize("language", ["it", "en"])
def test_pages_around_the_door(evening: Evening, door_phones: DoorPhones, judge: Judge, language: str) -> None:
    evening.parties({"name": "Ada Serra", "admitted": 2}, {"name": "Bruno Costa", "access_needs": ["wheelchair"]})
    locale = {"it": "it-IT", "en": "en-GB"}[language]
    performance = f"/check-in/performances/{evening.performance}"
    office = door_phones.take("biglietteria", "/check-in/house/", locale=locale)
    for path in ("/check-in/house/", f"{performance}/ticks/", f"{performance}/report/", "/check-in/practice/"):
        office.goto(f"{evening.house.site_url}{path}")
        judge.look(office, path.replace(str(evening.performance), "ID"), at_the_door=False)
    editor = door_phones.take("redazione", "/check-in/", locale=locale)
    editor.context.expected_findings += ["(Forbidden)", "axe.run results"]  # Wagtail's own checker
    judge.look(editor, "not allowed", at_the_door=False)
    keeper = door_phones.take("maschera", f"{performance}/report/", locale=locale)
    keeper.context.expected_findings += ["(Forbidden)"]
    judge.look(keeper, "box office only", at_the_door=False)
    stage = door_phones.stranger(evening.stage_path, locale=locale)
    judge.look(stage, "stage", at_the_door=False)
    assert judge.found == {}


def test_one_admission_by_keyboard_alone(evening: Evening, phone: DoorPhone) -> None:
    party = evening.party(party_size=3)
    phone.tab_to(phone.root.get_by_label(phone.words("door.entry.label")))
    phone.page.keyboard.type(party.reference.lower(), delay=60)  # by hand: a scanner is quicker
    phone.page.keyboard.press("Enter")
    phone.expect_heading("door.verdict.admit")
    phone.tab_to(phone.button("door.fewer"))
    phone.page.keyboard.press("Enter")
    phone.tab_to(phone.button("door.admit", count=2, of=3))
    phone.page.keyboard.press("Enter")
    phone.expect_admitted(2)
    phone.tab_to(phone.button("door.undo"))
    phone.page.keyboard.press("Enter")
    phone.expect_heading("door.undone")
    phone.tab_to(phone.button("door.next"))
    phone.page.keyboard.press("Enter")
    phone.expect_ready()
    assert [(row["people"], row["is_undone"]) for row in evening.admissions()] == [(2, True)]


def test_small_targets_are_found(evening: Evening, phone: DoorPhone) -> None:
    phone.page.evaluate("document.querySelector('azl-check-in').insertAdjacentHTML('beforeend', '<a href=\"/\">a</a>')")
    [small] = phone.page.evaluate(SMALL_TARGETS)
    assert small.startswith('a. "a"')
