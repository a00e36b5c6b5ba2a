"""Until the typefaces of the house are there, the letters of the device take exactly their room."""

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import PHONE, Site
from tests.browser.shifts import expect_stillness, watch_shifts
from tests.browser.test_accessibility import DESK

PAINTED = "new Promise((paint) => new PerformanceObserver(paint).observe({ type: 'paint', buffered: true }))"
SHOW = "/it/spettacoli/inventario-delle-piogge/"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", ["/it/", "/en/shows/", SHOW, f"{SHOW}#book"])
def test_letters_that_come_late_move_nothing(phone: Page, site: Site, path: str, size: dict) -> None:
    late: list[Route] = []
    phone.set_viewport_size(size)
    watch_shifts(phone)
    phone.route("**/*.woff2", lambda route: late.append(route))
    phone.goto(f"{site.url}{path}", wait_until="domcontentloaded")
    phone.evaluate(f"{PAINTED}.then(() => 0)")
    if path.endswith("#book"):
        phone.locator("azl-booking h3").first.wait_for()
    assert late
    assert not phone.evaluate("document.fonts.check('1rem \"Bricolage Grotesque\"')")
    for route in late:
        route.continue_()
    phone.evaluate("document.fonts.ready")
    assert phone.evaluate("document.fonts.check('1rem \"Bricolage Grotesque\"')")
    phone.wait_for_load_state("networkidle")
    expect_stillness(phone)
