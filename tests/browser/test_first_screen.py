"""What a phone shows of a show before anybody scrolls: enough to decide, and one way to book."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, Site

SHOWS = [
    "/it/spettacoli/inventario-delle-piogge/",
    "/it/spettacoli/antigone-ultimo-piano/",
    "/it/spettacoli/orchestra-per-tre-sedie/",
    "/en/shows/inventory-of-rains/",
    "/en/shows/antigone-top-floor/",
    "/en/shows/orchestra-for-three-chairs/",
]
# Title; running time with the interval, entry, age; dates with their venues; the way to book.
DECISIVE = [".show-head__title", ".glance li", ".next-dates time", ".next-dates__venue", ".show-head a.button"]


@pytest.mark.parametrize("path", SHOWS)
def test_first_screen_of_a_show_tells_what_decides(phone: Page, site: Site, path: str) -> None:
    phone.goto(f"{site.url}{path}")
    phone.evaluate("document.fonts.ready")
    numbers = {}
    for selector in DECISIVE:
        boxes = [one.bounding_box() for one in phone.locator(selector).all()]
        assert all(box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"] for box in boxes), selector
        numbers[selector] = len(boxes)
    dates = numbers[".next-dates time"]
    assert 2 <= dates <= 3
    assert numbers == dict(zip(DECISIVE, [1, 3, dates, dates, 1], strict=True))
