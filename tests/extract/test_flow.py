"""Flowing text keeps every word, in order, on pages of a size that people read."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.flow import ENORMOUS, FEWEST, MOST, Block, Break, paginate
from indexer.records.files import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn"])
_BLOCKS = st.lists(
    st.builds(
        Block,
        st.one_of(
            st.text(_LETTERS, max_size=40), st.integers(0, 2000).map(lambda n: "tiếng Việt. " * n)
        ),
        st.one_of(st.none(), st.integers(0, 6)),
        st.sampled_from(Break),
    ),
    max_size=12,
)


@given(_BLOCKS)
def test_no_word_is_lost(blocks: list[Block]) -> None:
    """Everything comes out once, in order, in NFC; only white space may differ."""
    pages = paginate(blocks, "test")
    expected = [unicodedata.normalize("NFC", block.text) for block in blocks]
    assert _letters(page.text for page in pages) == _letters(expected)
    assert [page.index for page in pages] == list(range(1, len(pages) + 1))
    assert all(page.text for page in pages)


def test_control_characters_are_no_text() -> None:
    """Neither what no screen shows nor half a letter comes through."""
    (page,) = paginate([Block("a\x00b\x0bc\ufffed\ud800e\tf")], "test")
    assert page.text == "abcde\tf"


def _letters(texts: Iterable[str]) -> str:
    return "".join("".join(text.split()) for text in texts)


@given(_BLOCKS)
def test_headings_cut_the_text_at_themselves(blocks: list[Block]) -> None:
    """A heading's offsets hold the heading, whole."""
    for page in paginate(blocks, "test"):
        for heading in page.headings:
            text = page.text[heading.start : heading.end]
            assert text
            assert text == text.strip()


@given(_BLOCKS)
def test_sections_have_a_bounded_size(blocks: list[Block]) -> None:
    """No section is longer than two enormous paragraphs would be."""
    for page in paginate(blocks, "test"):
        if page.unit is Unit.SECTION and not page.headings:
            assert len(page.text.split()) <= MOST + ENORMOUS


def test_pages_that_were_laid_out_stay_pages() -> None:
    """A page break that the program saw on paper begins a page; an asked one beside it is it."""
    blocks = [
        Block("một"),
        Block("", before=Break.ASKED),
        Block("hai", before=Break.RENDERED),
        Block("ba", before=Break.RENDERED),
    ]
    pages = paginate(blocks, "test")
    assert [(page.text, page.label, page.unit) for page in pages] == [
        ("một", "1", Unit.PAGE),
        ("hai", "2", Unit.PAGE),
        ("ba", "3", Unit.PAGE),
    ]


def test_headings_begin_sections() -> None:
    """A heading begins a section where enough stands before it, and stays with its text."""
    long = "chữ " * FEWEST
    blocks = [Block("Tên", 0), Block(long), Block("Hai", 1), Block("Ba", 2), Block("ngắn")]
    first, second = paginate(blocks, "test")
    assert first.text == "Tên\n" + long.strip()
    assert second.text == "Hai\nBa\nngắn"
    assert [heading.level for heading in second.headings] == [1, 2]
    assert second.unit is Unit.SECTION


def test_an_enormous_paragraph_is_cut_between_sentences() -> None:
    """Nobody's eye finds a word in ten pages that are one."""
    pages = paginate([Block("Câu này có năm chữ. " * 1000)], "test")
    assert len(pages) > 5
    assert all(page.text.startswith("Câu") and page.text.endswith("chữ.") for page in pages)


def test_heads_of_pages_are_marked_where_they_stand() -> None:
    """They are no part of the body, unless there is nothing else."""
    (page,) = paginate([Block("thân bài"), Block("đầu trang", running=True)], "test")
    assert page.text == "thân bài\nđầu trang"
    assert page.body.strip() == "thân bài"
    (alone,) = paginate([Block("đầu trang", running=True)], "test")
    assert alone.body == "đầu trang"
