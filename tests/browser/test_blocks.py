"""Galleries and videos in a real browser, with and without scripts; and pictures no larger than their places."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import PHONE, Site
from tests.browser.test_accessibility import findings

GALLERY_PAGE = "/it/materiali/"
VIDEO_PAGE = "/it/spettacoli/inventario-delle-piogge/"
PLAYER = "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&rel=0"
PAGES = ["/it/", "/it/spettacoli/", VIDEO_PAGE, GALLERY_PAGE, "/it/chi-siamo/"]
SLACK = 1.2  # a place may be a fifth narrower than `sizes` says: the next file would not be smaller
SCREENS = [
    (PHONE, 3),
    ({"width": 768, "height": 1024}, 2),
    ({"width": 1280, "height": 900}, 1),
    ({"width": 1680, "height": 900}, 1),
]


@pytest.fixture
def plain(browser: Browser, browser_context_args: dict) -> Iterator[Page]:
    """A browser in which no script runs."""
    with browser.new_context(**{**browser_context_args, "java_script_enabled": False}) as context:
        yield context.new_page()


def test_gallery_opens_steps_and_closes_by_keyboard(phone: Page, site: Site) -> None:
    phone.goto(f"{site.url}{GALLERY_PAGE}")
    links = phone.locator("[data-picture]")
    links.first.focus()
    phone.keyboard.press("Enter")
    dialog = phone.get_by_role("dialog")
    expect(dialog).to_be_visible()
    shown = dialog.locator("img")
    expect(shown).to_have_attribute("src", links.first.get_attribute("href"))
    expect(shown).to_have_attribute("alt", links.first.locator("img").get_attribute("alt"))
    phone.keyboard.press("ArrowRight")
    expect(shown).to_have_attribute("src", links.nth(1).get_attribute("href"))
    phone.keyboard.press("ArrowLeft")
    phone.keyboard.press("ArrowLeft")
    expect(shown).to_have_attribute("src", links.last.get_attribute("href"))
    expect(dialog.get_by_role("status")).to_contain_text(f"Immagine {links.count()} di {links.count()}")
    phone.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(links.last).to_be_focused()


def test_gallery_by_its_buttons(phone: Page, site: Site) -> None:
    phone.goto(f"{site.url}{GALLERY_PAGE}")
    links = phone.locator("[data-picture]")
    links.nth(1).click()
    dialog = phone.get_by_role("dialog")
    dialog.locator("[data-step='1']").click()
    expect(dialog.locator("img")).to_have_attribute("src", links.nth(2).get_attribute("href"))
    assert findings(phone) == []
    dialog.locator("[data-close]").click()
    expect(links.nth(2)).to_be_focused()


def test_picture_stays_a_link_for_a_new_tab_and_without_scripts(phone: Page, plain: Page, site: Site) -> None:
    # The development server sends the policy of pages with pictures too, and has no icon for the new tab.
    phone.context.expected_findings = ["Applying inline style", "(Not Found)"]
    phone.goto(f"{site.url}{GALLERY_PAGE}")
    with phone.context.expect_page():
        phone.locator("[data-picture]").first.click(modifiers=["Control"])
    expect(phone.get_by_role("dialog")).to_have_count(0)
    plain.goto(f"{site.url}{GALLERY_PAGE}")
    link = plain.locator("[data-picture]").first
    large = link.get_attribute("href")
    link.click()
    assert plain.url == f"{site.url}{large}"


def test_video_asks_its_host_for_nothing_before_the_click(phone: Page, site: Site) -> None:
    """The context fails on any request to another host; the one after the click is answered here."""
    asked: list[tuple[str, str | None]] = []

    def answer(route: Route) -> None:
        asked.append((route.request.url, route.request.headers.get("referer")))
        route.fulfill(body="<title>player</title>", content_type="text/html")

    phone.context.expected_findings = [PLAYER]
    phone.goto(f"{site.url}{VIDEO_PAGE}")
    phone.route("https://www.youtube-nocookie.com/**", answer)
    stage = phone.locator(".video__stage")
    stage.scroll_into_view_if_needed()
    phone.wait_for_load_state("networkidle")
    assert asked == []
    before = stage.bounding_box()
    button = stage.get_by_role("button")
    expect(button).to_contain_text("YouTube")
    button.focus()
    phone.keyboard.press("Enter")
    player = stage.locator("iframe")
    expect(player).to_be_focused()
    expect(player).to_have_attribute("title", "Il trailer")
    expect(player).to_have_attribute("src", PLAYER)
    phone.wait_for_load_state("networkidle")
    # Its player wants to know the site, and learns nothing of the page.
    assert asked == [(PLAYER, f"{site.url}/")]
    after = stage.bounding_box()
    assert (after["width"], after["height"]) == (before["width"], before["height"])


def test_video_without_scripts_is_a_link_to_its_host(plain: Page, site: Site) -> None:
    plain.goto(f"{site.url}{VIDEO_PAGE}")
    link = plain.locator(".video__play")
    assert link.get_attribute("href") == "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
    expect(link).to_contain_text("YouTube")


def test_wide_table_is_scrolled_by_keyboard(phone: Page, site: Site) -> None:
    phone.set_viewport_size({"width": 320, "height": 640})
    phone.goto(f"{site.url}{GALLERY_PAGE}")
    region = phone.locator(".table-scroll")
    region.focus()
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function("document.querySelector('.table-scroll').scrollLeft > 0")
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize(("size", "density"), SCREENS, ids=["phone", "tablet", "desk", "wide"])
def test_sizes_tell_the_browser_how_wide_each_picture_is(
    browser: Browser, browser_context_args: dict, site: Site, size: dict, density: int
) -> None:
    """With a `srcset` of widths, the natural width of a picture is what `sizes` came to."""
    arguments = {**browser_context_args, "viewport": size, "device_scale_factor": density}
    wrong = []
    with browser.new_context(**arguments) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto(f"{site.url}{path}")
            page.evaluate("document.querySelectorAll('img').forEach((image) => (image.loading = 'eager'))")
            page.wait_for_load_state("networkidle")
            for name, told, wide in page.evaluate(
                """() => [...document.querySelectorAll('img[srcset], source[srcset*=","] ~ img')].map(
                    (image) => [image.currentSrc, image.naturalWidth, image.getBoundingClientRect().width])"""
            ):
                if not wide / 1.02 <= told <= wide * SLACK:
                    wrong.append((path, name.rpartition("/")[2], told, round(wide)))
    assert wrong == []
