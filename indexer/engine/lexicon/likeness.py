"""A text and many others into how many slips of the keyboard lie between them.

The distance is that of optimal string alignment: insertion, deletion, substitution, and exchange of
two neighbours (Damerau 1964; Boytsov 2011, "Indexing methods for approximate dictionary searching",
section 2.2), in bytes of UTF-8: letters, since folded Vietnamese has no others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.engine.lexicon.table import Array

SHORT = 4
"""Texts up to so many letters bear one slip, longer ones two: in short ones two make any other."""


class Likeness:
    """Texts that can be compared with others, all at once."""

    def __init__(self, data: Array, ends: Array) -> None:
        """Take the bytes of all texts, one after another, and where each ends."""
        self._data = data
        self._ends = ends.astype(np.int64)
        self._lengths = np.diff(self._ends, prepend=0)
        # One bit for each byte modulo 32: each slip changes at most two bits.
        bits = np.uint32(1) << (data & 31).astype(np.uint32)
        self._letters = np.zeros(len(ends), np.uint32)
        held = np.flatnonzero(self._lengths)
        if len(held):
            starts = (self._ends - self._lengths)[held]
            self._letters[held] = np.bitwise_or.reduceat(bits, starts)

    def find(self, text: bytes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the places of texts like ``text``, itself not, and their distances."""
        most = 1 if len(text) <= SHORT else 2
        letters = np.bitwise_or.reduce([np.uint32(1 << (byte & 31)) for byte in text])
        near = np.abs(self._lengths - len(text)) <= most
        near &= np.bitwise_count(self._letters ^ np.uint32(letters)) <= 2 * most
        places = np.flatnonzero(near)
        distances = self._measure(places, text, most)
        kept = (distances > 0) & (distances <= most)
        return places[kept], distances[kept]

    def _measure(self, places: NDArray[np.int64], text: bytes, most: int) -> NDArray[np.int64]:
        """Return the distances, exact up to ``most``; one row of the matrix after the other.

        Only the diagonals within ``most`` of the main one can lead to so small a distance.
        """
        width = len(text) + most
        lengths = self._lengths[places]
        letters = self._letters_of(places, width)
        far = np.full(len(places), width + len(text), np.int64)
        before = [far] * (width + 1)
        row = [np.full(len(places), at, np.int64) for at in range(width + 1)]
        for number, letter in enumerate(text, 1):
            earlier, before = before, row
            row = [far] * (width + 1)
            if number <= most:
                row[0] = np.full(len(places), number, np.int64)
            for at in range(max(number - most, 1), min(number + most, width) + 1):
                best = np.minimum(before[at], row[at - 1]) + 1
                np.minimum(best, before[at - 1] + (letters[at - 1] != letter), out=best)
                if number > 1 and at > 1:
                    swapped = (letters[at - 1] == text[number - 2]) & (letters[at - 2] == letter)
                    np.minimum(best, np.where(swapped, earlier[at - 2] + 1, best), out=best)
                row[at] = best
        return np.stack(row)[lengths, np.arange(len(places))]

    def _letters_of(self, places: NDArray[np.int64], width: int) -> NDArray[np.int64]:
        """Return the letters as one row for each position, -1 after the end of a text."""
        positions = np.arange(width)[:, None]
        lengths = self._lengths[places]
        starts = self._ends[places] - lengths
        at = np.minimum(starts + positions, max(len(self._data) - 1, 0))
        return np.where(positions < lengths, self._data[at].astype(np.int64), -1)
