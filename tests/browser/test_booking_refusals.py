"""What a visitor is told when the house says no: each refusal is a real one, and each has a way on."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.booking import RESERVATIONS, Visitor, answer_lost, visitor_step
from tests.browser.conftest import Site
from tests.browser.house import House, Stage
from tests.browser.test_accessibility import findings_in_all_looks


@dataclass(frozen=True)
class Refusal:
    """What happens while the form is open, the words for it, and what the visitor does then."""

    happens: Callable[[Stage], object]
    heading: str
    next_step: str
    status: str
    chooses: tuple[int, int]  # the date and the number of people after it
    left: int | None = None


REFUSALS = {
    "fewer-seats-than-asked": Refusal(
        happens=lambda stage: stage.take_seats(2),
        heading="booking.refused.fewer.one",
        next_step="booking.next.choose",
        status="(Conflict)",
        chooses=(0, 1),
        left=1,
    ),
    "no-seat-left": Refusal(
        happens=lambda stage: stage.take_seats(3),
        heading="booking.refused.full",
        next_step="booking.next.refresh",
        status="(Conflict)",
        chooses=(1, 3),
    ),
    "party-too-large": Refusal(
        happens=lambda stage: stage.alter(max_party_size=2),
        heading="booking.refused.tooLarge",
        next_step="booking.next.choose",
        status="(Bad Request)",
        chooses=(0, 2),
    ),
    "not-yet-open": Refusal(
        happens=lambda stage: stage.alter(opens_at=24),
        heading="booking.refused.notYetOpen",
        next_step="booking.next.refresh",
        status="(Conflict)",
        chooses=(1, 3),
    ),
    "closed": Refusal(
        happens=lambda stage: stage.alter(closes_at=-1),
        heading="booking.refused.closed",
        next_step="booking.next.refresh",
        status="(Conflict)",
        chooses=(1, 3),
    ),
    "cancelled": Refusal(
        happens=lambda stage: stage.cancel(),
        heading="booking.refused.cancelled",
        next_step="booking.next.refresh",
        status="(Conflict)",
        chooses=(2, 3),
    ),
    "gone": Refusal(
        happens=lambda stage: stage.remove(),
        heading="booking.refused.notFound",
        next_step="booking.next.refresh",
        status="(Not Found)",
        chooses=(1, 3),
    ),
}


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_refusal_has_words_and_a_next_step_that_leads_to_a_reservation(
    phone: Page, stage: Stage, visitor: Visitor, language: str, refusal: Refusal
) -> None:
    phone.context.expected_findings = [refusal.status]
    stage.alter(capacity=3)
    widget = visitor_step(phone, stage, visitor, language, party_size=3)
    refusal.happens(stage)
    widget.send().expect_refused(refusal.heading, left=refusal.left).expect_written(visitor)
    if language == "it":  # the same elements in both
        assert findings_in_all_looks(phone) == []
    widget.button(refusal.next_step).click()
    widget.expect_heading("booking.step.seats")
    number, party_size = refusal.chooses
    widget.choose(number, party_size).go_on().expect_written(visitor).send().expect_sent()
    [reservation] = [row for row in stage.reservations(number) if row["email"] == visitor.email]
    assert (reservation["party_size"], reservation["language"]) == (party_size, language)


def test_show_that_is_off_the_programme_leaves_nobody_guessing(phone: Page, stage: Stage, visitor: Visitor) -> None:
    phone.context.expected_findings = ["(Not Found)"]
    widget = visitor_step(phone, stage, visitor)
    stage.house.act("take_off", page=stage.page)
    widget.send().expect_refused("booking.refused.notFound").expect_written(visitor)
    expect(widget.root.get_by_role("alert")).to_contain_text(widget.words("booking.loss.noNext"))
    assert findings_in_all_looks(phone) == []
    widget.button("booking.next.refresh").click()
    widget.expect_heading("booking.performance.none")


def test_same_key_with_other_content_is_told_before_it_books_twice(phone: Page, stage: Stage, visitor: Visitor) -> None:
    """The answer to the first try is lost; what is sent next has another name, and only a third press books again."""
    phone.context.expected_findings = ["net::ERR_FAILED", "(Conflict)"]
    widget = visitor_step(phone, stage, visitor)
    with answer_lost(phone):
        widget.send().expect_refused("booking.refused.unreachable")
    other = replace(visitor, name="Giulio Neri")
    widget.field("name").fill(other.name)
    widget.send().expect_refused("booking.refused.conflict").expect_written(other)
    assert findings_in_all_looks(phone) == []
    assert [row["name"] for row in stage.reservations()] == [visitor.name]
    widget.button("booking.next.send").click()
    widget.expect_sent()
    assert [row["name"] for row in stage.reservations()] == [visitor.name, other.name]


@pytest.mark.parametrize(
    ("name", "refused", "accepted"),
    [("name", "N" * 121, "N" * 120), ("email", "giulia@esempio", None), ("phone", "0" * 41, "0" * 40)],
    ids=["name", "email", "phone"],
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_refused_field_is_named_and_marked(
    phone: Page, stage: Stage, visitor: Visitor, language: str, name: str, refused: str, accepted: str | None
) -> None:
    phone.context.expected_findings = ["(Bad Request)"]
    wrong = replace(visitor, **{name: refused})
    widget = visitor_step(phone, stage, wrong, language).send()
    summary = widget.root.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_count(1)
    widget.expect_written(wrong)
    if language == "it":
        assert findings_in_all_looks(phone) == []
    summary.get_by_role("listitem").get_by_role("button").click()
    field = widget.field(name)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill(accepted or visitor.email)
    widget.send().expect_sent()
    assert len(stage.reservations()) == 1


@pytest.mark.parametrize("language", ["it", "en"])
def test_too_many_tries_are_told_to_wait(
    phone: Page, stage: Stage, house: House, visitor: Visitor, language: str
) -> None:
    phone.context.expected_findings = ["(Too Many Requests)"]
    widget = visitor_step(phone, stage, visitor, language)
    house.act("use_up_tries", scope="book.address", subject=visitor.email)
    widget.send().expect_refused("booking.refused.throttled").expect_written(visitor)
    assert findings_in_all_looks(phone) == []
    assert stage.reservations() == []
    house.act("forget_tries")
    widget.button("booking.next.send").click()
    widget.expect_sent()


@pytest.mark.parametrize("language", ["it", "en"])
def test_busy_house_takes_the_reservation_a_moment_later(
    phone: Page, site_without_debug: Site, stage: Stage, visitor: Visitor, language: str
) -> None:
    """This site waits a second for the database, which somebody holds longer. Pictures are left to a proxy there."""
    phone.context.expected_findings = ["(Service Unavailable)", site_without_debug.url, "(Not Found)"]
    widget = visitor_step(phone, replace(stage, site_url=site_without_debug.url), visitor, language)
    with stage.house.locked():
        widget.send().expect_refused("booking.refused.busy").expect_written(visitor)
    assert findings_in_all_looks(phone) == []
    widget.button("booking.next.send").click()
    widget.expect_sent()
    assert len(stage.reservations()) == 1


@pytest.mark.parametrize("status", [500, 502])
def test_broken_server_loses_nothing(phone: Page, stage: Stage, visitor: Visitor, status: int) -> None:
    """A proxy answers with a page of its own."""

    def fail(route: Route) -> None:
        route.fulfill(status=status, content_type="text/html", body="<h1>Error</h1>")

    phone.context.expected_findings = [f"status of {status}"]
    widget = visitor_step(phone, stage, visitor)
    phone.route(RESERVATIONS, fail)
    widget.send().expect_refused("booking.refused.serverError").expect_written(visitor)
    assert findings_in_all_looks(phone) == []
    phone.unroute(RESERVATIONS)
    widget.button("booking.next.send").click()
    widget.expect_sent()
    assert len(stage.reservations()) == 1
