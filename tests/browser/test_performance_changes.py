"""A performance that is called off or moves: what is tried changes nothing, and what is done reaches everybody."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DoorPhones, Site
from tests.browser.desk import Desk, api_performance, in_programme_feed, plain_text
from tests.browser.door import Evening
from tests.browser.test_evening import link_in

DESK = {"width": 1280, "height": 900}
WORDS = {
    "it": "La caldaia si è rotta: stasera non possiamo recitare.",
    "en": "The boiler has broken down: we cannot play tonight.",
}
MANY = 60


@pytest.fixture
def desk(door_phones: DoorPhones, site: Site) -> Desk:
    return Desk(door_phones.take("biglietteria", "/admin/box-office/", viewport=DESK), site)


def test_a_performance_with_sixty_reservations_is_cancelled(
    evening: Evening, desk: Desk, door_phones: DoorPhones, site: Site
) -> None:
    callers = evening.house.act("callers", performance=evening.performance, number=MANY)
    phone = door_phones.at(evening).expected("(Conflict)")
    before, mails = evening.house.act("rows_of_the_desk", performance=evening.performance), mails_of(site, callers)
    sequence = in_programme_feed(site, evening.title)["SEQUENCE"]

    desk.open(f"/admin/box-office/performances/{evening.performance}/cancel/")
    desk.expect_text(str(MANY)).fill(text_it=WORDS["it"], text_en=WORDS["en"]).submit("try")
    desk.expect_text(str(MANY))
    expect(desk.field("text_it")).to_have_value(WORDS["it"])
    evening.house.act("tick")
    assert evening.house.act("rows_of_the_desk", performance=evening.performance) == before
    assert mails_of(site, callers) == mails
    assert in_programme_feed(site, evening.title).get("STATUS") != "CANCELLED"

    desk.submit("act")
    desk.page.wait_for_url(lambda url: "/cancel/" not in url)
    evening.house.act("tick")
    told = told_since(mails, mails_of(site, callers))
    assert len(told) == MANY
    for caller in callers:
        [text] = told[caller["email"]]
        other = {"it": "en", "en": "it"}[caller["language"]]
        assert WORDS[caller["language"]] in text
        assert WORDS[other] not in text

    entry = in_programme_feed(site, evening.title)
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", sequence + 1)
    found = api_performance(site, evening.performance)
    assert (found["status"], found["booking"]["state"]) == ("cancelled", "cancelled")
    visitor = door_phones.stranger(found["show"]["url"].removeprefix(site.url))
    expect(visitor.locator(".performance")).to_contain_text("Annullata")
    phone.scan(callers[0]["link"])
    expect(phone.root.get_by_text(phone.words("door.verdict.performanceCancelled"))).to_be_visible()
    evening.wait_for({})
    evening.house.act("tick")
    assert told_since(mails, mails_of(site, callers)) == told


def mails_of(site: Site, callers: list[dict]) -> dict[str, list[str]]:
    """The words of every mail to these callers, by address."""
    found: dict[str, list[str]] = {caller["email"]: [] for caller in callers}
    for mail in site.all_mails():
        if mail["To"] in found:
            found[mail["To"]].append(plain_text(mail))
    return found


def told_since(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, list[str]]:
    since = {address: texts[len(before[address]) :] for address, texts in after.items()}
    return {address: texts for address, texts in since.items() if texts}


def test_a_moved_performance_keeps_its_codes_and_is_given_back_by_one_link(
    evening: Evening, desk: Desk, door_phones: DoorPhones, site: Site
) -> None:
    old = evening.house.act("put_off", performance=evening.performance, days=3)
    callers = evening.house.act("callers", performance=evening.performance, number=4, people=2)
    mails, before = mails_of(site, callers), in_programme_feed(site, evening.title)

    desk.open(f"/admin/box-office/performances/{evening.performance}/move/")
    desk.fill(starts_at=old["tonight"], text_it=WORDS["it"], text_en=WORDS["en"]).submit("try")
    assert evening.house.act("rows_of_the_desk", performance=evening.performance)["starts_at"] == old["starts_at"]
    expect(desk.field("starts_at")).to_have_value(old["tonight"])
    desk.submit("act")
    desk.page.wait_for_url(lambda url: "/move/" not in url)
    evening.house.act("tick")

    told = told_since(mails, mails_of(site, callers))
    assert sorted(told) == sorted(caller["email"] for caller in callers)
    for caller in callers:
        assert WORDS[caller["language"]] in told[caller["email"]][0]
    after = in_programme_feed(site, evening.title)
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], before["SEQUENCE"] + 1)
    assert after["DTSTART"].dt != before["DTSTART"].dt

    phone = door_phones.at(evening)
    phone.scan(callers[0]["link"]).expect_admitted(2)
    [moved] = [mail for mail in site.mails_to(callers[2]["email"]) if WORDS["it"] in plain_text(mail)]
    own = door_phones.stranger(own_page_in(moved).removeprefix(site.url))
    own.get_by_text("Non posso venire").first.click()
    own.get_by_role("button", name=re.compile("Annulla")).click()
    expect(own.get_by_role("heading", name=re.compile("annullata"))).to_be_visible()
    assert evening.house.act("reservation", reference=callers[2]["reference"])["status"] == "cancelled"


def own_page_in(mail) -> str:
    """The one link of a mail that leads to the visitor's own page."""
    return link_in(mail, "/it/reservations/")
