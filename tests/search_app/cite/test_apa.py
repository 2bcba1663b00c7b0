"""References follow the seventh edition of the APA's manual."""

from __future__ import annotations

from dataclasses import replace

from indexer.records.files import Unit
from indexer.records.persons import parse_person
from search_app.cite.apa import apa_in_text, apa_reference
from search_app.cite.item import Locator
from search_app.cite.reference import plain
from tests.search_app.cite.items import BARE, ENGLISH, PAPER, REPORT


def test_a_paper_stands_in_its_volume() -> None:
    """Authors inverted, the volume in italics, pages in brackets, who published it."""
    reference = apa_reference(PAPER)
    assert plain(reference) == (
        "Nguyễn, V. A., & Trần, T. B. (2016). Hợp tác quốc tế trong đào tạo cán bộ. "
        "In Kỷ yếu hội thảo quốc tế (pp. 12–20). Học viện Mẫu. "
        "https://thu-vien.example/works/7F3K2M9Q5"
    )
    assert [run.text for run in reference if run.italic] == ["Kỷ yếu hội thảo quốc tế"]


def test_a_report_is_its_units_with_its_number() -> None:
    """Who is the author is not named again as publisher."""
    reference = apa_reference(REPORT)
    assert plain(reference) == (
        "Vụ Hợp tác quốc tế. (2016). Báo cáo kết quả đoàn ra (12/BC-HTQT). "
        "https://thu-vien.example/works/8ABCDEFG1"
    )
    assert [run.text for run in reference if run.italic] == ["Báo cáo kết quả đoàn ra"]


def test_what_is_not_known_is_said_or_left_out() -> None:
    """No date is "n.d."; without an author the title begins; a question mark ends a sentence."""
    assert plain(apa_reference(ENGLISH)) == (
        "Smith, J., & Lê, H. (n.d.). Is capacity built? KOICA. "
        "https://thu-vien.example/works/9ABCDEFG2"
    )
    assert plain(apa_reference(BARE)) == (
        "Chương trình làm việc. (2019–2020). https://thu-vien.example/works/1ABCDEFG3"
    )


def test_in_the_text_the_page_is_named() -> None:
    """Two authors with an ampersand, three with the first alone."""
    page = Locator("15")
    assert apa_in_text(PAPER, page) == "(Nguyễn & Trần, 2016, p. 15)"
    three = replace(PAPER, authors=(*PAPER.authors, parse_person("John Smith")))
    assert apa_in_text(three, page) == "(Nguyễn et al., 2016, p. 15)"
    assert apa_in_text(REPORT, Locator("3", Unit.SLIDE)) == "(Vụ Hợp tác quốc tế, 2016, Slide 3)"


def test_in_the_text_all_of_it_is_named_without_pages() -> None:
    """Those that a paper takes up belong into the list."""
    assert apa_in_text(PAPER, None) == "(Nguyễn & Trần, 2016)"
    assert apa_in_text(BARE, None) == "(“Chương trình làm việc”, 2019–2020)"


def test_of_very_many_authors_nineteen_and_the_last_are_named() -> None:
    """As section 9.8 wants it."""
    many = replace(PAPER, authors=tuple(parse_person(f"A Name{n}") for n in range(30)))
    text = plain(apa_reference(many))
    assert "Name18, A., … Name29, A." in text
    assert "Name19" not in text
