"""The formulas of the engine."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.scoring import (
    SYLLABLES,
    combine,
    normalise,
    saturate,
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


@given(st.integers(1, 1000), st.integers(1, 100_000), st.floats(0, 1000))
def test_more_occurrences_count_more_and_longer_passages_less(
    frequency: int, length: int, average: float
) -> None:
    """Between nothing and one, also where the average is nothing."""
    frequencies = np.array([frequency, frequency + 1, frequency])
    lengths = np.array([length, length, length + 1], dtype=np.int32)
    norms = normalise(lengths, average, SYLLABLES)
    one, more, longer = saturate(frequencies, norms, np.arange(3))
    assert 0 < longer <= one <= more < 1


def test_equal_works_tie_exactly() -> None:
    """Whatever the order in which their scores were added up."""
    scores = combine(np.zeros(2), np.array([0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1]))
    assert scores[0] == scores[1]


def test_every_name_counts_once_where_it_stands() -> None:
    """A work gets the weights of all the names that it holds."""
    held = [np.array([True, False, True]), np.array([False, False, True])]
    assert weigh_names([0.5, 0.25], held, 3).tolist() == [0.5, 0.0, 0.75]
    assert weigh_names([], [], 2).tolist() == [0.0, 0.0]
