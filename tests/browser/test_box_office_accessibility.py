"""axe on the box office's own screens in the admin, by day and by night, on a phone and on a desk."""

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DoorPhones, Site
from tests.browser.house import House
from tests.browser.test_accessibility import DESK, findings_in_all_looks

OF_A_PERFORMANCE = [
    "/admin/bookings/performance/edit/{performance}/",
    "/admin/box-office/performances/{performance}/cancel/",
    "/admin/box-office/performances/{performance}/move/",
    "/admin/box-office/performances/{performance}/write/",
    "/admin/box-office/performances/{performance}/cancel-reservations/",
    "/admin/box-office/performances/{performance}/cash-sheet/",
    "/admin/box-office/book/?performance={performance}",
    "/check-in/performances/{performance}/report/",
    "/check-in/performances/{performance}/ticks/",
]
OF_A_RESERVATION = [
    "/admin/box-office/reservations/{reservation}/",
    *(
        f"/admin/box-office/reservations/{{reservation}}/{act}/"
        for act in ("party", "move", "cancel", "resend", "address", "details", "note")
    ),
    "/admin/box-office/reservations/{pending}/confirm/",
]
LISTS = [
    "/admin/box-office/",
    "/admin/box-office/seasons/",
    "/admin/box-office/reports/",
    "/admin/box-office/activity/",
    "/admin/bookings/reservation/",
    "/admin/bookings/reservation/?q=Ospite",
    "/admin/bookings/performance/",
    "/admin/bookings/performance/create/",
    "/admin/bookings/venue/",
    "/admin/bookings/outboxmessage/",
    "/admin/bookings/contactmessage/",
    "/admin/bookings/add-dates/",
    "/admin/mails/samples/",
    "/admin/guide/box-office/",
    "/check-in/house/",
]
SECURITY = ["/security/"]


@dataclass(frozen=True)
class Rows:
    performance: int
    reservation: int
    pending: int


@pytest.fixture(scope="module")
def rows(house: House) -> Rows:
    """A performance with a confirmed and a held reservation, both with everything that a screen can show."""
    performance = house.open_show(40, 40).performances[0]
    values: dict[str, Any] = {
        "performance": performance,
        "party_size": 3,
        "email": "ospite@example.org",
        "phone": "051 123456",
        "notes": "Arriviamo in bicicletta.",
        "staff_note": "Chiamare prima di sera.",
        "access_needs": ["wheelchair", "companion"],
    }
    reservation = house.act("book_at_the_desk", name="Ospite di prova", **values)
    pending = house.act("book_at_the_desk", name="Scuola di prova", kind="group", held_hours=30, **values)
    return Rows(performance, reservation, pending)


@pytest.fixture
def page(door_phones: DoorPhones) -> Page:
    return door_phones.take("biglietteria", "/admin/box-office/", viewport=DESK)


@pytest.mark.parametrize(
    "paths",
    [OF_A_PERFORMANCE, OF_A_RESERVATION, LISTS, SECURITY],
    ids=["performance", "reservation", "lists", "security"],
)
def test_axe_finds_nothing_on_our_screens(page: Page, site: Site, rows: Rows, paths: list[str]) -> None:
    found = {}
    for path in paths:
        address = path.format(**vars(rows))
        answer = page.goto(f"{site.url}{address}")
        assert answer.status == 200, address
        found[address] = findings_in_all_looks(page)
    assert {address: findings for address, findings in found.items() if findings} == {}


def test_links_that_stand_above_one_another_are_high_enough_to_be_hit(page: Page, site: Site, rows: Rows) -> None:
    page.goto(f"{site.url}/admin/box-office/activity/")
    heights = page.locator(".box-activity td a").evaluate_all(
        "links => links.map((link) => link.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 24  # WCAG 2.2, 2.5.8
