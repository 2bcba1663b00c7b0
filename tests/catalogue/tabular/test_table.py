from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from indexer.catalogue.tabular import xlsx_file
from indexer.catalogue.tabular.table import read_table, write_table
from indexer.errors.places import DirectoryMissing, DirectoryUnreadable
from indexer.errors.sheets import SheetUnreadable, SheetWrong

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("id", "title", "date")


def _cells(path: Path) -> list[tuple[int, dict[str, str]]]:
    return [(row.number, dict(row.cells)) for row in read_table(path, COLUMNS, ("id",))]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".XLSX"])
def test_what_is_written_is_read(tmp_path: Path, suffix: str) -> None:
    """Line ends, quotes and long numbers in cells; rows are numbered as people see them."""
    path = tmp_path / f"sheet{suffix}"
    write_table(path, COLUMNS, [["1", 'Kỷ yếu "a",\nb', "2016"], ["", "", ""], ["007", "x", ""]])
    assert _cells(path) == [
        (2, {"id": "1", "title": 'Kỷ yếu "a",\nb', "date": "2016"}),
        (4, {"id": "007", "title": "x"}),
    ]


def test_a_book_holds_texts_only(tmp_path: Path) -> None:
    """Excel makes no date of 2016-09 and no formula of anything."""
    path = tmp_path / "sheet.xlsx"
    write_table(path, COLUMNS, [["1", "=1+1", "2016-09"]])
    row = list(load_workbook(path).worksheets[0].rows)[1]
    assert [cell.data_type for cell in row] == ["s"] * 3
    assert [cell.number_format for cell in row] == ["@"] * 3


@pytest.mark.parametrize(
    "data",
    [
        "id,title\n1,Lào\n".encode(),
        "\ufeffid,title\r\n1,Lào\r\n".encode(),
        "ID;Title\n1;Lào\n".encode(),
        "id\ttitle\t\t\n1\tLào\t\t\n".encode(),
        'title,id\n"Lào",1\n'.encode(),
    ],
)
def test_csv_of_any_program_is_read(tmp_path: Path, data: bytes) -> None:
    """With or without a mark, whatever the separator, columns in any order."""
    path = tmp_path / "sheet.csv"
    path.write_bytes(data)
    assert _cells(path) == [(2, {"id": "1", "title": "Lào"})]


@pytest.mark.parametrize(
    "data",
    [
        "id,title\n1,Lào\n".encode("utf-16"),
        "id,title\n1,Lào\n".encode("cp1258"),
        b"id,title\n1,\xb5\xff\n",
        b'id,title\n"1,x\n',
        b'id,title\n"1"x,x\n',
    ],
)
def test_another_encoding_or_broken_quotes_are_named(tmp_path: Path, data: bytes) -> None:
    """Rather than taken for what they are not."""
    path = tmp_path / "sheet.csv"
    path.write_bytes(data)
    with pytest.raises(SheetUnreadable):
        _cells(path)


@pytest.mark.parametrize("data", [b"", b"title\nx\n", b"id,id\n1,2\n", b"id,colour\n1,2\n"])
def test_a_wrong_heading_is_named(tmp_path: Path, data: bytes) -> None:
    """By the row and the column."""
    path = tmp_path / "sheet.csv"
    path.write_bytes(data)
    with pytest.raises(SheetWrong, match="row 1, column"):
        _cells(path)


def test_what_excel_made_of_the_cells_is_understood(tmp_path: Path) -> None:
    """Dates and whole numbers."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["id", "title", "date"])
    sheet.append([7.0, 1.5, datetime(2016, 9, 15)])  # noqa: DTZ001 - Excel knows no time zone
    sheet.append([True, None, date(2016, 9, 15)])
    path = tmp_path / "sheet.xlsx"
    book.save(path)
    assert _cells(path) == [
        (2, {"id": "7", "title": "1.5", "date": "2016-09-15"}),
        (3, {"id": "True", "date": "2016-09-15"}),
    ]


def test_formulas_are_named_not_evaluated(tmp_path: Path) -> None:
    """By row and column."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["id", "title"])
    sheet.append(["1", "=1+1"])
    sheet.append(["#N/A", "x"])
    path = tmp_path / "sheet.xlsx"
    book.save(path)
    with pytest.raises(SheetWrong) as raised:
        _cells(path)
    message = raised.value.message("vi")
    assert "dòng 2, cột B" in message
    assert "dòng 3, cột A" in message


def test_a_book_of_any_suffix_is_a_book(tmp_path: Path) -> None:
    """By its content."""
    path = tmp_path / "sheet.xlsx"
    write_table(path, COLUMNS, [["1", "x", ""]])
    renamed = path.rename(tmp_path / "sheet.csv")
    assert _cells(renamed) == [(2, {"id": "1", "title": "x"})]


def _zip(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 not a book",
        _zip({"x.txt": b"not a book"}),
        _zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook"}),
        _zip({"xl/worksheets/sheet1.xml": b" " * (64 << 20)}),
        _zip({f"x{i}": b"" for i in range(xlsx_file.MOST_MEMBERS + 1)}),
    ],
    ids=["no zip", "no book", "half a book", "bomb", "members"],
)
def test_a_damaged_or_hostile_book_is_named(tmp_path: Path, data: bytes) -> None:
    """Without unpacking what is too much."""
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(data)
    with pytest.raises(SheetUnreadable):
        _cells(path)


def test_entities_do_not_grow(tmp_path: Path) -> None:
    """Ten levels of ten references to each other make no text of ten billion letters."""
    path = tmp_path / "sheet.xlsx"
    write_table(path, COLUMNS, [["1", "x", ""]])
    levels = "".join(
        f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' if i else '<!ENTITY e0 "0123456789">'
        for i in range(10)
    )
    members = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            members[name] = archive.read(name)
    name = "xl/worksheets/sheet1.xml"
    bomb = members[name].replace(b"<worksheet", f"<!DOCTYPE x [{levels}]><worksheet".encode(), 1)
    members[name] = bomb.replace(b"<t>x</t>", b"<t>&e9;</t>")
    assert b"&e9;</t>" in members[name]
    path.write_bytes(_zip(members))
    with pytest.raises(SheetUnreadable):
        _cells(path)


def test_a_sheet_that_is_not_there_or_no_file_is_named(tmp_path: Path) -> None:
    """As every path is."""
    with pytest.raises(DirectoryMissing):
        _cells(tmp_path / "x.csv")
    with pytest.raises(DirectoryUnreadable):
        _cells(tmp_path)
    with pytest.raises(DirectoryUnreadable):
        write_table(tmp_path / "no" / "x.csv", COLUMNS, [])
    with pytest.raises(SheetUnreadable):
        write_table(tmp_path / "x.ods", COLUMNS, [])
