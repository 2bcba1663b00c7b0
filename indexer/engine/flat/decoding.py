"""The words of posting lists back into passages, frequencies and positions.

Loops here take the words of a whole file and the *head* of a list, an array of :data:`HEAD_SIZE`
numbers that says where its parts lie (:func:`open_list` fills it). They never read outside the
section that the head names: a list that leads there, or holds a passage that does not exist, makes
them return :data:`DAMAGED`.

A loop of another module may decode a list block by block and leave out the blocks that it can do
without. With ``words = postings.words`` and ``head = postings.head``, both of which it takes as
:data:`WORDS` and :data:`HEAD` (heads of several lists may be the rows of one array, if the lists
are of one segment)::

    last = head[LAST]                     # lists of one block: 0, they have no directory
    for block in range(head[BLOCKS]):
        if last:
            words[last + block]                       # the last passage of the block
            words[head[BOUNDS] + block] & 0xFFFF      # its shortest length, 65535: or more
            words[head[BOUNDS] + block] >> 16 & 0xFF  # its greatest frequency, 255: or more
        size = block_ids(words, head, block, ids, 0)  # passages into ids[0:size], or DAMAGED
        block_tfs(words, head, block, tfs, 0)         # frequencies into tfs[0:size]

``ids`` and ``tfs`` are arrays of 128 ``uint32`` of the loop's own.
"""

# ruff: noqa: PLR0913, PLR0917 - loops take neither names nor objects

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import types

from indexer.engine.compiled import compiled, readonly
from indexer.engine.flat.lists import (
    FREQUENCY_SHIFT,
    FREQUENCY_WIDTH_SHIFT,
    GAP_WIDTH_SHIFT,
    HEAD_WORDS,
    MOST_PASSAGES,
    OFFSET_MASK,
    POSITION_SHIFT,
    POSITION_WIDTH_SHIFT,
    SINGLE,
    START_BITS,
    START_MASK,
    WIDTH_MASK,
)
from indexer.engine.flat.packing import (
    BLOCK,
    LANES,
    NUMBERS,
    WIDEST,
    WORDS,
    signed,
    unpack_block,
    unpack_run,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEAD = types.int64[::1]
"""The head of a list, as loops take it."""

COUNT, BLOCKS, PASSAGES, LIMIT = 0, 1, 2, 3
"""Postings and their blocks; passages of the segment; the word behind the section."""
LAST, STARTS, BOUNDS, BEFORE, AREA = 4, 5, 6, 7, 8
"""The words where the parts of a directory and the blocks begin; 0 in a list of one block."""
BIT, GAP_WIDTH, FREQUENCY_WIDTH, POSITION_WIDTH = 9, 10, 11, 12
"""Of a list of one block: its first bit and its widths."""
BASE, POSITION_BASE = 13, 14
"""What is added to passages and positions: not -1 and 0 where a place holds its posting."""
TOTAL, POSITION_STARTS, POSITION_BIT = 15, 16, 17
"""Positions; the starts of their blocks, 0 without a directory; the bit where they begin."""
END = 18
"""The word behind what is known of the list so far."""
HEAD_SIZE = 20

DAMAGED = -1

BLOCK_BITS = 7


@compiled(types.int64(WORDS, types.int64, types.boolean, HEAD))
def _open_blocks(
    words: NDArray[np.uint32],
    at: int,
    with_positions: bool,  # noqa: FBT001 - as above
    head: NDArray[np.int64],
) -> int:
    """Fill the head of a list of several blocks that begins at a word; return 0 or DAMAGED."""
    blocks, limit = signed(head[BLOCKS]), signed(head[LIMIT])
    last = at + HEAD_WORDS
    head[LAST], head[STARTS], head[BOUNDS] = last, last + blocks, last + 2 * blocks
    head[BEFORE] = last + 3 * blocks
    area = last + (4 if with_positions else 3) * blocks
    head[AREA] = area
    if area > limit:
        return DAMAGED
    total, starts = signed(words[at]), at + signed(words[at + 1])
    end = at + signed(words[at + 2])
    begin = starts + (total + BLOCK - 1) // BLOCK
    head[TOTAL], head[POSITION_STARTS], head[END] = total, starts, end
    head[POSITION_BIT] = begin * WIDEST
    return 0 if area <= starts <= begin <= end <= limit else DAMAGED


@compiled(
    types.int64(
        WORDS, types.int64, types.int64, types.int64, types.int64, types.uint64, types.boolean, HEAD
    )
)
def open_list(
    words: NDArray[np.uint32],
    first: int,
    limit: int,
    passages: int,
    count: int,
    place: int,
    with_positions: bool,  # noqa: FBT001 - as above
    head: NDArray[np.int64],
) -> int:
    """Fill the head of a list of the section between two words; return 0 or DAMAGED.

    Reads the three words at the begin of a list of several blocks.
    """
    head[COUNT], head[PASSAGES], head[LIMIT] = count, passages, limit
    head[BLOCKS] = (count + BLOCK - 1) // BLOCK
    head[LAST:] = 0
    head[BASE], head[TOTAL] = -1, -1
    low = signed(np.uint64(place) & np.uint64(SINGLE - 1))
    if np.uint64(place) >> np.uint64(63):
        head[BASE] = (low & (MOST_PASSAGES - 1)) - 1
        head[POSITION_BASE] = low >> POSITION_SHIFT
        head[TOTAL], head[END] = 1, first
        return 0 if count == 1 else DAMAGED
    offset = low & OFFSET_MASK
    if count > BLOCK:
        if offset & 3:
            return DAMAGED
        return _open_blocks(words, first + (offset >> 2), with_positions, head)
    head[BIT] = first * WIDEST + offset * 8
    head[GAP_WIDTH] = low >> GAP_WIDTH_SHIFT & WIDTH_MASK
    head[FREQUENCY_WIDTH] = low >> FREQUENCY_WIDTH_SHIFT & WIDTH_MASK
    head[POSITION_WIDTH] = low >> POSITION_WIDTH_SHIFT & WIDTH_MASK
    head[POSITION_BIT] = head[BIT] + count * (head[GAP_WIDTH] + head[FREQUENCY_WIDTH])
    head[END] = (head[POSITION_BIT] + WIDEST - 1) // WIDEST
    wide = max(head[GAP_WIDTH], head[FREQUENCY_WIDTH], head[POSITION_WIDTH]) > WIDEST
    return DAMAGED if wide or head[END] > limit else 0


@compiled(types.int64(WORDS, HEAD, types.int64, NUMBERS, types.int64))
def block_ids(
    words: NDArray[np.uint32],
    head: NDArray[np.int64],
    block: int,
    out: NDArray[np.uint32],
    first: int,
) -> int:
    """Write the passages of a block to ``out`` from ``first`` on; return how many, or DAMAGED."""
    size = min(BLOCK, signed(head[COUNT]) - block * BLOCK)
    base, last = signed(head[BASE]), -1
    if head[BLOCKS] == 1:
        unpack_run(words, head[BIT], head[GAP_WIDTH], size, out, first)
    else:
        start = signed(words[head[STARTS] + block])
        width = start >> START_BITS
        at = head[AREA] + LANES * (start & START_MASK)
        if width > WIDEST or at * WIDEST + size * width > head[LIMIT] * WIDEST:
            return DAMAGED
        if size == BLOCK:
            unpack_block(words, at, width, out, first)
        else:
            unpack_run(words, at << 5, width, size, out, first)
        last = signed(words[head[LAST] + block])
        if block:
            base = signed(words[head[LAST] + block - 1])
    passage = base
    for place in range(np.uint64(first), np.uint64(first + size)):
        passage += signed(out[place]) + 1
        out[place] = passage
    if passage >= head[PASSAGES] or (last >= 0 and passage != last):
        return DAMAGED
    return size


@compiled(types.int64(WORDS, HEAD, types.int64, NUMBERS, types.int64))
def block_tfs(
    words: NDArray[np.uint32],
    head: NDArray[np.int64],
    block: int,
    out: NDArray[np.uint32],
    first: int,
) -> int:
    """Write the frequencies of a block as :func:`block_ids` does its passages."""
    size = min(BLOCK, signed(head[COUNT]) - block * BLOCK)
    if head[BLOCKS] == 1:
        bit = head[BIT] + size * head[GAP_WIDTH]
        unpack_run(words, bit, head[FREQUENCY_WIDTH], size, out, first)
    else:
        start = signed(words[head[STARTS] + block])
        width = signed(words[head[BOUNDS] + block]) >> FREQUENCY_SHIFT & WIDTH_MASK
        bit = (head[AREA] + LANES * (start & START_MASK)) * WIDEST + size * (start >> START_BITS)
        if width > WIDEST or bit + size * width > head[LIMIT] * WIDEST:
            return DAMAGED
        if size == BLOCK:
            unpack_block(words, bit >> 5, width, out, first)
        else:
            unpack_run(words, bit, width, size, out, first)
    for place in range(np.uint64(first), np.uint64(first + size)):
        out[place] += np.uint32(1)
    return size


@compiled(types.int64(WORDS, HEAD, NUMBERS, types.int64))
def read_ids(
    words: NDArray[np.uint32], head: NDArray[np.int64], out: NDArray[np.uint32], first: int
) -> int:
    """Write all passages to ``out`` from ``first`` on; return how many, or DAMAGED."""
    for block in range(head[BLOCKS]):
        if block_ids(words, head, block, out, first + block * BLOCK) < 0:
            return DAMAGED
    return signed(head[COUNT])


@compiled(types.int64(WORDS, HEAD, NUMBERS, types.int64))
def read_tfs(
    words: NDArray[np.uint32], head: NDArray[np.int64], out: NDArray[np.uint32], first: int
) -> int:
    """Write all frequencies to ``out`` from ``first`` on; return how many, or DAMAGED."""
    for block in range(head[BLOCKS]):
        if block_tfs(words, head, block, out, first + block * BLOCK) < 0:
            return DAMAGED
    return signed(head[COUNT])


@compiled(types.int64(WORDS, HEAD, types.int64[::1], NUMBERS, NUMBERS))
def read_blocks(
    words: NDArray[np.uint32],
    head: NDArray[np.int64],
    blocks: NDArray[np.int64],
    ids: NDArray[np.uint32],
    tfs: NDArray[np.uint32],
) -> int:
    """Write passages and frequencies of some blocks; return how many, or DAMAGED."""
    total = 0
    for block in blocks:
        if not 0 <= block < head[BLOCKS]:
            return DAMAGED
        size = block_ids(words, head, block, ids, total)
        if size < 0 or block_tfs(words, head, block, tfs, total) < 0:
            return DAMAGED
        total += size
    return total


@compiled(types.int64(WORDS, types.int64, types.int64, types.int64, types.uint32))
def seek(words: NDArray[np.uint32], last: int, block: int, blocks: int, passage: np.uint32) -> int:
    """Return the first block from ``block`` on whose last passage is not less than ``passage``.

    Steps twice as far each time and then halves, so that what is near is found soon.
    """
    step = 1
    low, high = block, block
    while high < blocks and words[last + high] < passage:
        low = high + 1
        high += step
        step += step
    high = min(high, blocks)
    while low < high:
        middle = (low + high) >> 1
        if words[last + middle] < passage:
            low = middle + 1
        else:
            high = middle
    return low


@compiled(types.int64(NUMBERS, types.int64, types.int64, types.uint32))
def _step(ids: NDArray[np.uint32], at: int, size: int, passage: np.uint32) -> int:
    """Return the first place from ``at`` on that is not less than a passage; there is one."""
    low, high, step = at, at, 1
    while ids[high] < passage:
        low = high + 1
        high = min(high + step, size - 1)
        step += step
    while low < high:
        middle = (low + high) >> 1
        if ids[middle] < passage:
            low = middle + 1
        else:
            high = middle
    return low


@compiled(types.int64(WORDS, HEAD, readonly(types.uint32), types.int64[::1]))
def find(
    words: NDArray[np.uint32],
    head: NDArray[np.int64],
    wanted: NDArray[np.uint32],
    places: NDArray[np.int64],
) -> int:
    """Write the place in the list of each wanted passage, ascending, or -1; return 0 or DAMAGED."""
    ids = np.empty(BLOCK, np.uint32)
    block, at, size = 0, 0, 0
    for row in range(len(wanted)):
        passage = wanted[row]
        if not size or passage > ids[size - 1]:
            if size:
                block += 1
            if head[LAST]:
                block = seek(words, head[LAST], block, head[BLOCKS], passage)
            if block >= head[BLOCKS]:
                places[row:] = -1
                return 0
            size = block_ids(words, head, block, ids, 0)
            if size < 0:
                return DAMAGED
            at = 0
            if passage > ids[size - 1]:
                # Only behind a list without a directory.
                places[row:] = -1
                return 0
        at = _step(ids, at, size, passage)
        places[row] = block * BLOCK + at if ids[at] == passage else -1
    return 0


@compiled(
    types.int64(
        WORDS, types.int64, types.int64, types.int64, types.boolean, readonly(types.uint32),
        readonly(types.uint64), NUMBERS, NUMBERS,
    )
)  # fmt: skip
def read_lists(
    words: NDArray[np.uint32],
    first: int,
    limit: int,
    passages: int,
    with_positions: bool,  # noqa: FBT001 - as above
    counts: NDArray[np.uint32],
    places: NDArray[np.uint64],
    ids: NDArray[np.uint32],
    tfs: NDArray[np.uint32],
) -> int:
    """Write passages and frequencies of many lists; return the sum of these, or DAMAGED."""
    head = np.empty(HEAD_SIZE, np.int64)
    posting = total = 0
    for term in range(len(counts)):
        count = signed(counts[term])
        opened = open_list(words, first, limit, passages, count, places[term], with_positions, head)
        if opened < 0 or read_ids(words, head, ids, posting) < 0:
            return DAMAGED
        if read_tfs(words, head, tfs, posting) < 0:
            return DAMAGED
        for at in range(posting, posting + count):
            total += signed(tfs[at])
        posting += count
    return total
