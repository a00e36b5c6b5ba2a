"""Seats that others take and give back: every open page shows them by itself, and nobody is left at a dead end."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.booking import Visitor, Widget, visitor_step
from tests.browser.house import Stage
from tests.browser.test_accessibility import findings_in_all_looks

LANGUAGES = pytest.mark.parametrize("language", ["it", "en"])


def test_seats_taken_and_given_back_show_in_an_open_page(phone: Page, stage: Stage) -> None:
    """In the widget, and in the list of dates that the server has written."""
    stage.alter(capacity=12)
    widget = Widget(phone, stage).open()
    in_list = phone.locator(f"[data-performance='{stage.performances[0]}']")
    in_widget = widget.root.locator("label").filter(has=phone.locator(f"[value='{stage.performances[0]}']"))
    for place in (in_widget, in_list):
        expect(place).to_contain_text("Posti disponibili")
    reference = stage.take_seats(10)
    for place in (in_widget, in_list):
        expect(place).to_contain_text("Ancora 2 posti")
    stage.house.act("give_seats_back", reference=reference)
    for place in (in_widget, in_list):
        expect(place).to_contain_text("Posti disponibili")


def test_full_show_offers_a_seat_as_soon_as_one_is_free(phone: Page, stage: Stage, visitor: Visitor) -> None:
    stage.fill()
    widget = Widget(phone, stage).open().expect_heading("booking.performance.allFull")
    stage.alter(1, occupied_seats=38)
    widget.expect_heading("booking.step.seats")
    widget.choose(1).go_on().write(visitor).send().expect_sent()


@LANGUAGES
def test_date_that_fills_up_while_somebody_types_leads_to_the_next(
    phone: Page, stage: Stage, visitor: Visitor, language: str
) -> None:
    """Told before anything is sent; the focus stays where it was, and what was typed comes along."""
    widget = visitor_step(phone, stage, visitor, language)
    widget.field("name").focus()
    stage.fill(0)
    notice = widget.root.get_by_role("alert")
    expect(notice.locator(".heading")).to_have_text(widget.words("booking.loss.full"))
    expect(widget.field("name")).to_be_focused()
    if language == "it":
        assert findings_in_all_looks(phone) == []
    notice.get_by_role("button").first.click()
    expect(notice).to_have_count(0)
    widget.expect_written(visitor).send().expect_sent()
    assert len(stage.reservations(1)) == 1
