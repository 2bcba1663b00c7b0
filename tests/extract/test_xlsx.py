"""A workbook gives its sheets; cells show what a Vietnamese reader would see."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from indexer.extract.flow import LONGEST_PAGE
from indexer.extract.regular import NotRead
from indexer.extract.xlsx import read_xlsx
from indexer.extract.xlsx.formats import shown
from indexer.records.files import Reading, Unit
from tests.extract.making import ample, container, related

_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def _saved(book: Workbook) -> bytes:
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _book() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("2016", "General", "2016"),
        ("0.1", "General", "0,1"),
        ("1234567.891", "General", "1234567,891"),
        ("1234567.891", "#,##0.00", "1.234.567,89"),
        ("1234567", "#,##0", "1.234.567"),
        ("0.125", "0.0%", "12,5%"),
        ("7", "000", "007"),
        ("1500000", '#,##0 "đồng"', "1.500.000đồng"),
        ("-12.5", "0.0;(0.0)", "-12,5"),
        ("42628", "dd/mm/yyyy", "15/09/2016"),
        ("42628", "m/d/yy", "15/09/2016"),
        ("42628", "mmm-yy", "09/2016"),
        ("42628.354166667", "dd/mm/yyyy hh:mm", "15/09/2016 08:30"),
        ("0.354166667", "h:mm", "08:30"),
        ("1.5", "[h]:mm", "36:00"),
        ("42628", "[$-1010000]d/m/yyyy;@", "15/09/2016"),
        ("1e300", "dd/mm/yyyy", "1e+300"),
        ("x", "0", "x"),
        ("12", '"ngày"', "12"),
    ],
)
def test_numbers(value: str, code: str, text: str) -> None:
    """Decimal comma, points between thousands, dates day first."""
    assert shown(value, code) == text


def test_dates_of_old_macintoshes_begin_in_1904() -> None:
    """The workbook says so."""
    assert shown("41166", "dd/mm/yyyy", since_1904=True) == "15/09/2016"


@given(st.one_of(st.text(max_size=20), st.floats().map(str)), st.text(max_size=30))
def test_any_number_in_any_format_shows_something(value: str, code: str) -> None:
    """Formats are written by people and programs of all kinds."""
    assert isinstance(shown(value, code), str)


def test_sheets_are_pages() -> None:
    """Cells behind tabs, merged ones once, hidden sheets named, empty ones left out."""
    book = _book()
    sheet = book.create_sheet("Đoàn ra")
    sheet.append(["Nước", None, "Ngày", "Kinh phí"])
    sheet.append(["Lào", "Viêng Chăn", dt.date(2016, 9, 15), 1234567])
    sheet["D2"].number_format = "#,##0"
    sheet.merge_cells("A1:B1")
    book.create_sheet("Trống")
    hidden = book.create_sheet("Ẩn")
    hidden["C3"] = "ghi chú\nhai dòng"
    hidden.sheet_state = "hidden"
    content = read_xlsx(_saved(book), ample())
    assert [(page.index, page.label, page.unit, page.text) for page in content.pages] == [
        (
            1,
            "Đoàn ra",
            Unit.SHEET,
            "Nước\t\tNgày\tKinh phí\nLào\tViêng Chăn\t15/09/2016\t1.234.567",
        ),
        (2, "Ẩn", Unit.SHEET, "ghi chú hai dòng"),
    ]
    assert content.warnings == ("sheet Ẩn: hidden",)
    assert not content.partly


def test_long_sheets_have_several_pages() -> None:
    """No page is longer than a page of paper could be, no row is lost."""
    book = _book()
    sheet = book.create_sheet("Dài")
    for number in range(LONGEST_PAGE):
        sheet.append([f"dòng {number}"])
    pages = read_xlsx(_saved(book), ample()).pages
    assert [page.label for page in pages] == ["Dài", "Dài (2)"]
    lines = "\n".join(page.text for page in pages).split("\n")
    assert lines == [f"dòng {number}" for number in range(LONGEST_PAGE)]


def test_old_fonts_are_decoded() -> None:
    """By the font of the cell's style."""
    book = _book()
    sheet = book.create_sheet("x")
    sheet["A1"] = "ph\xad¬ng h\xadíng hîp t¸c"
    sheet["A1"].font = Font(name=".VnTime")
    content = read_xlsx(_saved(book), ample())
    assert (content.pages[0].text, content.encodings) == ("phương hướng hợp tác", ("TCVN3",))


def _raw(rows: str, strings: str = "") -> bytes:
    return container(
        {
            "_rels/.rels": related(("r1", "officeDocument", "xl/workbook.xml"), strict=True),
            "xl/workbook.xml": f'<workbook xmlns="{_STRICT}" xmlns:r="r"><sheets>'
            '<sheet name="S" sheetId="1" r:id="w1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": related(
                ("w1", "worksheet", "worksheets/a.xml"), ("s1", "sharedStrings", "strings.xml")
            ),
            "xl/worksheets/a.xml": f'<worksheet xmlns="{_STRICT}"><sheetData>{rows}</sheetData>'
            "</worksheet>",
            "xl/strings.xml": f'<sst xmlns="{_STRICT}">{strings}</sst>',
        }
    )


def test_strict_workbooks_and_all_sorts_of_cells_are_read() -> None:
    """Runs are joined, readings of signs left out; a cell far to the right is near."""
    strings = (
        "<si><r><t>hợp </t></r><r><t>tác</t></r><rPh><t>x</t></rPh></si><si><t>quốc tế</t></si>"
    )
    row = (
        '<row><c r="A1" t="s"><v>0</v></c><c r="XFD1" t="s"><v>1</v></c>'
        '<c t="b"><v>1</v></c><c t="inlineStr"><is><t>tại chỗ</t></is></c>'
        '<c t="d"><v>2016-09-15T00:00:00</v></c><c t="e"><v>#N/A</v></c>'
        '<c t="s"><v>9</v></c><c><f>A1</f></c></row>'
    )
    (page,) = read_xlsx(_raw(row, strings), ample()).pages
    assert " ".join(page.text.split()) == "hợp tác quốc tế TRUE tại chỗ 15/09/2016 #N/A"
    assert page.text.count("\t") < 20


def test_comments_stand_below_the_rows() -> None:
    """Notes and threads; a note that only tells old programs of a thread is none."""
    book = _book()
    book.create_sheet("Chi").append(["Nước"])
    book["Chi"]["A1"].comment = Comment("Lan:\nxem lại", "Lan")
    book["Chi"]["A2"].comment = Comment("[Threaded comment]\nYour version allows", "")
    content = read_xlsx(_saved(book), ample())
    assert [page.text for page in content.pages] == ["Nước\nLan: xem lại"]


def test_threads_of_comments_are_read() -> None:
    """Each answer is a line."""
    made = container(
        {
            "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="s"/></sheets>'
            "</workbook>",
            "xl/_rels/workbook.xml.rels": related(("s", "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": "<worksheet><sheetData/></worksheet>",
            "xl/worksheets/_rels/sheet1.xml.rels": related(
                ("t", "threadedComment", "../threadedComments/threadedComment1.xml")
            ),
            "xl/threadedComments/threadedComment1.xml": (
                "<ThreadedComments><threadedComment><text>đúng chưa?</text></threadedComment>"
                "<threadedComment><text>đúng</text></threadedComment></ThreadedComments>"
            ),
        }
    )
    assert [page.text for page in read_xlsx(made, ample()).pages] == ["đúng chưa?\nđúng"]


def test_damage_is_named() -> None:
    """What stands before a fault is read; entities are not expanded."""
    row = '<row><c t="inlineStr"><is><t>còn</t></is></c></row>'
    content = read_xlsx(_raw(row + "<row><c"), ample())
    assert (content.pages[0].text, content.partly) == ("còn", True)
    with pytest.raises(NotRead) as caught:
        read_xlsx(container({"xl/other.xml": "x"}), ample())
    assert caught.value.reading is Reading.DAMAGED
