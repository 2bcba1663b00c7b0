"""The bytes of many posting lists back into arrays, all of them at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.flat.bytewise import gather
from indexer.engine.flat.lists import (
    Layout,
    Lists,
    count_blocks,
    in_blocks,
    is_single,
    lay_out,
    lay_out_positions,
    read_places,
    read_singles,
)
from indexer.engine.flat.packing import BLOCK, UNIT, UNIT_TYPE, unpack

if TYPE_CHECKING:
    from indexer.engine.flat.checked import Section

_Whole = NDArray[np.int64]


class Decoder:
    """The lists of some terms, decoded as far as is asked."""

    def __init__(
        self,
        section: Section,
        counts: NDArray[np.uint32],
        places: NDArray[np.uint64],
        *,
        positions: bool,
    ) -> None:
        self._section = section
        self._with_positions = positions
        self._counts = counts.astype(np.int64)
        self._starts = np.cumsum(self._counts) - self._counts
        self._single = is_single(places)
        self._singles = read_singles(places[self._single])
        self._blocks = count_blocks(self._counts, self._counts)
        self._rests = np.where(self._single, 0, self._counts - self._blocks * BLOCK)
        offsets, self._sizes = read_places(places)
        self._parts: Layout[_Whole] = lay_out(
            offsets, self._blocks, self._rests, self._sizes, positions=positions
        )
        self._gap_widths = self._gather(self._blocks, 1, self._parts.gap_widths).astype(np.uint8)

    def ids(self) -> NDArray[np.uint32]:
        """Return the passages of all lists, one after another."""
        blocks = self._unpack(self._gap_widths, self._blocks, self._parts.end)
        rest = self._gather(self._rests, self._sizes.gaps, self._parts.gap_rest)
        gaps = self._join(blocks, rest, self._counts, self._blocks, self._singles[0])
        return add_up(gaps, self._starts, self._counts)

    def tfs(self) -> NDArray[np.uint32]:
        """Return the frequencies of all lists."""
        widths = self._frequency_widths()
        starts = self._parts.end + UNIT * _sums(self._gap_widths, self._blocks)
        blocks = self._unpack(widths, self._blocks, starts)
        rest = self._gather(self._rests, self._sizes.frequencies, self._parts.frequency_rest)
        ones = np.zeros(len(self._singles[0]), np.uint32)
        numbers = self._join(blocks, rest, self._counts, self._blocks, ones)
        numbers += np.uint32(1)
        return numbers

    def positions(self, tfs: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Return the positions of all lists, whose frequencies are ``tfs``."""
        totals = np.add.reduceat(tfs, self._starts, dtype=np.int64) if len(tfs) else self._counts
        full = count_blocks(totals, self._counts)
        units = _sums(self._gap_widths, self._blocks) + _sums(
            self._frequency_widths(), self._blocks
        )
        places = lay_out_positions(self._parts.end + UNIT * units, full)
        widths = self._gather(full, 1, places.widths).astype(np.uint8)
        blocks = self._unpack(widths, full, places.blocks)
        rests = np.where(self._single, 0, totals - full * BLOCK)
        behind = places.blocks + UNIT * _sums(widths, full)
        rest = self._gather(rests, self._sizes.positions, behind)
        steps = self._join(blocks, rest, totals, full, self._singles[1])
        counts = tfs.astype(np.int64)
        return add_up(steps, np.cumsum(counts) - counts, counts)

    def lists(self) -> Lists:
        """Return everything."""
        tfs = self.tfs()
        lists = Lists(self._counts, self.ids(), tfs, None)
        return replace(lists, positions=self.positions(tfs)) if self._with_positions else lists

    def _frequency_widths(self) -> NDArray[np.uint8]:
        return self._gather(self._blocks, 1, self._parts.frequency_widths).astype(np.uint8)

    def _gather(self, counts: _Whole, sizes: _Whole | int, starts: _Whole) -> NDArray[np.uint32]:
        used = counts > 0
        if not used.any():
            return np.zeros(0, np.uint32)
        ends = starts + counts * sizes
        self._section.check(int(starts[used].min()), int(ends[used].max()))
        return gather(self._section.unchecked(np.uint8), counts, sizes, starts)

    def _unpack(self, widths: NDArray[np.uint8], counts: _Whole, starts: _Whole) -> NDArray[Any]:
        """Return the blocks of all lists, those of a list side by side from its start on."""
        if not len(widths):
            return np.zeros((0, BLOCK), np.uint8)
        ends = np.cumsum(widths, dtype=np.int64)
        before = np.concatenate([[0], ends])[np.cumsum(counts) - counts]
        places = np.repeat(starts // UNIT - before, counts) + ends - widths
        self._section.check(int(places.min()) * UNIT, int((places + widths).max()) * UNIT)
        return unpack(self._section.unchecked(UNIT_TYPE), places, widths)

    def _join(
        self,
        blocks: NDArray[Any],
        rest: NDArray[np.uint32],
        counts: _Whole,
        full: _Whole,
        singles: NDArray[np.uint32],
    ) -> NDArray[np.uint32]:
        """Return the numbers of blocks, of what was left over and of single postings in order."""
        if not len(blocks) and not len(singles):
            return rest
        numbers = np.empty(int(counts.sum()), np.uint32)
        inside = in_blocks(counts, full)
        numbers[inside] = blocks.ravel()
        alone = (np.cumsum(counts) - counts)[self._single]
        numbers[alone] = singles
        inside[alone] = True
        numbers[~inside] = rest
        return numbers


def _sums(widths: NDArray[np.uint8], counts: _Whole) -> _Whole:
    """Return per list the sum of its ``counts`` widths."""
    ends = np.concatenate([[0], np.cumsum(widths, dtype=np.int64)])
    last = np.cumsum(counts)
    return np.asarray(ends[last] - ends[last - counts])


def add_up(
    gaps: NDArray[np.uint32], starts: NDArray[np.int64], counts: NDArray[np.int64]
) -> NDArray[np.uint32]:
    """Return sums that begin anew at each start; a run is never empty."""
    sums = np.cumsum(gaps, dtype=np.uint32)
    # Modulo 2 ** 32, so that the sum over all runs may be greater.
    sums -= np.repeat(sums[starts] - gaps[starts], counts)
    return sums
