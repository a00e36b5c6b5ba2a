"""How a visitor books, with the widget and with the plain form: what the tests of the booking share."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from django.utils import translation
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.house import ROOT, Stage

LOCALE = ROOT / "frontend" / "src" / "locale"
CATALOGUES = {"it": LOCALE / "messages.json", "en": LOCALE / "messages.en.json"}
RESERVATIONS = "**/api/performances/*/reservations/"
CONSENT = {"it": re.compile("Accetto che i miei dati"), "en": re.compile("I agree that my data")}


@cache
def _catalogue(language: str) -> dict[str, str]:
    return json.loads(CATALOGUES[language].read_text())["translations"]


def words(language: str, name: str, **values: object) -> str:
    """What the widget says, by the name of the text; the build refuses a text that either language lacks."""
    return re.sub(r"\{\$(\w+)\}", lambda gap: str(values[gap[1]]), _catalogue(language)[name])


@dataclass(frozen=True)
class Visitor:
    """Whoever books, and what they write about themselves."""

    email: str
    name: str = "Giulia Neri"
    phone: str = "+39 051 123456"
    notes: str = "Arriviamo in bicicletta."
    need: str = "wheelchair"


class Widget:
    """`<azl-booking>` in a visitor's browser."""

    def __init__(self, page: Page, stage: Stage, language: str = "it") -> None:
        self.page, self.stage, self.language = page, stage, language
        self.root = page.locator("azl-booking")

    def words(self, name: str, **values: object) -> str:
        return words(self.language, name, **values)

    def open(self) -> "Widget":
        self.page.goto(self.stage.address(self.language))
        return self.come_near()

    def come_near(self) -> "Widget":
        """Scrolls down to it: its view is fetched only then."""
        self.root.scroll_into_view_if_needed()
        expect(self.root.locator("h3").first).to_be_visible()
        return self

    def date(self, number: int = 0) -> Locator:
        return self.root.locator(f"input[type=radio][value='{self.stage.performances[number]}']")

    @property
    def party_size(self) -> Locator:
        return self.root.get_by_label(self.words("booking.performance.partySize"))

    def field(self, name: str) -> Locator:
        """A field of the second step by the name of its words: name, email, phone, notes."""
        return self.root.get_by_label(self.words(f"booking.visitor.{name}"), exact=False)

    @property
    def need(self) -> Locator:
        return self.root.get_by_label(self.words("booking.need.wheelchair"))

    @property
    def consent(self) -> Locator:
        return self.root.get_by_label(CONSENT[self.language])

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=self.words(name), exact=True)

    def choose(self, number: int = 0, party_size: int = 2) -> "Widget":
        self.date(number).check()
        self.party_size.select_option(str(party_size))
        return self

    def go_on(self) -> "Widget":
        self.button("booking.goOn").click()
        return self.expect_heading("booking.step.visitor")

    def write(self, visitor: Visitor) -> "Widget":
        for name in ("name", "email", "phone", "notes"):
            self.field(name).fill(getattr(visitor, name))
        self.need.check()
        self.consent.check()
        return self

    def send(self) -> "Widget":
        self.button("booking.submit").click()
        return self

    def expect_heading(self, name: str, **values: object) -> "Widget":
        expect(self.root.get_by_role("heading", name=self.words(name, **values))).to_be_visible()
        return self

    def expect_chosen(self, number: int = 0, party_size: int = 2) -> "Widget":
        expect(self.date(number)).to_be_checked()
        expect(self.party_size).to_have_value(str(party_size))
        return self

    def expect_written(self, visitor: Visitor) -> "Widget":
        """Nothing that was typed is lost."""
        for name in ("name", "email", "phone", "notes"):
            expect(self.field(name)).to_have_value(getattr(visitor, name))
        expect(self.need).to_be_checked()
        return self

    def expect_refused(self, name: str, **values: object) -> "Widget":
        """The refusal is told in words, and has the focus."""
        notice = self.root.get_by_role("alert")
        expect(notice.locator(".heading")).to_have_text(self.words(name, **values))
        expect(notice).to_be_focused()
        return self

    def expect_sent(self) -> "Widget":
        return self.expect_heading("booking.done.checkMail")

    def tab_to(self, target: Locator, most: int = 60) -> None:
        """Presses Tab until `target` has the focus: it must be there by then."""
        expect(target).to_be_visible()
        for _ in range(most):
            if target.evaluate("target => target === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {target} by Tab")

    @property
    def reference(self) -> str:
        return self.root.locator(".reference").inner_text()


def visitor_step(page: Page, stage: Stage, visitor: Visitor, language: str = "it", party_size: int = 2) -> Widget:
    """Up to the last press: the date is chosen and everything written."""
    return Widget(page, stage, language).open().choose(0, party_size).go_on().write(visitor)


@contextmanager
def answer_lost(page: Page, calls: str = RESERVATIONS) -> Iterator[None]:
    """The server acts, and its answer never arrives."""

    def lose(route: Route) -> None:
        assert route.fetch().ok
        route.abort()

    page.route(calls, lose)
    yield
    page.unroute(calls)


def said(language: str, text: str, **values: object) -> str:
    """A sentence of the pages in a language, by its English words."""
    with translation.override(language):
        return translation.gettext(text) % values


class PlainForm:
    """The booking by pages alone, as browsers have it in which the widget does not run."""

    def __init__(self, page: Page, stage: Stage, language: str = "it") -> None:
        self.page, self.stage, self.language = page, stage, language
        self.root = page.locator("main")

    def said(self, text: str, **values: object) -> str:
        return said(self.language, text, **values)

    def open(self, number: int = 0) -> "PlainForm":
        """By the list of dates on the page of the show."""
        self.page.goto(self.stage.address(self.language))
        self.page.locator(f"[data-books='{self.stage.performances[number]}']").click()
        return self.expect_form_of(number)

    def expect_form_of(self, number: int) -> "PlainForm":
        expect(self.page).to_have_url(
            re.compile(f"/{self.language}/reservations/book/{self.stage.performances[number]}/")
        )
        expect(self.field("name")).to_be_visible()
        return self

    def field(self, name: str) -> Locator:
        return self.root.locator(f"form #{name}")

    @property
    def need(self) -> Locator:
        return self.root.locator("[name=access_needs][value=wheelchair]")

    def write(self, visitor: Visitor, party_size: int = 2) -> "PlainForm":
        if not self.field("phone").is_visible():
            self.press(self.root.locator("summary").first)
        self.field("party_size").select_option(str(party_size))
        for name in ("name", "email", "phone", "notes"):
            self.field(name).fill(getattr(visitor, name))
        self.need.check()
        self.field("privacy_accepted").check()
        return self

    def send(self) -> "PlainForm":
        self.press(self.root.get_by_role("button", name=self.said("Book"), exact=True))
        return self

    def press(self, target: Locator | str) -> "PlainForm":
        """A button by its English words, or whatever is found."""
        if isinstance(target, str):
            target = self.root.get_by_role("button", name=self.said(target), exact=True)
        target.click()
        return self

    def expect_heading(self, text: str, **values: object) -> "PlainForm":
        expect(self.root.get_by_role("heading", name=self.said(text, **values)).first).to_be_visible()
        return self

    def expect_alert(self, text: str, **values: object) -> "PlainForm":
        """Why it was refused, in the focus."""
        alert = self.root.get_by_role("alert")
        expect(alert).to_contain_text(self.said(text, **values))
        expect(alert).to_be_focused()
        return self

    def expect_written(self, visitor: Visitor) -> "PlainForm":
        for name in ("name", "email", "phone", "notes"):
            expect(self.field(name)).to_have_value(getattr(visitor, name))
        expect(self.need).to_be_checked()
        return self

    def expect_sent(self) -> "PlainForm":
        return self.expect_heading("Please look at your mail")

    @property
    def reference(self) -> str:
        return self.root.locator(".reference").inner_text()


def plain_form(page: Page, stage: Stage, visitor: Visitor, language: str = "it", party_size: int = 2) -> PlainForm:
    """Up to the last press. The pages are the same with scripts, where the widget itself is passed by."""
    form = PlainForm(page, stage, language)
    page.goto(f"{stage.site_url}/{language}/reservations/book/{stage.performances[0]}/")
    return form.expect_form_of(0).write(visitor, party_size)
