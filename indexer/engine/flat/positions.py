"""The words of posting lists back into positions, of all postings or of some.

Loops as in :mod:`indexer.engine.flat.decoding`. Those that read positions of a list take its head
when :func:`open_positions` has completed it; :meth:`PostingList.open_positions` sees to that, and
to the checksums.
"""

# ruff: noqa: FBT003, PLR0913, PLR0917 - loops take neither names nor objects

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import types

from indexer.engine.compiled import compiled, readonly
from indexer.engine.flat.decoding import (
    BEFORE,
    BLOCK_BITS,
    COUNT,
    DAMAGED,
    END,
    HEAD,
    HEAD_SIZE,
    LAST,
    LIMIT,
    POSITION_BASE,
    POSITION_BIT,
    POSITION_STARTS,
    POSITION_WIDTH,
    TOTAL,
    block_tfs,
    open_list,
)
from indexer.engine.flat.lists import START_BITS, START_MASK
from indexer.engine.flat.packing import (
    BLOCK,
    NUMBERS,
    WIDEST,
    WORDS,
    pick_from_block,
    pick_from_run,
    signed,
    unpack_block,
    unpack_run,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PICKED = 4
"""Decoding a block costs as much as picking a share of 1 / 4 of its numbers."""


@compiled(types.int64(WORDS, HEAD))
def open_positions(words: NDArray[np.uint32], head: NDArray[np.int64]) -> int:
    """Complete the head of a list of one block; return how many positions it has, or DAMAGED."""
    if head[TOTAL] >= 0:
        return signed(head[TOTAL])
    tfs = np.empty(BLOCK, np.uint32)
    count = block_tfs(words, head, 0, tfs, 0)
    if count < 0:
        return DAMAGED
    total = 0
    for at in range(count):
        total += signed(tfs[at])
    if total <= BLOCK:
        end = (head[POSITION_BIT] + total * head[POSITION_WIDTH] + 31) >> 5
        if end > head[LIMIT]:
            return DAMAGED
        head[END] = end
    else:
        starts = (head[POSITION_BIT] + 31) >> 5
        end = starts + (total + BLOCK - 1) // BLOCK
        if end > head[LIMIT]:
            return DAMAGED
        head[END] = end
        head[POSITION_STARTS] = starts
        head[POSITION_BIT] = end << 5
    head[TOTAL] = total
    return total


@compiled(types.int64(WORDS, HEAD, types.int64[::1], types.int64[::1], types.int64[::1]))
def count_at(
    words: NDArray[np.uint32],
    head: NDArray[np.int64],
    places: NDArray[np.int64],
    counts: NDArray[np.int64],
    starts: NDArray[np.int64],
) -> int:
    """Write frequencies at ascending places, and, unless ``starts`` is empty, positions before.

    Returns the sum of the frequencies, or DAMAGED; a place that is none is DAMAGED too.
    """
    tfs = np.empty(BLOCK, np.uint32)
    block, at = -1, 0
    total = before = behind = 0
    for row in range(len(places)):
        place = places[row]
        if place < 0 or place >= head[COUNT]:
            return DAMAGED
        if place >> BLOCK_BITS != block:
            block, at = place >> BLOCK_BITS, 0
            if block_tfs(words, head, block, tfs, 0) < 0:
                return DAMAGED
            before = signed(words[head[BEFORE] + block]) if head[LAST] and len(starts) else 0
        place &= BLOCK - 1
        counts[row] = signed(tfs[place])
        total += signed(tfs[place])
        if len(starts):
            if place < at:
                return DAMAGED
            while at < place:
                before += signed(tfs[at])
                at += 1
            if before < behind:
                return DAMAGED
            starts[row] = before
            behind = before + signed(tfs[place])
            if behind > head[TOTAL]:
                return DAMAGED
    return total


@compiled(types.int64(WORDS, HEAD, types.int64))
def _gap_bit(words: NDArray[np.uint32], head: NDArray[np.int64], block: int) -> int:
    """Return the bit where a block of gaps between positions begins."""
    bit, starts = signed(head[POSITION_BIT]), signed(head[POSITION_STARTS])
    return bit + BLOCK * (signed(words[starts + block]) & START_MASK) if starts else bit


@compiled(types.int64(WORDS, HEAD, types.int64))
def _gap_width(words: NDArray[np.uint32], head: NDArray[np.int64], block: int) -> int:
    """Return the width of a block of gaps between positions, DAMAGED if it leads outside."""
    width, starts = signed(head[POSITION_WIDTH]), signed(head[POSITION_STARTS])
    if starts:
        width = signed(words[starts + block]) >> START_BITS
    size = min(BLOCK, signed(head[TOTAL]) - block * BLOCK)
    end = _gap_bit(words, head, block) + size * width
    return DAMAGED if width > WIDEST or end > head[LIMIT] * WIDEST else width


@compiled(types.int64(WORDS, HEAD, types.int64, types.int64))
def _gap(words: NDArray[np.uint32], head: NDArray[np.int64], at: int, width: int) -> int:
    """Return one gap, of a block of some width, without the rest of it."""
    block, number = at >> BLOCK_BITS, at & (BLOCK - 1)
    bit = _gap_bit(words, head, block)
    if head[POSITION_STARTS] and at | (BLOCK - 1) < head[TOTAL]:
        return pick_from_block(words, bit >> 5, width, number)
    return pick_from_run(words, bit, width, number)


@compiled(types.int64(WORDS, HEAD, types.int64, NUMBERS, types.int64))
def block_gaps(
    words: NDArray[np.uint32],
    head: NDArray[np.int64],
    block: int,
    out: NDArray[np.uint32],
    first: int,
) -> int:
    """Write a block of gaps between positions to ``out``; return how many, or DAMAGED."""
    size = min(BLOCK, signed(head[TOTAL]) - block * BLOCK)
    width = _gap_width(words, head, block)
    if width < 0:
        return DAMAGED
    bit = _gap_bit(words, head, block)
    if size == BLOCK and head[POSITION_STARTS]:
        unpack_block(words, bit >> 5, width, out, first)
    else:
        unpack_run(words, bit, width, size, out, first)
    return size


@compiled(types.int64(WORDS, HEAD, readonly(types.uint32), types.int64, NUMBERS, types.int64))
def read_positions(
    words: NDArray[np.uint32],
    head: NDArray[np.int64],
    tfs: NDArray[np.uint32],
    posting: int,
    out: NDArray[np.uint32],
    first: int,
) -> int:
    """Write all positions, of postings with ``tfs`` from ``posting`` on.

    Returns the posting behind those that have them, or DAMAGED; ``out`` has room for the positions.
    """
    left = former = 0
    for block in range((head[TOTAL] + BLOCK - 1) // BLOCK):
        size = block_gaps(words, head, block, out, first)
        if size < 0:
            return DAMAGED
        for at in range(first, first + size):
            while left == 0:
                if posting == len(tfs):
                    return DAMAGED
                left = signed(tfs[posting])
                former = signed(head[POSITION_BASE])
                posting += 1
            former += signed(out[at])
            out[at] = former
            left -= 1
        first += size
    return DAMAGED if left else posting


@compiled(types.int64(WORDS, HEAD, types.int64[::1], types.int64[::1], types.int64, NUMBERS))
def read_positions_at(
    words: NDArray[np.uint32],
    head: NDArray[np.int64],
    counts: NDArray[np.int64],
    starts: NDArray[np.int64],
    total: int,
    out: NDArray[np.uint32],
) -> int:
    """Write the positions of runs of the list, ``total`` in all; return 0 or DAMAGED."""
    gaps = np.empty(BLOCK, np.uint32)
    dense = total * _PICKED > head[TOTAL]
    block, width, number = -1, 0, 0
    for row in range(len(counts)):
        position = signed(head[POSITION_BASE])
        for at in range(starts[row], starts[row] + counts[row]):
            if at >> BLOCK_BITS != block:
                block = at >> BLOCK_BITS
                width = _gap_width(words, head, block)
                if width < 0 or (dense and block_gaps(words, head, block, gaps, 0) < 0):
                    return DAMAGED
            gap = signed(gaps[at & (BLOCK - 1)]) if dense else _gap(words, head, at, width)
            position += gap
            out[number] = position
            number += 1
    return 0


@compiled(
    types.int64(
        WORDS, types.int64, types.int64, types.int64, readonly(types.uint32),
        readonly(types.uint64), readonly(types.uint32), NUMBERS,
    )
)  # fmt: skip
def read_all_positions(
    words: NDArray[np.uint32],
    first: int,
    limit: int,
    passages: int,
    counts: NDArray[np.uint32],
    places: NDArray[np.uint64],
    tfs: NDArray[np.uint32],
    out: NDArray[np.uint32],
) -> int:
    """Write the positions of many lists whose frequencies were read; return 0 or DAMAGED."""
    head = np.empty(HEAD_SIZE, np.int64)
    posting = position = 0
    for term in range(len(counts)):
        count = signed(counts[term])
        if open_list(words, first, limit, passages, count, places[term], True, head) < 0:
            return DAMAGED
        total = 0
        for at in range(posting, posting + count):
            total += signed(tfs[at])
        if open_positions(words, head) != total:
            return DAMAGED
        posting += count
        if read_positions(words, head, tfs, posting - count, out, position) != posting:
            return DAMAGED
        position += total
    return 0
