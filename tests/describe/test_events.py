from __future__ import annotations

from indexer.records.works import Field
from tests.describe.making import LETTERHEAD, described, texts_of

REPORT = (
    LETTERHEAD
    + """BÁO CÁO
Kết quả Hội thảo khoa học quốc tế "Nước và biên giới"
Trong hai ngày 01 và 02/12/2016, tại Đà Nẵng, Học viện Chính trị quốc gia Hồ Chí Minh phối hợp với
Cơ quan Hợp tác Quốc tế Hàn Quốc tổ chức Hội thảo khoa học quốc tế "Nước và biên giới". Tham dự Hội
thảo có 150 đại biểu, trong đó có 20 học giả quốc tế.
"""
)


def test_the_report_of_a_conference_tells_days_place_organisers_and_attendance() -> None:
    """Each with its words as evidence; the day of the letter is another."""
    found = described(REPORT)
    assert texts_of(found, Field.PERIOD) == ["2016-12-01/2016-12-02"]
    assert texts_of(found, Field.DATE) == ["2016-09-15"]
    assert texts_of(found, Field.PLACE) == ["Đà Nẵng"]
    assert texts_of(found, Field.ORGANISER) == [
        "Học viện Chính trị quốc gia Hồ Chí Minh",
        "Cơ quan Hợp tác Quốc tế Hàn Quốc",
    ]
    assert [value.authority for value in found.of(Field.ORGANISER)] == ["academy", "koica"]
    assert texts_of(found, Field.MEMBERS) == ["150"]
    assert all(value.evidence is not None for value in found.of(Field.ORGANISER))


def test_an_invitation_has_labels() -> None:
    """The hall stands before the town; the last day for papers is no day of the conference."""
    text = """GIẤY MỜI
Dự Tọa đàm "Ngoại ngữ cho công chức"
Thời gian: ngày 23 - 24/5/2023.
Địa điểm: Hội trường lớn, Trường Chính trị tỉnh, thành phố Huế.
Bài viết xin gửi trước ngày 15/5/2023.
"""
    found = described(text)
    assert texts_of(found, Field.PERIOD) == ["2023-05-23/2023-05-24"]
    assert texts_of(found, Field.PLACE) == ["thành phố Huế"]


def test_other_documents_tell_of_no_conference() -> None:
    """A plan for the year that speaks of a conference has none of its facts."""
    text = LETTERHEAD + "KẾ HOẠCH\nhợp tác quốc tế năm 2020\nTổ chức Hội thảo ngày 12/5/2020.\n"
    assert not described(text).of(Field.PERIOD)
    assert not described(text).of(Field.ORGANISER)
