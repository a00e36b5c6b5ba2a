"""What the box office takes along: lists as files that spreadsheets read without doing anything, and paper."""

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DoorPhones, Site
from tests.browser.desk import Desk
from tests.browser.door import Evening
from tests.browser.house import Stage

DESK = {"width": 1280, "height": 900}
FORMULAS = ['=HYPERLINK("https://example.org","qui")', "+39 051 123456", "-2+3", "@SUM(A1:A9)", "=1+1"]
ACTIVE = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def page(door_phones: DoorPhones) -> Page:
    return door_phones.take("biglietteria", "/admin/box-office/", viewport=DESK)


@pytest.fixture
def desk(page: Page, site: Site, stage: Stage) -> Desk:
    """At the list of one performance, whose guests have names that are formulas."""
    performance, other = stage.performances[:2]
    for name in FORMULAS:
        stage.house.act("book_at_the_desk", performance=performance, party_size=2, name=name, staff_note=name)
    stage.house.act("book_at_the_desk", performance=other, party_size=1, name="Ospite di un’altra sera")
    return Desk(page, site).open(f"/admin/bookings/reservation/?performance__id__exact={performance}")


def saved(desk: Desk, words: str, folder: Path) -> Path:
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name=desk.said(words)).first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_filtered_list_is_read_as_a_workbook_in_which_nothing_is_a_formula(desk: Desk, tmp_path: Path) -> None:
    path = saved(desk, "Excel file", tmp_path)
    [sheet] = openpyxl.load_workbook(path).worksheets
    heads, *rows = list(sheet.iter_rows())
    [name] = [cell.column for cell in heads if cell.value == desk.said("name").capitalize()]
    names = [row[name - 1] for row in rows]
    assert sorted(cell.value.removeprefix("'") for cell in names) == sorted(FORMULAS)
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d"}
    with zipfile.ZipFile(path) as parts:
        assert not [part for part in parts.namelist() if b"<f>" in parts.read(part)]


def test_a_filtered_list_is_read_as_a_table_in_which_nothing_is_a_formula(desk: Desk, tmp_path: Path) -> None:
    text = saved(desk, "CSV file", tmp_path).read_text(encoding="utf-8-sig")
    heads, *rows = list(csv.reader(io.StringIO(text), delimiter=";"))  # as spreadsheets in Italian expect
    names = [row[heads.index(desk.said("name").capitalize())] for row in rows]
    assert sorted(name.removeprefix("'") for name in names) == sorted(FORMULAS)
    assert not [cell for row in rows for cell in row if cell.startswith(ACTIVE)]


def test_a_cash_sheet_is_filled_in_and_printed(page: Page, site: Site, evening: Evening) -> None:
    """The prices are those of the demo company: the first twelve euros, the second eight."""
    party = evening.party(party_size=5)
    evening.admit(party, 4)
    desk = Desk(page, site).open(f"/admin/box-office/performances/{evening.performance}/cash-sheet/")
    prices = page.locator("main input[name^=price-]")
    prices.nth(0).fill("3")
    prices.nth(1).fill("1")
    page.locator("main form.box-form button[type=submit]").click()
    desk.expect_text("44", desk.said("The sheet has as many people as were let in."))
    expect(prices.nth(0)).to_have_value("3")

    address = page.locator("main a[href$='/cash-sheet/pdf/']").get_attribute("href")  # the browser would show it
    paper = pypdfium2.PdfDocument(page.context.request.get(f"{site.url}{address}").body())
    try:
        assert len(paper) == 1
        printed = paper[0].get_textpage().get_text_range()
    finally:
        paper.close()
    assert evening.title in printed
    assert "44" in printed
    assert "SIAE" in printed  # it says that it is no fiscal document
