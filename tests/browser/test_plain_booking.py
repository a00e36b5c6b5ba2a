"""Booking where the widget does not run: without JavaScript, or when its files do not arrive. The pages do it all."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.booking import PlainForm, Visitor, plain_form
from tests.browser.conftest import PHONE, Site
from tests.browser.house import ROOT, House, Stage
from tests.browser.test_accessibility import DESK, findings_in_all_looks
from tests.browser.test_evening import link_in

FIRST_CHUNK = json.loads((ROOT / "frontend/dist/azl/preload.json").read_text())["booking"][0]
LANGUAGES = pytest.mark.parametrize("language", ["it", "en"])


@pytest.fixture
def without_script(browser: Browser, browser_context_args: dict) -> Iterator[Page]:
    with browser.new_context(**{**browser_context_args, "java_script_enabled": False, "viewport": PHONE}) as context:
        yield context.new_page()


@pytest.mark.parametrize(("language", "size"), [("it", PHONE), ("en", DESK)], ids=["it-phone", "en-desk"])
def test_whole_way_without_script(
    without_script: Page, site: Site, stage: Stage, visitor: Visitor, language: str, size: dict
) -> None:
    """The form, the page it leads to, the mail, confirming, fewer people, and giving the seats back."""
    page = without_script
    page.set_viewport_size(size)
    form = PlainForm(page, stage, language).open(1).write(visitor, party_size=3).send().expect_sent()
    page.reload()
    form.expect_sent()
    [reservation] = stage.reservations(1)
    assert (reservation["party_size"], reservation["language"]) == (3, language)
    page.goto(link_in(site.wait_for_mail(visitor.email, 1), "/reservations/confirm/"))
    form.expect_heading("One tap and the places are yours").press("Confirm the reservation")
    expect(page.locator(".qr")).to_be_visible()
    form.press(page.get_by_text(form.said("More or fewer people")))
    form.press(page.locator("button[name=party_size][value='2']"))
    expect(page.locator(".qr")).to_be_visible()
    assert [row["party_size"] for row in stage.reservations(1)] == [2]
    form.press(page.get_by_text(form.said("I cannot come"))).press("Cancel the reservation")
    form.expect_heading("This reservation is cancelled")
    assert [row["status"] for row in stage.reservations(1)] == ["cancelled"]
    site.wait_for_mail(visitor.email, 4)  # to confirm, confirmed, changed, cancelled


@pytest.mark.parametrize(("language", "missing"), [("it", "*.js"), ("en", FIRST_CHUNK)], ids=["it-all", "en-view"])
def test_plain_form_books_when_the_widget_does_not_arrive(
    phone: Page, stage: Stage, visitor: Visitor, language: str, missing: str
) -> None:
    """None of its scripts, or only the large one; the place where it would be leads to a form for each date."""
    phone.context.expected_findings = ["net::ERR_FAILED", "azl-booking", "dynamically imported module"]
    phone.route(f"**/static/azl/{language}/{missing}", lambda route: route.abort())
    phone.goto(stage.address(language))
    phone.locator("azl-booking").scroll_into_view_if_needed()
    phone.wait_for_load_state("networkidle")
    assert findings_in_all_looks(phone) == []
    phone.locator(f"azl-booking a[href$='/book/{stage.performances[0]}/']").click()
    PlainForm(phone, stage, language).expect_form_of(0).write(visitor).send().expect_sent()
    phone.goto(stage.address(language))
    phone.locator(f"[data-books='{stage.performances[1]}']").click()
    PlainForm(phone, stage, language).expect_form_of(1)
    assert len(stage.reservations()) == 1


@LANGUAGES
def test_mail_is_sent_again_and_to_the_right_address(
    phone: Page, site: Site, stage: Stage, visitor: Visitor, language: str
) -> None:
    mistyped = replace(visitor, email=f"giulia-{stage.page}@gmial.com")
    right = f"giulia-{stage.page}@gmail.com"
    form = plain_form(phone, stage, mistyped, language).send().expect_sent()
    first = site.wait_for_mail(mistyped.email, 1)
    form.press(phone.get_by_text(form.said("Nothing has arrived"))).press("Send the mail again")
    site.wait_for_mail(mistyped.email, 2)
    assert findings_in_all_looks(phone) == []
    form.press(phone.locator("button[name=suggested]"))
    link = link_in(site.wait_for_mail(right, 1), "/reservations/confirm/")
    phone.context.expected_findings = ["(Not Found)"]
    phone.goto(link_in(first, "/reservations/confirm/"))
    form.expect_heading("We cannot find this reservation")
    phone.goto(link)
    form.press("Confirm the reservation")
    expect(phone.locator(".qr")).to_be_visible()
    [reservation] = stage.reservations()
    assert (reservation["email"], reservation["status"]) == (right, "confirmed")


def test_page_after_booking_tells_how_the_reservation_stands(phone: Page, stage: Stage, visitor: Visitor) -> None:
    form = plain_form(phone, stage, visitor).send().expect_sent()
    stage.house.act("confirm", reference=form.reference)
    form.press(phone.get_by_role("link", name=form.said("I have confirmed: show it here")))
    form.expect_heading("Your reservation is confirmed")
    assert findings_in_all_looks(phone) == []


OTHER_DATE = {
    "no-seat-left": (lambda stage: stage.take_seats(3), "This performance is full"),
    "not-yet-open": (lambda stage: stage.alter(opens_at=24), "Booking has not opened yet"),
    "closed": (lambda stage: stage.alter(closes_at=-1), "Booking has closed"),
    "cancelled": (lambda stage: stage.cancel(), "This performance has been cancelled."),
}


@LANGUAGES
@pytest.mark.parametrize(("happens", "words"), OTHER_DATE.values(), ids=OTHER_DATE)
def test_refused_form_comes_along_to_another_date(
    phone: Page, stage: Stage, visitor: Visitor, language: str, happens, words: str
) -> None:
    phone.context.expected_findings = ["(Conflict)"]
    stage.alter(capacity=3)
    form = plain_form(phone, stage, visitor, language, party_size=3)
    happens(stage)
    form.send().expect_alert(words)
    if language == "it":
        assert findings_in_all_looks(phone) == []
    form.press(phone.locator(".date-choices button").last)
    form.expect_form_of(2).expect_written(visitor)
    expect(form.field("party_size")).to_have_value("3")
    form.send().expect_sent()
    assert [row["email"] for row in stage.reservations(2)] == [visitor.email]


FEWER = {
    "fewer-seats-than-asked": (lambda stage: stage.take_seats(2), "1"),
    "party-too-large": (lambda stage: stage.alter(max_party_size=2), "2"),
}


@LANGUAGES
@pytest.mark.parametrize(("happens", "most"), FEWER.values(), ids=FEWER)
def test_refused_number_of_people_is_chosen_anew(
    phone: Page, stage: Stage, visitor: Visitor, language: str, happens, most: str
) -> None:
    phone.context.expected_findings = ["(Conflict)"]
    stage.alter(capacity=3)
    form = plain_form(phone, stage, visitor, language, party_size=3)
    happens(stage)
    form.send().expect_alert("The reservation has not been made").expect_written(visitor)
    field = form.field("party_size")
    expect(field).to_have_attribute("aria-invalid", "true")
    if language == "it":
        assert findings_in_all_looks(phone) == []
    assert field.locator("option").all_inner_texts()[-1] == most
    field.select_option(most)
    form.send().expect_sent()
    assert [str(row["party_size"]) for row in stage.reservations() if row["email"] == visitor.email] == [most]


@LANGUAGES
def test_refused_field_leads_to_itself(phone: Page, stage: Stage, visitor: Visitor, language: str) -> None:
    phone.context.expected_findings = ["(Bad Request)"]
    wrong = replace(visitor, email="giulia@esempio")
    form = plain_form(phone, stage, wrong, language).send().expect_alert("The reservation has not been made")
    form.expect_written(wrong)
    if language == "it":
        assert findings_in_all_looks(phone) == []
    [link] = phone.get_by_role("alert").get_by_role("link").all()
    link.click()
    field = form.field("email")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill(visitor.email)
    form.send().expect_sent()
    assert len(stage.reservations()) == 1


def test_form_that_was_open_for_too_long_is_pressed_once_more(phone: Page, stage: Stage, visitor: Visitor) -> None:
    phone.context.expected_findings = ["(Forbidden)"]
    form = plain_form(phone, stage, visitor)
    phone.context.clear_cookies(name="csrftoken")
    form.send()
    expect(phone.get_by_role("alert")).to_be_focused()
    form.expect_written(visitor)
    assert findings_in_all_looks(phone) == []
    assert stage.reservations() == []
    form.send().expect_sent()


def test_too_many_tries_are_told_to_wait(phone: Page, stage: Stage, house: House, visitor: Visitor) -> None:
    phone.context.expected_findings = ["(Too Many Requests)"]
    form = plain_form(phone, stage, visitor)
    house.act("use_up_tries", scope="book.address", subject=visitor.email)
    form.send()
    expect(phone.get_by_role("alert")).to_contain_text(re.compile(r"\d+ minut"))
    form.expect_written(visitor)
    assert stage.reservations() == []
    house.act("forget_tries")
    form.send().expect_sent()


def test_busy_house_takes_the_reservation_a_moment_later(
    phone: Page, site_without_debug: Site, stage: Stage, visitor: Visitor
) -> None:
    phone.context.expected_findings = ["(Service Unavailable)", site_without_debug.url, "(Not Found)"]
    form = plain_form(phone, replace(stage, site_url=site_without_debug.url), visitor)
    with stage.house.locked():
        form.send()
        expect(phone.get_by_role("alert")).to_be_focused()
    form.expect_written(visitor)
    assert findings_in_all_looks(phone) == []
    form.send().expect_sent()
    assert len(stage.reservations()) == 1


def test_impatient_presses_book_once(without_script: Page, stage: Stage, visitor: Visitor) -> None:
    form = plain_form(without_script, stage, visitor)
    form.root.get_by_role("button", name=form.said("Book"), exact=True).dblclick()
    form.expect_sent()
    assert len(stage.reservations()) == 1
