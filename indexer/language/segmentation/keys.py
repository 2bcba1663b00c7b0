"""Sequences of ids into numbers, looked up for a whole array at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexer.language.segmentation.vocabulary import ID_BITS

if TYPE_CHECKING:
    from collections.abc import Sequence

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """Numbers by key; a key packs up to three ids into 60 bits."""

    keys: Integers
    """(K + 1,) ascending; the last is larger than any key asked for."""
    numbers: Integers
    """(K + 1,): 0 for the last."""

    @classmethod
    def of(cls, keys: Integers, numbers: Integers) -> Keys:
        """Return the table of ``numbers`` by key, both (K,); those of equal keys are added."""
        distinct, place = np.unique(keys, return_inverse=True)
        total = np.zeros(len(distinct) + 1, np.int64)
        np.add.at(total, place, numbers)
        return cls(np.append(distinct, np.iinfo(np.int64).max), total)

    def find(self, keys: Integers) -> Integers:
        """Return the number of each of ``keys``, 0 for those the table does not have."""
        at = np.searchsorted(self.keys, keys)
        found = self.numbers.take(at)
        found *= self.keys.take(at) == keys
        return found


def neighbours(ids: Integers, width: int) -> Sequence[Integers]:
    """Return the first, second and so on of all ``width`` neighbours, (n - width + 1,) each."""
    count = len(ids) - width + 1
    return [ids[place : place + count] for place in range(width)]


def keys_of(sequences: Sequence[Integers] | Integers) -> Integers:
    """Return the keys, (n,), of sequences of ids given place by place, (width, n)."""
    keys: Integers = sequences[0]
    for ids in sequences[1:]:
        keys = keys << ID_BITS | ids
    return keys
