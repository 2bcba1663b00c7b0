from __future__ import annotations

import pytest

from indexer.records.works import Field
from tests.describe.making import described, texts_of


@pytest.mark.parametrize(
    "words",
    [
        "- Nhà tài trợ: Cơ quan Hợp tác Quốc tế Hàn Quốc\n",
        "Dự án được thực hiện với sự tài trợ của Cơ quan Hợp tác Quốc tế Hàn Quốc.\n",
        "It was funded by the Korea International Cooperation Agency and implemented here.\n",
        "Donor: Korea International Cooperation Agency\n",
    ],
)
def test_who_paid(words: str) -> None:
    """However it is put, the record is found."""
    found = described(f"BÁO CÁO CUỐI KỲ DỰ ÁN\nNâng cao năng lực giảng viên\n{words}")
    assert [value.authority for value in found.of(Field.FUNDER)] == ["koica"]


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("- Thời gian thực hiện: 2018 - 2020\n", "2018/2020"),
        ("Project period: 2009 - 2011\n", "2009/2011"),
        ("The project was implemented from January 2013 to June 2016.\n", "2013-01/2016-06"),
    ],
)
def test_the_years_of_a_project(words: str, period: str) -> None:
    """No month or day is made up."""
    found = described(f"BÁO CÁO CUỐI KỲ DỰ ÁN\nNâng cao năng lực giảng viên\n{words}")
    assert texts_of(found, Field.PERIOD) == [period]


def test_the_genre_below_the_title() -> None:
    """English covers name it last; the date of the cover is that of the report."""
    found = described(
        "Strengthening Provincial Leadership Training\nFinal Report\nSeptember 2016\n",
        "The project was implemented from January 2013 to June 2016.\n",
    )
    assert texts_of(found, Field.TITLE) == [
        "Strengthening Provincial Leadership Training: Final Report"
    ]
    assert texts_of(found, Field.DATE) == ["2016-09"]
