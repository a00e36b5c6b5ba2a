"""The visitor's own page: on a phone and on a desk, by night, on paper, without network."""

import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT, Site
from tests.browser.test_accessibility import DESK, findings_in_all_looks
from tests.browser.test_evening import confirm, decoded_pass, link_in

SHOW = "inventario-delle-piogge"
# Waits in the page itself, whose policy forbids Playwright's own way of waiting.
KEPT = "async address => Boolean(await caches.match(address, { ignoreVary: true }))"
UNTIL_KEPT = f"async address => {{ while (!(await ({KEPT})(address))) await new Promise(requestAnimationFrame); }}"
UNTIL_GONE = f"async address => {{ while (await ({KEPT})(address)) await new Promise(requestAnimationFrame); }}"
KEPT_PAGES = """async () => {
    const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => url).filter((url) => !url.includes('/static/'));
}"""


@pytest.fixture(scope="module")
def states(site: Site) -> dict[str, dict[str, str]]:
    """The tokens of a reservation in each state."""
    environment = os.environ | {
        "AZIONELAB_VAR": str(site.mails.parent),
        "DJANGO_SETTINGS_MODULE": "azionelab.settings.development",
        "SITE_URL": site.url,
    }
    made = subprocess.run(
        [sys.executable, "-m", "tests.browser.reservation_states"],
        env={name: value for name, value in environment.items() if name != "DATABASE_URL"},
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return json.loads(made.stdout)


def book(site: Site, address: str, people: int = 2) -> str:
    """Books by the API, as the widget does; gives back the link that confirms."""
    with urllib.request.urlopen(f"{site.url}/api/performances/?show={SHOW}&bookable=true") as answer:
        performance = json.load(answer)["results"][-1]["id"]
    wanted = {"party_size": people, "name": "Giulia Neri", "email": address, "privacy_accepted": True}
    wanted |= {"language": "en", "access_needs": ["wheelchair"]}
    request = urllib.request.Request(
        f"{site.url}/api/performances/{performance}/reservations/",
        json.dumps(wanted).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 201
    return link_in(site.wait_for_mail(address, 1), "/reservations/confirm/")


def own_page(page: Page, site: Site, address: str, people: int = 2) -> str:
    """Opens the own page of a reservation that has just been confirmed; gives back its address."""
    page.goto(book(site, address, people))
    page.get_by_role("button", name="Confirm the reservation").click()
    expect(page.get_by_text("Your reservation is confirmed").first).to_be_visible()
    return page.url


def test_confirmed_reservation_is_there_without_network(phone: Page, site: Site) -> None:
    never_opened = book(site, "never-opened@example.org")
    address = own_page(phone, site, "offline@example.org")
    online = decoded_pass(phone)
    expect(phone.get_by_text("Wheelchair space")).to_be_visible()
    phone.evaluate(UNTIL_KEPT, address)

    phone.goto(never_opened)
    phone.context.set_offline(True)
    phone.goto(address)
    expect(phone.get_by_text(re.compile(r"Saved on this device on \w+day,? \d\d:\d\d\."))).to_be_visible()
    assert decoded_pass(phone) == online
    assert phone.locator("form").count() == 0
    assert phone.get_by_text("Wheelchair space").count() == 0
    assert phone.evaluate("getComputedStyle(document.querySelector('.qr')).backgroundColor") == "rgb(255, 255, 255)"
    assert phone.evaluate(KEPT_PAGES) == [address]
    assert findings_in_all_looks(phone) == []

    phone.context.set_offline(False)
    phone.reload()
    expect(phone.get_by_text("I cannot come")).to_be_visible()
    expect(phone.locator("[data-saved-copy]")).to_be_hidden()


def test_copy_stands_in_for_a_server_that_cannot_answer(phone: Page, site: Site) -> None:
    address = own_page(phone, site, "busy@example.org")
    phone.evaluate(UNTIL_KEPT, address)
    database = sqlite3.connect(site.mails.parent / "db.sqlite3", isolation_level=None)
    try:
        database.execute("BEGIN IMMEDIATE")  # somebody writes and does not finish: every page answers 503
        phone.goto(address)
        expect(phone.get_by_text("Saved on this device")).to_be_visible()
    finally:
        database.close()
    phone.reload()
    expect(phone.get_by_text("I cannot come")).to_be_visible()


def test_copy_is_gone_with_the_reservation(phone: Page, site: Site) -> None:
    address = own_page(phone, site, "gone@example.org")
    phone.evaluate(UNTIL_KEPT, address)
    phone.get_by_text("I cannot come").click()
    phone.get_by_role("button", name="Cancel the reservation").click()
    expect(phone.get_by_role("heading", name="This reservation is cancelled")).to_be_visible()
    phone.evaluate(UNTIL_GONE, address)
    assert phone.evaluate("caches.keys()") == []


def test_copy_of_a_past_night_is_gone_with_the_next_visit(phone: Page, site: Site) -> None:
    address = own_page(phone, site, "past-night@example.org")
    phone.evaluate(UNTIL_KEPT, address)
    of_yesterday, of_tomorrow = (address.replace("reservations/", f"reservations/{name}-") for name in ("old", "new"))
    put = """async ([address, hours]) => (await caches.open('azl-own-pages')).put(address, new Response('', {
        headers: { 'X-Keep-Until': new Date(Date.now() + hours * 3600000).toISOString() },
    }))"""
    phone.evaluate(put, [of_tomorrow, 24])
    phone.evaluate(put, [of_yesterday, -1])
    phone.reload()
    phone.evaluate(UNTIL_GONE, of_yesterday)
    assert sorted(phone.evaluate(KEPT_PAGES)) == sorted([address, of_tomorrow])


@pytest.mark.parametrize("look", [{"color_scheme": "dark"}, {"forced_colors": "active", "color_scheme": "dark"}])
def test_code_is_large_and_on_white_by_night_and_in_forced_colours(phone: Page, site: Site, states: dict, look) -> None:
    phone.emulate_media(**look)
    for width in (320, 390):
        phone.set_viewport_size({"width": width, "height": 800})
        phone.goto(f"{site.url}/it/reservations/{states['confirmed']['manage']}/")
        code = phone.locator(".qr svg")
        assert code.bounding_box()["width"] >= 240
        decoded_pass(phone)
        picture = Image.open(io.BytesIO(phone.locator(".qr").screenshot())).convert("RGB")
        assert {picture.getpixel((x, y)) for x in (3, picture.width - 4) for y in (3, 9)} == {(255, 255, 255)}


@pytest.mark.parametrize("size", ["A4", "A6"])
@pytest.mark.parametrize("state", ["confirmed", "moved", "partly in"])
def test_it_prints_on_one_page(phone: Page, site: Site, states: dict, size: str, state: str) -> None:
    phone.goto(f"{site.url}/it/reservations/{states[state]['manage']}/")
    printed = pypdfium2.PdfDocument(phone.pdf(format=size))
    try:
        assert len(printed) == 1
        words = printed[0].get_textpage().get_text_range()
        picture = printed[0].render(scale=3).to_pil()
    finally:
        printed.close()
    assert phone.locator(".qr-card .reference").inner_text() in words
    assert "AzioneLab" not in words  # neither header nor footer
    assert len(zxingcpp.read_barcodes(picture)) == 1


def test_two_taps_cancel_and_a_receipt_comes(phone: Page, site: Site) -> None:
    own_page(phone, site, "two-taps@example.org")
    phone.get_by_text("I cannot come").click()
    expect(phone.get_by_text("A receipt goes to t•••@example.org.")).to_have_count(2)
    phone.get_by_role("button", name="Cancel the reservation").click()
    expect(phone.get_by_role("heading", name="This reservation is cancelled")).to_be_visible()
    assert "cancelled" in site.wait_for_mail("two-taps@example.org", 3)["Subject"]
    expect(phone.get_by_role("link", name="Book again")).to_be_visible()


def test_two_taps_change_the_number_of_people(phone: Page, site: Site) -> None:
    own_page(phone, site, "fewer@example.org", people=3)
    phone.get_by_text("More or fewer people").click()
    phone.get_by_role("button", name="For 2 people").click()
    expect(phone.get_by_text("It lets in 2 people.")).to_be_visible()
    assert "2" in site.wait_for_mail("fewer@example.org", 3).get_body(("plain",)).get_content()


def test_fewer_people_are_confirmed_where_all_do_not_fit(phone: Page, site: Site, states: dict) -> None:
    phone.context.expected_findings = ["(Conflict)"]
    phone.goto(f"{site.url}/en/reservations/confirm/{states['fewer']['confirm']}/")
    phone.get_by_role("button", name="Confirm the reservation").click()
    expect(phone.get_by_role("alert")).to_contain_text("Only 2 places are left")
    assert findings_in_all_looks(phone) == []
    phone.get_by_role("button", name="For 2 people").click()
    expect(phone.get_by_text("It lets in 2 people.")).to_be_visible()


def test_full_house_leads_to_other_dates(phone: Page, site: Site, states: dict) -> None:
    phone.context.expected_findings = ["(Conflict)"]
    phone.goto(f"{site.url}/en/reservations/confirm/{states['full']['confirm']}/")
    phone.get_by_role("button", name="Confirm the reservation").click()
    expect(phone.get_by_role("alert")).to_contain_text("No place is left")
    assert findings_in_all_looks(phone) == []
    phone.get_by_role("link", name=re.compile("^Book this date")).first.click()
    expect(phone).to_have_url(re.compile(r"/en/reservations/book/\d+/$"))


def test_files_are_named_after_the_reservation(phone: Page, site: Site, states: dict) -> None:
    phone.goto(f"{site.url}/en/reservations/{states['confirmed']['manage']}/")
    reference = phone.locator(".qr-card .reference").inner_text()
    for label, ending in (("Save as a picture", "png"), ("Save as PDF", "pdf")):
        with phone.expect_download() as saved:
            phone.get_by_role("link", name=label).click()
        assert saved.value.suggested_filename == f"{reference}.{ending}"


@pytest.mark.parametrize("language", ["it", "en"])
def test_axe_finds_nothing_in_any_state(phone: Page, site: Site, states: dict, language: str) -> None:
    found = {}
    for state, tokens in states.items():
        phone.goto(f"{site.url}/{language}/reservations/{tokens['manage']}/")
        expect(phone.locator("h1")).to_be_visible()
        found[state] = findings_in_all_looks(phone)
        assert not phone.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), state
    assert {state: findings for state, findings in found.items() if findings} == {}


@pytest.fixture
def desk_without_script(browser: Browser, browser_context_args: dict) -> Iterator[Page]:
    with browser.new_context(**{**browser_context_args, "viewport": DESK, "java_script_enabled": False}) as context:
        yield context.new_page()


def test_everything_works_without_script(desk_without_script: Page, site: Site) -> None:
    page = desk_without_script
    page.goto(book(site, "no-script@example.org", people=2))
    page.get_by_role("button", name="Confirm the reservation").click()
    expect(page.locator(".qr svg")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    page.get_by_text("More or fewer people").click()
    page.get_by_role("button", name="For 1 person").click()
    expect(page.get_by_text("It lets in 1 person.")).to_be_visible()
    page.get_by_text("I cannot come").click()
    page.get_by_role("button", name="Cancel the reservation").click()
    expect(page.get_by_role("heading", name="This reservation is cancelled")).to_be_visible()


def test_italian_page_says_the_same(phone: Page, site: Site, states: dict) -> None:
    confirm(phone, f"{site.url}/it/reservations/confirm/{states['pending']['confirm']}/")
    decoded_pass(phone)
    expect(phone.get_by_text("Non posso venire")).to_be_visible()


def test_moved_performance_is_given_back_with_two_taps(phone: Page, site: Site, states: dict) -> None:
    phone.goto(f"{site.url}/en/reservations/{states['moved']['manage']}/")
    phone.get_by_role("link", name="I cannot come on the new date").click()
    phone.get_by_role("button", name="Cancel the reservation").click()
    expect(phone.get_by_role("heading", name="This reservation is cancelled")).to_be_visible()
