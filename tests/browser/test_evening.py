"""The evening, from the show page to the door, on a phone, with real parts."""

import io
import re
import urllib.request

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, sign_in

ADDRESS = "giulia@example.org"


def test_the_evening_from_the_show_page_to_the_door(phone: Page, site: Site) -> None:
    reference = book(phone, site, ADDRESS)
    link = link_in(site.wait_for_mail(ADDRESS, 1), "/reservations/confirm/")
    open_as_a_mail_scanner(link, times=3)
    confirm(phone, link)
    assert site.wait_for_mail(ADDRESS, 2).get_content_type() == "multipart/mixed"
    assert re.fullmatch(rf"{re.escape(site.url)}/r/[\w-]+\.[\w-]+", decoded_pass(phone))
    sign_in(phone, site, "maschera", "/check-in/")
    open_the_right_door(phone, reference)
    admit(phone)
    be_refused(phone, reference)


def book(page: Page, site: Site, address: str, path: str = "/it/spettacoli/inventario-delle-piogge/") -> str:
    """Books for two on the show page; gives back the reference that the page shows."""
    page.goto(f"{site.url}{path}")
    page.get_by_role("link", name="Prenota", exact=True).first.click()
    page.locator("azl-booking").scroll_into_view_if_needed()
    page.get_by_role("radio").first.check()
    page.get_by_label("Quante persone").select_option("2")
    page.get_by_role("button", name="Continua").click()
    page.get_by_label("Nome e cognome").fill("Giulia Neri")
    page.get_by_label("E-mail").fill(address)
    page.get_by_label("Accetto che i miei dati").check()
    page.get_by_role("button", name="Prenota", exact=True).click()
    expect(page.get_by_role("heading", name="Controlla la posta")).to_be_visible()
    return page.locator("azl-booking .reference").inner_text()


def link_in(mail, path: str) -> str:
    [link] = set(re.findall(rf"http\S*{path}\S*", mail.get_body(preferencelist=("plain",)).get_content()))
    return link


def open_as_a_mail_scanner(link: str, times: int) -> None:
    for _ in range(times):
        with urllib.request.urlopen(link) as answer:
            assert answer.status == 200


def confirm(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", name="Un tocco e i posti sono tuoi")).to_be_visible()
    page.get_by_role("button", name="Conferma la prenotazione").click()
    expect(page.get_by_text("La tua prenotazione è confermata").first).to_be_visible()


def decoded_pass(page: Page) -> str:
    """What an independent reader finds in the picture of the code as the page shows it."""
    box = page.locator(".qr")
    assert box.bounding_box()["width"] >= 240
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(box.screenshot())))
    return code.text


def open_the_right_door(page: Page, reference: str) -> None:
    """Types the reference; late in the evening the reservation is for tomorrow, and the door is switched to it."""
    type_code(page, reference.lower().replace("-", ""))
    verdict = page.locator("azl-verdict-screen")
    expect(verdict).to_be_visible()
    switch = verdict.get_by_role("button", name="Passa alla porta")
    if switch.is_visible():
        switch.click()
    expect(verdict.get_by_text("Giulia Neri")).to_be_visible()


def admit(page: Page) -> None:
    page.get_by_role("button", name="Fai entrare tutte e 2").click()
    expect(page.get_by_role("heading", name="Entrate 2 persone")).to_be_visible()
    page.get_by_role("button", name="Prossimo").click()


def be_refused(page: Page, reference: str) -> None:
    type_code(page, reference)
    verdict = page.locator("azl-verdict-screen")
    expect(verdict.get_by_text("Marta Riva")).to_be_visible()
    expect(verdict.get_by_text(re.compile(r"\d{1,2}:\d\d"))).to_be_visible()
    expect(verdict.get_by_role("button", name="Fai entrare")).to_have_count(0)


def type_code(page: Page, code: str) -> None:
    page.get_by_label("Codice o indirizzo del pass").fill(code)
    page.get_by_role("button", name="Controlla").click()
