"""What reference managers read from RIS is what the records say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import rispy
from hypothesis import given
from hypothesis import strategies as st

from search_app.cite.ris import write_ris
from tests.search_app.cite.items import ALL, BARE, PAPER, REPORT

if TYPE_CHECKING:
    from search_app.cite.item import Item


def _read(item: Item) -> dict[str, Any]:
    (record,) = rispy.loads(write_ris(item))
    return dict(record)


def test_a_paper_is_read_back() -> None:
    """As conference paper with people, proceedings, pages, date and keywords."""
    record = _read(PAPER)
    assert record["type_of_reference"] == "CPAPER"
    assert record["authors"] == ["Nguyễn, Văn An", "Trần, Thị Bình"]
    assert record["title"] == PAPER.title
    assert record["custom3"] == PAPER.container
    assert (record["start_page"], record["end_page"]) == ("12", "20")
    assert (record["year"], record["date"]) == ("2016", "2016/09/15/")
    assert record["keywords"] == list(PAPER.keywords)
    assert record["urls"] == [PAPER.url]


def test_a_report_has_its_unit_and_number() -> None:
    """The day is left open where only the month is known."""
    record = _read(REPORT)
    assert record["type_of_reference"] == "RPRT"
    assert record["authors"] == ["Vụ Hợp tác quốc tế"]
    assert record["date"] == "2016/09//"
    assert record["issn"] == "12/BC-HTQT"


def test_records_follow_each_other() -> None:
    """A file of several is one record after the other."""
    assert len(rispy.loads("".join(write_ris(item) for item in ALL))) == len(ALL)


@given(st.text(max_size=60))
def test_no_text_begins_a_tag_of_its_own(text: str) -> None:
    """Line ends within a value are blanks."""
    record = _read(replace(BARE, abstract=f"{text}\r\nTY  - BOOK\nER  - \n"))
    assert record["type_of_reference"] == "GEN"
    assert record["id"] == BARE.id
