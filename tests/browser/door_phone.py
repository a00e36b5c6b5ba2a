"""`<azl-check-in>` on a phone at the door, and the hands that hold it."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.booking import words
from tests.browser.door import Evening, Party

# What a scanner that plays keyboard does to the page: a key every few moments of the computer, and Enter.
BURST = """(text) => {
    for (const key of [...text, 'Enter']) {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        (document.activeElement ?? document.body).dispatchEvent(event);
    }
}"""

# Waits in the page itself, whose policy forbids Playwright's own way of waiting.
PATIENCE = """
    const deadline = performance.now() + 30000;
    const nextFrame = async (missed) => {
        if (performance.now() > deadline) throw new Error(missed());
        await new Promise(requestAnimationFrame);
    };
"""
UNTIL_DRAWN = (
    """async (number) => {"""
    + PATIENCE
    + """
    const drawn = () => performance.getEntriesByName('azl-verdict').length;
    while (drawn() < number) await nextFrame(() => `verdict ${number} was not drawn`);
}"""
)
TIMES = "performance.getEntriesByName('azl-verdict').map(({ duration }) => duration)"

# Everything that the door has said, from the moment this runs; what a camera sees goes by by itself.
LISTEN = """() => {
    window.azlSaid = [];
    const listen = () => {
        const said = document.querySelector('azl-check-in .said')?.innerText.replace(/\\s+/g, ' ');
        if (said && said !== window.azlSaid.at(-1)) window.azlSaid.push(said);
    };
    new MutationObserver(listen).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
UNTIL_SAID = (
    """async (words) => {"""
    + PATIENCE
    + """
    const isThere = (said) => words.every((word) => said.includes(word));
    while (!window.azlSaid.some(isThere)) await nextFrame(() => `${words} not in ${JSON.stringify(window.azlSaid)}`);
}"""
)

# What the browser itself writes when a request finds no network.
NO_NETWORK = ["net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED", "net::ERR_NETWORK_CHANGED"]


class DoorPhone:
    def __init__(self, page: Page, evening: Evening, language: str = "it") -> None:
        self.page, self.evening, self.language = page, evening, language
        self.root = page.locator("azl-check-in")
        self.site_url = evening.house.site_url

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def words(self, name: str, **values: object) -> str:
        return words(self.language, name, **values)

    def button(self, name: str, **values: object) -> Locator:
        return self.root.get_by_role("button", name=self.words(name, **values))

    def heading(self, name: str, **values: object) -> Locator:
        return self.root.get_by_role("heading", name=self.words(name, **values))

    def choose_door(self) -> "DoorPhone":
        """Opens the door of this evening; other performances may play tonight, too."""
        door = self.root.get_by_role("button", name=self.evening.title).first  # others of that night begin later
        change = self.button("door.change")
        expect(door.or_(change).or_(self.button("door.scan")).first).to_be_visible()
        if change.is_visible():
            change.click()
        if door.is_visible():
            door.click()
        return self.expect_ready()

    def expect_ready(self) -> "DoorPhone":
        expect(self.root.get_by_text(self.evening.title).first).to_be_visible()
        expect(self.root.get_by_label(self.words("door.entry.label"))).to_be_visible()
        return self

    def check(self, name: str) -> Locator:
        """A line of the self-test: camera, sound, vibration, screen, list, offline."""
        return self.root.get_by_role("listitem").filter(has_text=self.words(f"selfTest.{name}"))

    def test_phone(self, *names: str) -> "DoorPhone":
        """Opens the self-test and waits until these lines are green."""
        self.button("door.test").click()
        expect(self.check("camera")).to_have_class(re.compile(r"\b(ok|failed)\b"))  # no line moves any more
        for name in names:
            expect(self.check(name)).to_have_class(re.compile(r"\bok\b"))
        return self

    def be_ready_to_work_alone(self) -> "DoorPhone":
        self.test_phone("list", "offline").button("door.back").click()
        return self.expect_ready()

    def call_it(self, name: str) -> "DoorPhone":
        """Gives the phone the name that stands beside each of its admissions."""
        self.test_phone("list", "offline")
        self.root.get_by_label(self.words("selfTest.name")).fill(name)
        self.button("selfTest.open").click()
        return self.expect_ready()

    def scan(self, code: "Party | str") -> "DoorPhone":
        """By a scanner that plays keyboard; comes back when the verdict is drawn."""
        drawn = len(self.times())
        self.page.evaluate(BURST, code if isinstance(code, str) else code.link)
        return self.wait_until_drawn(drawn + 1)

    def wait_until_drawn(self, verdicts: int) -> "DoorPhone":
        self.page.evaluate(UNTIL_DRAWN, verdicts)
        return self

    def times(self) -> list[float]:
        """Milliseconds from each decoded code to its verdict on the screen, since the page was loaded."""
        return self.page.evaluate(TIMES)

    def type(self, code: str) -> "DoorPhone":
        self.root.get_by_label(self.words("door.entry.label")).fill(code)
        self.button("door.entry.check").click()
        return self

    def next(self) -> "DoorPhone":
        self.button("door.next").click()
        return self

    def expect_heading(self, name: str, **values: object) -> "DoorPhone":
        expect(self.heading(name, **values)).to_be_visible()
        return self

    def expect_admitted(self, people: int) -> "DoorPhone":
        form = "one" if people == 1 else "other"
        return self.expect_heading(f"door.admitted.{form}", count=people)

    def count(self, name: str) -> Locator:
        """One of admitted, toCome, walkUps, free."""
        label = self.page.locator("dt").get_by_text(self.words(f"door.counts.{name}"), exact=True)
        return self.root.locator("dl > div").filter(has=label).locator("dd")

    def expect_counts(self, **people: int) -> "DoorPhone":
        for name, number in people.items():
            expect(self.count(name)).to_have_text(str(number))
        return self

    def expect_waiting(self, acts: int) -> "DoorPhone":
        """The quiet line: alone since when, and how much is to be sent."""
        alone = re.escape(self.words("link.alone", time="TIME")).replace("TIME", r"\d\d:\d\d")
        form = "one" if acts == 1 else "other"
        waiting = re.escape(self.words(f"link.waiting.{form}", count=acts))
        expect(self.root.locator("azl-link-line")).to_have_text(re.compile(f"{alone} · {waiting}"))
        return self

    def expect_all_sent(self) -> "DoorPhone":
        expect(self.root.locator("azl-link-line .standing")).to_have_count(0, timeout=120_000)  # there may be many
        return self

    def start_camera(self) -> "DoorPhone":
        """From here on the door says by itself what the film shows; `wait_until_said` waits for it."""
        self.page.evaluate(LISTEN)
        self.button("door.scan").click()
        return self

    def wait_until_said(self, *words: str) -> "DoorPhone":
        """All of these words at the same time, now or before."""
        self.page.evaluate(UNTIL_SAID, [" ".join(word.split()) for word in words])
        return self

    def said(self) -> list[str]:
        return self.page.evaluate("window.azlSaid")

    def go_offline(self) -> "DoorPhone":
        self.context.expected_findings += NO_NETWORK
        self.context.set_offline(True)
        return self

    def go_online(self) -> "DoorPhone":
        self.context.set_offline(False)
        return self

    def expected(self, *lines: str) -> "DoorPhone":
        """The browser writes a line for each answer that refuses."""
        self.context.expected_findings += lines
        return self

    def back(self) -> "DoorPhone":
        self.button("door.back").click()
        return self

    def tab_to(self, control: Locator, most: int = 40) -> "DoorPhone":
        """Presses Tab until this control has the focus."""
        for _ in range(most):
            if control.evaluate("element => element === document.activeElement"):
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {control} by Tab")

    def walk_up(self, people: int) -> "DoorPhone":
        """Two taps."""
        self.button("door.walkUp").click()
        form = "one" if people == 1 else "other"
        self.button(f"door.people.{form}", count=people).click()
        return self

    def search(self, text: str) -> "DoorPhone":
        field = self.root.get_by_label(self.words("search.label"))
        if not field.is_visible():
            self.button("door.search").click()
        field.fill(text)
        self.root.get_by_role("button", name=self.words("search.find"), exact=True).click()
        return self

    @property
    def found(self) -> Locator:
        return self.root.get_by_label(self.words("search.found")).get_by_role("button")

    def open_menu(self, choice: str) -> "DoorPhone":
        self.button("door.menu").click()
        self.button(choice).click()
        return self

    def clear_house(self) -> "DoorPhone":
        self.open_menu("menu.houseClear")
        self.button("houseClear.confirm").click()
        return self

    def wake_up_the_day_after(self) -> "DoorPhone":
        """Opened without network, by a clock that says tomorrow."""
        self.page.clock.install(time=datetime.now(tz=UTC) + timedelta(days=1))
        self.page.goto(f"{self.site_url}/check-in/")
        return self

    def open_again(self) -> "DoorPhone":
        """The page is left and opened anew, as from its address."""
        self.page.goto(f"{self.site_url}/check-in/")
        return self.choose_door()

    def crash(self) -> "DoorPhone":
        """The browser takes the page away in the middle of everything, and somebody opens another."""
        before, self.page = self.page, self.context.new_page()
        before.close(run_before_unload=False)
        self.page.set_viewport_size(before.viewport_size)
        self.root = self.page.locator("azl-check-in")
        return self.open_again()

    def press_sign_out(self) -> "DoorPhone":
        self.page.get_by_role("button", name={"it": "Esci", "en": "Sign out"}[self.language]).click()
        return self

    def sign_out(self) -> "DoorPhone":
        self.press_sign_out()
        self.page.wait_for_url(lambda url: "/check-in/" not in url)
        return self

    def expect_sign_out_refused(self, acts: int) -> "DoorPhone":
        form = "one" if acts == 1 else "other"
        expect(self.root.get_by_text(self.words(f"door.stay.{form}", count=acts))).to_be_visible()
        return self

    def sign_in_again(self, username: str) -> "DoorPhone":
        """On the sign-in page that the door has led to."""
        self.page.locator("input[name=username]").fill(username)
        self.page.locator("input[name=password]").fill("azionelab-demo")
        self.page.locator("input[name=password]").press("Enter")
        return self.choose_door()
