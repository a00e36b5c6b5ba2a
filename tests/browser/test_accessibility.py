"""Nothing stands between a page and its reader: axe, keyboard, narrow screens, large words, less motion, few hues."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE, ROOT, Site, sign_in
from tests.browser.test_evening import book, link_in

AXE = (ROOT / "frontend/node_modules/axe-core/axe.min.js").read_text()  # the one of the widget's own tests
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# Only what is wrong leaves the page: all that axe tells of what is right takes three times as long as its checks.
VIOLATIONS = """async (rules) => (await axe.run(document, rules)).violations.map(
    ({ id, nodes }) => [id, nodes.map(({ target }) => target)])"""
DESK = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
LOOKS = [(scheme, size) for scheme in ("light", "dark") for size in (PHONE, DESK)]

ITALIAN = [
    "/it/",
    "/it/spettacoli/",
    "/it/spettacoli/?view=calendar",
    "/it/spettacoli/?access=relaxed",
    "/it/spettacoli/?q=qwertyuiop",
    "/it/spettacoli/inventario-delle-piogge/",  # announced, with players, pictures and quotes
    "/it/spettacoli/antigone-ultimo-piano/",  # with a cancelled and a moved date
    "/it/spettacoli/orchestra-per-tre-sedie/",  # full
    "/it/spettacoli/il-censimento-delle-ombre/",  # in preparation
    "/it/spettacoli/la-casa-del-sale/",  # in the archive
    "/it/chi-siamo/",
    "/it/chi-siamo/irene-valsecchi/",
    "/it/notizie/",
    "/it/notizie/?year=1999",
    "/it/notizie/la-stagione-comincia/",
    "/it/come-arrivare/",
    "/it/come-arrivare/la-serra/",
    "/it/accessibilita/",
    "/it/privacy/",
    "/it/materiali/",
    "/it/contatti/",
    "/it/contatti/?sent=1",
    "/it/reservations/book/10/",
    "/it/reservations/book/16/",  # full
    "/it/reservations/wrong/",
]
ENGLISH = [
    "/en/",
    "/en/shows/",
    "/en/shows/?view=calendar",
    "/en/shows/?access=relaxed&month=foo",
    "/en/shows/?q=qwertyuiop",
    "/en/shows/inventory-of-rains/",
    "/en/shows/antigone-top-floor/",
    "/en/shows/orchestra-for-three-chairs/",
    "/en/shows/the-census-of-shadows/",
    "/en/shows/the-house-of-salt/",
    "/en/company/",
    "/en/company/davide-kofler/",
    "/en/news/",
    "/en/news/?year=1999",
    "/en/news/the-season-begins/",
    "/en/visit/",
    "/en/visit/sala-macchine/",
    "/en/accessibility/",
    "/en/privacy/",
    "/en/materials/",
    "/en/contact/",
    "/en/contact/?sent=1",
    "/en/reservations/book/10/",
    "/en/reservations/book/16/",
    "/en/reservations/wrong/",
]
WITHOUT_LANGUAGE = ["/login/", "/r/some-code", "/dev/patterns/"]
PAGES = ITALIAN + ENGLISH + WITHOUT_LANGUAGE

# Controls that a person sees in the page; what is only for programs and what waits for its focus is not among them.
CONTROLS = """
    const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex="0"]';
    const isOffered = (element) =>
        !element.disabled && !element.closest('.visually-hidden, .skip-link, [aria-hidden=true], [inert]')
        && element.checkVisibility({ checkVisibilityCSS: true });
    const named = (element) =>
        `${element.tagName.toLowerCase()}.${element.className} "${(element.textContent || element.name || '').trim()}"`;
    // A control is hit where a press reaches it, its label or something inside it.
    const isHit = (element, x, y) => {
        const hit = document.elementFromPoint(x, y);
        const standsFor = (one) => one.contains(element) && one.matches('label, .mat-mdc-form-field *, .mdc-radio *');
        return hit && (element.contains(hit) || standsFor(hit)
            || [...(element.labels ?? [])].some((label) => label.contains(hit)));
    };
"""

# A change of style is drawn with the next frame, and even the shortest transition needs one more.
SETTLED = """async () => {
    await Promise.allSettled(document.getAnimations().map((one) => one.finished));
    for (const frame of [1, 2]) await new Promise(requestAnimationFrame);
}"""

# Controls that stick out of the window or are covered by something else when they are scrolled to.
LOST_CONTROLS = (
    """() => {"""
    + CONTROLS
    + """
    const lost = [];
    for (const element of document.querySelectorAll(CONTROLS)) {
        if (!isOffered(element)) continue;
        element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
        const [box] = element.getClientRects();
        if (!box) { lost.push(`${named(element)} has no box`); continue; }
        const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
        const sticksOut = (box.left < -1 || box.right > innerWidth + 1) && !element.closest('.table-scroll');
        if (sticksOut || !isHit(element, (left + right) / 2, box.top + box.height / 2)) lost.push(named(element));
    }
    scrollTo(0, 0);
    return lost;
}"""
)

# Words cut off by a box that is too small; the way down shortens the name of the page, which its title repeats.
CUT_WORDS = """() => [...document.querySelectorAll('body *')].filter((element) => {
    const style = getComputedStyle(element);
    return ['hidden', 'clip'].includes(style.overflowX) && element.textContent.trim() && element.clientWidth > 1
        && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
        && !element.closest('.breadcrumbs, select, svg, .mat-mdc-form-field') && element.checkVisibility();
}).map((element) => `${element.tagName.toLowerCase()}.${element.className}`)"""

SCROLLS_SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

# What has the focus: its name, whether a ring is drawn around it or what stands for it, whether all of it is in sight.
FOCUSED = (
    """() => {"""
    + CONTROLS
    + """
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const hasRing = (one, pseudo) => {
        const style = getComputedStyle(one, pseudo);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
            && style.outlineColor !== 'rgba(0, 0, 0, 0)';
    };
    // Material draws the frame of a field thicker.
    const frame = element.closest('.mat-mdc-form-field')?.querySelector('.mdc-notched-outline__leading');
    const hasFrame = frame && parseFloat(getComputedStyle(frame).borderTopWidth) >= 2;
    const around = [element, element.closest('label'), element.parentElement, element.closest('.mat-mdc-form-field')];
    const isMarked = hasFrame
        || around.some((one) => one && (hasRing(one) || hasRing(one, '::after') || hasRing(one, '::before')));
    const [box] = element.getClientRects();
    // Of what is taller than a line or two, as a field for a message, a good part is enough.
    const top = box && Math.max(box.top, 0), bottom = box && Math.min(box.bottom, innerHeight);
    const isInSight = box && bottom - top >= Math.min(box.height, 40) - 1
        && box.left >= -1 && box.right <= innerWidth + 1;
    const middle = (top + bottom) / 2;
    return {
        name: named(element), key: [...document.querySelectorAll('*')].indexOf(element),
        isMarked, isInSight, isCovered: !box || !isHit(element, box.left + box.width / 2, middle),
    };
}"""
)

# Stops of the Tab key as the page means them: one radio of a group, nothing folded away.
STOPS = (
    """() => {"""
    + CONTROLS
    + """
    const groups = new Set();
    return [...document.querySelectorAll(CONTROLS)].filter((element) => {
        if (element.tabIndex < 0 || element.disabled) return false;
        if (!element.checkVisibility({ checkVisibilityCSS: true })) return false;
        if (element.closest('[inert]')) return false;
        if (element.type !== 'radio') return true;
        if (groups.has(element.name)) return false;
        groups.add(element.name);
        return true;
    }).length;
}"""
)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_viewport_size(DESK)
    return page


def findings(page: Page) -> list[str]:
    """Each finding of axe as `rule: the elements`; the source runs in the page, past its policy, as a debugger does."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.evaluate(SETTLED)
    return [f"{rule}: {targets}" for rule, targets in page.evaluate(VIOLATIONS, RULES)]


def findings_in_all_looks(page: Page) -> list[str]:
    """What axe finds by day and by night, on a phone and on a desk, with all that is folded unfolded.

    A page that scrolls sideways is found too.
    """
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    found = []
    for scheme, size in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        wrong = findings(page) + (["scrolls sideways"] if page.evaluate(SCROLLS_SIDEWAYS) else [])
        found += [f"{scheme} {size['width']}: {finding}" for finding in wrong]
    return found


def open_page(page: Page, site: Site, path: str) -> None:
    """Opens one of our own pages, with its widget: Django's page about a missing address would have nothing of ours."""
    page.goto(f"{site.url}{path}")
    assert page.locator("link[href*='/static/home/']").count() > 0, f"{path} is not a page of the site"
    if page.locator("azl-booking").count():
        page.locator("azl-booking").scroll_into_view_if_needed()
        page.locator("azl-booking[ng-version] h3").first.wait_for()
        page.evaluate("scrollTo(0, 0)")
    page.evaluate("document.fonts.ready")


@pytest.mark.parametrize("paths", [ITALIAN, ENGLISH, WITHOUT_LANGUAGE], ids=["italian", "english", "neither"])
def test_axe_finds_nothing_on_any_kind_of_page(page: Page, site: Site, paths: list[str]) -> None:
    found = {}
    for path in paths:
        page.context.expected_findings = ["(Not Found)", "(Gone)"]
        open_page(page, site, path)
        found[path] = findings_in_all_looks(page)
    assert {path: rules for path, rules in found.items() if rules} == {}


@pytest.mark.parametrize("language", ["it", "en"])
def test_axe_finds_nothing_on_a_missing_page(page: Page, site_without_debug: Site, language: str) -> None:
    page.context.expected_findings = ["(Not Found)", site_without_debug.url]
    open_page(page, site_without_debug, f"/{language}/nowhere/")
    assert findings_in_all_looks(page) == []


def test_axe_finds_nothing_where_fields_are_refused(page: Page, site: Site) -> None:
    page.context.expected_findings = ["(Bad Request)"]
    for path in ("/it/contatti/", "/en/contact/", "/it/reservations/book/10/", "/en/reservations/book/10/"):
        open_page(page, site, path)
        page.locator("main form [type=submit]").first.click()  # the others lead to other dates
        page.get_by_role("alert").wait_for()
        assert findings_in_all_looks(page) == [], path


def test_axe_finds_nothing_from_booking_to_the_door(page: Page, site: Site) -> None:
    address = "axe@example.org"
    book(page, site, address)
    assert findings_in_all_looks(page) == []
    page.goto(link_in(site.wait_for_mail(address, 1), "/reservations/confirm/"))
    assert findings_in_all_looks(page) == []
    page.get_by_role("button", name="Conferma la prenotazione").click()
    page.locator(".qr").wait_for()
    assert findings_in_all_looks(page) == []
    sign_in(page, site, "maschera", "/check-in/")
    page.get_by_label("Codice o indirizzo del pass").wait_for()
    assert findings_in_all_looks(page) == []


@pytest.fixture
def narrow(browser: Browser, browser_context_args: dict) -> Iterator[Page]:
    """A window of 1280 px at 400 %."""
    with browser.new_context(**{**browser_context_args, "viewport": NARROW}) as context:
        yield context.new_page()


def losses(page: Page) -> list[str]:
    page.evaluate(SETTLED)
    return [
        *(["scrolls sideways"] if page.evaluate(SCROLLS_SIDEWAYS) else []),
        *page.evaluate(LOST_CONTROLS),
        *page.evaluate(CUT_WORDS),
    ]


def test_nothing_is_lost_at_320_px_and_with_words_twice_as_large(narrow: Page, site: Site) -> None:
    found = {}
    for path in PAGES:
        open_page(narrow, site, path)
        found[path] = losses(narrow)
        narrow.evaluate("document.documentElement.style.fontSize = '200%'")
        found[f"{path} at 200 %"] = losses(narrow)
    assert {path: lost for path, lost in found.items() if lost} == {}


def test_what_is_lost_is_found(narrow: Page, site: Site) -> None:
    open_page(narrow, site, "/it/privacy/")
    narrow.evaluate(
        """document.querySelector('main').insertAdjacentHTML('beforeend', `
            <div id="cover"><a href="/it/">sotto</a><b></b></div><p id="cut">parolalunghissima</p><hr id="wide">`);
        const set = (selector, style) => Object.assign(document.querySelector(selector).style, style);
        set('#cover', { position: 'relative' });
        set('#cover b', { position: 'absolute', inset: 0 });
        set('#cut', { width: '3rem', overflow: 'hidden', overflowWrap: 'normal' });
        set('#wide', { width: '400px' });"""
    )
    assert losses(narrow) == ["scrolls sideways", 'a. "sotto"', "p."]


WALKS = [
    "/it/",
    "/it/spettacoli/",
    "/it/spettacoli/?view=calendar",
    "/it/spettacoli/inventario-delle-piogge/",
    "/en/company/",
    "/en/news/",
    "/en/visit/",
    "/en/materials/",
    "/en/contact/",
    "/en/reservations/book/10/",
]


def walk(page: Page) -> tuple[int, list[str]]:
    """Presses Tab from the beginning to the end: how many stops there were, and which of them were hard to see."""
    stops, hard = set(), []
    while True:
        page.keyboard.press("Tab")
        page.evaluate(SETTLED)
        stop = page.evaluate(FOCUSED)
        if stop is None or stop["key"] in stops:
            return len(stops), hard
        stops.add(stop["key"])
        if not stop["isMarked"] or not stop["isInSight"] or stop["isCovered"]:
            hard.append(str(stop))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_focus_is_always_seen_and_goes_everywhere(page: Page, site: Site, size: dict) -> None:
    page.set_viewport_size(size)
    found = {}
    for path in WALKS:
        open_page(page, site, path)
        meant = page.evaluate(STOPS)
        stops, hard = walk(page)
        if hard or stops != meant:
            found[path] = (stops, meant, hard)
    assert found == {}


def test_focus_is_seen_in_forced_colours(page: Page, site: Site) -> None:
    page.emulate_media(forced_colors="active")
    open_page(page, site, "/it/spettacoli/inventario-delle-piogge/")
    assert walk(page)[1] == []


def test_badges_are_seen_in_forced_colours(page: Page, site: Site) -> None:
    """The box before the words is drawn in a colour of the system that its ground does not have."""
    for scheme in ("light", "dark"):
        page.emulate_media(forced_colors="active", color_scheme=scheme)
        for path in ("/it/spettacoli/antigone-ultimo-piano/", "/it/spettacoli/orchestra-per-tre-sedie/"):
            open_page(page, site, path)
            badges = page.locator(".performance .badge").evaluate_all(
                """(badges) => badges.map((badge) => {
                    const box = getComputedStyle(badge, '::before');
                    return [box.borderTopColor, box.borderTopStyle, box.borderTopWidth,
                            getComputedStyle(document.body).color];
                })"""
            )
            assert badges
            assert [badge for badge in badges if badge[0] != badge[3] or badge[1] == "none" or badge[2] != "2px"] == []


def test_nothing_moves_for_those_who_want_less_motion(page: Page, site: Site) -> None:
    moving = {}
    for path in ("/it/", "/it/spettacoli/", "/it/spettacoli/inventario-delle-piogge/", "/it/materiali/"):
        open_page(page, site, path)
        page.locator("main a").first.hover()
        moving[path] = page.evaluate(
            """() => [
                ...document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 1)
                    .map((one) => one.effect.target.className),
                ...[...document.querySelectorAll('*')].filter((element) => {
                    const style = getComputedStyle(element);
                    return [style.transitionDuration, style.animationDuration]
                        .some((times) => times.split(',').some((time) => parseFloat(time) > 0.001))
                        || style.scrollBehavior === 'smooth';
                }).map((element) => `${element.tagName.toLowerCase()}.${element.className}`),
            ]"""
        )
    assert {path: elements for path, elements in moving.items() if elements} == {}


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Presses Tab until what is so named has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(
            "name => document.querySelector(':is(a, button, summary):focus')?.textContent.includes(name)", name
        ):
            return
    raise AssertionError(f"no way to {name!r} by Tab")


def test_the_whole_way_by_keyboard_alone(page: Page, site: Site) -> None:
    """Past the header, to the programme, a filter, a show, its warnings, its dates and pictures; then the language.

    Booking by keyboard stands in test_booking.py.
    """
    open_page(page, site, "/it/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")

    page.goto(f"{site.url}/it/")
    tab_to(page, "Spettacoli")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}/it/spettacoli/")

    page.get_by_label("Sala", exact=True).press("ArrowDown")
    expect(page).to_have_url(f"{site.url}/it/spettacoli/?venue=la-serra")
    expect(page.locator(".show-card")).to_have_count(1)
    tab_to(page, "Orchestra per tre sedie")
    page.keyboard.press("Enter")
    expect(page.locator(".show-head__title")).to_have_text("Orchestra per tre sedie")

    open_page(page, site, "/it/spettacoli/inventario-delle-piogge/")
    tab_to(page, "Prenota")
    page.keyboard.press("Enter")
    expect(page.locator("#book-title")).to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")
    tab_to(page, "Metti una data")
    page.keyboard.press("Enter")
    expect(page.locator(".calendar-dates__list")).to_be_visible()

    page.reload()
    tab_to(page, "Avvertenze sui contenuti")
    page.keyboard.press("Enter")
    expect(page.locator(".content-warnings ul")).to_be_visible()

    page.reload()
    tab_to(page, "EN")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}/en/shows/inventory-of-rains/")
