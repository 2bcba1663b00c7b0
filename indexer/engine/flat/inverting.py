"""The terms of passages in their order into posting lists sorted by term."""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indexer.engine.flat.dictionary import encode_term
from indexer.engine.flat.lists import Lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Inverted(NamedTuple):
    """Terms, ascending by their bytes, with their lists."""

    terms: list[bytes]
    lists: Lists


class FieldTokens:
    """The tokens of one field, passage after passage."""

    def __init__(self) -> None:
        self._vocabulary: defaultdict[str, int] = defaultdict()
        # A new term takes the number of those before it.
        self._vocabulary.default_factory = self._vocabulary.__len__
        self._tokens = array("I")
        self._lengths = array("I")

    def add(self, terms: Sequence[str]) -> None:
        """Take the terms of the next passage in the order of its text."""
        self._tokens.extend(map(self._vocabulary.__getitem__, terms))
        self._lengths.append(len(terms))

    def lengths(self) -> NDArray[np.uint32]:
        """Return how many terms each passage has."""
        return np.array(self._lengths, np.uint32)

    def invert(self, *, positions: bool) -> Inverted:
        """Return the posting lists of all terms; nothing is left of the tokens.

        Terms take numbers in their order first, so that one sort of (term, place) as a single
        number of 64 bits does everything.
        """
        encoded = list(map(encode_term, self._vocabulary))
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        terms = [encoded[number] for number in order]
        ranks = np.empty(len(order), np.uint32)
        ranks[order] = np.arange(len(order), dtype=np.uint32)
        self._vocabulary.clear()
        del encoded, order
        tokens = ranks[np.frombuffer(self._tokens, np.uint32)] if self._tokens else ranks[:0]
        occurrences = np.bincount(tokens.astype(np.int64), minlength=len(terms))
        keys = tokens.astype(np.uint64) << np.uint64(32)
        del tokens
        keys |= np.arange(len(keys), dtype=np.uint64)
        keys.sort()
        places = (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32)
        del keys
        return Inverted(terms, self._group(places, occurrences, positions=positions))

    def _group(
        self, places: NDArray[np.uint32], occurrences: NDArray[np.int64], *, positions: bool
    ) -> Lists:
        """Return the lists of tokens that stand at ``places``, sorted by term and place."""
        lengths = self.lengths().astype(np.int64)
        passages = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)[places]
        fresh = np.ones(len(places), np.bool_)
        np.not_equal(passages[1:], passages[:-1], out=fresh[1:])
        starts = np.cumsum(occurrences) - occurrences
        fresh[starts] = True
        first = np.flatnonzero(fresh)
        counts = np.add.reduceat(fresh, starts, dtype=np.int64) if len(starts) else occurrences
        tfs = np.diff(first, append=len(places)).astype(np.uint32)
        within = None
        if positions:
            begins = (np.cumsum(lengths) - lengths).astype(np.uint32)
            within = places - begins[passages]
        return Lists(counts, passages[first], tfs, within)


def slice_lists(lists: Lists, most: int) -> list[tuple[slice, Lists]]:
    """Return lists in parts of about ``most`` postings, each with the terms it holds."""
    ends = np.cumsum(lists.counts)
    behind = np.cumsum(lists.tfs, dtype=np.int64) if lists.positions is not None else None
    parts = []
    first = 0
    while first < len(ends):
        begin = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, begin + most, side="right")))
        end = int(ends[last - 1])
        positions = None
        if lists.positions is not None and behind is not None:
            positions = lists.positions[int(behind[begin - 1]) if begin else 0 : behind[end - 1]]
        part = Lists(
            lists.counts[first:last], lists.ids[begin:end], lists.tfs[begin:end], positions
        )
        parts.append((slice(first, last), part))
        first = last
    return parts
