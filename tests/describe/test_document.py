from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.describe.document import QUOTE, Document, Span, lines_of, quote
from tests.describe.making import HASH, document, page


@given(st.text())
def test_lines_stand_on_their_page(text: str) -> None:
    """A line's offsets cut its text from the page."""
    for line in lines_of(page(text)):
        assert line.page.text[line.start : line.end] == line.text
        assert len(line.folded) == len(line.text)
        assert line.text.strip()


@given(st.text(), st.integers(0, 400), st.integers(0, 400))
def test_quotations_stand_on_their_page(text: str, start: int, length: int) -> None:
    """Evidence is words of the page, whatever the span, and never too long."""
    whole = page(text * 5)
    first = min(start, len(whole.text))
    span = Span(whole, first, min(first + length, len(whole.text)))
    made = Document(HASH, "x", [span.page], {})
    for words in (quote(span), made.evidence_around(span).words):
        assert words in span.page.text
        assert len(words) <= QUOTE


def test_a_gap_is_an_empty_line() -> None:
    """A line after an empty one, and the first, has a gap above it."""
    assert [line.gap for line in lines_of(page("a\nb\n \nc\n\nd"))] == [True, False, True, True]


def test_running_heads_are_no_opening_lines() -> None:
    """What stands at the top of every page but for its number is left out."""
    texts = [
        f"Kỷ yếu hội thảo {number}\nNội dung trang {chr(96 + number)}" for number in range(1, 5)
    ]
    assert all("Kỷ yếu" not in line.text for line in document(*texts).opening)


def test_capitals_let_a_degree_pass() -> None:
    """A line in capitals stays one with ThS. or Mr. before the name."""
    lines = list(lines_of(page("ThS. NGUYỄN VĂN A\nBáo cáo KQ\nI")))
    assert [line.capital for line in lines] == [True, False, False]
