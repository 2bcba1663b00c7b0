"""Terms as they come into numbers, in the order in which each is first met."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numba import types

from indexer.engine.compiled import compiled, readonly

if TYPE_CHECKING:
    from numpy.typing import NDArray

_Kind = TypeVar("_Kind", bound=np.generic)

_FEWEST_SLOTS = 1 << 12


class TermNumbers:
    """Distinct terms, numbered from 0 on; a hash table over their bytes, searched by a loop."""

    def __init__(self) -> None:
        self.size = 0
        """Distinct terms so far."""
        self._slots = np.zeros(_FEWEST_SLOTS, np.uint32)
        """At the place that its hash names, or the next free one, the number of a term + 1."""
        self._hashes = np.zeros(0, np.uint32)
        self._starts = np.zeros(1, np.int64)
        """Where each term begins in the letters, and the end of the last."""
        self._letters = np.zeros(0, np.uint8)

    def number(self, text: bytes, count: int) -> NDArray[np.uint32]:
        """Return the numbers of ``count`` terms, each with a zero byte behind it.

        Raises :class:`ValueError` for a term with such a byte in it.
        """
        if text.count(0) != count:
            message = "a term holds the character 0"
            raise ValueError(message)
        self._make_room(count, len(text))
        numbers = np.empty(count, np.uint32)
        self.size = _number(
            np.frombuffer(text, np.uint8),
            self._slots,
            self._hashes,
            self._starts,
            self._letters,
            self.size,
            numbers,
        )
        return numbers

    def terms(self) -> list[bytes]:
        """Return the terms in the order of their numbers."""
        letters = self._letters.tobytes()
        bounds = self._starts[: self.size + 1].tolist()
        return [letters[start:end] for start, end in pairwise(bounds)]

    def _make_room(self, terms: int, letters: int) -> None:
        self._letters = _grow(self._letters, int(self._starts[self.size]) + letters)
        self._hashes = _grow(self._hashes, self.size + terms)
        self._starts = _grow(self._starts, self.size + terms + 1)
        if 2 * (self.size + terms) > len(self._slots):
            self._slots = np.zeros(1 << (4 * (self.size + terms)).bit_length(), np.uint32)
            _place(self._hashes, self.size, self._slots)


def _grow(array: NDArray[_Kind], size: int) -> NDArray[_Kind]:
    """Return ``array`` or a longer copy that holds ``size`` values."""
    if size <= len(array):
        return array
    longer = np.zeros(max(size, 2 * len(array)), array.dtype)
    longer[: len(array)] = array
    return longer


@compiled(types.void(types.uint32[::1], types.int64, types.uint32[::1]))
def _place(hashes: NDArray[np.uint32], size: int, slots: NDArray[np.uint32]) -> None:
    """Put the first ``size`` terms into empty slots, a power of two of them."""
    mask = len(slots) - 1
    for number in range(size):
        at = np.int64(hashes[number]) & mask
        while slots[at]:
            at = (at + 1) & mask
        slots[at] = number + 1


@compiled(
    types.int64(
        readonly(types.uint8),
        types.uint32[::1],
        types.uint32[::1],
        types.int64[::1],
        types.uint8[::1],
        types.int64,
        types.uint32[::1],
    )
)
def _number(  # noqa: PLR0913, PLR0917 - the parts of the table
    text: NDArray[np.uint8],
    slots: NDArray[np.uint32],
    hashes: NDArray[np.uint32],
    starts: NDArray[np.int64],
    letters: NDArray[np.uint8],
    size: int,
    numbers: NDArray[np.uint32],
) -> int:
    """Return how many distinct terms there are with those of ``text``, which are numbered.

    There is room for all of them. The hash is FNV-1a, its upper half folded into the lower.
    """
    mask = len(slots) - 1
    begin = 0
    place = 0
    summed = np.uint64(14695981039346656037)
    for end in range(len(text)):
        byte = text[end]
        if byte:
            summed = (summed ^ np.uint64(byte)) * np.uint64(1099511628211)
            continue
        length = end - begin
        hashed = np.uint32((summed ^ (summed >> np.uint64(32))) & np.uint64(0xFFFFFFFF))
        at = np.int64(hashed) & mask
        while slots[at]:
            number = np.int64(slots[at]) - 1
            start = starts[number]
            if hashes[number] == hashed and starts[number + 1] - start == length:
                same = 0
                while same < length and letters[start + same] == text[begin + same]:
                    same += 1
                if same == length:
                    break
            at = (at + 1) & mask
        if not slots[at]:
            start = starts[size]
            for step in range(length):
                letters[start + step] = text[begin + step]
            hashes[size] = hashed
            size += 1
            starts[size] = start + length
            slots[at] = size
        numbers[place] = slots[at] - np.uint32(1)
        place += 1
        begin = end + 1
        summed = np.uint64(14695981039346656037)
    return size
