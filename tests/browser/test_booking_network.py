"""Booking on a slow network, without one, and where an answer is lost: nothing is lost, and nobody is booked twice."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.booking import RESERVATIONS, Visitor, Widget, answer_lost, visitor_step
from tests.browser.house import Stage
from tests.browser.test_accessibility import findings_in_all_looks

SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}


@contextmanager
def without_network(page: Page) -> Iterator[None]:
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)


def test_booking_on_a_slow_network(phone: Page, stage: Stage, visitor: Visitor) -> None:
    connection = phone.context.new_cdp_session(phone)
    connection.send("Network.enable")
    connection.send("Network.emulateNetworkConditions", SLOW_4G)
    visitor_step(phone, stage, visitor).send().expect_sent()
    assert len(stage.reservations()) == 1


@pytest.mark.parametrize("language", ["it", "en"])
def test_offline_while_typing_is_told_and_nothing_is_lost(
    phone: Page, stage: Stage, visitor: Visitor, language: str
) -> None:
    phone.context.expected_findings = ["net::ERR_INTERNET_DISCONNECTED"]  # larger pictures, on the desk
    widget = Widget(phone, stage, language).open().choose().go_on()
    hint = widget.root.get_by_text(widget.words("booking.offlineHint"))
    with without_network(phone):
        expect(hint).to_be_visible()
        widget.write(visitor)
        assert findings_in_all_looks(phone) == []
    expect(hint).to_be_hidden()
    widget.expect_written(visitor).send().expect_sent()


@pytest.mark.parametrize("language", ["it", "en"])
def test_offline_while_sending_books_when_pressed_again(
    phone: Page, stage: Stage, visitor: Visitor, language: str
) -> None:
    phone.context.expected_findings = ["net::ERR_INTERNET_DISCONNECTED"]
    widget = visitor_step(phone, stage, visitor, language)
    with without_network(phone):
        widget.send().expect_refused("booking.refused.offline").expect_written(visitor)
        assert findings_in_all_looks(phone) == []
        assert stage.reservations() == []
    widget.button("booking.next.send").click()
    widget.expect_sent()
    assert len(stage.reservations()) == 1


@pytest.mark.parametrize("language", ["it", "en"])
def test_lost_answer_is_asked_for_again_and_books_once(
    phone: Page, stage: Stage, visitor: Visitor, language: str
) -> None:
    phone.context.expected_findings = ["net::ERR_FAILED"]
    widget = visitor_step(phone, stage, visitor, language)
    with answer_lost(phone):
        widget.send().expect_refused("booking.refused.unreachable").expect_written(visitor)
    assert len(stage.reservations()) == 1
    assert findings_in_all_looks(phone) == []
    widget.button("booking.next.send").click()
    widget.expect_sent()
    [reservation] = stage.reservations()
    assert widget.reference.replace("-", "") == reservation["reference"]


def test_impatient_presses_book_once(phone: Page, stage: Stage, visitor: Visitor) -> None:
    widget = visitor_step(phone, stage, visitor)
    widget.button("booking.submit").dblclick()
    widget.expect_sent()
    assert len(stage.reservations()) == 1


def test_reload_in_each_step_loses_nothing(phone: Page, stage: Stage, visitor: Visitor) -> None:
    widget = Widget(phone, stage).open().choose(1, party_size=3)
    phone.reload()
    widget.come_near().expect_chosen(1, party_size=3).go_on().write(visitor)
    phone.reload()
    widget.come_near().expect_heading("booking.step.visitor").expect_written(visitor)
    widget.send().expect_sent()
    reference = widget.reference
    phone.reload()
    widget.come_near().expect_sent()
    assert widget.reference == reference
    assert [row["party_size"] for row in stage.reservations(1)] == [3]


def test_reload_while_sending_books_once(phone: Page, stage: Stage, visitor: Visitor) -> None:
    """The page is loaded anew after the server has acted and before its answer arrives."""

    def act_without_an_answer(route: Route) -> None:
        assert route.fetch().ok
        phone.evaluate("window.tell()")

    widget = visitor_step(phone, stage, visitor)
    phone.evaluate("() => { window.hasActed = new Promise((resolve) => { window.tell = resolve; }); }")
    phone.route(RESERVATIONS, act_without_an_answer)
    widget.send()
    expect(widget.button("booking.submitting")).to_be_visible()
    phone.evaluate("window.hasActed")
    phone.reload()
    phone.unroute(RESERVATIONS)
    notice = widget.come_near().root.get_by_role("alert")
    expect(notice.locator(".heading")).to_have_text(widget.words("booking.refused.interrupted"))
    widget.expect_written(visitor)
    assert findings_in_all_looks(phone) == []
    widget.button("booking.next.send").click()
    widget.expect_sent()
    assert len(stage.reservations()) == 1


def test_way_back_leads_through_the_steps_and_loses_nothing(phone: Page, stage: Stage, visitor: Visitor) -> None:
    widget = Widget(phone, stage).open().choose(1, party_size=3).go_on().write(visitor)
    phone.go_back()
    widget.expect_heading("booking.step.seats").expect_chosen(1, party_size=3)
    phone.go_forward()
    widget.expect_heading("booking.step.visitor").expect_written(visitor)
    phone.go_back()
    widget.expect_heading("booking.step.seats").go_on().expect_written(visitor).send().expect_sent()
    reference = widget.reference
    phone.go_back()
    widget.expect_heading("booking.step.seats")
    phone.go_forward()
    widget.expect_sent()
    assert widget.reference == reference
    assert len(stage.reservations(1)) == 1
