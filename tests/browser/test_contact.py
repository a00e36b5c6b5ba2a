"""Writing to the company, with and without JavaScript the same, and finding a venue."""

import time

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE, Site

PATH = "/en/contact/"
OFFICE = "ciao@azionelab.example"


@pytest.fixture(params=[True, False], ids=["with-javascript", "without"])
def page(request: pytest.FixtureRequest, browser: Browser, browser_context_args: dict) -> Page:
    arguments = {**browser_context_args, "java_script_enabled": request.param, "viewport": PHONE}
    with browser.new_context(**arguments) as context:
        yield context.new_page()


def fill_in(page: Page, text: str) -> None:
    page.get_by_label("Topic").select_option("Press")
    page.get_by_label("E-mail").fill("ada@example.org")
    page.get_by_label("Message").fill(text)


def press_until_it_is_slow_enough(page: Page) -> None:
    """A program fills the form in a breath and is told so; nothing is lost, and pressing again sends it."""
    deadline = time.monotonic() + 60
    thanks = page.get_by_role("heading", name="Thank you for writing")
    while not thanks.is_visible():
        assert time.monotonic() < deadline, "the message was never taken"
        with page.expect_navigation():
            page.get_by_role("button", name="Send the message").click()


def test_what_is_missing_is_told_and_then_the_message_arrives(page: Page, site: Site) -> None:
    before = len(site.mails_to(OFFICE))
    page.goto(f"{site.url}{PATH}")
    fill_in(page, "May we film on Thursday?")
    page.get_by_role("button", name="Send the message").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_count(1)
    expect(page.get_by_label("Message")).to_have_value("May we film on Thursday?")
    summary.get_by_role("link").click()
    name = page.get_by_label("Name")
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    name.fill("Ada Rossi")
    press_until_it_is_slow_enough(page)
    page.reload()
    mail = site.wait_for_mail(OFFICE, before + 1)
    assert (mail["Reply-To"], mail["Subject"]) == ("ada@example.org", "Press: message from Ada Rossi")
    assert "May we film on Thursday?" in mail.get_body(preferencelist=("plain",)).get_content()
    assert len(site.mails_to(OFFICE)) == before + 1


def test_form_is_filled_in_by_keyboard_alone(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(f"{site.url}{PATH}")
    page.get_by_label("Topic").focus()
    for label in ("Name", "E-mail", "Message"):
        page.keyboard.press("Tab")
        expect(page.get_by_label(label)).to_be_focused()
    page.keyboard.press("Tab")  # the privacy notice; the trap is left out
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send the message")).to_be_focused()


def test_a_performance_leads_to_its_venue_and_the_venue_back_to_the_show(phone: Page, site: Site) -> None:
    phone.goto(f"{site.url}/en/")
    phone.get_by_role("link", name="La Serra").first.click()
    expect(phone.get_by_role("heading", name="La Serra", level=1)).to_be_visible()
    expect(phone.get_by_text("Hearing loop")).to_be_visible()
    map_link = phone.get_by_role("link", name="See it on a map")
    assert (
        map_link.get_attribute("href")
        == "https://www.openstreetmap.org/search?query=viale+dei+Tigli+3%2C+40126%2C+Bologna"
    )
    phone.locator(".performance__title a").first.click()
    expect(phone).to_have_url(f"{site.url}/en/shows/orchestra-for-three-chairs/")
