"""Runs of numbers into the places of their numbers."""

from __future__ import annotations

import numpy as np

from indexer.engine.flat.spreading import spread


def test_spread_counts_on_from_each_start() -> None:
    """Every start is counted on as often as it is asked; without any there are no places."""
    counts, starts = np.array([2, 0, 3]), np.array([10, 5, 1])
    assert spread(counts, starts).tolist() == [10, 11, 1, 2, 3]
    assert spread(counts[:0], starts[:0]).tolist() == []
