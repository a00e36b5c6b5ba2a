"""How far a page moves by itself, as the browser measures it: Cumulative Layout Shift."""

from playwright.sync_api import Page

MOST_SHIFT = 0.05  # half of what web.dev calls good
_WATCH = """
    window.shifts = [];
    const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
    const moved = ({ node, previousRect, currentRect }) =>
        `${node?.nodeName}.${node?.className}: ${place(previousRect)} → ${place(currentRect)}`;
    new PerformanceObserver((list) => {
        for (const { hadRecentInput, value, sources } of list.getEntries()) {
            if (!hadRecentInput) window.shifts.push([value, sources.map(moved)]);
        }
    }).observe({ type: 'layout-shift', buffered: true });
"""


def watch_shifts(page: Page) -> None:
    """In each document that `page` opens from now on."""
    page.add_init_script(_WATCH)


def expect_stillness(page: Page) -> None:
    shifts = page.evaluate("window.shifts")
    assert sum(value for value, _ in shifts) <= MOST_SHIFT, shifts
