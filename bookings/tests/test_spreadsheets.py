import csv
import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
from django.test import SimpleTestCase
from django.utils.translation import override

from bookings.spreadsheets import FORMULA_SIGNS, csv_lines, safe_cell
from bookings.workbooks import Page, workbook

PLANTED = [f"{sign}HYPERLINK('http://example.org')" for sign in FORMULA_SIGNS] + [" =1+1", "\u00a0@SUM(1)"]


def sheet_of(content: bytes, number: int = 0):
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[number]


def read_csv(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


class SafeCellTests(SimpleTestCase):
    def test_cells_that_begin_like_a_formula_are_text(self):
        for text in PLANTED:
            with self.subTest(text):
                assert safe_cell(text) == f"'{text}"
        for cell in ("Porta A", "a=b", "", 4, -4, None):
            with self.subTest(cell):
                assert safe_cell(cell) == cell

    def test_times_and_amounts_as_spreadsheets_of_the_language_read_them(self):
        assert safe_cell(datetime.fromisoformat("2026-11-20T21:00:00+01:00")) == "2026-11-20 21:00:00"
        assert safe_cell(date(2026, 11, 20)) == "2026-11-20"
        for language, written in [("it", "12,50"), ("en", "12.50")]:
            with override(language):
                assert safe_cell(Decimal("12.5")) == written


class CsvTests(SimpleTestCase):
    def test_a_reader_finds_every_cell_again_and_no_formula(self):
        for language, delimiter in [("it", ";"), ("en", ",")]:
            with override(language):
                content = b"".join(csv_lines([["Nome", "Età"], *([text, 4] for text in PLANTED)]))
            rows = read_csv(content, delimiter)
            assert rows == [["Nome", "Età"], *([f"'{text}", "4"] for text in PLANTED)]

    def test_another_separator_cuts_no_formula_out_of_a_text(self):
        content = b"".join(csv_lines([["a,=1+1;=1+1\t=1+1"]]))
        for delimiter in ",;\t":
            assert read_csv(content, delimiter) == [["a,=1+1;=1+1\t=1+1"]]

    def test_a_file_begins_with_the_mark_of_utf8_once(self):
        content = b"".join(csv_lines([["à"], ["è"]]))
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\xef\xbb\xbf") == 1


class WorkbookTests(SimpleTestCase):
    def test_texts_are_texts_whatever_they_begin_with(self):
        sheet = sheet_of(b"".join(workbook([Page("Uno", ["Testo"], [[text] for text in PLANTED])])))
        cells = [sheet.cell(row, 1) for row in range(2, len(PLANTED) + 2)]
        assert [cell.value for cell in cells] == [text.replace("\r", "\n") for text in PLANTED]
        assert {cell.data_type for cell in cells} == {"s"}
        assert all(cell.quotePrefix for cell in cells)

    def test_times_are_dates_and_amounts_numbers(self):
        row = [datetime(2026, 11, 20, 21, 0, 5), date(2026, 3, 1), Decimal("12.50"), 7, None, ""]  # noqa: DTZ001  local
        sheet = sheet_of(b"".join(workbook([Page("Uno", ["?"] * 6, [row])])))
        found = [cell.value for cell in sheet[2]]
        assert found == [datetime(2026, 11, 20, 21, 0, 5), datetime(2026, 3, 1), 12.5, 7, None, None]  # noqa: DTZ001
        assert [cell.is_date for cell in sheet[2]][:3] == [True, True, False]

    def test_letters_that_no_file_may_hold(self):
        sheet = sheet_of(b"".join(workbook([Page("Uno", ["a & <b>"], [["x\x00y"], ["riga\nriga"]])])))
        assert [cell.value for cell in sheet["A"]] == ["a & <b>", "x\ufffdy", "riga\nriga"]

    def test_sheets_have_names_that_programs_take(self):
        names = ["Tutto: [2026/27]?", "", "x" * 40, "x" * 40]
        content = b"".join(workbook([Page(name, [], []) for name in names]))
        found = openpyxl.load_workbook(io.BytesIO(content)).sheetnames
        assert found == ["Tutto   2026 27", "2", "x" * 31, f"{'x' * 27} 4"]

    def test_the_first_portion_goes_out_before_a_row_is_asked_for(self):
        asked = []

        def rows():
            asked.append(True)
            yield ["uno"]

        content = workbook([Page("Uno", ["Testo"], rows())])
        assert next(content).startswith(b"PK")
        assert asked == []
        assert list(content)
        assert asked == [True]
