from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language.glue import unglue
from indexer.language.spelling import is_spelt

_HERE = Path(__file__).parent
GLUED = (_HERE / "glued.txt").read_text(encoding="utf-8").splitlines()
WHOLE = (_HERE / "whole.txt").read_text(encoding="utf-8").splitlines()
FRAGMENTS = ["nghiên", "cứu", "Học", "VIỆN", "và", "UBND", "2016", "G20", "á", "Cuba", "nin", "ệu"]
PIECES = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=8)


def test_there_is_enough_to_judge_by() -> None:
    """Both lists have more than 120 different lines."""
    assert len(set(GLUED)) == len(GLUED) > 120
    assert len(set(WHOLE)) == len(WHOLE) > 120


@pytest.mark.parametrize("wanted", GLUED)
def test_glued_words_come_apart(wanted: str) -> None:
    """Each line without its spaces is cut where they were."""
    assert " ".join(unglue(wanted.replace(" ", ""))) == wanted


@pytest.mark.parametrize("word", WHOLE)
def test_words_stay_whole(word: str) -> None:
    """Acronyms, codes, numbers with units, foreign words and names and syllables are not cut."""
    assert unglue(word) == (word,)


@pytest.mark.parametrize("word", ["nghiencuu", "hoang", "trong2016", "improvingthe"])
def test_without_accents_nothing_is_certain(word: str) -> None:
    """Plain letters and digits are left alone, even where they could be Vietnamese."""
    assert unglue(word) == (word,)


@given(PIECES.map("".join))
def test_parts_make_the_word_and_stay_whole(word: str) -> None:
    """Nothing is lost or added, and cutting the parts again changes nothing."""
    parts = unglue(word)
    assert "".join(parts) == word
    for part in parts:
        assert unglue(part) == (part,)


@given(st.text())
def test_syllables_are_never_cut(word: str) -> None:
    """What the spelling rules allow as one syllable is one."""
    if is_spelt(word.lower()):
        assert unglue(word) == (word,)


def test_long_runs_take_bounded_time() -> None:
    """A page without any space is left as it is."""
    word = "nghiêncứu" * 10_000
    assert unglue(word) == (word,)
