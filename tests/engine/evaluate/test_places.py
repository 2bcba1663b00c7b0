"""Where terms stand in passages: phrases, windows that hold all of them, densest windows."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.evaluate.places import Places, count_phrases, count_windows, weigh_windows
from indexer.engine.scoring import NEAR

LENGTH = 71
WIDTHS = np.array([width for width, _ in NEAR], np.int64)
SHARES = np.array([share for _, share in NEAR])

Row = list[set[int]]
"""Per term the positions where it stands."""

rows = st.lists(
    st.lists(st.sets(st.integers(0, LENGTH - 1), max_size=8), min_size=3, max_size=3), max_size=4
)


def _places(passages: list[Row]) -> Places:
    counts = [[len(row[term]) for row in passages] for term in range(3)]
    values = chain.from_iterable(sorted(row[term]) for term in range(3) for row in passages)
    return Places(
        np.arange(len(passages), dtype=np.uint32),
        np.array(counts, np.int64).reshape(3, len(passages)),
        np.array(list(values), np.uint32),
    )


@given(rows)
def test_phrases_as_every_place_tried_in_turn(passages: list[Row]) -> None:
    """A phrase stands where its terms follow each other, as often as it does."""
    places = _places(passages)
    expected = [sum(at + 1 in row[1] and at + 2 in row[2] for at in row[0]) for row in passages]
    assert count_phrases(places.counts, places.values, places.starts).tolist() == expected


@given(rows, st.integers(1, 40))
def test_windows_as_every_window_tried_in_turn(passages: list[Row], width: int) -> None:
    """A window begins where a term stands and holds every term."""
    places = _places(passages)
    expected = [
        sum(
            all(any(start <= at < start + width for at in term) for term in row)
            for start in set().union(*row)
        )
        for row in passages
    ]
    found = count_windows(places.counts, places.values, places.starts, width)
    assert found.tolist() == expected


@given(rows, st.lists(st.sampled_from((0.2, 0.7, 1.0)), min_size=3, max_size=3))
def test_densest_windows_as_every_window_tried_in_turn(
    passages: list[Row], weights: list[float]
) -> None:
    """Distinct terms count once, also when two have the same weight."""
    places = _places(passages)
    expected = [
        sum(share * _densest(row, weights, width) for width, share in NEAR) for row in passages
    ]
    found = weigh_windows(
        places.counts, places.values, places.starts, np.array(weights), WIDTHS, SHARES
    )
    assert found.tolist() == pytest.approx(expected)


def _densest(row: Row, weights: list[float], width: int) -> float:
    return max(
        sum(
            weight
            for term, weight in zip(row, weights, strict=True)
            if any(start <= at < start + width for at in term)
        )
        for start in range(LENGTH)
    )
