"""The lexicon's file of one segment into spellings, frequent words and similar syllables."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indexer.engine.flat.checked import CheckedFile
from indexer.engine.lexicon.likeness import Likeness
from indexer.engine.lexicon.table import NUMBERS, Table, decode, encode

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.engine.lexicon.table import Array

LEXICON = "lexicon"
"""The name of the file in the directory of a segment."""


class Near(NamedTuple):
    """A folded syllable and how many slips lie between it and what was asked."""

    distance: int
    text: str


class Capitals(NamedTuple):
    """How often a syllable has a capital that tells, of so many places where one would."""

    capitals: int
    places: int


class SegmentLexicon:
    """What stands in one segment; threads may share it."""

    def __init__(self, path: Path) -> None:
        """Map the file. Raises :class:`IndexDamaged`, as every method does."""
        self._file = CheckedFile(path)
        self._syllables = Table(self._file, "syllables")
        self._words = Table(self._file, "words")

    def spellings(self, folded: str) -> dict[str, int]:
        """Return the spellings of a syllable or of two with a space between, with counts."""
        first, pair, second = folded.partition(" ")
        if pair:
            return self._pair_spellings(self._syllables.rows(first), self._syllables.rows(second))
        return self._syllables.count(self._syllables.rows(folded))

    def capitals(self, text: str) -> Capitals:
        """Return how often a spelling of a syllable has a capital that is not due to its place."""
        row = self._syllables.row(text)
        if row is None:
            return Capitals(0, 0)
        return Capitals(int(self._capitals[row]), int(self._capital_places[row]))

    def word_counts(self, folded: str) -> dict[str, int]:
        """Return the words of a folded form with their counts."""
        return self._words.count(self._words.rows(folded))

    def top_words(self, prefix: str, most: int) -> dict[str, int]:
        """Return the ``most`` most frequent words whose folded form begins so, with counts."""
        rows = self._words.rows_from(prefix)
        counts = self._words.counts[rows.start : rows.stop].astype(np.int64)
        chosen = np.argpartition(counts, -most)[-most:] if len(counts) > most else ...
        places = np.arange(rows.start, rows.stop)[chosen]
        return {self._words.text(row): int(self._words.counts[row]) for row in places.tolist()}

    def nearest(self, folded: str, most: int) -> list[Near]:
        """Return the ``most`` nearest folded syllables, of equally near ones the most frequent."""
        places, distances = self._likeness.find(encode(folded))
        order = np.lexsort((-self._folded_counts[places], distances))[:most]
        return [
            Near(int(distances[at]), decode(self._syllables.folded[int(places[at])]))
            for at in order.tolist()
        ]

    def _pair_spellings(self, first: range, second: range) -> dict[str, int]:
        """Return the pairs of a row of ``first`` with one of ``second``.

        The second rows of one first row stand next to each other among the pairs.
        """
        found: dict[str, int] = {}
        for row in first if second else ():
            begin = int(self._pair_ends[row - 1]) if row else 0
            own = self._pairs[begin : self._pair_ends[row]]
            low, high = np.searchsorted(own, (second.start, second.stop)).tolist()
            counts = self._pair_counts[begin + low : begin + high].tolist()
            for other, count in zip(own[low:high].tolist(), counts, strict=True):
                found[f"{self._syllables.text(row)} {self._syllables.text(other)}"] = count
        return found

    @cached_property
    def _capitals(self) -> Array:
        return self._file.section("capitals").whole(NUMBERS)

    @cached_property
    def _capital_places(self) -> Array:
        return self._file.section("capital_places").whole(NUMBERS)

    @cached_property
    def _pairs(self) -> Array:
        return self._file.section("pairs").whole(NUMBERS)

    @cached_property
    def _pair_ends(self) -> Array:
        return self._file.section("pair_ends").whole(NUMBERS)

    @cached_property
    def _pair_counts(self) -> Array:
        return self._file.section("pair_counts").whole(NUMBERS)

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self._syllables.folded.data, self._syllables.folded.ends)

    @cached_property
    def _folded_counts(self) -> NDArray[np.int64]:
        sums = np.cumsum(self._syllables.counts, dtype=np.int64)
        ends = self._syllables.ends.astype(np.int64)
        return np.diff(sums[ends - 1], prepend=0)
