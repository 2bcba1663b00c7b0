"""Blocks of numbers in few bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.flat.packing import BLOCK, UNIT, WIDTHS, fit_widths, pack, unpack

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _draw(seed: int, widths: NDArray[np.uint8]) -> NDArray[np.uint32]:
    chance = np.random.default_rng(seed)
    numbers = chance.integers(0, 1 << 32, (len(widths), BLOCK), dtype=np.uint64)
    masks = (np.uint64(1) << widths.astype(np.uint64)) - np.uint64(1)
    return (numbers & masks[:, None]).astype(np.uint32)


@given(
    seed=st.integers(0, 1 << 32),
    widths=st.lists(st.sampled_from(WIDTHS), max_size=40),
    data=st.data(),
)
def test_blocks_of_any_widths_come_back(seed: int, widths: list[int], data: st.DataObject) -> None:
    """Whatever the widths, all blocks come back, and so does any choice of them."""
    chosen = np.array(widths, np.uint8)
    blocks = _draw(seed, chosen)
    units = pack(blocks, chosen)
    ends = np.cumsum(chosen, dtype=np.int64)
    places = ends - chosen
    assert units.nbytes == UNIT * sum(widths)
    assert np.array_equal(unpack(units, places, chosen), blocks)
    rows = sorted(data.draw(st.sets(st.integers(0, len(widths) - 1)))) if widths else []
    picked = unpack(units, places[rows], chosen[rows])
    assert np.array_equal(picked, blocks[rows])


@pytest.mark.parametrize("width", WIDTHS)
def test_full_blocks_of_each_width_come_back(width: int) -> None:
    """The largest number of every width stands in every place."""
    blocks = np.full((3, BLOCK), (1 << width) - 1, np.uint32)
    widths = fit_widths(blocks.max(axis=1))
    assert widths.tolist() == [width] * 3
    places = np.arange(3) * width
    assert np.array_equal(unpack(pack(blocks, widths), places, widths), blocks)


@given(st.lists(st.integers(0, (1 << 32) - 1), min_size=1))
def test_a_width_holds_its_number(numbers: list[int]) -> None:
    """The width chosen has room for the number, and no narrower one has."""
    widths = fit_widths(np.array(numbers, np.uint32)).tolist()
    for number, width in zip(numbers, widths, strict=True):
        assert number < 1 << width
        assert all(number >= 1 << narrower for narrower in WIDTHS if narrower < width)
