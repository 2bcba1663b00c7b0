from __future__ import annotations

from datetime import date

import pytest

from indexer.records.dates import Span, parse_date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-09-15", date(2016, 9, 15), date(2016, 9, 15)),
        ("2019-10-19/2019-10-23", date(2019, 10, 19), date(2019, 10, 23)),
        ("2013/2016", date(2013, 1, 1), date(2016, 12, 31)),
    ],
)
def test_a_date_covers_its_days(text: str, first: date, last: date) -> None:
    """A date is as wide as its precision says."""
    assert parse_date(text) == Span(first, last)


def test_years() -> None:
    """An interval touches every year between its ends."""
    assert list(parse_date("2013/2016-02").years) == [2013, 2014, 2015, 2016]


@pytest.mark.parametrize("text", ["", "16", "2016-13", "2016-02-30", "2019/2018", "0000", "ngày"])
def test_no_date(text: str) -> None:
    """What the calendar does not have is refused."""
    with pytest.raises(ValueError, match=r".+"):
        parse_date(text)
