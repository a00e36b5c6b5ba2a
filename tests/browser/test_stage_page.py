"""The stage manager's page learns of it by itself that the house is clear, and says when it can learn nothing."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.house import Stage

pytestmark = pytest.mark.browser_context_args(locale="en-GB")
CLEAR, NOT_YET = "House clear", "Not clear yet"
NO_NEWS = "No news since then: the network is away. Ask the door."


@pytest.fixture
def address(stage: Stage) -> str:
    stage.alter(starts_at=0, doors_at=-1, ends_at=1)
    return stage.house.act("stage_address", performance=stage.performances[0])


def say_that_it_is_clear(stage: Stage) -> None:
    stage.house.act("say_that_it_is_clear", performance=stage.performances[0])


def test_it_turns_to_clear_by_itself(context: BrowserContext, stage: Stage, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("status")).to_have_text(NOT_YET)
    say_that_it_is_clear(stage)
    expect(page.get_by_role("status")).to_contain_text(CLEAR)
    expect(page).to_have_title(re.compile(f"^{CLEAR}"))


def test_it_says_that_it_has_no_news_and_keeps_the_last(context: BrowserContext, stage: Stage, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    context.expected_findings.append("net::ERR_INTERNET_DISCONNECTED")
    context.set_offline(True)
    expect(page.get_by_role("alert")).to_have_text(NO_NEWS)
    expect(page.get_by_role("status")).to_have_text(NOT_YET)
    say_that_it_is_clear(stage)
    context.set_offline(False)
    expect(page.get_by_role("status")).to_contain_text(CLEAR)
    expect(page.get_by_text(NO_NEWS)).to_have_count(0)


def test_it_turns_without_javascript_too(browser: Browser, stage: Stage, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page: Page = context.new_page()
    page.goto(address)
    expect(page.get_by_text(NOT_YET)).to_be_visible()
    say_that_it_is_clear(stage)
    expect(page.locator("main")).to_contain_text(CLEAR)
    context.close()


def test_it_ends_with_the_night(context: BrowserContext, stage: Stage, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("status")).to_have_text(NOT_YET)
    context.expected_findings.append("410 (Gone)")
    stage.alter(doors_at=-31, starts_at=-30, ends_at=-29)
    expect(page.get_by_role("heading", name="This evening is over")).to_be_visible()
