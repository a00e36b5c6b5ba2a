"""A real site for real browsers: the development server with the demo company, as `make run` serves it."""

import email
import os
import shutil
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.booking import Visitor
from tests.browser.door import Evening
from tests.browser.door_phone import DoorPhone
from tests.browser.house import ROOT, House, Stage
from tests.demo import MANAGE, load_demo

PASSWORD = "azionelab-demo"
PHONE = {"width": 390, "height": 844}
SECONDS_TO_ANSWER = 60
EVENING_SEATS = 400
MEASURED = "measured"
# What a test waits for comes as fast as the machine is; this only ends the wait for what never comes.
expect.set_options(timeout=30_000)


@dataclass(frozen=True)
class Site:
    url: str
    mails: Path

    def all_mails(self) -> list[EmailMessage]:
        """Every mail that has been sent, oldest first."""
        return [
            email.message_from_bytes(path.read_bytes(), policy=policy.default)
            for path in sorted(self.mails.glob("*.eml"))
        ]

    def mails_to(self, address: str) -> list[EmailMessage]:
        """The mails to one address, oldest first."""
        return [mail for mail in self.all_mails() if mail["To"] == address]

    def wait_for_mail(self, address: str, number: int) -> EmailMessage:
        """The `number`-th mail to an address, counted from one; waits for it some seconds."""
        deadline = time.monotonic() + 30
        while len(self.mails_to(address)) < number:
            assert time.monotonic() < deadline, f"mail {number} to {address} did not come"
            time.sleep(0.05)
        return self.mails_to(address)[number - 1]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Site]:
    """One for each worker, with a database, a folder and a port of its own."""
    var = tmp_path_factory.mktemp("var")
    environment = _environment(var)
    own = tmp_path_factory.getbasetemp()
    load_demo(var, environment, common=own if worker_id == "master" else own.parent)
    with _serve(var, environment) as running:
        yield running


@pytest.fixture(scope="session")
def site_without_debug(site: Site) -> Iterator[Site]:
    """The same company once more, with the error pages that visitors see instead of Django's own."""
    var = site.mails.parent
    environment = _environment(var) | {"DJANGO_SETTINGS_MODULE": "tests.browser.settings_without_debug"}
    with _serve(var, environment, "--insecure") as running:
        yield running


@pytest.fixture(scope="session")
def house(site: Site) -> Iterator[House]:
    var = site.mails.parent
    running = House(_environment(var) | {"SITE_URL": site.url}, var / "db.sqlite3", site.url)
    yield running
    running.close()


@pytest.fixture
def stage(house: House) -> Iterator[Stage]:
    """A show with three dates of forty seats each, and nobody's but this test's."""
    stage = house.open_show(40, 40, 40)
    yield stage
    house.act("take_off", page=stage.page)


@pytest.fixture
def visitor(stage: Stage) -> Visitor:
    """With an address of their own: tries are counted for each."""
    return Visitor(email=f"giulia-{stage.page}@example.org")


def _environment(var: Path) -> dict[str, str]:
    # SQLite, the embedded default: what a person sees who has just typed `make run`.
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return environment | {
        "AZIONELAB_VAR": str(var),
        "PORT": str(_free_port()),
        "DJANGO_SETTINGS_MODULE": "azionelab.settings.development",
    }


@contextmanager
def _serve(var: Path, environment: dict[str, str], *options: str) -> Iterator[Site]:
    host = f"127.0.0.1:{environment['PORT']}"
    with (var / f"server-{environment['PORT']}.log").open("w") as log:
        server = subprocess.Popen(
            [*MANAGE, "runserver", "--noreload", *options, host],
            env=environment,
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_it_answers(f"http://{host}/api/health/live/")
            yield Site(url=f"http://{host}", mails=var / "mail")
        finally:
            server.terminate()
            server.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_it_answers(url: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            assert time.monotonic() < deadline, f"{url} does not answer"
            time.sleep(0.1)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return launch_arguments(browser_type_launch_args)


def launch_arguments(given: dict) -> dict:
    """Debian's chromium instead of a download; without its sandbox only as root, where it cannot start with it."""
    arguments = [
        "--disable-gpu",
        "--disable-dev-shm-usage",  # which containers keep small, and several browsers share
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {**given, "executable_path": shutil.which("chromium"), "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "locale": "it-IT", "timezone_id": "Europe/Rome", "reduced_motion": "reduce"}


@pytest.fixture
def context(context: BrowserContext, site: Site) -> Iterator[BrowserContext]:
    with nothing_unexpected(context, site):
        yield context


@contextmanager
def nothing_unexpected(context: BrowserContext, site: Site) -> Iterator[None]:
    """Every console error, policy report and request to another host fails the test that caused it."""
    findings: list[str] = []
    context.on(
        "console", lambda message: findings.append(message.text) if _is_bad(message.type, message.text) else None
    )
    context.on("weberror", lambda error: findings.append(str(error.error)))
    context.on("request", lambda request: None if _is_ours(request.url, site.url) else findings.append(request.url))
    context.expected_findings = []  # a test that provokes a refusal names the line that the browser writes for it
    yield
    unexpected = [text for text in findings if not any(known in text for known in context.expected_findings)]
    assert unexpected == []


def _is_bad(kind: str, text: str) -> bool:
    return kind == "error" or "Content Security Policy" in text or "Content-Security-Policy" in text


def _is_ours(url: str, site_url: str) -> bool:
    return url.startswith((f"{site_url}/", "data:", "blob:", "about:"))


@pytest.fixture
def phone(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_viewport_size(PHONE)
    return page


@pytest.fixture
def evening(house: House) -> Iterator[Evening]:
    """A performance tonight, nobody's but this test's; its doors are open."""
    evening = Evening(house=house, **house.act("open_door", capacity=EVENING_SEATS))
    yield evening
    house.act("close_door", page=evening.page)
    house.act("forget_tries")  # every phone signs in from this one machine, as one client


class DoorPhones:
    """The phones that a test takes to its door, each with a sign-in of its own."""

    def __init__(self, browser: Browser, launch_args: dict, context_args: dict, site: Site, stack: ExitStack) -> None:
        self._browser, self._launch_args, self._context_args = browser, launch_args, context_args
        self._site, self._stack = site, stack

    def take(self, username: str, path: str, film: Path | None = None, **values: Any) -> Page:
        """Signed in, at `path`. With a film it has a camera, and is a browser of its own."""
        arguments = {**self._context_args, "viewport": PHONE, **values}
        browser = self._browser
        if film is not None:
            browser = self._stack.enter_context(self._with_camera(film))
            arguments["permissions"] = ["camera", "screen-wake-lock"]
        context = self._stack.enter_context(browser.new_context(**arguments))
        self._stack.enter_context(nothing_unexpected(context, self._site))
        page = context.new_page()
        sign_in(page, self._site, username, path)
        return page

    def at(self, evening: Evening, username: str = "maschera", language: str = "it", **values: Any) -> DoorPhone:
        """With the door of this evening open."""
        page = self.take(username, "/check-in/", locale={"it": "it-IT", "en": "en-GB"}[language], **values)
        return DoorPhone(page, evening, language).choose_door()

    def stranger(self, path: str, **values: Any) -> Page:
        """A browser that nobody has signed in."""
        context = self._stack.enter_context(self._browser.new_context(**self._context_args | values))
        self._stack.enter_context(nothing_unexpected(context, self._site))
        page = context.new_page()
        page.goto(urljoin(self._site.url, path))
        return page

    def _with_camera(self, film: Path) -> Browser:
        camera = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film.absolute()}"]
        return self._browser.browser_type.launch(**self._launch_args | {"args": self._launch_args["args"] + camera})


@pytest.fixture
def door_phones(
    browser: Browser, browser_type_launch_args: dict, browser_context_args: dict, site: Site
) -> Iterator[DoorPhones]:
    with ExitStack() as stack:
        yield DoorPhones(browser, browser_type_launch_args, browser_context_args, site, stack)


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str, list[float]], None]:
    """Says how long something took, for docs/testing.md; machines differ, so that tests assert nothing of it."""

    def tell(what: str, milliseconds: list[float]) -> None:
        in_order = sorted(milliseconds)
        late = in_order[int(len(in_order) * 0.95)]
        record_property(
            MEASURED,
            f"{what}: {len(in_order)} times, median {statistics.median(in_order):.0f} ms,"
            f" 95 % within {late:.0f} ms, longest {in_order[-1]:.0f} ms",
        )

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What `tell` was told, by whichever worker."""
    calls = [report for report in terminalreporter.getreports("passed") if report.when == "call"]
    lines = [text for report in calls for name, text in report.user_properties if name == MEASURED]
    if lines:
        terminalreporter.section("measured")
    for line in lines:
        terminalreporter.write_line(line)


def sign_in(page: Page, site: Site, username: str, path: str) -> None:
    """Signs a demo account in on its way to `path`."""
    page.goto(f"{site.url}{path}")
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(f"{site.url}{path}")
