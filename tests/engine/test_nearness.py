"""How many terms stand near each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.nearness import Place, densest
from tests.engine.making import word

if TYPE_CHECKING:
    from indexer.engine.tree import Term

WEIGHTS = {word("a"): 1.0, word("b"): 1.0, word("c"): 0.25}


@given(
    st.dictionaries(st.integers(0, 60), st.sampled_from(list(WEIGHTS)), max_size=20),
    st.integers(1, 30),
)
def test_as_every_window_tried_in_turn(at: dict[int, Term], width: int) -> None:
    """Distinct terms count once, also when two have the same weight."""
    windows = [
        {at[position] for position in range(start, start + width) if position in at}
        for start in range(61)
    ]
    best = max(sum(WEIGHTS[term] for term in held) for held in windows)
    places = [Place(position, at[position]) for position in sorted(at)]
    assert densest(places, WEIGHTS, width) == pytest.approx(best)
