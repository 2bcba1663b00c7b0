"""Where each of several posting lists stands: blocks decoded one by one, as far as needed.

The state of a list is a row of numbers: its block, the block whose passages are decoded and how
many they are, the place within, the block whose frequencies are decoded. Each list decodes into a
stretch of 128 numbers of its own.
"""

# ruff: noqa: PLR0913, PLR0917 - loops take neither names nor objects

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import types

from indexer.engine.compiled import compiled, readonly
from indexer.engine.flat.decoding import BLOCKS, BOUNDS, DAMAGED, LAST, block_ids, block_tfs, seek
from indexer.engine.flat.packing import BLOCK, NUMBERS, WORDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEVER = 1 << 40
"""Behind every passage."""

AT_BLOCK, LOADED, SIZE, AT, COUNTED = 0, 1, 2, 3, 4
STATE = 5

LISTS = types.int64[:, ::1]
"""Of each list a row: its head, or its state."""

_NORMS = readonly(types.float64)


@compiled(types.int64(WORDS, LISTS, types.int64, LISTS, NUMBERS))
def load(
    words: NDArray[np.uint32],
    heads: NDArray[np.int64],
    number: int,
    state: NDArray[np.int64],
    ids: NDArray[np.uint32],
) -> int:
    """Decode the passages of the block where a list stands; return how many, or DAMAGED."""
    own = state[number]
    if own[LOADED] != own[AT_BLOCK]:
        own[SIZE] = block_ids(words, heads[number], own[AT_BLOCK], ids, number * BLOCK)
        own[LOADED], own[AT] = own[AT_BLOCK], 0
    return int(own[SIZE])


@compiled(types.int64(WORDS, LISTS, types.int64, LISTS, NUMBERS))
def count_block(
    words: NDArray[np.uint32],
    heads: NDArray[np.int64],
    number: int,
    state: NDArray[np.int64],
    tfs: NDArray[np.uint32],
) -> int:
    """Decode the frequencies of the block where a list stands; return 0 or DAMAGED."""
    own = state[number]
    if own[COUNTED] != own[AT_BLOCK]:
        if block_tfs(words, heads[number], own[AT_BLOCK], tfs, number * BLOCK) < 0:
            return DAMAGED
        own[COUNTED] = own[AT_BLOCK]
    return 0


@compiled(types.void(WORDS, LISTS, types.int64, LISTS, types.int64))
def skip_to(
    words: NDArray[np.uint32],
    heads: NDArray[np.int64],
    number: int,
    state: NDArray[np.int64],
    wanted: int,
) -> None:
    """Move a list to its first block that may hold ``wanted`` or a later passage."""
    head, own = heads[number], state[number]
    if head[LAST] and own[AT_BLOCK] < head[BLOCKS]:
        own[AT_BLOCK] = seek(words, head[LAST], own[AT_BLOCK], head[BLOCKS], np.uint32(wanted))


@compiled(types.int64(WORDS, LISTS, types.int64, LISTS, NUMBERS, types.int64))
def advance(
    words: NDArray[np.uint32],
    heads: NDArray[np.int64],
    number: int,
    state: NDArray[np.int64],
    ids: NDArray[np.uint32],
    wanted: int,
) -> int:
    """Move a list to its first passage from ``wanted`` on; return it, NEVER or DAMAGED."""
    own, base = state[number], number * BLOCK
    if own[LOADED] != own[AT_BLOCK] or ids[base + own[SIZE] - 1] < wanted:
        skip_to(words, heads, number, state, wanted)
        if own[AT_BLOCK] >= heads[number][BLOCKS]:
            return NEVER
        if load(words, heads, number, state, ids) < 0:
            return DAMAGED
        if ids[base + own[SIZE] - 1] < wanted:
            # Only in a list without a directory.
            own[AT_BLOCK] = heads[number][BLOCKS]
            return NEVER
    at, last = own[AT], own[SIZE] - 1
    while at + 8 <= last and ids[base + at + 7] < wanted:
        at += 8
    while ids[base + at] < wanted:
        at += 1
    own[AT] = at
    return int(np.int64(ids[base + at]))


@compiled(types.float64(WORDS, LISTS, types.int64, types.int64, types.float64, _NORMS))
def bound_block(
    words: NDArray[np.uint32],
    heads: NDArray[np.int64],
    number: int,
    block: int,
    weight: float,
    least_norms: NDArray[np.float64],
) -> float:
    """Return what a block of a list can add at most to the score of a passage."""
    head = heads[number]
    if not head[LAST]:
        return weight
    bound = words[head[BOUNDS] + block]
    peak = np.float64(bound >> np.uint32(16) & np.uint32(0xFF))
    shortest = min(int(np.int64(bound & np.uint32(0xFFFF))), len(least_norms) - 1)
    return weight if peak >= 255 else weight * peak / (peak + least_norms[shortest])


@compiled(types.float64(WORDS, LISTS, types.int64, LISTS, types.int64, types.float64, _NORMS))
def bound_window(
    words: NDArray[np.uint32],
    heads: NDArray[np.int64],
    number: int,
    state: NDArray[np.int64],
    end: int,
    weight: float,
    least_norms: NDArray[np.float64],
) -> float:
    """Return what a list, standing at a window's first block, can add at most before ``end``."""
    head = heads[number]
    bound = 0.0
    for block in range(state[number, AT_BLOCK], head[BLOCKS]):
        own = bound_block(words, heads, number, block, weight, least_norms)
        bound = max(bound, own)
        if not head[LAST] or words[head[LAST] + block] >= end - 1:
            break
    return bound


@compiled(types.int64(WORDS, LISTS, LISTS, NUMBERS, types.int64, types.int64))
def next_start(
    words: NDArray[np.uint32],
    heads: NDArray[np.int64],
    state: NDArray[np.int64],
    ids: NDArray[np.uint32],
    start: int,
    covering: int,
) -> int:
    """Return where the next passage of any of the first lists may be, or NEVER."""
    nearest = NEVER
    for number in range(len(heads)):
        skip_to(words, heads, number, state, start)
        own, head = state[number], heads[number]
        if number >= covering or own[AT_BLOCK] >= head[BLOCKS]:
            continue
        first = start
        if own[LOADED] == own[AT_BLOCK]:
            if own[AT] < own[SIZE]:
                first = int(np.int64(ids[number * BLOCK + own[AT]]))
        elif head[LAST] and own[AT_BLOCK]:
            first = int(np.int64(words[head[LAST] + own[AT_BLOCK] - 1])) + 1
        nearest = min(nearest, max(first, start))
    return nearest


@compiled(
    types.int64(
        WORDS,
        LISTS,
        LISTS,
        types.int64,
        types.int64,
        types.float64,
        _NORMS,
        _NORMS,
        types.float64[::1],
    )
)
def split_lists(
    words: NDArray[np.uint32],
    heads: NDArray[np.int64],
    state: NDArray[np.int64],
    end: int,
    essential: int,
    threshold: float,
    weights: NDArray[np.float64],
    least_norms: NDArray[np.float64],
    rest: NDArray[np.float64],
) -> int:
    """Return how many lists are essential in a window; ``rest`` takes what the others can add."""
    for number in range(len(weights) - 1, -1, -1):
        bound = bound_window(words, heads, number, state, end, weights[number], least_norms)
        rest[number] = rest[number + 1] + bound
    while essential and rest[essential - 1] < threshold:
        essential -= 1
    return essential
