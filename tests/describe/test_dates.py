from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.describe.dates import dates_in
from indexer.records.dates import parse_date

FORMS = [
    ("Hà Nội, ngày 15 tháng 9 năm 2016", "2016-09-15"),
    ("Hà Nội, ngày15 tháng9 năm2016", "2016-09-15"),
    ("ngay 15 thang 9 nam 2016", "2016-09-15"),
    ("Hà Nội, ngày     tháng 9 năm 2016", "2016-09"),
    ("15-9-2016", "2016-09-15"),
    ("05/03/2020", "2020-03-05"),
    ("15.9.2016", "2016-09-15"),
    ("2016-09-15", "2016-09-15"),
    ("Tháng 9/2016", "2016-09"),
    ("tháng 09 năm 2016", "2016-09"),
    ("Trong năm2016, toàn hệ thống", "2016"),
    ("năm 2016", "2016"),
    ("Thứ sáu, 02 Tháng 12 2016 15:18", "2016-12-02"),
    ("từ ngày 19/10 – 23/10/2019", "2019-10-19/2019-10-23"),
    ("từ 19/10/2019 đến 23/10/2019", "2019-10-19/2019-10-23"),
    ("từ ngày 19 đến ngày 23 tháng 10 năm 2019", "2019-10-19/2019-10-23"),
    ("từ ngày 28 tháng 9 đến hết ngày 2 tháng 10 năm 2019", "2019-09-28/2019-10-02"),
    ("ngày 19-23/10/2019", "2019-10-19/2019-10-23"),
    ("từ ngày 28/12 đến ngày 03/01/2020", "2019-12-28/2020-01-03"),
    ("Tháng 9/2013 – tháng 12/2016", "2013-09/2016-12"),
    ("từ tháng 3 đến tháng 5 năm 2018", "2018-03/2018-05"),
    ("15 September 2016", "2016-09-15"),
    ("the 15th of September, 2016", "2016-09-15"),
    ("September 15, 2016", "2016-09-15"),
    ("Sept. 2016", "2016-09"),
    ("in 2016", "2016"),
    ("October 19–23, 2019", "2019-10-19/2019-10-23"),
    ("from 19 to 23 October 2019", "2019-10-19/2019-10-23"),
    ("October 30 – November 2, 2019", "2019-10-30/2019-11-02"),
    ("30 October – 2 November 2019", "2019-10-30/2019-11-02"),
]
NONE = [
    "ngày 31 tháng 2 năm 2016",
    "31/2/2016",
    "15/13/2016",
    "Số 12-15/2016",
    "điện thoại 0912.2016.345",
    "28đoàn ra với 209 lượt người",
    "quý khách 2016 người",
    "1.234.2016",
    "từ ngày 19/10",
    "Quyết định 83/QĐ",
]


@pytest.mark.parametrize(("text", "edtf"), FORMS)
def test_official_forms(text: str, edtf: str) -> None:
    """Each form is one date, as precise as it is written."""
    assert [date.edtf for date in dates_in(text)] == [edtf]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date(text: str) -> None:
    """Impossible days, numbers of documents and counts are no dates."""
    assert dates_in(text) == ()


@given(st.text(alphabet="0123456789/-–. ngàythángăm tođếSpebr,19201632\n", max_size=80))
def test_dates_are_valid_and_stand_in_the_text(text: str) -> None:
    """Whatever the text, dates parse, stand in it in order, and do not overlap."""
    past = 0
    for date in dates_in(text):
        parse_date(date.edtf)
        assert past <= date.start < date.end <= len(text)
        past = date.end
        assert date.last in date.edtf


def test_several_dates_of_one_sentence() -> None:
    """Dates that stand side by side are found one by one."""
    text = "ký ngày 21/9/1992, sửa ngày 5 tháng 6 năm 2001 và gia hạn năm 2010"
    assert [date.edtf for date in dates_in(text)] == ["1992-09-21", "2001-06-05", "2010"]
