from __future__ import annotations

import pytest

from indexer.records.works import Field, Origin
from tests.describe.making import LETTERHEAD, REPORT, described, texts_of

NO_HEAD = REPORT.removeprefix(LETTERHEAD)


def test_place_and_date_come_first() -> None:
    """The line of place and date dates a report, not the days it tells of."""
    description = described(REPORT)
    assert texts_of(description, Field.DATE) == ["2016-09-15"]
    assert texts_of(description, Field.PERIOD) == ["2016-08-21/2016-08-28"]
    assert texts_of(description, Field.PLACE) == ["Hà Nội"]


def test_place_and_date_above_the_signature() -> None:
    """They may stand at the end of the last page."""
    description = described(NO_HEAD, "Kết luận.\nHà Nội, ngày 20 tháng 9 năm 2016\nTRƯỞNG ĐOÀN")
    assert texts_of(description, Field.DATE) == ["2016-09-20"]


def test_the_end_of_the_period_comes_next() -> None:
    """A report without a date of its own is as old as the journey's end."""
    assert texts_of(described(NO_HEAD), Field.DATE) == ["2016-08-28"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("BÁO CÁO TỔNG KẾT\nNĂM 2016 VÀ PHƯƠNG HƯỚNG NĂM 2017", "2016"),
        (LETTERHEAD + "BÁO CÁO TỔNG KẾT CÔNG TÁC NĂM 2015\nI. KẾT QUẢ", "2015"),
        ("KỶ YẾU HỘI THẢO\nHỢP TÁC QUỐC TẾ\nHà Nội - 2016", "2016"),
        ("KỶ YẾU HỘI THẢO\nHỢP TÁC QUỐC TẾ\nTháng 9/2016", "2016-09"),
        (
            "BIÊN BẢN GHI NHỚ\nvề hợp tác\nLàm tại Viêng Chăn, ngày 25 tháng 8 năm 2017",
            "2017-08-25",
        ),
        (
            "MEMORANDUM OF UNDERSTANDING\nbetween X and Y\nDone in Ha Noi on 5 March 2021.",
            "2021-03-05",
        ),
        ("Bài viết nào đó\n17:15 28/10/2019\nNội dung.", "2019-10-28"),
    ],
)
def test_other_dates(text: str, date: str) -> None:
    """Years of summaries, covers, signings and times of web pages date a document."""
    assert texts_of(described(text), Field.DATE) == [date]


def test_a_memorandum_dates_from_its_signature() -> None:
    """The day on which it takes effect by signature is its date."""
    text = (
        "MEMORANDUM OF UNDERSTANDING\nbetween X and Y\nThis takes effect on the date of signature, "
    )
    assert texts_of(described(text + "22 April 2021."), Field.DATE) == ["2021-04-22"]


@pytest.mark.parametrize(
    "text",
    [
        "CHIẾN LƯỢC PHÁT TRIỂN\nĐẾN NĂM 2030",
        "BÁO CÁO\nKết quả đoàn ra\nTheo Nghị quyết số 29 ngày 4/11/2013, Đoàn đã đi.",
        "HƯỚNG DẪN\n(Kèm theo Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ)",
    ],
)
def test_years_that_date_nothing(text: str) -> None:
    """Plans and cited documents do not date the one that names them."""
    assert texts_of(described(text), Field.DATE) == []


def test_the_embedded_year_is_the_last_resort() -> None:
    """The file's own date gives a year that is marked as read, without words of a page."""
    (value,) = described("nội dung", created="D:20160915103000+07'00'").of(Field.DATE)
    assert (value.text, value.origin, value.evidence) == ("2016", Origin.READ, None)
    assert described("nội dung", created="2013-12-23 23:15:00+00:00").of(Field.DATE) == ()


def test_a_paper_is_not_dated_by_what_it_studies() -> None:
    """A year in a paper's title, or of a law it cites, is not its own."""
    text = (
        "CHIẾN DỊCH NĂM 1953\nNghị quyết số 33-NQ/TƯ, ngày 28-9-2018 của\nTóm tắt: Bài viết nêu\n"
    )
    assert texts_of(described(text + "Từ khóa: chiến dịch"), Field.DATE) == []


@pytest.mark.parametrize("line", ["(03/02/1930 - 03/02/2025)", "ngày 17/02/1979, nhà cầm quyền"])
def test_anniversaries_and_narrow_columns_date_nothing(line: str) -> None:
    """A short line is a date line only if its date is not celebrated and no sentence goes on."""
    description = described(f"TẠP CHÍ MẪU\nSố đặc biệt\n{line}\nHà Nội - 2024")
    assert texts_of(description, Field.DATE) == ["2024"]


def test_the_day_of_a_template_dates_nothing() -> None:
    """Excel writes the day of its own template into new files."""
    days = {"created": "2006-09-16T00:00:00Z", "modified": "2021-06-15T07:11:26Z"}
    assert texts_of(described("bảng điểm", **days), Field.DATE) == ["2021"]
