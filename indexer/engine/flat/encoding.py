"""The posting lists of many terms into words, in one pass."""

# ruff: noqa: PLR0913, PLR0917 - loops take neither names nor objects

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import types
from numpy.typing import NDArray

from indexer.engine.compiled import compiled, readonly
from indexer.engine.flat.lists import (
    FREQUENCY_SHIFT,
    FREQUENCY_WIDTH_SHIFT,
    FULL_LENGTH,
    FULL_PEAK,
    GAP_WIDTH_SHIFT,
    HEAD_WORDS,
    OFFSET_BITS,
    PEAK_SHIFT,
    POSITION_SHIFT,
    POSITION_WIDTH_SHIFT,
    SINGLE,
    START_BITS,
)
from indexer.engine.flat.packing import (
    BLOCK,
    LANES,
    NUMBERS,
    WIDEST,
    fit_width,
    pack_block,
    pack_run,
    signed,
)

if TYPE_CHECKING:
    from indexer.engine.flat.lists import Lists

_TAKEN = readonly(types.uint32)
_LENGTHS = readonly(types.uint16)
_TOO_LONG = -1


@dataclass(frozen=True, slots=True)
class Encoded:
    """Lists as words, to be appended at the byte that they were encoded for."""

    words: NDArray[np.uint32]
    places: NDArray[np.uint64]


def encode(lists: Lists, shortest: NDArray[np.uint16], offset: int) -> Encoded:
    """Return ``lists`` as they lie at byte ``offset``, a multiple of 4.

    ``shortest`` are the lengths of all passages, at most 65535. Raises :class:`ValueError` for a
    list of which there is no form, of more than a GiB.
    """
    positions = lists.positions
    kept = np.zeros(0, np.uint32) if positions is None else positions
    numbers, terms = 2 * len(lists.ids) + len(kept), len(lists.counts)
    # The widest there can be; what is not written to takes no memory.
    out = np.zeros(numbers + numbers // 16 + 16 * terms + 64, np.uint32)
    places = np.empty(terms, np.uint64)
    end = _encode(
        np.ascontiguousarray(lists.counts, np.int64),
        np.ascontiguousarray(lists.ids, np.uint32),
        np.ascontiguousarray(lists.tfs, np.uint32),
        np.ascontiguousarray(kept),
        positions is not None,
        shortest,
        offset,
        out,
        places,
    )
    if end == _TOO_LONG or offset + 4 * end >= 1 << OFFSET_BITS:
        message = "a posting list is too long for a segment"
        raise ValueError(message)
    return Encoded(out[:end], places)


@compiled(
    types.int64(
        _TAKEN, _TAKEN, types.int64, types.int64, types.int64, NUMBERS, types.int64, types.int64
    )
)
def _write_positions(
    tfs: NDArray[np.uint32],
    positions: NDArray[np.uint32],
    posting: int,
    position: int,
    total: int,
    out: NDArray[np.uint32],
    bit: int,
    directory: int,
) -> int:
    """Write the positions of a list from ``bit`` on; return the bit behind.

    Starts go to the words from ``directory`` on; without any (-1) all are one run, of one block.
    """
    gaps = np.empty(BLOCK, np.uint32)
    left = former = 0
    begin = bit
    for first in range(0, total, BLOCK):
        count = min(BLOCK, total - first)
        for at in range(count):
            while left == 0:
                left = signed(tfs[posting])
                posting += 1
                former = 0
            gaps[at] = signed(positions[position]) - former
            former = signed(positions[position])
            position += 1
            left -= 1
        width = fit_width(gaps, count)
        if directory >= 0:
            start = (bit - begin) // BLOCK
            if start >> START_BITS:
                return _TOO_LONG
            out[directory + first // BLOCK] = start | width << START_BITS
        if count == BLOCK and directory >= 0:
            pack_block(gaps, width, out, bit >> 5)
        else:
            pack_run(gaps, count, width, out, bit)
        bit += count * width
    return bit


@compiled(types.int64(types.int64))
def _to_word(bit: int) -> int:
    return (bit + WIDEST - 1) // WIDEST


@compiled(types.int64(_TAKEN, types.int64, types.int64, types.int64, NUMBERS))
def _fill_gaps(
    ids: NDArray[np.uint32], first: int, size: int, former: int, out: NDArray[np.uint32]
) -> int:
    """Write the gaps - 1 of ``size`` passages behind ``former``; return the last of these."""
    for number in range(size):
        passage = signed(ids[first + number])
        out[number] = passage - former - 1
        former = passage
    return former


@compiled(types.int64(_TAKEN, types.int64, types.int64, NUMBERS))
def _fill_frequencies(
    tfs: NDArray[np.uint32], first: int, size: int, out: NDArray[np.uint32]
) -> int:
    """Write ``size`` frequencies - 1; return the sum of the frequencies."""
    total = 0
    for number in range(size):
        frequency = signed(tfs[first + number])
        out[number] = frequency - 1
        total += frequency
    return total


@compiled(types.int64(_TAKEN, _TAKEN, _LENGTHS, types.int64, types.int64))
def _bound(
    ids: NDArray[np.uint32],
    tfs: NDArray[np.uint32],
    shortest: NDArray[np.uint16],
    first: int,
    size: int,
) -> int:
    """Return shortest length and greatest frequency of a block as they lie."""
    length, peak = FULL_LENGTH, 0
    for place in range(first, first + size):
        length = min(length, signed(shortest[ids[place]]))
        peak = max(peak, signed(tfs[place]))
    return length | min(peak, FULL_PEAK) << PEAK_SHIFT


@compiled(
    types.int64(
        _TAKEN, _TAKEN, types.int64, types.int64, types.boolean, _LENGTHS, NUMBERS, types.int64
    )
)
def _write_blocks(
    ids: NDArray[np.uint32],
    tfs: NDArray[np.uint32],
    posting: int,
    count: int,
    with_positions: bool,  # noqa: FBT001 - as above
    shortest: NDArray[np.uint16],
    out: NDArray[np.uint32],
    last: int,
) -> int:
    """Write directory and blocks of a list from word ``last`` on; return the bit behind."""
    blocks = (count + BLOCK - 1) // BLOCK
    begin = (last + (4 if with_positions else 3) * blocks) * WIDEST
    gaps, rest = np.empty(BLOCK, np.uint32), np.empty(BLOCK, np.uint32)
    bit, former, total = begin, -1, 0
    for block in range(blocks):
        first, size = posting + block * BLOCK, min(BLOCK, count - block * BLOCK)
        if with_positions:
            out[last + 3 * blocks + block] = total
        former = _fill_gaps(ids, first, size, former, gaps)
        total += _fill_frequencies(tfs, first, size, rest)
        gap_width, frequency_width = fit_width(gaps, size), fit_width(rest, size)
        start = (bit - begin) // BLOCK
        if start >> START_BITS or (with_positions and total >> 32):
            return _TOO_LONG
        out[last + block] = former
        out[last + blocks + block] = start | gap_width << START_BITS
        bound = _bound(ids, tfs, shortest, first, size)
        out[last + 2 * blocks + block] = bound | frequency_width << FREQUENCY_SHIFT
        if size == BLOCK:
            pack_block(gaps, gap_width, out, bit >> 5)
            pack_block(rest, frequency_width, out, (bit >> 5) + LANES * gap_width)
        else:
            pack_run(gaps, size, gap_width, out, bit)
            pack_run(rest, size, frequency_width, out, bit + size * gap_width)
        bit += size * (gap_width + frequency_width)
    return bit


@compiled(
    types.int64(
        _TAKEN, _TAKEN, _TAKEN, types.int64, types.int64, types.int64, types.boolean, _LENGTHS,
        NUMBERS, types.int64,
    )
)  # fmt: skip
def _write_long(
    ids: NDArray[np.uint32],
    tfs: NDArray[np.uint32],
    positions: NDArray[np.uint32],
    posting: int,
    position: int,
    count: int,
    with_positions: bool,  # noqa: FBT001 - as above
    shortest: NDArray[np.uint16],
    out: NDArray[np.uint32],
    at: int,
) -> int:
    """Write a list of several blocks to word ``at``; return the word behind."""
    last = at + HEAD_WORDS
    bit = _write_blocks(ids, tfs, posting, count, with_positions, shortest, out, last)
    if bit < 0:
        return _TOO_LONG
    end = _to_word(bit)
    out[at + 1] = end - at
    if with_positions:
        total = 0
        for place in range(posting, posting + count):
            total += signed(tfs[place])
        out[at] = total
        begin = (end + (total + BLOCK - 1) // BLOCK) * WIDEST
        behind = _write_positions(tfs, positions, posting, position, total, out, begin, end)
        if behind < 0:
            return _TOO_LONG
        end = _to_word(behind)
    if (end - at) >> 32:
        return _TOO_LONG
    out[at + 2] = end - at
    return end


@compiled(
    types.int64(
        _TAKEN, _TAKEN, _TAKEN, types.int64, types.int64, types.int64, types.boolean, NUMBERS,
        types.int64, types.int64[::1],
    )
)  # fmt: skip
def _write_short(
    ids: NDArray[np.uint32],
    tfs: NDArray[np.uint32],
    positions: NDArray[np.uint32],
    posting: int,
    position: int,
    count: int,
    with_positions: bool,  # noqa: FBT001 - as above
    out: NDArray[np.uint32],
    bit: int,
    widths: NDArray[np.int64],
) -> int:
    """Write a list of one block from ``bit`` on and the widths for its place; return the end."""
    gaps, rest = np.empty(BLOCK, np.uint32), np.empty(BLOCK, np.uint32)
    _fill_gaps(ids, posting, count, -1, gaps)
    total = _fill_frequencies(tfs, posting, count, rest)
    gap_width, frequency_width = fit_width(gaps, count), fit_width(rest, count)
    pack_run(gaps, count, gap_width, out, bit)
    bit += count * gap_width
    pack_run(rest, count, frequency_width, out, bit)
    bit += count * frequency_width
    widths[0] = gap_width << GAP_WIDTH_SHIFT | frequency_width << FREQUENCY_WIDTH_SHIFT
    if not with_positions:
        return bit
    if total <= BLOCK:
        end = _write_positions(tfs, positions, posting, position, total, out, bit, -1)
        widths[0] |= (end - bit) // total << POSITION_WIDTH_SHIFT
        return end
    starts = _to_word(bit)
    begin = (starts + (total + BLOCK - 1) // BLOCK) * WIDEST
    return _write_positions(tfs, positions, posting, position, total, out, begin, starts)


@compiled(
    types.int64(
        types.int64[::1], _TAKEN, _TAKEN, _TAKEN, types.boolean, _LENGTHS,
        types.int64, NUMBERS, types.uint64[::1],
    )
)  # fmt: skip
def _encode(
    counts: NDArray[np.int64],
    ids: NDArray[np.uint32],
    tfs: NDArray[np.uint32],
    positions: NDArray[np.uint32],
    with_positions: bool,  # noqa: FBT001 - as above
    shortest: NDArray[np.uint16],
    offset: int,
    out: NDArray[np.uint32],
    places: NDArray[np.uint64],
) -> int:
    """Write all lists and their places; return the words taken."""
    widths = np.empty(1, np.int64)
    posting = position = bit = 0
    for term in range(len(counts)):
        count = signed(counts[term])
        if count == 1 and tfs[posting] == 1:
            held = np.uint64(ids[posting])
            if with_positions:
                held |= np.uint64(positions[position]) << np.uint64(POSITION_SHIFT)
            places[term] = held | np.uint64(SINGLE)
        elif count > BLOCK:
            word = _to_word(bit)
            places[term] = offset + 4 * word
            bit = WIDEST * _write_long(
                ids, tfs, positions, posting, position, count, with_positions, shortest, out, word
            )
        else:
            begin = (bit + 7) >> 3
            bit = _write_short(
                ids,
                tfs,
                positions,
                posting,
                position,
                count,
                with_positions,
                out,
                8 * begin,
                widths,
            )
            places[term] = (offset + begin) | widths[0]
        if bit < 0:
            return _TOO_LONG
        for at in range(posting, posting + count):
            position += signed(tfs[at])
        posting += count
    return _to_word(bit)
