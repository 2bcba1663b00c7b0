"""Running heads, feet and page numbers are marked on their pages, and no sentence is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.pdf import read_pdf
from indexer.extract.running import mark_running
from tests.extract.making import Font, Line, ample, pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.records.files import Page

SENTENCES = (
    "Đoàn công tác đã thăm phòng thí nghiệm",
    "Hội thảo bàn về quản lý nguồn nước",
    "Hai bên thống nhất trao đổi học viên",
    "Dự án kết thúc sớm hơn dự kiến",
    "Các đại biểu nêu nhiều kinh nghiệm hay",
    "Kinh phí do phía đối tác chi trả",
    "Sinh viên được học tiếng Lào một kỳ",
)


def _read(heads: Sequence[str], feet: Sequence[str], body: Sequence[str] = ()) -> tuple[Page, ...]:
    """Return pages with one line at the top, one at the foot, and sentences between."""
    font = Font()
    pages = []
    for at, (head, foot) in enumerate(zip(heads, feet, strict=True)):
        lines = [Line(head, font, 72, 760), Line(foot, font, 290, 40)]
        first = body[at] if body else SENTENCES[at % len(SENTENCES)]
        text = (first, *(f"{SENTENCES[(at + row) % 7]} thứ {row}" for row in range(1, 6)))
        lines += [Line(words, font, 72, 700 - 20 * row) for row, words in enumerate(text)]
        pages.append([line for line in lines if line.text])
    return read_pdf(pdf(pages), ample()).pages


def _marked(pages: Sequence[Page]) -> list[list[str]]:
    return [[page.text[part.start : part.end] for part in page.running] for page in pages]


def test_heads_of_left_and_right_pages_and_numbers_are_marked() -> None:
    """Also where the first page of a chapter has none; the text keeps them all."""
    heads = ["", "Kỷ yếu hội thảo", "Phần một", "Kỷ yếu hội thảo", "Phần một"]
    heads += ["Kỷ yếu hội thảo", "Phần một"]
    feet = [str(number) for number in range(11, 18)]
    pages = _read(heads, feet)
    expected = [[head, foot] if head else [foot] for head, foot in zip(heads, feet, strict=True)]
    assert _marked(pages) == expected
    for page, words in zip(pages, expected, strict=True):
        assert all(word in page.text for word in words)
        assert not any(word in page.body for word in words)


@pytest.mark.parametrize("form", ["Trang {}", "- {} -", "{}/6", "Bản tin số 3 năm 2019 | {}"])
def test_numbers_with_words_beside_them_are_marked(form: str) -> None:
    """The number of the issue stays the same, that of the page counts on."""
    pages = _read([""] * 6, [form.format(number) for number in range(1, 7)])
    assert all(len(page.running) == 1 for page in pages)
    assert [page.label for page in pages] == ["1", "2", "3", "4", "5", "6"]


def test_sentences_at_the_top_of_pages_stay() -> None:
    """Sentences that differ, and those that recur now and then."""
    pages = _read([""] * 9, [""] * 9)
    assert _marked(pages) == [[]] * 9


def test_what_is_counted_by_itself_stays() -> None:
    """Annexes of a page each are no page numbers."""
    pages = _read([f"Phụ lục {number}" for number in range(1, 6)], [""] * 5)
    assert _marked(pages) == [[]] * 5


def test_lines_of_forms_stay() -> None:
    """Four pages that begin alike with more lines than a head has are forms or letters."""
    font = Font()
    top = ("Phiếu khảo sát", "Trường Đại học Nông Lâm", "Phòng Hợp tác", "Năm học mới", "Kính gửi")
    page = [Line(text, font, 72, 760 - 16 * row) for row, text in enumerate(top)]
    body = [[Line(text, font, 72, 500)] for text in SENTENCES[:4]]
    pages = read_pdf(pdf([[*page, *own] for own in body]), ample()).pages
    assert _marked(pages) == [[]] * 4


def test_a_lone_number_that_is_no_page_stays() -> None:
    """Years and results of sums at the edge of a page count nothing."""
    pages = _read(["2016", "", "2019", "57"], ["", "12", "", "88"])
    assert _marked(pages) == [[]] * 4


def test_the_second_page_of_a_letter_has_a_number() -> None:
    """Offices number letters from their second page, at the top."""
    pages = _read(["", "2"], ["", ""])
    assert _marked(pages) == [[], ["2"]]


def test_printed_numbers_become_labels() -> None:
    """Of the pages without one too; what stands before page 1 has its place in brackets."""
    pages = _read([""] * 6, ["", "", "1", "2", "", "4"])
    assert [page.label for page in pages] == ["[1]", "[2]", "1", "2", "3", "4"]


def test_front_matter_has_roman_numbers() -> None:
    """Its title page counts but shows none; the count begins anew with the text."""
    pages = _read([""] * 8, ["", "ii", "iii", "iv", "1", "2", "3", "4"])
    assert [page.label for page in pages] == ["i", "ii", "iii", "iv", "1", "2", "3", "4"]


def test_labels_of_the_file_go_before_printed_numbers() -> None:
    """A file that says what its pages are called is right."""
    font = Font()
    pages = [[Line(SENTENCES[at], font), Line(str(at + 1), font, 290, 40)] for at in range(4)]
    labels = b"/PageLabels << /Nums [0 << /S /D /St 37 >>] >>"
    read = read_pdf(pdf(pages, catalog=labels), ample()).pages
    assert [page.label for page in read] == ["37", "38", "39", "40"]


@given(st.lists(st.sampled_from((*SENTENCES, "Bản tin", "Trang 3")), min_size=1, max_size=9))
def test_marking_twice_changes_nothing(heads: list[str]) -> None:
    """Nor does it ever change a text; a body is as long as its text."""
    pages = _read(heads, [str(number) for number in range(1, len(heads) + 1)])
    assert mark_running(pages) == pages
    assert all(len(page.body) == len(page.text) for page in pages)
