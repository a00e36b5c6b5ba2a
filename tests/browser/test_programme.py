"""The programme as visitors use it: calendar by keyboard, filters with and without script, the way back, the search."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PHONE, Site

PROGRAMME = "/en/shows/"
PAUSE = 2000  # milliseconds; longer than the page waits for another letter


@pytest.fixture
def desk(context) -> Page:
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    return page


@pytest.fixture
def page_without_script(browser: Browser, browser_context_args: dict) -> Iterator[Page]:
    with browser.new_context(**{**browser_context_args, "java_script_enabled": False}) as context:
        yield context.new_page()


def cards(page: Page) -> Locator:
    return page.locator("[data-results] .show-card__title")


def is_marked(page: Page) -> bool:
    """Whether the document is still the one that was marked: nothing was loaded anew."""
    return page.evaluate("document.body.dataset.marked === 'yes'")


def open_marked(page: Page, site: Site, query: str = "") -> None:
    page.goto(f"{site.url}{PROGRAMME}{query}")
    page.evaluate("document.body.dataset.marked = 'yes'")


def test_filters_apply_at_once_and_the_way_back_undoes_them(desk: Page, site: Site) -> None:
    open_marked(desk, site)
    everything = cards(desk).all_inner_texts()
    desk.get_by_label("Accessible performances").select_option("relaxed")
    expect(desk).to_have_url(re.compile(r"\?access=relaxed$"))
    expect(desk.locator("[data-found]")).to_have_text("2 shows")
    desk.get_by_label("Venue").select_option("la-serra")
    expect(desk.locator("[data-found]")).to_have_text("1 show")
    expect(cards(desk)).to_have_text(["Orchestra for Three Chairs"])
    desk.go_back()
    expect(cards(desk)).to_have_count(2)
    expect(desk.get_by_label("Venue")).to_have_value("")
    expect(desk.get_by_label("Accessible performances")).to_have_value("relaxed")
    desk.get_by_role("link", name="Remove: Relaxed").click()
    expect(cards(desk)).to_have_text(everything)
    expect(desk.get_by_label("Accessible performances")).to_have_value("")
    assert is_marked(desk)


def test_filters_survive_reload_and_the_switch_of_language(desk: Page, site: Site) -> None:
    open_marked(desk, site)
    desk.get_by_label("Venue").select_option("la-serra")
    expect(cards(desk)).to_have_count(1)
    desk.reload()
    expect(cards(desk)).to_have_count(1)
    expect(desk.get_by_label("Venue")).to_have_value("la-serra")
    desk.get_by_role("link", name="Italiano").click()
    expect(desk).to_have_url(f"{site.url}/it/spettacoli/?venue=la-serra")
    expect(cards(desk).get_by_text("Orchestra per tre sedie", exact=True)).to_have_count(1)


def test_search_waits_for_three_letters_and_a_pause(desk: Page, site: Site) -> None:
    desk.clock.install()
    open_marked(desk, site)
    asked = []
    desk.on("request", lambda request: asked.append(request.url) if "?q=" in request.url else None)
    field = desk.get_by_role("searchbox", name="Search")
    field.press_sequentially("ra")
    desk.clock.run_for(PAUSE)
    desk.clock.pause_at(datetime.now(tz=UTC) + timedelta(hours=1))  # however slowly a busy machine types
    field.press_sequentially("ining")
    assert asked == []
    desk.clock.resume()
    expect(desk.locator("[data-found]")).to_have_text("2 shows")
    expect(cards(desk)).to_have_text(["The Inventory of Rains", "The House of Salt"])
    expect(field).to_be_focused()
    assert asked == [f"{site.url}{PROGRAMME}?q=raining"]
    field.blur()
    field.fill("")
    field.press_sequentially("chairs", delay=20)
    expect(cards(desk)).to_have_text(["Orchestra for Three Chairs"])
    desk.go_back()  # what is typed until the field is left is one step
    expect(field).to_have_value("raining")
    expect(cards(desk)).to_have_count(2)
    assert is_marked(desk)


def test_search_that_finds_nothing_offers_a_way_on(desk: Page, site: Site) -> None:
    open_marked(desk, site)
    desk.get_by_role("searchbox", name="Search").fill("qwertyuiop")
    expect(desk.get_by_role("heading", name="Nothing like that in the programme")).to_be_visible()
    expect(desk.locator("[data-found]")).to_have_text("0 shows")
    desk.get_by_role("link", name="See the whole programme").click()
    expect(cards(desk).first).to_be_visible()
    expect(desk.get_by_role("searchbox", name="Search")).to_have_value("")


def test_everything_works_without_script(page_without_script: Page, site: Site) -> None:
    page = page_without_script
    page.set_viewport_size(PHONE)
    page.goto(f"{site.url}{PROGRAMME}")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Accessible performances").select_option("relaxed")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile(r"access=relaxed"))
    expect(cards(page)).to_have_count(2)
    page.get_by_role("link", name="Remove: Relaxed").click()
    page.get_by_role("searchbox", name="Search").fill("chairs")
    page.get_by_role("button", name="Search").click()
    expect(cards(page)).to_have_text(["Orchestra for Three Chairs"])
    page.get_by_role("link", name="Clear all").click()
    page.get_by_role("link", name="Calendar").click()
    page.locator("[data-month=after]").click()
    expect(page.locator(".month__title")).to_be_visible()
    page.locator(".calendar__show").first.click()
    expect(page.get_by_role("link", name=re.compile("^Book this date")).first).to_be_visible()


def test_calendar_by_keyboard(desk: Page, site: Site) -> None:
    open_marked(desk, site, "?view=calendar")
    stops = desk.locator(".calendar a[tabindex='0']")
    days = desk.locator(".calendar [data-day]:has(a)").evaluate_all("all => all.map(day => day.dataset.day)")
    assert stops.count() == 1  # one stop for Tab, however many days there are
    stops.first.focus()
    focused = "document.activeElement.closest('[data-day]').dataset.day"
    for key, expected in [
        ("Home", days[0]),
        ("ArrowRight", days[1]),
        ("ArrowRight", days[2]),
        ("ArrowLeft", days[1]),
        ("End", days[-1]),
        ("ArrowRight", days[-1]),  # there is nothing after it
        ("Home", days[0]),
        ("ArrowDown", next(day for day in days if week_later(desk, days[0], day))),
    ]:
        desk.keyboard.press(key)
        assert desk.evaluate(focused) == expected, key
        assert stops.count() == 1
    month = desk.locator(".month__title").inner_text()
    desk.keyboard.press("PageDown")
    expect(desk.locator(".month__title")).not_to_have_text(month)
    expect(desk.locator(".calendar [data-day]:has(a)").first.locator("a").first).to_be_focused()
    desk.keyboard.press("PageUp")
    expect(desk.locator(".month__title")).to_have_text(month)
    expect(desk.locator(".calendar [data-day]:has(a)").last.locator("a").first).to_be_focused()
    assert is_marked(desk)
    desk.keyboard.press("Enter")
    expect(desk.locator(".show-head__title")).to_be_visible()


def week_later(page: Page, first: str, day: str) -> bool:
    return page.evaluate("([first, day]) => Date.parse(day) - Date.parse(first) >= 7 * 864e5", [first, day])


def test_calendar_is_an_agenda_on_a_phone(phone: Page, site: Site) -> None:
    phone.goto(f"{site.url}{PROGRAMME}?view=calendar")
    with_dates = phone.locator(".calendar [data-day]:has(a)")
    expect(phone.locator(".calendar [data-day]:visible")).to_have_count(with_dates.count())
    expect(with_dates.first.locator(".calendar__full")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_date_of_the_list_is_chosen_in_the_widget(desk: Page, site: Site) -> None:
    desk.goto(f"{site.url}/en/shows/inventory-of-rains/")
    desk.locator("azl-booking").scroll_into_view_if_needed()
    expect(desk.locator("azl-booking").get_by_role("radio").first).to_be_visible()
    link = desk.locator("[data-books]").nth(1)
    performance = link.get_attribute("data-books")
    link.click()
    expect(desk.locator(f"azl-booking input[value='{performance}']")).to_be_checked()
    expect(desk).to_have_url(re.compile(r"inventory-of-rains/$"))
