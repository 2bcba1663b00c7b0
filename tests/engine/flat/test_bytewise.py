"""Runs of numbers of one to four bytes."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.flat.bytewise import fit_bytes, gather, scatter, spread

_RUNS = st.lists(
    st.integers(1, 4).flatmap(lambda size: st.lists(st.integers(0, (1 << 8 * size) - 1))),
    max_size=20,
)


@given(runs=_RUNS, gap=st.integers(0, 5))
def test_runs_come_back(runs: list[list[int]], gap: int) -> None:
    """Runs of different sizes, some of them empty, come back from between other bytes."""
    counts = np.array([len(run) for run in runs], np.int64)
    largest = np.array([max(run, default=0) for run in runs], np.uint32)
    values = np.array([number for run in runs for number in run], np.uint32)
    sizes = fit_bytes(largest) if runs else np.zeros(0, np.int64)
    taken = counts * sizes + gap
    starts = np.cumsum(taken) - taken
    data = np.full(int(taken.sum()), 0xAA, np.uint8)
    scatter(data, values, counts, sizes, starts)
    assert np.array_equal(gather(data, counts, sizes, starts), values)
    assert np.count_nonzero(data == 0xAA) >= gap * len(runs)


def test_spread_counts_on_from_each_start() -> None:
    """Every start is counted on as often as it is asked, by the step."""
    counts, starts = np.array([2, 0, 3]), np.array([10, 5, 1])
    assert spread(counts, starts).tolist() == [10, 11, 1, 2, 3]
    assert spread(counts, starts, 4).tolist() == [10, 14, 1, 5, 9]
