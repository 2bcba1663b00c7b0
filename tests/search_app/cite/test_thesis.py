"""References follow the form of Vietnamese theses."""

from __future__ import annotations

from dataclasses import replace

from indexer.records.files import Unit
from search_app.cite.item import Locator, Pages
from search_app.cite.reference import plain
from search_app.cite.thesis import thesis_in_text, thesis_order, thesis_reference
from tests.search_app.cite.items import ALL, BARE, ENGLISH, PAPER, REPORT


def test_a_paper_stands_in_its_volume() -> None:
    """Names as they are called, "và", the paper in quotation marks, the volume in italics."""
    reference = thesis_reference(PAPER)
    assert plain(reference) == (
        "Nguyễn Văn An và Trần Thị Bình (2016), “Hợp tác quốc tế trong đào tạo cán bộ”, "
        "Kỷ yếu hội thảo quốc tế, Học viện Mẫu, Hà Nội, tr. 12-20. "
        "https://thu-vien.example/works/7F3K2M9Q5"
    )
    assert [run.text for run in reference if run.italic] == ["Kỷ yếu hội thảo quốc tế"]


def test_a_report_is_its_units() -> None:
    """With its number behind the title."""
    assert plain(thesis_reference(REPORT)) == (
        "Vụ Hợp tác quốc tế (2016), Báo cáo kết quả đoàn ra, 12/BC-HTQT. "
        "https://thu-vien.example/works/8ABCDEFG1"
    )


def test_foreign_documents_keep_the_words_of_their_language() -> None:
    """They say "and" and "pp." instead of "và" and "tr."."""
    page = replace(ENGLISH, pages=Pages("3", "5"))
    assert plain(thesis_reference(page)) == (
        "Smith J. and Lê Hoa (không ghi năm), Is capacity built?, KOICA, pp. 3-5. "
        "https://thu-vien.example/works/9ABCDEFG2"
    )


def test_a_document_without_anybody_begins_with_its_title() -> None:
    """The year behind it."""
    assert plain(thesis_reference(BARE)) == (
        "Chương trình làm việc (2019–2020). https://thu-vien.example/works/1ABCDEFG3"
    )


def test_lists_are_ordered_by_given_names() -> None:
    """An under A, the unit under V, a foreigner under the family name."""
    assert [thesis_order(item)[0] for item in ALL] == [
        "An",
        "Vụ Hợp tác quốc tế",
        "Smith",
        "Chương trình làm việc",
    ]


def test_in_the_text_a_number_is_left_open() -> None:
    """It is known in the thesis alone; nothing stands there without a page."""
    assert thesis_in_text(PAPER, Locator("15")) == "[…, tr. 15]"
    assert thesis_in_text(ENGLISH, Locator("2", Unit.SLIDE)) == "[…, trang chiếu 2]"
    assert thesis_in_text(REPORT, None) == ""
