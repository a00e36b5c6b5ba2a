"""The box office's own screens in a browser, and the hands that work there."""

import json
import re
import urllib.request
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from tests.browser.booking import said
from tests.browser.conftest import Site

SECONDS_A_KEY = 0.2
REFERENCE = re.compile(r"\b[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}\b")


@dataclass
class Keys:
    """A keyboard without a mouse beside it; counts what the work takes."""

    page: Page
    pressed: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> "Keys":
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed.append(key)
        return self

    def type(self, text: str) -> "Keys":
        self.page.keyboard.type(text)
        self.pressed += text
        return self

    def tab_to(self, target: Locator, most: int = 40) -> "Keys":
        """Presses Tab until `target` has the focus."""
        expect(target).to_be_visible()
        for _ in range(most):
            if target.evaluate("target => target === document.activeElement"):
                return self
            self.press("Tab")
        raise AssertionError(f"no way to {target} by Tab within {most}")

    @property
    def seconds(self) -> float:
        """What a person needs who types three hundred keys a minute."""
        return len(self.pressed) * SECONDS_A_KEY


class Desk:
    """Somebody of the box office, signed in at a browser."""

    def __init__(self, page: Page, site: Site, language: str = "it") -> None:
        self.page, self.site, self.language = page, site, language

    def said(self, text: str, **values: object) -> str:
        return said(self.language, text, **values)

    def open(self, path: str) -> "Desk":
        self.page.goto(f"{self.site.url}{path}")
        return self

    def field(self, name: str) -> Locator:
        return self.page.locator(f"main [name={name}]")

    def fill(self, **values: Any) -> "Desk":
        for name, value in values.items():
            self.field(name).fill(str(value))
        return self

    def book(self) -> "Desk":
        """Sends the form for a caller."""
        self.page.locator("form.desk-book button[type=submit]").click()
        return self

    def follow(self, ending: str) -> "Desk":
        """The link of the page whose address ends so."""
        self.page.locator(f"main a[href$='{ending}']").first.click()
        return self

    def submit(self, name: str) -> "Desk":
        """One of the two buttons of a guided action: `try` or `act`."""
        self.page.locator(f"main button[name={name}]").click()
        return self

    def expect_text(self, *texts: str) -> "Desk":
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)
        return self

    def expect_booked(self) -> "Desk":
        """The reference is on the screen, to be read out."""
        expect(self.page.locator("h1")).to_contain_text(REFERENCE)
        return self

    @property
    def reference(self) -> str:
        """The one that is on the screen."""
        [found] = REFERENCE.findall(self.page.locator("h1").inner_text())
        return found


def api_performance(site: Site, performance: int) -> dict[str, Any]:
    with urllib.request.urlopen(f"{site.url}/api/performances/{performance}/") as answer:
        return json.load(answer)


def in_programme_feed(site: Site, title: str) -> Any:
    """The entry of the only performance of a show in the calendar of the programme."""
    with urllib.request.urlopen(f"{site.url}/programme.ics") as answer:
        calendar = Calendar.from_ical(answer.read())
    [entry] = [entry for entry in calendar.walk("VEVENT") if title in entry["SUMMARY"]]
    return entry


def plain_text(mail: EmailMessage) -> str:
    return " ".join(mail.get_body(preferencelist=("plain",)).get_content().split())
