"""Counting within bounds: what is frequent stays, whatever has to be forgotten."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from indexer.engine.lexicon import tally
from indexer.engine.lexicon.tally import SyllableTally, WordTally, split_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator


def _passages() -> Iterator[list[str]]:
    """Yield passages in which two words are frequent and all others stand once."""
    for number in range(300):
        yield ["hợp", "tác", f"a{number}", f"b{number}"]


def _pairs(counted: SyllableTally) -> dict[str, int]:
    names = ["", *counted.counts()]
    pairs, counts = counted.pairs()
    first, second = (half.tolist() for half in split_pairs(pairs))
    return {
        f"{names[one]} {names[two]}": count
        for one, two, count in zip(first, second, counts.tolist(), strict=True)
    }


def test_within_the_bounds_counting_is_exact() -> None:
    """Syllables, pairs and words, each passage for itself."""
    syllables, words = SyllableTally(), WordTally()
    for passage in _passages():
        syllables.add(passage)
        words.add(passage)
    expected = Counter(text for passage in _passages() for text in passage)
    assert syllables.counts() == words.counts() == expected
    assert _pairs(syllables) == Counter(
        " ".join(two) for passage in _passages() for two in pairwise(passage)
    )


@pytest.mark.parametrize("gathered", [1, 7, 100, 5000])
def test_beyond_the_bounds_the_rare_is_forgotten(
    monkeypatch: pytest.MonkeyPatch, gathered: int
) -> None:
    """However much is counted at once; what is left has its full count and fits the bound."""
    monkeypatch.setattr(tally, "GATHERED", gathered)
    syllables, words = SyllableTally(40, 50), WordTally(40)
    for passage in _passages():
        syllables.add(passage)
        words.add(passage)
    pairs = _pairs(syllables)
    for counts, most in ((syllables.counts(), 40), (words.counts(), 40), (pairs, 50)):
        assert len(counts) <= most
    assert syllables.counts()["hợp"] == words.counts()["tác"] == pairs["hợp tác"] == 300


def test_nothing_counted_is_nothing() -> None:
    """An empty segment has an empty lexicon."""
    assert SyllableTally().counts() == {}
    assert _pairs(SyllableTally()) == {}
    assert WordTally().counts() == {}
