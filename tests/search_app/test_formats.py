from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search_app.formats import (
    write_country,
    write_date,
    write_language,
    write_number,
    write_seconds,
    write_size,
)
from search_app.translate import read_wordings

if TYPE_CHECKING:
    from indexer.errors import Language

WORDINGS = read_wordings()


@pytest.mark.parametrize(
    ("edtf", "vietnamese", "english"),
    [
        ("2016", "2016", "2016"),
        ("2016-09", "tháng 9 năm 2016", "September 2016"),
        ("2016-09-15", "15/9/2016", "15 September 2016"),
        ("2019-10-19/2019-10-23", "19/10/2019 – 23/10/2019", "19–23 Oct 2019"),
        ("2019-10/2019-12", "tháng 10 – tháng 12 năm 2019", "October – December 2019"),
        ("2018/2020", "2018–2020", "2018–2020"),
        ("khoảng 2016", "khoảng 2016", "khoảng 2016"),
        ("2016-13", "2016-13", "2016-13"),
        ("", "", ""),
    ],
)
def test_dates_are_as_precise_as_they_were_written(
    edtf: str, vietnamese: str, english: str
) -> None:
    """Each language writes a date its own way; what is no date stays."""
    # CLDR sets thin spaces around the dash of an interval.
    written = [write_date(edtf, WORDINGS[code]).replace("\u2009", " ") for code in ("vi", "en")]
    assert written == [vietnamese, english]


@pytest.mark.parametrize(
    ("size", "vietnamese", "english"),
    [
        (0, "0 byte", "0 byte"),
        (999, "999 byte", "999 byte"),
        (1_250_000, "1,2 MB", "1.2 MB"),
        (64_000_000, "64 MB", "64 MB"),
        (5_000_000_000_000, "5.000 GB", "5,000 GB"),
    ],
)
def test_sizes_have_a_readable_unit(size: int, vietnamese: str, english: str) -> None:
    """At most three digits stand before the comma, short of thousands of gigabytes."""
    assert [write_size(size, WORDINGS[code]) for code in ("vi", "en")] == [vietnamese, english]


@pytest.mark.parametrize(("language", "text"), [("vi", "12.345"), ("en", "12,345")])
def test_numbers_have_the_separators_of_the_language(language: Language, text: str) -> None:
    """Thousands are set apart by a point in Vietnamese."""
    assert write_number(12345, WORDINGS[language]) == text


def test_times_are_never_nothing() -> None:
    """Nobody reads "0 seconds"."""
    assert write_seconds(0.0004, WORDINGS["vi"]) == "0,01"
    assert write_seconds(1.256, WORDINGS["en"]) == "1.26"


def test_languages_and_countries_have_names_and_unknown_ones_stay() -> None:
    """A code without a name is shown as it is."""
    assert write_language("ja", WORDINGS["vi"]) == "Tiếng Nhật"
    assert write_language("xx", WORDINGS["en"]) == "Xx"
    assert write_country("kr", WORDINGS["vi"]) == "Hàn Quốc"
    assert write_country("nowhere", WORDINGS["en"]) == "nowhere"
