"""What the widget does once somebody has booked: it follows the reservation, and helps when no mail arrives."""

from dataclasses import replace
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.booking import PlainForm, Visitor, visitor_step
from tests.browser.conftest import Site
from tests.browser.house import House, Stage
from tests.browser.test_accessibility import findings_in_all_looks
from tests.browser.test_evening import confirm, link_in

LANGUAGES = pytest.mark.parametrize("language", ["it", "en"])


def link_of(mail: EmailMessage) -> str:
    return link_in(mail, "/reservations/confirm/")


def test_link_opened_on_another_device_turns_the_page(
    phone: Page, browser: Browser, browser_context_args: dict, site: Site, stage: Stage, visitor: Visitor
) -> None:
    widget = visitor_step(phone, stage, visitor).send().expect_sent()
    with browser.new_context(**browser_context_args) as another_device:
        confirm(another_device.new_page(), link_of(site.wait_for_mail(visitor.email, 1)))
    widget.expect_heading("booking.done.alreadyConfirmed")
    assert findings_in_all_looks(phone) == []
    phone.reload()
    widget.come_near().expect_heading("booking.done.alreadyConfirmed")


OVER = {
    "expired": ("let_time_pass", "booking.done.expired", "booking.done.bookAgain"),
    "cancelled": ("give_seats_back", "booking.done.cancelled", "booking.done.again"),
}


@LANGUAGES
@pytest.mark.parametrize(("act", "heading", "next_step"), OVER.values(), ids=OVER)
def test_reservation_that_ends_says_so_and_can_be_made_again(
    phone: Page, stage: Stage, visitor: Visitor, language: str, act: str, heading: str, next_step: str
) -> None:
    widget = visitor_step(phone, stage, visitor, language).send().expect_sent()
    stage.house.act(act, reference=widget.reference)
    widget.expect_heading(heading)
    if language == "it":
        assert findings_in_all_looks(phone) == []
    widget.button(next_step).click()
    widget.expect_heading("booking.step.seats").choose().go_on().write(visitor).send().expect_sent()
    assert [row["status"] for row in stage.reservations()][1:] == ["pending"]


@LANGUAGES
def test_mail_is_sent_again(phone: Page, site: Site, stage: Stage, visitor: Visitor, language: str) -> None:
    widget = visitor_step(phone, stage, visitor, language).send().expect_sent()
    first = site.wait_for_mail(visitor.email, 1)
    widget.button("booking.mail.resend").click()
    expect(widget.root.get_by_text(widget.words("booking.mail.resent"))).to_be_visible()
    assert link_of(site.wait_for_mail(visitor.email, 2)) == link_of(first)
    if language == "it":
        assert findings_in_all_looks(phone) == []


@LANGUAGES
def test_mistyped_domain_is_put_right_with_one_tap(
    phone: Page, site: Site, stage: Stage, visitor: Visitor, language: str
) -> None:
    """The link that went astray is dead, and nothing was booked twice."""
    phone.context.expected_findings = ["(Not Found)"]
    mistyped = replace(visitor, email=f"giulia-{stage.page}@gmial.com")
    right = mistyped.email.replace("gmial", "gmail")
    widget = visitor_step(phone, stage, mistyped, language).send().expect_sent()
    astray = link_of(site.wait_for_mail(mistyped.email, 1))
    expect(widget.root.get_by_text(widget.words("booking.mail.meant", address=right))).to_be_visible()
    if language == "it":
        assert findings_in_all_looks(phone) == []
    widget.button("booking.mail.correct").click()
    link = link_of(site.wait_for_mail(right, 1))
    expect(widget.button("booking.mail.correct")).to_have_count(0)
    with phone.context.expect_page() as opened:
        phone.evaluate("address => { window.open(address); }", astray)
    PlainForm(opened.value, stage, language).expect_heading("We cannot find this reservation")
    stage.house.act("confirm", reference=widget.reference)
    widget.expect_heading("booking.done.alreadyConfirmed")
    assert link != astray
    assert [row["email"] for row in stage.reservations()] == [right]


@LANGUAGES
def test_wrong_address_is_corrected(phone: Page, site: Site, stage: Stage, visitor: Visitor, language: str) -> None:
    wrong = replace(visitor, email=f"guilia-{stage.page}@example.org")
    widget = visitor_step(phone, stage, wrong, language).send().expect_sent()
    widget.button("booking.mail.wrong").click()
    field = widget.root.get_by_label(widget.words("booking.mail.address"))
    expect(field).to_be_focused()
    field.fill("giulia@")
    widget.button("booking.mail.send").click()
    expect(field).to_have_attribute("aria-invalid", "true")
    if language == "it":
        assert findings_in_all_looks(phone) == []
    field.fill(visitor.email)
    widget.button("booking.mail.send").click()
    site.wait_for_mail(visitor.email, 1)
    widget.expect_sent()
    assert [row["email"] for row in stage.reservations()] == [visitor.email]


def test_too_many_corrections_are_told_to_wait(phone: Page, stage: Stage, house: House, visitor: Visitor) -> None:
    phone.context.expected_findings = ["(Too Many Requests)"]
    widget = visitor_step(phone, stage, replace(visitor, email="guilia@example.org")).send().expect_sent()
    house.act("use_up_tries", scope="book.address", subject=visitor.email)
    widget.button("booking.mail.wrong").click()
    field = widget.root.get_by_label(widget.words("booking.mail.address"))
    field.fill(visitor.email)
    widget.button("booking.mail.send").click()
    widget.expect_refused("booking.refused.throttled")
    expect(field).to_have_value(visitor.email)
    assert findings_in_all_looks(phone) == []
    house.act("forget_tries")
    widget.button("booking.mail.send").click()
    expect(field).to_have_count(0)
    assert [row["email"] for row in stage.reservations()] == [visitor.email]
