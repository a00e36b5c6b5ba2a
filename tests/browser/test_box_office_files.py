"""What the box office takes along: lists as files that spreadsheets read without doing anything, and paper."""

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DoorPhones, Site
from tests.browser.desk import Desk
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
    [name] = [cell.column for cell in heads if cell.value == desk.said("Name")]
    names = [row[name - 1] for row in rows]
    assert sorted(cell.value.removeprefix("'") for cell in names) == sorted(FORMULAS)
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d"}
    with zipfile.ZipFile(path) as parts:
        assert not [part for part in parts.namelist() if b"<f>" in parts.read(part)]


def test_a_filtered_list_is_read_as_a_table_in_which_nothing_is_a_formula(desk: Desk, tmp_path: Path) -> None:
    text = saved(desk, "CSV file", tmp_path).read_text(encoding="utf-8-sig")
    dialect = csv.Sniffer().sniff(text.splitlines()[0], delimiters=",;")
    heads, *rows = list(csv.reader(io.StringIO(text), dialect))
    names = [row[heads.index(desk.said("Name"))] for row in rows]
    assert sorted(name.removeprefix("'") for name in names) == sorted(FORMULAS)
    assert not [cell for row in rows for cell in row if cell.startswith(ACTIVE)]
