"""References follow the Chicago Manual of Style, author and date."""

from __future__ import annotations

from dataclasses import replace

from indexer.records.files import Unit
from indexer.records.persons import parse_person
from search_app.cite.chicago import chicago_in_text, chicago_reference
from search_app.cite.item import Locator
from search_app.cite.reference import plain
from tests.search_app.cite.items import BARE, ENGLISH, PAPER, REPORT


def test_a_paper_stands_in_its_volume() -> None:
    """Vietnamese names as they are said; the title in quotation marks, the volume in italics."""
    reference = chicago_reference(PAPER)
    assert plain(reference) == (
        "Nguyễn Văn An and Trần Thị Bình. 2016. “Hợp tác quốc tế trong đào tạo cán bộ.” "
        "In Kỷ yếu hội thảo quốc tế, 12–20. Học viện Mẫu. "
        "https://thu-vien.example/works/7F3K2M9Q5."
    )
    assert [run.text for run in reference if run.italic] == ["Kỷ yếu hội thảo quốc tế"]


def test_the_first_name_is_inverted_where_it_is_said_otherwise() -> None:
    """Only the first, by which the list is ordered."""
    assert plain(chicago_reference(ENGLISH)) == (
        "Smith, John, and Lê Hoa. n.d. Is capacity built? KOICA. "
        "https://thu-vien.example/works/9ABCDEFG2."
    )


def test_a_report_and_a_bare_title() -> None:
    """The unit is the author; without one the title begins."""
    assert plain(chicago_reference(REPORT)) == (
        "Vụ Hợp tác quốc tế. 2016. Báo cáo kết quả đoàn ra. 12/BC-HTQT. "
        "https://thu-vien.example/works/8ABCDEFG1."
    )
    assert plain(chicago_reference(BARE)) == (
        "Chương trình làm việc. 2019–2020. https://thu-vien.example/works/1ABCDEFG3."
    )


def test_in_the_text_the_page_follows_a_comma() -> None:
    """No comma before the year."""
    assert chicago_in_text(PAPER, Locator("15")) == "(Nguyễn and Trần 2016, 15)"
    section = Locator("3", Unit.SECTION)
    assert chicago_in_text(PAPER, section) == "(Nguyễn and Trần 2016, sec. 3)"
    assert chicago_in_text(PAPER, None) == "(Nguyễn and Trần 2016)"


def test_of_more_than_six_authors_three_are_named() -> None:
    """The others are "et al."."""
    many = replace(PAPER, authors=tuple(parse_person(f"Nguyễn Văn {c}") for c in "ABCDEFG"))
    assert "Nguyễn Văn A, Nguyễn Văn B, Nguyễn Văn C, et al. 2016" in plain(chicago_reference(many))
