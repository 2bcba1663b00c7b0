from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.language.segmentation.viterbi import best_labels, label_singly, label_together

# Small integers: sums are exact, and equal paths are frequent.
SCORE = st.integers(-2, 2)
SEQUENCE = st.lists(st.tuples(SCORE, SCORE), max_size=7)
TRANSITIONS = st.tuples(SCORE, SCORE, SCORE, SCORE)


def best_of_all(sequence: list[tuple[int, int]], moves: tuple[int, int, int, int]) -> list[bool]:
    """Return the best path by trying all; of equal ones the smallest, compared from the end."""

    def total(path: tuple[int, ...]) -> int:
        emitted = sum(scores[label] for scores, label in zip(sequence, path, strict=True))
        return emitted + sum(moves[2 * a + b] for a, b in pairwise(path))

    paths = list(product((0, 1), repeat=len(sequence)))
    top = max(map(total, paths))
    best = min((path for path in paths if total(path) == top), key=lambda path: path[::-1])
    return [bool(label) for label in best]


@given(st.lists(SEQUENCE, max_size=6), TRANSITIONS)
def test_both_ways_find_the_best_path(
    sequences: list[list[tuple[int, int]]], moves: tuple[int, int, int, int]
) -> None:
    """Sequences of all lengths, one by one or together, get their best labels, ties included."""
    gap = [(9, 9)]  # a row of no sequence
    rows = [row for sequence in sequences for row in [*sequence, *gap]]
    lengths = np.array([len(sequence) for sequence in sequences], np.int64)
    starts = np.cumsum(lengths + 1) - lengths - 1
    scores = np.array(rows, float).reshape(-1, 2)
    transitions = np.array(moves, float).reshape(2, 2)
    expected = [label for sequence in sequences for label in [*best_of_all(sequence, moves), False]]
    for way in (label_singly, label_together, best_labels):
        assert way(scores, starts, lengths, transitions).tolist() == expected


@given(st.integers(0, 2**32 - 1))
def test_both_ways_add_alike(seed: int) -> None:
    """On many sequences of real numbers the two ways decide alike, so sums are made alike."""
    random = np.random.default_rng(seed)
    lengths = random.integers(0, 30, 100)
    starts = np.cumsum(lengths) - lengths
    scores = random.normal(size=(int(lengths.sum()), 2))
    transitions = random.normal(size=(2, 2))
    together = label_together(scores, starts, lengths, transitions)
    assert together.tolist() == label_singly(scores, starts, lengths, transitions).tolist()
