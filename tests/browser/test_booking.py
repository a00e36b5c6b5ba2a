"""Booking on the show page, from the first look at the dates to the mail: by hand, by keyboard, and from the list."""

import gzip
import re

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.booking import Visitor, Widget
from tests.browser.conftest import PHONE, Site
from tests.browser.house import Stage
from tests.browser.shifts import expect_stillness, watch_shifts
from tests.browser.test_accessibility import DESK, findings_in_all_looks
from tests.browser.test_evening import link_in

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
LANGUAGES = pytest.mark.parametrize("language", ["it", "en"])
MOST_SCRIPT = 1500  # bytes with gzip, before the widget is near
IS_SCRIPT = re.compile(r"/static/azl/.*\.js")


@SIZES
@LANGUAGES
def test_booking_by_hand(phone: Page, site: Site, stage: Stage, visitor: Visitor, language: str, size: dict) -> None:
    phone.set_viewport_size(size)
    widget = Widget(phone, stage, language)
    phone.goto(stage.address(language))
    phone.locator(".show-head a.button").click()
    widget.come_near().choose(1, party_size=3).go_on().write(visitor).send().expect_sent()
    [reservation] = stage.reservations(1)
    assert reservation | {"reference": widget.reference.replace("-", "")} == {
        "reference": reservation["reference"],
        "status": "pending",
        "party_size": 3,
        "name": visitor.name,
        "email": visitor.email,
        "phone": visitor.phone,
        "notes": visitor.notes,
        "language": language,
    }
    assert f"/{language}/reservations/confirm/" in link_in(
        site.wait_for_mail(visitor.email, 1), "/reservations/confirm/"
    )


@SIZES
@LANGUAGES
def test_booking_by_keyboard_alone(phone: Page, stage: Stage, visitor: Visitor, language: str, size: dict) -> None:
    phone.set_viewport_size(size)
    widget = Widget(phone, stage, language)
    keyboard = phone.keyboard
    phone.goto(stage.address(language))
    widget.tab_to(phone.locator(".show-head a.button"))
    keyboard.press("Enter")
    expect(widget.date(0)).to_be_visible()
    widget.tab_to(widget.date(0))
    keyboard.press("Space")
    expect(widget.date(0)).to_be_checked()
    keyboard.press("ArrowDown")
    expect(widget.date(1)).to_be_checked()
    expect(widget.party_size.locator("option[value='3']")).to_have_count(1)
    widget.tab_to(widget.party_size)
    keyboard.press("3")
    expect(widget.party_size).to_have_value("3")
    widget.tab_to(widget.button("booking.goOn"))
    keyboard.press("Enter")
    widget.expect_heading("booking.step.visitor")
    expect(widget.root.locator("h3")).to_be_focused()
    for name in ("name", "email"):
        widget.tab_to(widget.field(name))
        keyboard.type(getattr(visitor, name))
        expect(widget.field(name)).to_have_value(getattr(visitor, name))
    widget.tab_to(widget.consent)
    keyboard.press("Space")
    expect(widget.consent).to_be_checked()
    widget.tab_to(widget.button("booking.submit"))
    keyboard.press("Enter")
    widget.expect_sent()
    expect(widget.root.locator("h3").first).to_be_focused()
    assert [row["party_size"] for row in stage.reservations(1)] == [3]


@LANGUAGES
def test_date_of_the_list_is_booked_in_the_widget(phone: Page, stage: Stage, visitor: Visitor, language: str) -> None:
    widget = Widget(phone, stage, language).open()
    phone.locator(f"[data-books='{stage.performances[2]}']").click()
    expect(widget.date(2)).to_be_checked()
    expect(widget.party_size).to_be_focused()
    expect(widget.root.get_by_role("radio")).to_have_count(1)  # the others are folded away
    widget.choose(2, party_size=1).go_on().write(visitor).send().expect_sent()
    assert len(stage.reservations(2)) == 1


@LANGUAGES
def test_axe_finds_nothing_in_any_step(phone: Page, stage: Stage, visitor: Visitor, language: str) -> None:
    """With a date that has few seats left, one that is full and one that is off."""
    stage.alter(0, capacity=2)
    stage.fill(1)
    stage.cancel(2)
    found = {}
    widget = Widget(phone, stage, language).open()
    found["dates"] = findings_in_all_looks(phone)
    widget.button("booking.goOn").click()
    expect(widget.root.get_by_role("alert")).to_be_focused()
    found["nothing chosen"] = findings_in_all_looks(phone)
    widget.choose(0).go_on()
    found["visitor"] = findings_in_all_looks(phone)
    widget.send()
    expect(widget.root.get_by_role("alert")).to_be_focused()
    found["nothing written"] = findings_in_all_looks(phone)
    widget.write(visitor).send().expect_sent()
    found["sent"] = findings_in_all_looks(phone)
    widget.button("booking.done.again").click()
    stage.fill()
    widget.expect_heading("booking.performance.noneBookable")
    found["full"] = findings_in_all_looks(phone)
    assert {state: rules for state, rules in found.items() if rules} == {}


@SIZES
@pytest.mark.parametrize("way", ["", "#book"], ids=["by-scrolling", "at-once"])
def test_widget_takes_its_place_without_moving_the_page(phone: Page, stage: Stage, way: str, size: dict) -> None:
    """Where it offers dates, and where it can only say that all of them are full."""
    phone.set_viewport_size(size)
    watch_shifts(phone)
    for language, prepare in (("it", lambda: None), ("en", stage.fill)):
        prepare()
        phone.goto(f"{stage.address(language)}{way}")
        Widget(phone, stage).come_near()
        phone.wait_for_load_state("networkidle")
        expect_stillness(phone)


@SIZES
def test_page_pays_for_the_widget_only_when_it_is_near(phone: Page, stage: Stage, size: dict) -> None:
    phone.set_viewport_size(size)
    answers: list[Response] = []
    phone.on("response", lambda answer: answers.append(answer) if IS_SCRIPT.search(answer.url) else None)
    phone.goto(stage.address())
    phone.wait_for_load_state("networkidle")
    sizes = {answer.url: len(gzip.compress(answer.body(), 9)) for answer in answers}
    assert any(address.endswith("/main.js") for address in sizes)
    assert sum(sizes.values()) <= MOST_SCRIPT, sizes
    Widget(phone, stage).come_near()
    assert len(answers) > len(sizes)
