from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.language.segmentation.keys import Keys, keys_of, neighbours

IDS = st.integers(0, 2**20 - 1)
SEQUENCES = st.lists(st.tuples(IDS, IDS, IDS))


def keys(sequences: list[tuple[int, int, int]]) -> list[int]:
    """Return the keys of sequences of three."""
    packed: list[int] = keys_of(np.array(sequences, np.int64).reshape(-1, 3).T).tolist()
    return packed


@given(st.dictionaries(st.tuples(IDS, IDS, IDS), st.integers(1, 100)), SEQUENCES)
def test_a_table_answers_like_a_dict(
    numbers: dict[tuple[int, int, int], int], asked: list[tuple[int, int, int]]
) -> None:
    """Known sequences give their number and all others 0."""
    table = Keys.of(np.array(keys(list(numbers)), np.int64), np.array(list(numbers.values()), int))
    asked = [*asked, *numbers]
    found = table.find(np.array(keys(asked), np.int64)).tolist()
    assert found == [numbers.get(sequence, 0) for sequence in asked]


def test_numbers_of_equal_keys_are_added() -> None:
    """What two sources say of one key is kept together."""
    table = Keys.of(np.array([5, 3, 5]), np.array([20, 4, 1]))
    assert table.find(np.array([3, 4, 5])).tolist() == [4, 0, 21]


@given(st.lists(IDS, min_size=3))
def test_neighbours_are_read_in_order(ids: list[int]) -> None:
    """The keys of neighbours are those of the sequences one by one."""
    expected = keys(list(zip(ids, ids[1:], ids[2:], strict=False)))
    assert keys_of(neighbours(np.array(ids, np.int64), 3)).tolist() == expected
