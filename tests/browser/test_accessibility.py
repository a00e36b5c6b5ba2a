"""axe finds nothing on any kind of page, in both languages, on a phone by day and on a desk by night."""

from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE, Site, sign_in
from tests.browser.test_evening import book, link_in

AXE = files("axe_core_python").joinpath("axe.min.js").read_text()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = [
    "/it/",
    "/it/spettacoli/",
    "/it/spettacoli/inventario-delle-piogge/",
    "/it/chi-siamo/",
    "/it/chi-siamo/irene-valsecchi/",
    "/it/notizie/",
    "/it/notizie/?year=1999",
    "/it/notizie/la-stagione-comincia/",
    "/it/materiali/",
    "/en/",
    "/en/shows/",
    "/en/shows/inventory-of-rains/",
    "/en/company/",
    "/en/company/davide-kofler/",
    "/en/news/",
    "/en/news/the-season-begins/",
    "/login/",
    "/r/some-code",
    "/it/reservations/wrong/",
]
LOOKS = [("light", PHONE), ("dark", {"width": 1280, "height": 900})]


@pytest.fixture(params=LOOKS, ids=["phone-light", "desk-dark"])
def page(request: pytest.FixtureRequest, browser: Browser, browser_context_args: dict) -> Page:
    scheme, size = request.param
    with browser.new_context(**{**browser_context_args, "color_scheme": scheme, "viewport": size}) as context:
        yield context.new_page()


def findings(page: Page) -> list[str]:
    """Each finding of axe as `rule: the elements`; the source runs in the page, past its policy, as a debugger does."""
    page.evaluate(AXE)
    result = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{violation['id']}: {[node['target'] for node in violation['nodes']]}" for violation in result["violations"]
    ]


def open_page(page: Page, site: Site, path: str) -> None:
    """Opens one of our own pages: Django's page about a missing address would have nothing of ours."""
    page.goto(f"{site.url}{path}")
    page.wait_for_load_state("networkidle")
    assert page.locator("link[href*='/static/home/']").count() > 0, f"{path} is not a page of the site"


def test_public_pages(page: Page, site: Site) -> None:
    found = {}
    for path in PAGES:
        open_page(page, site, path)
        found[path] = findings(page)
    assert {path: rules for path, rules in found.items() if rules} == {}


def test_from_booking_to_the_door(page: Page, site: Site) -> None:
    address = f"{page.viewport_size['width']}@example.org"
    book(page, site, address)
    assert findings(page) == []
    page.goto(link_in(site.wait_for_mail(address, 1), "/reservations/confirm/"))
    assert findings(page) == []
    page.get_by_role("button", name="Conferma la prenotazione").click()
    page.wait_for_load_state("networkidle")
    assert findings(page) == []
    sign_in(page, site, "maschera", "/check-in/")
    page.get_by_label("Codice o indirizzo del pass").wait_for()
    assert findings(page) == []


def test_nothing_scrolls_sideways_at_320(browser: Browser, browser_context_args: dict, site: Site) -> None:
    with browser.new_context(**{**browser_context_args, "viewport": {"width": 320, "height": 640}}) as context:
        page = context.new_page()
        wide = []
        for path in PAGES:
            open_page(page, site, path)
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wide.append(path)
    assert wide == []
