"""A posting list in packed blocks, of which only those are decoded that are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.engine.flat.bytewise import read_run, spread
from indexer.engine.flat.lists import lay_out, lay_out_positions, read_place
from indexer.engine.flat.packing import BLOCK, UNIT, UNIT_TYPE, unpack
from indexer.engine.flat.postings import Blocks, PostingList, Runs, add_one, look_up, pick

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.engine.flat.checked import Section

_SHIFT = BLOCK.bit_length() - 1
_MANY = 8
"""Beyond a share of 1 / 8 of the postings it is faster to decode all of them."""


class LongList(PostingList):
    """Full blocks of 128, what is left over, and a directory of the blocks."""

    __slots__ = ("_blocks", "_gaps", "_parts", "_rest", "_section", "_sizes", "_tfs")

    def __init__(self, section: Section, count: int, place: int, *, positions: bool) -> None:
        self.count = count
        self._section = section
        self._blocks = count // BLOCK
        self._rest = count - self._blocks * BLOCK
        offset, self._sizes = read_place(place)
        self._parts = lay_out(offset, self._blocks, self._rest, self._sizes, positions=positions)
        widths = section.array("u1", self._parts.gap_widths, 2 * self._blocks)
        ends = np.cumsum(widths, dtype=np.int64) + self._parts.end // UNIT
        starts = ends - widths
        self._gaps = _Packed(section, starts[: self._blocks], widths[: self._blocks])
        self._tfs = _Packed(section, starts[self._blocks :], widths[self._blocks :])

    @property
    def blocks(self) -> Blocks:
        """What is known of the full blocks."""
        section, parts, count = self._section, self._parts, self._blocks
        return Blocks(
            section.array("<u4", parts.last, count),
            section.array("u1", parts.peaks, count),
            section.array("<u2", parts.shortest, count),
        )

    def ids(self) -> NDArray[np.uint32]:
        """Return the passages, ascending."""
        whole = self._blocks * BLOCK
        ids = np.empty(self.count, np.uint32)
        np.cumsum(self._gaps.all().ravel(), dtype=np.uint32, out=ids[:whole])
        np.cumsum(self._gap_rest(), dtype=np.uint32, out=ids[whole:])
        ids[whole:] += ids[whole - 1]
        return ids

    def tfs(self) -> NDArray[Any]:
        """Return per passage how often the term stands there."""
        return add_one(np.concatenate([self._tfs.all().ravel(), self._tf_rest()]))

    def find(self, ids: NDArray[Any]) -> NDArray[np.int64]:
        """Return the place in the list of each of ``ids``, which ascend; -1 when it is not there.

        Decodes only blocks that may hold one of them.
        """
        last = self._section.array("<u4", self._parts.last, self._blocks)
        chosen = np.zeros(self._blocks + 1, np.bool_)
        chosen[last.searchsorted(ids)] = True
        rows = np.flatnonzero(chosen[:-1])
        if 2 * len(rows) > self._blocks:
            return look_up(self.ids(), ids)
        bases = np.append(last[:1] * np.uint32(0), last)
        near = np.cumsum(self._gaps.some(rows), axis=1, dtype=np.uint32)
        near += bases[rows][:, None]
        among = near.ravel()
        if chosen[-1]:
            rest = np.cumsum(self._gap_rest(), dtype=np.uint32) + bases[-1]
            among = np.concatenate([among, rest])
        found = look_up(among, ids)
        absolute = np.append(rows, self._blocks)[found >> _SHIFT] * BLOCK + (found & (BLOCK - 1))
        return np.where(found < 0, -1, absolute)

    def tfs_at(self, places: NDArray[np.int64]) -> NDArray[Any]:
        """Return the frequencies at ``places``, ascending; decodes only their blocks."""
        if len(places) * _MANY > self.count:
            return self.tfs()[places]
        rows, blocks = self._touched(places)
        found: NDArray[Any] = blocks[rows, places & (BLOCK - 1)]
        return found

    def _runs(self, places: NDArray[np.int64] | None) -> Runs:
        if places is None or len(places) * _MANY > self.count:
            return super()._runs(places)
        rows, blocks = self._touched(places)
        before = self._section.array("<u4", self._parts.before, self._blocks + 1)
        column = places & (BLOCK - 1)
        counts = blocks[rows, column].astype(np.int64)
        ends = np.cumsum(blocks, axis=1, dtype=np.int64)[rows, column] + before[places >> _SHIFT]
        total = int(before[-1]) + int(self._tf_rest().sum(dtype=np.int64)) + self._rest
        return Runs(counts, ends - counts, total)

    def _touched(self, places: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[Any]]:
        """Return per place the row, and the rows: frequencies of the blocks that hold a place."""
        chosen = np.zeros(self._blocks + 1, np.bool_)
        chosen[places >> _SHIFT] = True
        blocks = self._tfs.some(np.flatnonzero(chosen[:-1]))
        if chosen[-1]:
            rest = self._tf_rest()
            padded = np.zeros((1, BLOCK), rest.dtype)
            padded[0, : len(rest)] = rest
            blocks = np.concatenate([blocks, padded])
        return (np.cumsum(chosen) - 1)[places >> _SHIFT], add_one(blocks)

    def _steps(self, runs: Runs) -> NDArray[np.uint32]:
        full = runs.total // BLOCK
        begin = self._parts.end + UNIT * (self._gaps.units() + self._tfs.units())
        places = lay_out_positions(begin, full)
        widths = self._section.array("u1", places.widths, full)
        firsts = places.blocks // UNIT + np.cumsum(widths, dtype=np.int64) - widths
        packed = _Packed(self._section, firsts, widths)
        behind = places.blocks + UNIT * packed.units()
        rest = read_run(self._section, runs.total - full * BLOCK, self._sizes.positions, behind)
        chosen = _mark(runs, full + 1)
        rows = np.flatnonzero(chosen[:-1])
        if len(rows) == full:
            return pick(np.concatenate([packed.all().ravel(), rest]), runs)
        steps = np.concatenate([packed.some(rows).ravel(), rest])
        at = spread(runs.counts, runs.starts)
        row = (np.cumsum(chosen) - 1)[at >> _SHIFT]
        # What is left over stands behind the chosen blocks, chosen or not.
        chosen_steps: NDArray[np.uint32] = steps[row * BLOCK + (at & (BLOCK - 1))].astype(np.uint32)
        return chosen_steps

    def _gap_rest(self) -> NDArray[Any]:
        return read_run(self._section, self._rest, self._sizes.gaps, self._parts.gap_rest)

    def _tf_rest(self) -> NDArray[Any]:
        size = self._sizes.frequencies
        return read_run(self._section, self._rest, size, self._parts.frequency_rest)


class _Packed:
    """Blocks of one list, packed each at its width."""

    __slots__ = ("_firsts", "_section", "_widths")

    def __init__(
        self, section: Section, firsts: NDArray[np.int64], widths: NDArray[np.uint8]
    ) -> None:
        self._section = section
        self._firsts = firsts
        self._widths = widths

    def units(self) -> int:
        """Return how many units they take."""
        return int(self._widths.sum(dtype=np.int64))

    def all(self) -> NDArray[Any]:
        """Return all blocks."""
        start = int(self._firsts[0])
        self._section.check(start * UNIT, (start + self.units()) * UNIT)
        return unpack(self._section.unchecked(UNIT_TYPE), self._firsts, self._widths)

    def some(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """Return the blocks ``rows``."""
        firsts, widths = self._firsts[rows], self._widths[rows]
        self._section.check_each(firsts * UNIT, (firsts + widths) * UNIT)
        return unpack(self._section.unchecked(UNIT_TYPE), firsts, widths)


def _mark(runs: Runs, size: int) -> NDArray[np.bool_]:
    """Return which of ``size`` blocks ``runs`` pass through."""
    firsts, lasts = runs.starts >> _SHIFT, (runs.starts + runs.counts - 1) >> _SHIFT
    edges = np.bincount(firsts, minlength=size + 1) - np.bincount(lasts + 1, minlength=size + 1)
    return np.asarray(np.cumsum(edges)[:size] > 0)
