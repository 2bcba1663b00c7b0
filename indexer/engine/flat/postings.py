"""A posting list into passages, frequencies and positions, as far as is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from indexer.engine.flat import decoding
from indexer.engine.flat.lists import (
    FULL_LENGTH,
    FULL_PEAK,
    HEAD_WORDS,
    OFFSET_MASK,
    PEAK_SHIFT,
    SINGLE,
    START_BITS,
    START_MASK,
)
from indexer.engine.flat.packing import BLOCK, WIDEST
from indexer.engine.flat.positions import (
    count_at,
    open_positions,
    read_positions,
    read_positions_at,
)

if TYPE_CHECKING:
    from indexer.engine.flat.checked import Section


@dataclass(frozen=True, slots=True)
class Postings:
    """Passages and per passage how often a term stands there."""

    ids: NDArray[np.uint32]
    tfs: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Positions:
    """Where a term stands in some passages."""

    counts: NDArray[np.int64]
    """Per passage how often."""
    values: NDArray[np.uint32]
    """The positions of all passages one after another, ascending in each."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """What is known of each block of 128 postings, the last maybe shorter, without decoding it."""

    last: NDArray[np.uint32]
    """Its last passage."""
    peaks: NDArray[np.uint32]
    """Its greatest frequency; 255 says that or more."""
    shortest: NDArray[np.uint32]
    """The least length of its passages; 65535 says that or more."""


class PostingList:
    """The passages that hold a term; nothing is decoded before it is asked for.

    Whatever reads raises :class:`IndexDamaged`. Threads may share it.
    """

    __slots__ = ("_positions_known", "_section", "count", "head", "words")

    count: int
    """In how many passages the term stands."""
    words: NDArray[np.uint32]
    """The words of the whole file, for loops of :mod:`indexer.engine.flat.decoding`."""
    head: NDArray[np.int64]
    """What these loops have to know of the list; not to be changed."""

    def __init__(
        self, section: Section, passages: int, count: int, place: int, *, positions: bool
    ) -> None:
        self.count = count
        self.words = section.words
        self.head = np.empty(decoding.HEAD_SIZE, np.int64)
        self._section = section
        self._positions_known = place >= SINGLE or count > BLOCK
        offset = place & OFFSET_MASK
        if count > BLOCK and place < SINGLE:
            section.check(offset, offset + 4 * HEAD_WORDS)
        opened = decoding.open_list(
            self.words, *section.bounds, passages, count, place, positions, self.head
        )
        if opened < 0:
            self.damaged()
        if place < SINGLE:
            self._check(offset >> 2)

    @property
    def blocks(self) -> Blocks:
        """What is known of the blocks; nothing of the only one of a list."""
        if self.count <= BLOCK:
            none = self.words[:0]
            return Blocks(none, none, none)
        last, bounds = (int(self.head[at]) for at in (decoding.LAST, decoding.BOUNDS))
        count = int(self.head[decoding.BLOCKS])
        bound = self.words[bounds : bounds + count]
        return Blocks(
            self.words[last : last + count],
            bound >> np.uint32(PEAK_SHIFT) & np.uint32(FULL_PEAK),
            bound & np.uint32(FULL_LENGTH),
        )

    def ids(self) -> NDArray[np.uint32]:
        """Return the passages, ascending."""
        ids = np.empty(self.count, np.uint32)
        if decoding.read_ids(self.words, self.head, ids, 0) < 0:
            self.damaged()
        return ids

    def tfs(self) -> NDArray[np.uint32]:
        """Return per passage how often the term stands there."""
        tfs = np.empty(self.count, np.uint32)
        if decoding.read_tfs(self.words, self.head, tfs, 0) < 0:
            self.damaged()
        return tfs

    def find(self, ids: NDArray[Any]) -> NDArray[np.int64]:
        """Return the place in the list of each of ``ids``, which ascend; -1 when it is not there.

        Decodes only blocks that may hold one of them.
        """
        places = np.empty(len(ids), np.int64)
        wanted = np.ascontiguousarray(ids, np.uint32)
        if decoding.find(self.words, self.head, wanted, places) < 0:
            self.damaged()
        return places

    def tfs_at(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the frequencies at ``places``, ascending; decodes only their blocks."""
        counts = np.empty(len(places), np.int64)
        if count_at(self.words, self.head, places, counts, _NONE) < 0:
            self.damaged()
        return counts

    def positions(self, places: NDArray[np.int64] | None = None) -> Positions:
        """Return the positions at ``places``, ascending; without them those of the whole list."""
        self.open_positions()
        if places is None:
            return self._all_positions()
        counts = np.empty(len(places), np.int64)
        starts = np.empty(len(places), np.int64)
        total = count_at(self.words, self.head, places, counts, starts)
        if total < 0:
            self.damaged()
        values = np.empty(total, np.uint32)
        read = read_positions_at(self.words, self.head, counts, starts, total, values)
        if read < 0:
            self.damaged()
        return Positions(counts, values)

    def some(self, rows: NDArray[Any]) -> Postings:
        """Return the postings of some blocks of the directory, one block after another."""
        chosen = np.ascontiguousarray(rows, np.int64)
        ids = np.empty(len(chosen) * BLOCK, np.uint32)
        tfs = np.empty(len(chosen) * BLOCK, np.uint32)
        read = decoding.read_blocks(self.words, self.head, chosen, ids, tfs)
        if read < 0:
            self.damaged()
        return Postings(ids[:read], tfs[:read])

    def open_positions(self) -> None:
        """Complete the head for loops that read positions, and check what they will read."""
        if self._positions_known:
            return
        total = open_positions(self.words, self.head)
        if total < 0:
            self.damaged()
        first = int(self.head[decoding.BIT]) // WIDEST - self._section.bounds[0]
        self._check(first)
        starts = int(self.head[decoding.POSITION_STARTS])
        if starts:
            entry = int(self.words[starts + (total - 1) // BLOCK])
            width, blocks = entry >> START_BITS, entry & START_MASK
            bits = BLOCK * blocks + ((total - 1) % BLOCK + 1) * width
            end = int(self.head[decoding.POSITION_BIT]) + bits
            self._check(first, -(-end // WIDEST))
        self._positions_known = True

    def _all_positions(self) -> Positions:
        tfs = self.tfs()
        values = np.empty(int(self.head[decoding.TOTAL]), np.uint32)
        if read_positions(self.words, self.head, tfs, 0, values, 0) != self.count:
            self.damaged()
        return Positions(tfs.astype(np.int64), values)

    def _check(self, first: int, end: int | None = None) -> None:
        """Check the section from one of its words to a word of the file, else what is known."""
        behind = int(self.head[decoding.END]) if end is None else end
        self._section.check(4 * first, 4 * (behind - self._section.bounds[0]))

    def damaged(self) -> NoReturn:
        """Raise :class:`IndexDamaged` for the list."""
        self._section.damaged(f"the posting list of a term that stands in {self.count} passages")


_NONE = np.zeros(0, np.int64)
