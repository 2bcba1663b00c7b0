"""Terms of one layer into the best passages that hold enough of them: one pass over all lists.

Windows of passages are scored one after another. In a window the lists stand in the order of their
frequencies; the rarest are *essential*: a passage that holds none of those holds too few terms, or
cannot come to the top (MaxScore; Turtle and Flood, 1995). The others are looked up for what the
essential ones give, as long as it may still come to the top. What a list can add at most within a
window is known from the greatest frequency and the shortest length of its blocks (block maxima;
Ding and Suel, 2011), so that windows and blocks are passed over undecoded. Bounds are true and
compared with a slack: what is returned is the same with and without passing over.
"""

# ruff: noqa: FBT001, PLR0913, PLR0917 - loops take neither names nor objects

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import types

from indexer.engine.compiled import compiled, readonly, several
from indexer.engine.evaluate.best import SLACK, offer, sort_best
from indexer.engine.evaluate.cursors import (
    AT,
    AT_BLOCK,
    COUNTED,
    LISTS,
    LOADED,
    SIZE,
    STATE,
    advance,
    bound_block,
    count_block,
    load,
    next_start,
    split_lists,
)
from indexer.engine.flat.decoding import BLOCKS, DAMAGED, LAST
from indexer.engine.flat.packing import BLOCK, NUMBERS, WORDS, signed

if TYPE_CHECKING:
    from numpy.typing import NDArray

_1 = np.uint64(1)
"""Places without a sign need no look at what is less than 0."""

_WINDOW = 2048
_STRETCH = 64
_PASSED, _TOTAL = 0, 1
"""What is noted on the way: whether anything was passed over, and how many were found."""

_MADE = types.uint32[::1]
_FLOATS = types.float64[::1]
_READ = readonly(types.float64)


@compiled(
    types.int64(
        WORDS, LISTS, types.int64, LISTS, NUMBERS, NUMBERS, types.float64,
        readonly(types.uint16), _READ, types.int64, types.int64, _FLOATS, types.uint8[::1],
        types.uint8[::1],
    )
)  # fmt: skip
def _add_list(
    words: NDArray[np.uint32],
    heads: NDArray[np.int64],
    number: int,
    state: NDArray[np.int64],
    ids: NDArray[np.uint32],
    tfs: NDArray[np.uint32],
    weight: float,
    kinds: NDArray[np.uint16],
    norms: NDArray[np.float64],
    start: int,
    end: int,
    sums: NDArray[np.float64],
    counts: NDArray[np.uint8],
    marks: NDArray[np.uint8],
) -> int:
    """Add what a list holds from ``start`` to before ``end``; return 0 or DAMAGED."""
    own, base = state[number], number * BLOCK
    while own[AT_BLOCK] < heads[number][BLOCKS]:
        if load(words, heads, number, state, ids) < 0:
            return DAMAGED
        if count_block(words, heads, number, state, tfs) < 0:
            return DAMAGED
        first, size = np.uint64(base + own[AT]), np.uint64(base + own[SIZE])
        while first < size and ids[first] < start:
            first += _1
        behind = size
        while behind > first and ids[behind - _1] >= end:
            behind -= _1
        for at in range(first, behind):
            passage = np.uint64(ids[at])
            tf = np.float64(tfs[at])
            place = passage - np.uint64(start)
            sums[place] += weight * tf / (tf + norms[np.uint64(kinds[passage])])
            counts[place] += np.uint8(1)
        if first < behind:
            begin, last = signed(ids[first]) - start, signed(ids[behind - _1]) - start
            marks[begin // _STRETCH : last // _STRETCH + 1] = 1
        own[AT] = signed(behind) - base
        if behind < size:
            break
        own[AT_BLOCK] += 1
    return 0


@compiled(
    types.int64(
        _FLOATS, types.uint8[::1], types.uint8[::1], types.int64, types.int64[::1], _FLOATS,
        types.int64[::1],
    )
)  # fmt: skip
def _sweep(
    sums: NDArray[np.float64],
    counts: NDArray[np.uint8],
    marks: NDArray[np.uint8],
    start: int,
    passages: NDArray[np.int64],
    scores: NDArray[np.float64],
    held: NDArray[np.int64],
) -> int:
    """Take what was added out of a window; return how many passages that are."""
    size = 0
    for stretch in range(len(marks)):
        if not marks[stretch]:
            continue
        marks[stretch] = 0
        for place in range(stretch * _STRETCH, (stretch + 1) * _STRETCH):
            if counts[place]:
                passages[size] = start + place
                scores[size] = sums[place]
                held[size] = counts[place]
                size += 1
                sums[place] = 0.0
                counts[place] = 0
    return size


@compiled(
    types.int64(
        WORDS, LISTS, LISTS, NUMBERS, NUMBERS, types.float64, readonly(types.uint16), _READ,
        _READ, types.int64, types.int64, types.float64, types.int64[::1], _FLOATS,
        types.int64[::1], types.int64[::1],
    )
)  # fmt: skip
def _take_list(
    words: NDArray[np.uint32],
    heads: NDArray[np.int64],
    state: NDArray[np.int64],
    ids: NDArray[np.uint32],
    tfs: NDArray[np.uint32],
    weight: float,
    kinds: NDArray[np.uint16],
    norms: NDArray[np.float64],
    least_norms: NDArray[np.float64],
    start: int,
    end: int,
    threshold: float,
    passages: NDArray[np.int64],
    scores: NDArray[np.float64],
    held: NDArray[np.int64],
    notes: NDArray[np.int64],
) -> int:
    """Take what the first list holds in a window, but for blocks that cannot reach ``threshold``.

    Returns how many passages that are, or DAMAGED.
    """
    own, head = state[0], heads[0]
    size = 0
    while own[AT_BLOCK] < head[BLOCKS]:
        block = own[AT_BLOCK]
        if bound_block(words, heads, 0, block, weight, least_norms) < threshold:
            notes[_PASSED] = 1
            if not head[LAST] or words[head[LAST] + block] >= end:
                break
            own[AT_BLOCK] += 1
            continue
        if load(words, heads, 0, state, ids) < 0 or count_block(words, heads, 0, state, tfs) < 0:
            return DAMAGED
        at, most = own[AT], own[SIZE]
        while at < most and ids[at] < start:
            at += 1
        while at < most and ids[at] < end:
            tf = np.float64(tfs[at])
            passages[size] = ids[at]
            scores[size] = weight * tf / (tf + norms[kinds[ids[at]]])
            held[size] = 1
            size += 1
            at += 1
        own[AT] = at
        if at < most:
            break
        own[AT_BLOCK] += 1
    return size


@compiled(
    types.int64(
        WORDS, LISTS, LISTS, NUMBERS, NUMBERS, _READ, readonly(types.uint16), _READ,
        types.int64, types.int64, _FLOATS, types.float64, types.int64[::1], _FLOATS,
        types.int64[::1], types.int64,
    )
)  # fmt: skip
def _complete(
    words: NDArray[np.uint32],
    heads: NDArray[np.int64],
    state: NDArray[np.int64],
    ids: NDArray[np.uint32],
    tfs: NDArray[np.uint32],
    weights: NDArray[np.float64],
    kinds: NDArray[np.uint16],
    norms: NDArray[np.float64],
    essential: int,
    least: int,
    rest: NDArray[np.float64],
    threshold: float,
    passages: NDArray[np.int64],
    scores: NDArray[np.float64],
    held: NDArray[np.int64],
    size: int,
) -> int:
    """Look up in the other lists what candidates hold; return how many are left, or DAMAGED.

    One goes that holds too few terms or, with what is left, cannot reach ``threshold``.
    """
    lists = len(weights)
    kept = 0
    for row in range(size):
        passage, score, count = passages[row], scores[row], held[row]
        norm = norms[kinds[passage]]
        number = essential
        while number < lists and count + lists - number >= least:
            if score + rest[number] < threshold:
                break
            found = advance(words, heads, number, state, ids, passage)
            if found == passage:
                if count_block(words, heads, number, state, tfs) < 0:
                    return DAMAGED
                tf = np.float64(tfs[number * BLOCK + state[number, AT]])
                score += weights[number] * tf / (tf + norm)
                count += 1
            elif found < 0:
                return DAMAGED
            number += 1
        if number == lists and count >= least:
            passages[kept], scores[kept] = passage, score
            kept += 1
    return kept


@compiled(
    types.int64(
        WORDS, LISTS, LISTS, NUMBERS, NUMBERS, _READ, readonly(types.uint16), _READ, _READ,
        types.int64, types.int64, types.int64, types.float64, _FLOATS, types.uint8[::1],
        types.uint8[::1], types.int64[::1], _FLOATS, types.int64[::1], types.int64[::1],
    )
)  # fmt: skip
def _fill(
    words: NDArray[np.uint32],
    heads: NDArray[np.int64],
    state: NDArray[np.int64],
    ids: NDArray[np.uint32],
    tfs: NDArray[np.uint32],
    weights: NDArray[np.float64],
    kinds: NDArray[np.uint16],
    norms: NDArray[np.float64],
    least_norms: NDArray[np.float64],
    start: int,
    end: int,
    essential: int,
    threshold: float,
    sums: NDArray[np.float64],
    counts: NDArray[np.uint8],
    marks: NDArray[np.uint8],
    passages: NDArray[np.int64],
    scores: NDArray[np.float64],
    held: NDArray[np.int64],
    notes: NDArray[np.int64],
) -> int:
    """Take what the essential lists hold in a window; return how many passages, or DAMAGED."""
    if essential == 1:
        return _take_list(
            words, heads, state, ids, tfs, weights[0], kinds, norms, least_norms, start, end,
            threshold, passages, scores, held, notes,
        )  # fmt: skip
    for number in range(essential):
        added = _add_list(
            words, heads, number, state, ids, tfs, weights[number], kinds, norms, start, end, sums,
            counts, marks,
        )  # fmt: skip
        if added < 0:
            return DAMAGED
    return _sweep(sums, counts, marks, start, passages, scores, held)


@compiled(
    types.int64(
        types.int64[::1], _FLOATS, readonly(types.boolean), types.float64, readonly(types.uint32),
        _MADE, _FLOATS, _MADE, types.int64,
    )
)  # fmt: skip
def _offer_all(
    passages: NDArray[np.int64],
    scores: NDArray[np.float64],
    are_heads: NDArray[np.bool_],
    share: float,
    ranks: NDArray[np.uint32],
    best: NDArray[np.uint32],
    best_scores: NDArray[np.float64],
    best_ranks: NDArray[np.uint32],
    size: int,
) -> int:
    """Offer passages, each a work, to the best; return how many these are."""
    for row in range(len(passages)):
        passage, score = passages[row], scores[row]
        if size < len(best) or (size and score >= best_scores[0] - SLACK):
            score = np.rint(score * (share if are_heads[passage] else 1.0) * 1e9) / 1e9
            size = offer(best, best_scores, best_ranks, size, passage, score, ranks[passage])
    return size


@compiled(
    several(_MADE, _FLOATS, types.int64, types.boolean)(
        WORDS, LISTS, _READ, readonly(types.uint16), _READ, _READ, readonly(types.boolean),
        readonly(types.uint32), types.float64, types.int64, types.int64, types.boolean,
        types.uint32[::1],
    )
)  # fmt: skip
def best_of_terms(
    words: NDArray[np.uint32],
    heads: NDArray[np.int64],
    weights: NDArray[np.float64],
    kinds: NDArray[np.uint16],
    norms: NDArray[np.float64],
    least_norms: NDArray[np.float64],
    are_heads: NDArray[np.bool_],
    ranks: NDArray[np.uint32],
    share: float,
    least: int,
    limit: int,
    prune: bool,
    all_found: NDArray[np.uint32],
) -> tuple[NDArray[np.uint32], NDArray[np.float64], int, bool]:
    """Return the ``limit`` best passages that hold ``least`` terms, their scores, and the total.

    The lists are in the order of their frequencies; each passage is a work, so its score is that of
    :func:`indexer.engine.evaluate.best.best_scored`. The total is DAMAGED where a list is, and
    exact if the last value is; it always is unless ``prune``. ``all_found`` takes all passages
    found, if it is not empty.
    """
    lists, length = len(weights), len(are_heads)
    limit = min(limit, length)
    best, best_scores = np.empty(limit, np.uint32), np.empty(limit, np.float64)
    best_ranks = np.empty(limit, np.uint32)
    ids, tfs = np.empty(lists * BLOCK, np.uint32), np.empty(lists * BLOCK, np.uint32)
    state = np.zeros((lists, STATE), np.int64)
    state[:, LOADED] = -1
    state[:, COUNTED] = -1
    sums, counts = np.zeros(_WINDOW), np.zeros(_WINDOW, np.uint8)
    marks = np.zeros(_WINDOW // _STRETCH, np.uint8)
    passages, held = np.empty(_WINDOW, np.int64), np.empty(_WINDOW, np.int64)
    scores = np.empty(_WINDOW)
    rest, notes = np.full(lists + 1, np.inf), np.zeros(2, np.int64)
    covering, size, start = lists - least + 1, 0, 0
    while start < length:
        start = next_start(words, heads, state, ids, start, covering)
        end = min(start + _WINDOW, length)
        if start >= length:
            break
        essential, threshold = covering, -np.inf
        if prune and limit and size == limit:
            threshold = best_scores[0] - SLACK
            rest[lists] = 0.0
            essential = split_lists(
                words, heads, state, end, covering, threshold, weights, least_norms, rest
            )
            notes[_PASSED] |= essential < lists
        found = _fill(
            words, heads, state, ids, tfs, weights, kinds, norms, least_norms, start, end,
            essential, threshold - rest[1] if prune else -np.inf, sums, counts, marks, passages,
            scores, held, notes,
        )  # fmt: skip
        if found > 0 and (essential < lists or least > 1):
            found = _complete(
                words, heads, state, ids, tfs, weights, kinds, norms, essential, least, rest,
                threshold, passages, scores, held, found,
            )  # fmt: skip
        if found < 0:
            return best[:0], best_scores[:0], DAMAGED, False
        if len(all_found):
            all_found[notes[_TOTAL] : notes[_TOTAL] + found] = passages[:found]
        notes[_TOTAL] += found
        size = _offer_all(
            passages[:found], scores, are_heads, share, ranks, best, best_scores, best_ranks, size
        )
        start = end
    sort_best(best, best_scores, best_ranks, size)
    return best[:size], best_scores[:size], notes[_TOTAL], notes[_PASSED] == 0
