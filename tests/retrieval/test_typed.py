"""The end of what stands in a search box."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.language.analyser import tokenise
from indexer.retrieval.typed import begins_so, read_typed, write_like


@pytest.mark.parametrize(
    ("text", "words", "whole", "finished"),
    [
        ("hop tac qu", ["hop", "tac", "qu"], True, False),
        ("hop tac ", ["hop", "tac"], True, True),
        ('+lào "hop ta', ["hop", "ta"], False, False),
        ("nước:Hàn q", ["Hàn", "q"], False, False),
        ("hop tac?", [], False, False),
        ("", [], False, False),
    ],
)
def test_the_words_at_the_end(text: str, words: list[str], *, whole: bool, finished: bool) -> None:
    """With nothing but blanks between them; other signs begin anew."""
    typed = read_typed(text)
    assert [text[token.start : token.end] for token in typed.tokens] == words
    assert (typed.is_whole, typed.is_finished) == (whole, finished)


@pytest.mark.parametrize(
    ("typed", "text", "may"),
    [
        ("t", "tác", True),
        ("ta", "tác", True),
        ("tá", "tác", True),
        ("tà", "tác", False),
        ("tâ", "tác", False),
        ("toá", "toán", True),
        ("quô", "quốc", True),
        ("quo", "quốc", True),
        ("d", "đảng", True),
        ("đ", "dạng", False),
        ("tác", "tá", False),
        ("HỢ", "hợp", True),
    ],
)
def test_a_syllable_may_grow(typed: str, text: str, *, may: bool) -> None:
    """Letters may be added, accents too, but none goes; a tone moves where it belongs."""
    assert begins_so(typed, text) is may


@settings(deadline=None)  # the first word read makes the tables of syllables
@given(st.text(max_size=30))
def test_any_text_is_read(text: str) -> None:
    """Whatever stands in the box, its last words end it."""
    typed = read_typed(text)
    for size in range(1, len(typed.tokens) + 1):
        assert typed.before_last(size) + typed.of_last(size) == text
        assert typed.admits(size, [token.text for token in typed.tokens[-size:]])
        assert typed.beginnings(size)


@pytest.mark.parametrize(
    ("typed", "text", "written"),
    [("Hop", "hợp", "Hợp"), ("HOP", "hợp", "HỢP"), ("h", "hợp", "hợp"), ("H", "hợp", "Hợp"),
     ("hi", "hy", "hi")],
)  # fmt: skip
def test_what_is_written_follows_what_was_typed(typed: str, text: str, written: str) -> None:
    """Its case; and the spelling that is usual, not the term of the index."""
    assert write_like(typed, text) == written
    assert [one.text for one in tokenise(written)] == [text]
