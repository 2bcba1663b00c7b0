"""The text of a page is what people read on it, in whatever order it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract.pdf import read_pdf
from tests.extract.making import Font, Line, ample, pdf

if TYPE_CHECKING:
    from random import Random

    from indexer.records.files import Page

_ADVANCE = 6
"""Points from letter to letter of the fonts made here."""
LEFT = (
    "Đoàn công tác của Học viện đã thăm",
    "và làm việc tại ba trường đại học",
    "ở Viêng Chăn, trao đổi về đào tạo",
    "sau đại học và về nghiên cứu chung",
    "trong lĩnh vực nông nghiệp sạch.",
    "Hai bên đã ký một bản ghi nhớ.",
)
RIGHT = (
    "Theo đó mỗi năm hai bên trao đổi",
    "năm giảng viên và mười học viên,",
    "cùng tổ chức một hội thảo khoa học",
    "về quản lý nguồn nước, lần lượt ở",
    "Hà Nội và Viêng Chăn, kinh phí do",
    "mỗi bên tự chi trả cho người mình.",
)
TITLE = "BÁO CÁO KẾT QUẢ CHUYẾN CÔNG TÁC TẠI LÀO"
FOOT = "Bản tin Hợp tác quốc tế 12"


def _two_columns() -> list[Line]:
    font = Font()
    lines = [Line(TITLE, font, 180, 740)]
    for column, x in ((LEFT, 60), (RIGHT, 320)):
        lines += [Line(text, font, x, 690 - 15 * row) for row, text in enumerate(column)]
    return [*lines, Line(FOOT, font, 60, 40)]


def _read(lines: list[Line], under: bytes = b"") -> Page:
    return read_pdf(pdf([lines], under=under), ample()).pages[0]


EXPECTED = "\n".join((TITLE, *LEFT, *RIGHT, FOOT))


@given(st.randoms())
@settings(max_examples=25)
def test_a_page_of_columns_reads_the_same_however_it_is_drawn(random: Random) -> None:
    """Line by line from above, the right column first, or in any order."""
    lines = _two_columns()
    random.shuffle(lines)
    assert _read(lines).text == EXPECTED


@given(st.randoms())
@settings(max_examples=25)
def test_each_box_is_where_its_word_was_drawn(random: Random) -> None:
    """After the text was put in order, offsets still cut the words, and boxes hold them."""
    lines = _two_columns()
    drawn = {
        (word, round(line.x + _ADVANCE * at), round(800 - (line.y or 0)))
        for line in lines
        for word, at in _words(line.text)
    }
    random.shuffle(lines)
    page = _read(lines)
    for box in page.boxes:
        word = page.text[box.start : box.end]
        near = [height for text, x, height in drawn if text == word and abs(x - box.left) <= 1]
        assert any(box.top < height <= box.bottom + 1 for height in near), word
    assert len(page.boxes) == len(drawn)


def _words(text: str) -> list[tuple[str, int]]:
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((word, at))
        at += len(word)
    return found


def test_a_sound_order_is_left_as_it_is() -> None:
    """One column drawn from above gives the text of the file, its lines untouched."""
    font = Font()
    lines = [Line(text, font) for text in (*LEFT, *RIGHT)]
    assert _read(lines).text.split("\n") == [*LEFT, *RIGHT]


def test_a_word_broken_at_the_end_of_a_column_is_joined() -> None:
    """Its second half stands at the top of the next one, whatever was drawn in between."""
    font = Font()
    left = [*LEFT[:5], "The project was jointly organ-"]
    right = ["ised by both universities in May", *RIGHT[1:]]
    lines = [Line(text, font, 60, 690 - 15 * row) for row, text in enumerate(left)]
    lines += [Line(text, font, 320, 690 - 15 * row) for row, text in enumerate(right)]
    assert "jointly organised by both" in _read(lines[::-1]).text


def test_a_letterhead_is_read_side_by_side() -> None:
    """The issuing unit with its number, then the motto with place and date, though they touch."""
    font = Font()
    lines = [
        Line("HỌC VIỆN NÔNG NGHIỆP VIỆT NAM", font, 60, 740),
        Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", font, 240, 740),
        Line("Số: 12/BC-HVN", font, 100, 720),
        Line("Độc lập - Tự do - Hạnh phúc", font, 270, 720),
        Line("Hà Nội, ngày 5 tháng 3 năm 2019", font, 270, 700),
        Line(TITLE, font, 170, 650),
    ]
    read = _read(lines).text.split("\n")
    order = [lines[at].text for at in (0, 2, 1, 3, 4, 5)]
    assert read == order


def test_a_page_set_sideways_is_left_as_it_is() -> None:
    """Its words are tall, so that lines would be taken for columns: each stays whole."""
    font = Font()
    data = pdf([[Line(text, font) for text in LEFT]], page=b"/Rotate 90")
    assert sorted(read_pdf(data, ample()).pages[0].text.split("\n")) == sorted(LEFT)


GRID = b"".join(b"60 %d m 540 %d l S\n" % (y, y) for y in (710, 660, 610, 560))
"""The rules of a table of three rows."""


def _table() -> list[Line]:
    font = Font()
    cells = {
        (70, 690): "TT",
        (110, 690): "Nội dung",
        (400, 690): "Đơn vị",
        (70, 640): "01",
        (110, 645): "Tiếp đoàn Đại học",
        (110, 630): "Quốc gia Lào",
        (400, 640): "Vụ Hợp tác quốc tế",
        (70, 590): "02",
        (110, 590): "Hội thảo nguồn nước",
        (400, 595): "Khoa Tài nguyên",
        (400, 580): "và Môi trường",
    }
    lines = [Line(text, font, x, y) for (x, y), text in cells.items()]
    return [Line("Bảng 1. Kế hoạch năm 2019", font, 200, 730), *lines]


ROWS = [
    "Bảng 1. Kế hoạch năm 2019",
    "TT | Nội dung | Đơn vị",
    "01 | Tiếp đoàn Đại học Quốc gia Lào | Vụ Hợp tác quốc tế",
    "02 | Hội thảo nguồn nước | Khoa Tài nguyên và Môi trường",
]


@given(st.randoms())
@settings(max_examples=10)
def test_a_ruled_table_is_read_row_by_row(random: Random) -> None:
    """A row is a line, the lines of a cell run on, and captions are lines of their own."""
    lines = _table()
    random.shuffle(lines)
    assert _read(lines, GRID).text.split("\n") == ROWS


def test_grounds_of_lines_are_no_rules() -> None:
    """Text on a coloured ground, a rectangle each line, is no table."""
    grounds = b"".join(
        b"0.9 g %d %d 220 14 re f\n" % (x, 687 - 15 * row) for row in range(6) for x in (60, 320)
    )
    assert _read(_two_columns()[::-1], grounds + b"0 g\n").text == EXPECTED
