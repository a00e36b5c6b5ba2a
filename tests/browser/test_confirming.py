"""Confirming too late, twice, or when the seats are gone: between the look at the page and the press on its button."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.booking import PlainForm
from tests.browser.house import Stage
from tests.browser.test_accessibility import findings_in_all_looks

EMAIL = "confirming@example.org"


@dataclass(frozen=True)
class Late:
    """What happens in between, the words for it, and the way on."""

    happens: Callable[[Stage, str], object]
    heading: str
    status: str
    next_step: Callable[[Page], object]
    leads_to: str  # in the address


def book_again(page: Page) -> None:
    page.locator("main a.button").first.click()


def another_date(page: Page) -> None:
    page.locator(".other-dates a").first.click()


LATE = {
    "its-time-is-over": Late(
        happens=lambda stage, reference: stage.house.act("let_time_pass", reference=reference),
        heading="This reservation has expired",
        status="(Gone)",
        next_step=book_again,
        leads_to="/again/",
    ),
    "cancelled-meanwhile": Late(
        happens=lambda stage, reference: stage.house.act("give_seats_back", reference=reference),
        heading="This reservation is cancelled",
        status="(Conflict)",
        next_step=book_again,
        leads_to="/again/",
    ),
    "performance-cancelled": Late(
        happens=lambda stage, reference: stage.cancel(),
        heading="This performance has been cancelled",
        status="(Conflict)",
        next_step=another_date,
        leads_to="/reservations/book/",
    ),
    "no-seat-left": Late(
        happens=lambda stage, reference: stage.take_seats(3),
        heading="No place is left",
        status="(Conflict)",
        next_step=another_date,
        leads_to="/reservations/book/",
    ),
    "too-many-with-this-address": Late(
        happens=lambda stage, reference: stage.take_seats(10, number=0, email=EMAIL),
        heading="This could not be confirmed",
        status="(Conflict)",
        next_step=another_date,
        leads_to="/reservations/book/",
    ),
}


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("late", LATE.items(), ids=lambda late: late[0])
def test_link_that_came_too_late_says_why_and_leads_on(
    phone: Page, stage: Stage, language: str, late: tuple[str, Late]
) -> None:
    name, case = late
    phone.context.expected_findings = [case.status]
    if name == "no-seat-left":
        stage.alter(capacity=3)
    reference = stage.book(EMAIL)
    page = PlainForm(phone, stage, language)
    phone.goto(stage.links(reference, language)["confirm"])
    page.expect_heading("One tap and the places are yours")
    case.happens(stage, reference)
    page.press("Confirm the reservation").expect_heading(case.heading)
    if language == "it":
        assert findings_in_all_looks(phone) == []
    [status] = [row["status"] for row in stage.reservations() if row["reference"] == reference]
    assert status != "confirmed"
    case.next_step(phone)
    expect(phone).to_have_url(re.compile(re.escape(case.leads_to)))
    expect(page.field("name")).to_be_visible()


@pytest.mark.parametrize("language", ["it", "en"])
def test_fewer_seats_than_booked_are_confirmed_for_fewer(phone: Page, stage: Stage, language: str) -> None:
    phone.context.expected_findings = ["(Conflict)"]
    stage.alter(capacity=3)
    reference = stage.book(EMAIL, party_size=3)
    page = PlainForm(phone, stage, language)
    phone.goto(stage.links(reference, language)["confirm"])
    stage.take_seats(2)
    page.press("Confirm the reservation")
    expect(phone.get_by_role("alert")).to_contain_text("1")
    assert findings_in_all_looks(phone) == []
    phone.locator("button[name=party_size][value='1']").click()
    expect(phone.locator(".qr")).to_be_visible()
    [row] = [row for row in stage.reservations() if row["reference"] == reference]
    assert (row["status"], row["party_size"]) == ("confirmed", 1)


def test_link_that_is_not_ours_says_so(phone: Page, stage: Stage) -> None:
    phone.context.expected_findings = ["(Not Found)"]
    address = stage.links(stage.book(EMAIL))["confirm"]
    for wrong in (address[:-2] + "x/", address.replace("/confirm", "")):
        phone.goto(wrong)
        PlainForm(phone, stage).expect_heading("We cannot find this reservation")
        assert findings_in_all_looks(phone) == []
    assert [row["status"] for row in stage.reservations()] == ["pending"]
