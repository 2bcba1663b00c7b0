"""Windows in which a question's terms stand near each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.evaluate.near import measure
from indexer.engine.scoring import NEAR

ROWS = 3
LENGTH = 71


@given(
    st.lists(
        st.dictionaries(st.integers(0, LENGTH - 1), st.integers(0, 2), max_size=20),
        min_size=ROWS,
        max_size=ROWS,
    ),
    st.lists(st.sampled_from((0.2, 0.7, 1.0)), min_size=3, max_size=3),
)
def test_all_rows_at_once_as_every_window_tried_in_turn(
    rows: list[dict[int, int]], weights: list[float]
) -> None:
    """Distinct terms count once, also when two have the same weight."""
    expected = [sum(share * _densest(row, weights, width) for width, share in NEAR) for row in rows]
    places = [
        np.array(
            [
                number << 32 | at
                for number, row in enumerate(rows)
                for at in sorted(row)
                if row[at] == term
            ],
            dtype=np.int64,
        )
        for term in range(len(weights))
    ]
    assert measure(places, weights, ROWS).tolist() == pytest.approx(expected)


def _densest(terms: dict[int, int], weights: list[float], width: int) -> float:
    windows = [
        {terms[at] for at in range(start, start + width) if at in terms} for start in range(LENGTH)
    ]
    return max(sum(weights[term] for term in held) for held in windows)
