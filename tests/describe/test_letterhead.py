from __future__ import annotations

import pytest

from indexer.describe.document import lines_of
from indexer.describe.letterhead import is_furniture, place_date, split_letterhead
from tests.describe.making import LETTERHEAD, REPORT, document, page


def test_the_letterhead_ends_with_its_last_mark() -> None:
    """Issuers, motto, number, place and date are letterhead; the genre is not."""
    head = split_letterhead(document(REPORT).opening)
    assert [line.text for line in head.lines] == LETTERHEAD.strip().split("\n")
    assert head.body[0].text == "BÁO CÁO"


def test_issuers_alone_are_a_letterhead() -> None:
    """A cover has issuers above the title and no motto."""
    cover = "TÀI LIỆU MẪU – đặt ra\nBỘ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG ĐẠI HỌC X\nKỶ YẾU\nHỘI THẢO Y"
    head = split_letterhead(document(cover).opening)
    assert [line.text for line in head.body] == ["KỶ YẾU", "HỘI THẢO Y"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Hà Nội, ngày 15 tháng 9 năm 2016", "Hà Nội"),
        ("Số: 27-BC/HTQT Hà Nội, ngày 15 tháng 9 năm 2016", "Hà Nội"),
        ("Số: /2025/QĐ-CTUBND Phú Thọ, ngày 17 tháng 10 năm 2025", "Phú Thọ"),
        ("HÀ NỘI, THÁNG 11 NĂM 2022", "HÀ NỘI"),
        ("TP. Hồ Chí Minh, ngày 1 tháng 2 năm 2020", "TP. Hồ Chí Minh"),
        ("Hà Nội, 28 September 2018", "Hà Nội"),
        ("Hà Nội, ngày 08/10/2021 – Học viện tổ chức", "Hà Nội"),
        ("\tHà Nội, ngày   tháng 9 năm 2016", "Hà Nội"),
    ],
)
def test_place_and_date(text: str, place: str) -> None:
    """The place stands before the comma, whatever stands before it in the line."""
    line = next(lines_of(page(text)))
    found = place_date(line)
    assert found is not None
    assert line.text[found.place : found.place_end] == place


@pytest.mark.parametrize(
    "text",
    [
        "Ngày thứ nhất, 11/7/2019",
        "Kết quả chuyến công tác tại Cộng hòa Pháp, tháng 10/2022",
        "Theo kế hoạch, ngày 15 tháng 9 năm 2016",
        "Hà Nội, thủ đô",
    ],
)
def test_sentences_are_no_place_and_date(text: str) -> None:
    """A sentence that ends in a name and a date is none."""
    assert place_date(next(lines_of(page(text)))) is None


@pytest.mark.parametrize(
    "text",
    [
        "SAMPLE DOCUMENT – invented",
        "————",
        "* * *",
        "17:15 28/10/2019",
        "• lượt xem: 310",
        "DỰ THẢO",
        "Người ký: VĂN PHÒNG HỌC VIỆN",
        "Thời gian ký: 17.11.2025 14:58:49 +07:00",
    ],
)
def test_furniture(text: str) -> None:
    """Notices, rules, signatures, times and counters of pages belong to no part."""
    assert is_furniture(next(lines_of(page(text))))
