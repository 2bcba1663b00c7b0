"""Blocks and runs of numbers in few bits."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.flat.packing import (
    BLOCK,
    LANES,
    fit_width,
    pack_block,
    pack_run,
    pick_from_block,
    pick_from_run,
    unpack_block,
    unpack_run,
)

_WIDTHS = st.integers(0, 32)


@given(seed=st.integers(0, 1 << 32), width=_WIDTHS, at=st.integers(0, 9), full=st.booleans())
def test_blocks_come_back(
    seed: int,
    width: int,
    at: int,
    full: bool,  # noqa: FBT001 - hypothesis gives it by name
) -> None:
    """A block of any width comes back, whole and number by number, and takes its words alone."""
    chance = np.random.default_rng(seed)
    numbers = chance.integers(0, 1 << width, BLOCK, np.uint64).astype(np.uint32)
    if full:
        numbers[:] = (1 << width) - 1
    words = np.zeros(at + LANES * width, np.uint32)
    pack_block(numbers, width, words, at)
    assert not words[:at].any()
    out = np.full(BLOCK + 2, 7, np.uint32)
    unpack_block(words, at, width, out, 1)
    assert np.array_equal(out[1:-1], numbers)
    assert out[0] == out[-1] == 7
    picked = [pick_from_block(words, at, width, number) for number in range(BLOCK)]
    assert picked == numbers.tolist()


@given(
    seed=st.integers(0, 1 << 32), width=_WIDTHS, count=st.integers(0, 200), bit=st.integers(0, 99)
)
def test_runs_come_back(seed: int, width: int, count: int, bit: int) -> None:
    """A run comes back from any bit on, and leaves what lies beside it as it is."""
    numbers = np.random.default_rng(seed).integers(0, 1 << width, count, np.uint64)
    numbers = numbers.astype(np.uint32)
    end = bit + count * width
    words = np.zeros((end + 31) // 32, np.uint32)
    before = np.full(bit, 1, np.uint32)
    pack_run(before, bit, 1, words, 0)
    pack_run(numbers, count, width, words, bit)
    out = np.zeros(count, np.uint32)
    unpack_run(words, bit, width, count, out, 0)
    assert np.array_equal(out, numbers)
    assert [pick_from_run(words, bit, width, at) for at in range(count)] == numbers.tolist()
    unpack_run(words, 0, 1, bit, before, 0)
    assert before.all()


@given(st.lists(st.integers(0, (1 << 32) - 1), max_size=BLOCK))
def test_width_is_that_of_the_largest(numbers: list[int]) -> None:
    """The width holds the largest number, and no smaller one does."""
    width = fit_width(np.array([*numbers, 0], np.uint32), len(numbers))
    assert width == max(numbers, default=0).bit_length()
