"""Files of references are what the programs that open them expect."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import rispy
from openpyxl import load_workbook
from pybtex.database import parse_bytes

from search_app.cite.forms import FORMS
from tests.search_app.cite.items import ALL, BARE, PAPER


def test_all_items_are_in_the_files_of_reference_managers() -> None:
    """One record each."""
    assert len(parse_bytes(FORMS["bib"].write(ALL), "bibtex").entries) == len(ALL)
    assert len(rispy.loads(FORMS["ris"].write(ALL).decode())) == len(ALL)
    assert [one["id"] for one in json.loads(FORMS["json"].write(ALL))] == [one.id for one in ALL]


def test_csv_is_utf_8_for_excel() -> None:
    """With its mark, a row an item, names and dates as they are."""
    data = FORMS["csv"].write(ALL)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == [item.id for item in ALL]
    assert rows[0]["authors"] == "Nguyễn Văn An; Trần Thị Bình"
    assert rows[0]["pages"] == "12-20"
    assert (rows[1]["partners"], rows[1]["countries"]) == ("KOICA; Đại học Mẫu", "Hàn Quốc")


def test_no_cell_is_a_formula() -> None:
    """A title that begins as one is text in both."""
    items = [replace(BARE, title='=HYPERLINK("http://x","y")'), PAPER]
    rows = list(csv.reader(io.StringIO(FORMS["csv"].write(items).decode("utf-8-sig"))))
    assert rows[1][2] == '\'=HYPERLINK("http://x","y")'
    sheet = load_workbook(io.BytesIO(FORMS["xlsx"].write(items))).active
    assert sheet is not None
    cell = sheet.cell(2, 3)
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x","y")')


def test_signs_that_a_workbook_cannot_hold_are_left_out() -> None:
    """Control characters become blanks."""
    data = FORMS["xlsx"].write([replace(BARE, title="a\x07b")])
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert sheet.cell(2, 3).value == "a b"


def test_nothing_found_is_an_empty_file() -> None:
    """With its headings where it has some."""
    assert FORMS["bib"].write([]) == b""
    assert FORMS["json"].write([]) == b"[]"
    assert FORMS["csv"].write([]).count(b"\r\n") == 1
