"""The formulas of the engine."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.scoring import (
    weigh_names,
    weigh_rarity,
)


@given(st.integers(1, 10**7), st.data())
def test_the_rarer_the_heavier(passages: int, data: st.DataObject) -> None:
    """Never negative, even for what stands everywhere; nothing for what stands nowhere."""
    holding = data.draw(st.integers(1, passages))
    assert weigh_rarity(passages, holding) >= 0
    assert weigh_rarity(passages, holding) >= weigh_rarity(passages, min(holding + 1, passages))
    assert weigh_rarity(passages, 0) == 0


def test_every_name_counts_once_where_it_stands() -> None:
    """A work gets the weights of all the names that it holds."""
    held = [np.array([True, False, True]), np.array([False, False, True])]
    assert weigh_names([0.5, 0.25], held, 3).tolist() == [0.5, 0.0, 0.75]
    assert weigh_names([], [], 2).tolist() == [0.0, 0.0]
