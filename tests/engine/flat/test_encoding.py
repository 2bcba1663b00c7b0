"""Posting lists into words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.flat.encoding import encode
from indexer.engine.flat.lists import Lists
from tests.engine.flat.plain_lists import PASSAGES, draw_list, put_together, read_plainly

_LENGTHS = np.zeros(PASSAGES, np.uint16)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 1 << 32), size=st.integers(0, 12), positions=st.booleans())
def test_lists_lie_as_they_are_described(
    seed: int,
    size: int,
    positions: bool,  # noqa: FBT001 - hypothesis gives it by name
) -> None:
    """Lists of any sizes and widths are read back by the description of the format alone."""
    chance = np.random.default_rng(seed)
    lists = [draw_list(chance, positions=positions) for _ in range(size)]
    encoded = encode(put_together(lists, positions=positions), _LENGTHS, 0)
    assert len(encoded.places) == size
    for one, place in zip(lists, encoded.places.tolist(), strict=True):
        assert read_plainly(encoded.words, len(one.ids), place, positions=positions) == one


def test_lists_know_where_they_will_lie() -> None:
    """Words are the same wherever they are put, and places are farther by as much."""
    chance = np.random.default_rng(3)
    lists = put_together([draw_list(chance, positions=True) for _ in range(20)], positions=True)
    here, there = encode(lists, _LENGTHS, 0), encode(lists, _LENGTHS, 4096)
    assert np.array_equal(here.words, there.words)
    moved = here.places < 1 << 63
    assert np.array_equal(here.places[moved] + 4096, there.places[moved])
    assert np.array_equal(here.places[~moved], there.places[~moved])


def test_what_lies_too_far_is_refused() -> None:
    """Where a place cannot lead, no list is written."""
    ids = np.array([5, 900], np.uint32)
    lists = Lists(np.array([2]), ids, np.ones(2, np.uint32), None)
    with pytest.raises(ValueError, match="too long"):
        encode(lists, _LENGTHS, (1 << 40) - 4)
