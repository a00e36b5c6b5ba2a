"""`make first-field`: how long a visitor with a slow telephone waits for the first field of the booking.

It measures and never fails a build: the figures depend on the machine. WRITE=1 puts the table into docs/testing.md.
"""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, fields
from statistics import median

from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.judges.documents import write_between
from tests.judges.site import Site, production_site

SHOW = "/it/spettacoli/inventario-delle-piogge/"
PHONE = {"width": 390, "height": 844}
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}  # bytes, ms
SLOWER_CPU = 4
RUNS = 5
BEGIN, END = "<!-- first field: begin -->", "<!-- first field: end -->"

# Painted: two frames after it is in the page, counted from the page's own request, and from the finger on "Book".
WATCH = """
    const isThere = () => document.querySelector('azl-booking :is(input, select)');
    addEventListener('pointerdown', () => { window.pressedAt ??= performance.now(); }, true);
    window.firstField = new Promise((resolve) => {
        const watch = new MutationObserver(() => {
            if (!isThere()) return;
            watch.disconnect();
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
        });
        watch.observe(document, { childList: true, subtree: true });
    });
"""
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


@dataclass(frozen=True)
class Wait:
    milliseconds: float
    kilobytes: float
    page_painted: float  # the first words of the page itself, for comparison


def main() -> int:
    if not shutil.which("chromium"):
        print("This needs chromium on the PATH (Debian: apt-get install chromium).", file=sys.stderr)
        return 1
    ways: dict[str, Callable[[Page, str], float]] = {
        "“Book” pressed on the show page": pressed,
        "the show page opened at its form (`#book`)": opened_at_the_form,
    }
    with production_site("tests.judges.wsgi:compressing") as site, sync_playwright() as playwright:
        arguments = [
            "--disable-gpu",
            "--disable-background-networking",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
        ]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        site.get(SHOW)  # the first reader of a page makes its pictures
        table = as_table({name: typical(browser, site, way) for name, way in ways.items()})
        browser.close()
    print(table)
    if os.environ.get("WRITE"):
        write_between(BEGIN, END, table)
    return 0


def typical(browser: Browser, site: Site, way: Callable[[Page, str], float]) -> Wait:
    """The median of some runs, each with an empty cache."""
    waits = [measured(browser, f"{site.url}{SHOW}", way) for _ in range(RUNS)]
    return Wait(*(median(getattr(wait, field.name) for wait in waits) for field in fields(Wait)))


def measured(browser: Browser, address: str, way: Callable[[Page, str], float]) -> Wait:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="it-IT") as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        files: list[Request] = []
        page.on("requestfinished", lambda request: files.append(request))
        connection = context.new_cdp_session(page)
        connection.send("Network.enable")
        connection.send("Network.emulateNetworkConditions", SLOW_4G)
        connection.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
        milliseconds = way(page, address)
        sizes = [request.sizes()["responseBodySize"] for request in files if "/azl/" in request.url]
        return Wait(milliseconds, sum(sizes) / 1000, page.evaluate(FIRST_PAINT))


def pressed(page: Page, address: str) -> float:
    """From the finger on the link of a page that has been read; what the finger announces is fetched at once."""
    page.goto(address, wait_until="networkidle")
    page.locator(".show-head a.button").tap()
    return page.evaluate("window.firstField") - page.evaluate("window.pressedAt")


def opened_at_the_form(page: Page, address: str) -> float:
    page.goto(f"{address}#book", wait_until="commit")
    return page.evaluate("window.firstField")


def as_table(waits: dict[str, Wait]) -> str:
    head = ["the visitor's way", "first field painted", "kB of the widget", "first words of the page"]
    rows = [
        [name, in_seconds(wait.milliseconds), f"{wait.kilobytes:.0f}", in_seconds(wait.page_painted)]
        for name, wait in waits.items()
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def in_seconds(milliseconds: float) -> str:
    return f"{milliseconds / 1000:.1f} s"


if __name__ == "__main__":
    sys.exit(main())
