"""The posting lists of many terms into bytes, all of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.flat.bytewise import fit_bytes, scatter, spread
from indexer.engine.flat.lists import (
    FREQUENCY_SIZES,
    Layout,
    Lists,
    PositionLayout,
    Sizes,
    count_blocks,
    in_blocks,
    lay_out,
    lay_out_positions,
    place_lists,
    place_single,
)
from indexer.engine.flat.packing import BLOCK, UNIT, UNIT_TYPE, fit_widths, pack

if TYPE_CHECKING:
    from collections.abc import Iterable

_Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Lists as bytes, to be appended at the multiple of 16 that they were encoded for."""

    data: NDArray[np.uint8]
    places: NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class _Stream:
    """Numbers of all lists, those of full blocks apart from what is left over."""

    blocks: NDArray[np.uint32]
    """All blocks, n × 128."""
    widths: NDArray[np.uint8]
    counts: _Whole
    """Blocks per list."""
    units: _Whole
    """Units that the blocks of each list take."""
    rest: NDArray[np.uint32]
    rests: _Whole
    """Numbers left over per list."""
    largest: NDArray[np.uint32]
    """The largest of those per list, 0 without any."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """Lists, ready to be written."""

    lists: Lists
    gaps: _Stream
    frequencies: _Stream
    positions: _Stream | None
    sizes: Sizes[_Whole]

    def lay_out(self, offsets: _Whole) -> tuple[Layout[_Whole], PositionLayout[_Whole], _Whole]:
        """Return where the parts of lists at ``offsets`` lie, and where each list ends."""
        with_positions = self.positions is not None
        gaps = self.gaps
        parts = lay_out(offsets, gaps.counts, gaps.rests, self.sizes, positions=with_positions)
        end = parts.end + UNIT * (gaps.units + self.frequencies.units)
        if self.positions is None:
            return parts, PositionLayout(end, end), end
        places = lay_out_positions(end, self.positions.counts)
        rest = self.positions.rests * self.sizes.positions
        end = places.blocks + UNIT * self.positions.units + rest
        return parts, places, end + (gaps.counts > 0) * (-end % UNIT)


def encode(lists: Lists, lengths: NDArray[Any], offset: int) -> Encoded:
    """Return ``lists`` as they lie at byte ``offset``; ``lengths`` are those of all passages."""
    starts = np.cumsum(lists.counts) - lists.counts
    single = (lists.counts == 1) & (lists.tfs[starts] == 1)
    if not single.any():
        return _encode_lists(lists, lengths, offset)
    left = np.ones(len(lists.ids), np.bool_)
    left[starts[single]] = False
    positions, alone = lists.positions, np.zeros(1, np.uint32)
    if positions is not None:
        kept = np.repeat(left, lists.tfs)
        positions, alone = positions[kept], positions[~kept]
    rest = Lists(lists.counts[~single], lists.ids[left], lists.tfs[left], positions)
    encoded = _encode_lists(rest, lengths, offset)
    places = np.empty(len(lists.counts), np.uint64)
    places[~single] = encoded.places
    places[single] = place_single(lists.ids[~left], alone)
    return Encoded(encoded.data, places)


def _encode_lists(lists: Lists, lengths: NDArray[Any], offset: int) -> Encoded:
    counts = lists.counts
    if not len(counts):
        return Encoded(np.zeros(0, np.uint8), np.zeros(0, np.uint64))
    draft = _draft(lists)
    long = draft.gaps.counts > 0
    # Long lists come first, so that each stays at a multiple of a unit.
    taken = draft.lay_out(np.zeros(len(counts), np.int64))[2]
    offsets = np.zeros(len(counts), np.int64)
    end = 0
    for chosen in (long, ~long):
        ends = np.cumsum(taken[chosen]) + end
        offsets[chosen] = ends - taken[chosen]
        end = int(ends[-1]) if len(ends) else end
    data = np.zeros(end + -end % UNIT, np.uint8)
    _write(data, draft, offsets, lengths)
    return Encoded(data, place_lists(offsets + offset, draft.sizes))


def _draft(lists: Lists) -> _Draft:
    counts = lists.counts
    starts = np.cumsum(counts) - counts
    gaps = _split(_gaps(lists.ids, starts), counts, count_blocks(counts, counts))
    frequencies = _split(lists.tfs - np.uint32(1), counts, gaps.counts)
    positions = None
    largest = np.zeros(len(counts), np.uint32)
    if lists.positions is not None:
        totals = np.add.reduceat(lists.tfs, starts, dtype=np.int64)
        steps = _gaps(lists.positions, np.cumsum(lists.tfs, dtype=np.int64) - lists.tfs)
        positions = _split(steps, totals, count_blocks(totals, counts))
        largest = positions.largest
    needed = fit_bytes(frequencies.largest)
    needed = np.where(frequencies.largest == 0, 0, needed)
    sizes = Sizes(
        fit_bytes(gaps.largest),
        FREQUENCY_SIZES[np.searchsorted(FREQUENCY_SIZES, needed)],
        fit_bytes(largest),
    )
    return _Draft(lists, gaps, frequencies, positions, sizes)


def _gaps(numbers: NDArray[np.uint32], starts: _Whole) -> NDArray[np.uint32]:
    gaps = np.diff(numbers, prepend=numbers[:1])
    gaps[starts] = numbers[starts]
    return gaps


def _split(numbers: NDArray[np.uint32], counts: _Whole, blocks: _Whole) -> _Stream:
    matrix = np.zeros((0, BLOCK), np.uint32)
    rest = numbers
    if blocks.any():
        inside = in_blocks(counts, blocks)
        matrix, rest = numbers[inside].reshape(-1, BLOCK), numbers[~inside]
    widths = fit_widths(matrix.max(axis=1, initial=0))
    ends = np.concatenate([[0], np.cumsum(widths, dtype=np.int64)])
    last = np.cumsum(blocks)
    rests = counts - blocks * BLOCK
    largest = np.zeros(len(counts), np.uint32)
    filled = rests > 0
    if filled.any():
        largest[filled] = np.maximum.reduceat(rest, (np.cumsum(rests) - rests)[filled])
    units = ends[last] - ends[last - blocks]
    return _Stream(matrix, widths, blocks, units, rest, rests, largest)


def _write(data: NDArray[np.uint8], draft: _Draft, offsets: _Whole, lengths: NDArray[Any]) -> None:
    parts, places, _ = draft.lay_out(offsets)
    gaps, frequencies, sizes = draft.gaps, draft.frequencies, draft.sizes
    scatter(data, gaps.rest, gaps.rests, sizes.gaps, parts.gap_rest)
    scatter(data, frequencies.rest, frequencies.rests, sizes.frequencies, parts.frequency_rest)
    if len(gaps.blocks):
        _write_directories(data, draft, parts, lengths)
        second = parts.end + UNIT * gaps.units
        _write_blocks(data, ((gaps, parts.end), (frequencies, second)))
    if draft.positions is not None:
        stream = draft.positions
        _write_blocks(data, ((stream, places.blocks),))
        scatter(data, stream.widths, stream.counts, 1, places.widths)
        rest = places.blocks + UNIT * stream.units
        scatter(data, stream.rest, stream.rests, sizes.positions, rest)


def _write_blocks(data: NDArray[np.uint8], streams: Iterable[tuple[_Stream, _Whole]]) -> None:
    units = data.view(UNIT_TYPE)
    for stream, starts in streams:
        if len(stream.blocks):
            used = stream.units > 0
            places = spread(stream.units[used], starts[used] // UNIT)
            units[places] = pack(stream.blocks, stream.widths)


def _write_directories(
    data: NDArray[np.uint8], draft: _Draft, parts: Layout[_Whole], lengths: NDArray[Any]
) -> None:
    """Write what is known of every full block beside its numbers."""
    blocks = draft.gaps.counts
    ids = draft.lists.ids[in_blocks(draft.lists.counts, blocks)].reshape(-1, BLOCK)
    shortest = np.minimum(lengths[ids].min(axis=1).astype(np.int64), 0xFFFF)
    peaks = np.minimum(draft.frequencies.blocks.max(axis=1).astype(np.int64) + 1, 0xFF)
    scatter(data, ids[:, -1], blocks, 4, parts.last)
    scatter(data, shortest, blocks, 2, parts.shortest)
    scatter(data, peaks, blocks, 1, parts.peaks)
    scatter(data, draft.gaps.widths, blocks, 1, parts.gap_widths)
    scatter(data, draft.frequencies.widths, blocks, 1, parts.frequency_widths)
    if draft.positions is None:
        return
    sums = draft.frequencies.blocks.sum(axis=1, dtype=np.int64) + BLOCK
    before = np.concatenate([[0], np.cumsum(sums)])
    long = blocks > 0
    first = (np.cumsum(blocks) - blocks)[long]
    counts = blocks[long] + 1
    values = before[spread(counts, first)] - np.repeat(before[first], counts)
    scatter(data, values, counts, 4, parts.before[long])
