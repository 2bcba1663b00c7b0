"""Distances between texts, against the textbook."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.lexicon.likeness import SHORT, Likeness

words = st.text("abcd", min_size=1, max_size=8)


def _distance(one: str, two: str) -> int:
    """Return the distance of optimal string alignment, cell by cell."""
    rows = [[0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for at in range(len(one) + 1):
        for to in range(len(two) + 1):
            if not at or not to:
                rows[at][to] = at + to
                continue
            costs = [rows[at - 1][to] + 1, rows[at][to - 1] + 1]
            costs.append(rows[at - 1][to - 1] + (one[at - 1] != two[to - 1]))
            if at > 1 and to > 1 and one[at - 2 : at] == two[to - 2 : to][::-1]:
                costs.append(rows[at - 2][to - 2] + 1)
            rows[at][to] = min(costs)
    return rows[-1][-1]


@given(st.lists(words, max_size=12), words)
def test_it_finds_all_within_the_slips_allowed(texts: list[str], asked: str) -> None:
    """One slip in a short text, two in a longer one; the text itself is not like itself."""
    data = np.frombuffer("".join(texts).encode(), np.uint8)
    ends = np.cumsum([len(text) for text in texts]).astype(np.uint32)
    places, distances = Likeness(data, ends).find(asked.encode())
    most = 1 if len(asked) <= SHORT else 2
    expected = {at: _distance(asked, text) for at, text in enumerate(texts)}
    assert dict(zip(places.tolist(), distances.tolist(), strict=True)) == {
        at: distance for at, distance in expected.items() if 0 < distance <= most
    }
