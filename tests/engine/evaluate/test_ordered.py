"""Ascending arrays as sets, and the best of many scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.evaluate import ordered

if TYPE_CHECKING:
    from numpy.typing import NDArray

sets = st.sets(st.integers(0, 60))


def _array(numbers: set[int]) -> NDArray[np.uint32]:
    return np.array(sorted(numbers), dtype=np.uint32)


@given(sets, sets)
def test_arrays_behave_as_sets(one: set[int], two: set[int]) -> None:
    """Intersection, difference and places are those of sets and lists."""
    first, second = _array(one), _array(two)
    assert ordered.common(first, second).tolist() == sorted(one & two)
    assert ordered.without(first, second).tolist() == sorted(one - two)
    among = sorted(two)
    expected = [among.index(number) if number in two else -1 for number in sorted(one)]
    assert ordered.locate(first, second).tolist() == expected


@given(st.lists(st.integers(0, 9)))
def test_repeats_go(numbers: list[int]) -> None:
    """Every number of an ascending array stays once."""
    ascending = np.array(sorted(numbers), dtype=np.int64)
    assert ordered.distinct(ascending).tolist() == sorted(set(numbers))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 4))))
def test_ranges_are_spread(ranges: list[tuple[int, int]]) -> None:
    """Each range gives its numbers, in the order of the ranges; empty ones give none."""
    starts = np.array([start for start, _ in ranges], dtype=np.int64)
    counts = np.array([count for _, count in ranges], dtype=np.int64)
    expected = [start + step for start, count in ranges for step in range(count)]
    assert ordered.spread(starts, counts).tolist() == expected


@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 6000),
    st.integers(1, 40),
    st.integers(1, 30),
)
def test_the_best_are_found_among_many(seed: int, size: int, levels: int, limit: int) -> None:
    """The same places as a full sort gives, ties by the second array, however many tie."""
    chance = np.random.default_rng(seed)
    scores = chance.integers(0, levels, size) / 7
    ties = chance.permutation(size)
    expected = np.lexsort((ties, -scores))[:limit]
    assert ordered.best(scores, ties, limit).tolist() == expected.tolist()
    near = ordered.near_best(scores, limit)
    chosen = near[ordered.best(scores[near], ties[near], limit)]
    assert chosen.tolist() == expected.tolist()
