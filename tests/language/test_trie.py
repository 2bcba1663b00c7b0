"""Sequences of syllables, found in many texts at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.language.compounds import Compounds
from indexer.language.segmentation import Cut
from indexer.language.trie import Trie

SYLLABLES = st.lists(st.sampled_from("abcd"), max_size=12)
LISTED = st.frozensets(st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(" ".join))


@given(listed=LISTED, texts=st.lists(SYLLABLES, max_size=4))
def test_all_are_found_and_nothing_else(listed: frozenset[str], texts: list[list[str]]) -> None:
    """Every place of every sequence is found, also within and across others, in one text each."""
    sequences = sorted(listed)
    found = Trie.of(sequences).find(texts)
    expected = set()
    before = 0
    for text in texts:
        for first in range(len(text)):
            for last in range(first + 1, len(text) + 1):
                sequence = " ".join(text[first:last])
                if sequence in listed:
                    number = sequences.index(sequence)
                    expected.add((before + first, before + last, number))
        before += len(text) + 1
    rows = zip(found.starts.tolist(), found.ends.tolist(), found.numbers.tolist(), strict=True)
    assert sorted(rows) == sorted(expected)


@given(listed=LISTED, texts=st.lists(SYLLABLES, max_size=4), data=st.data())
def test_many_cuts_are_mended_as_each_alone(
    listed: frozenset[str], texts: list[list[str]], data: st.DataObject
) -> None:
    """What stands in one text makes no difference to another."""
    compounds = Compounds(listed)
    cuts = []
    for text in texts:
        inner = data.draw(st.sets(st.integers(0, len(text))))
        cuts.append(Cut(text, sorted({0, len(text), *inner})))
    assert compounds.repair_many(cuts) == [compounds.repair(cut) for cut in cuts]
