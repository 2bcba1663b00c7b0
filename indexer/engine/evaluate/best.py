"""Scored or sorted works into the best of them, in one pass with a bounded heap."""

# ruff: noqa: FBT001, PLR0913, PLR0917 - loops take neither names nor objects

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import types

from indexer.engine.compiled import compiled, readonly, several

if TYPE_CHECKING:
    from numpy.typing import NDArray

SLACK = 1e-8
"""More than rounding to nine places moves a score."""

_NUMBERS = readonly(types.uint32)
_MADE = types.uint32[::1]
_FLOATS = types.float64[::1]
_ENTRY = (types.uint32, types.float64, types.uint32)


@compiled(types.boolean(types.float64, types.uint32, types.float64, types.uint32))
def _comes_behind(score: float, rank: int, other_score: float, other_rank: int) -> bool:
    """Whether a score with its rank comes behind another one."""
    return bool(score < other_score or (score == other_score and rank > other_rank))


@compiled(types.void(_MADE, _FLOATS, _MADE, types.int64, *_ENTRY))
def _sink(
    works: NDArray[np.uint32],
    scores: NDArray[np.float64],
    ranks: NDArray[np.uint32],
    size: int,
    work: int,
    score: float,
    rank: int,
) -> None:
    """Put an entry in the place of the root, which is the last of all, and let it sink."""
    at = 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and _comes_behind(
            scores[child + 1], ranks[child + 1], scores[child], ranks[child]
        ):
            child += 1
        if not _comes_behind(scores[child], ranks[child], score, rank):
            break
        works[at], scores[at], ranks[at] = works[child], scores[child], ranks[child]
        at = child
    works[at], scores[at], ranks[at] = work, score, rank


@compiled(types.int64(_MADE, _FLOATS, _MADE, types.int64, *_ENTRY))
def offer(
    works: NDArray[np.uint32],
    scores: NDArray[np.float64],
    ranks: NDArray[np.uint32],
    size: int,
    work: int,
    score: float,
    rank: int,
) -> int:
    """Put an entry on the heap if it is among the best so far; return how many there are."""
    if size == len(works):
        if _comes_behind(scores[0], ranks[0], score, rank):
            _sink(works, scores, ranks, size, work, score, rank)
        return size
    at = size
    while at:
        parent = (at - 1) // 2
        if _comes_behind(scores[parent], ranks[parent], score, rank):
            break
        works[at], scores[at], ranks[at] = works[parent], scores[parent], ranks[parent]
        at = parent
    works[at], scores[at], ranks[at] = work, score, rank
    return size + 1


@compiled(types.void(_MADE, _FLOATS, _MADE, types.int64))
def sort_best(
    works: NDArray[np.uint32], scores: NDArray[np.float64], ranks: NDArray[np.uint32], size: int
) -> None:
    """Put the entries of a heap in order, the best first."""
    for end in range(size - 1, 0, -1):
        work, score, rank = works[end], scores[end], ranks[end]
        works[end], scores[end], ranks[end] = works[0], scores[0], ranks[0]
        _sink(works, scores, ranks, end, work, score, rank)


@compiled(
    several(_MADE, _FLOATS)(
        _NUMBERS,
        _NUMBERS,
        readonly(types.boolean),
        readonly(types.float64),
        _NUMBERS,
        types.float64,
        types.int64,
    )
)
def best_scored(
    works: NDArray[np.uint32],
    first: NDArray[np.uint32],
    heads: NDArray[np.bool_],
    passages: NDArray[np.float64],
    ranks: NDArray[np.uint32],
    share: float,
    limit: int,
) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """Return the ``limit`` works with the best scores, best first, ties by rank; and the scores.

    The score of a work is that of its best page plus ``share`` of its head's, rounded to nine
    places, so that works which hold the same tie exactly, whatever the order in which floats were
    added. Passages of work w begin at ``first[w]``; without that each is a work.
    """
    size = 0
    limit = min(limit, len(works))
    kept = np.empty(limit, np.uint32)
    scores = np.empty(limit, np.float64)
    own = np.empty(limit, np.uint32)
    for work in works:
        if not len(first):
            score = passages[work] * (share if heads[work] else 1.0)
        else:
            head = page = 0.0
            for passage in range(first[work], first[work + 1]):
                if heads[passage]:
                    head = max(head, passages[passage])
                else:
                    page = max(page, passages[passage])
            score = page + share * head
        if size < limit or (size and score >= scores[0] - SLACK):
            score = np.rint(score * 1e9) / 1e9
            size = offer(kept, scores, own, size, work, score, ranks[work])
    sort_best(kept, scores, own, size)
    return kept, scores


@compiled(
    several(_MADE, _FLOATS)(
        _NUMBERS,
        _NUMBERS,
        readonly(types.uint16),
        readonly(types.float64),
        types.float64,
        readonly(types.boolean),
        _NUMBERS,
        types.float64,
        types.int64,
    )
)
def best_held(
    passages: NDArray[np.uint32],
    frequencies: NDArray[np.uint32],
    kinds: NDArray[np.uint16],
    norms: NDArray[np.float64],
    weight: float,
    heads: NDArray[np.bool_],
    ranks: NDArray[np.uint32],
    share: float,
    limit: int,
) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """Return what :func:`best_scored` does of passages, each a work, that hold one leaf."""
    size = 0
    limit = min(limit, len(passages))
    kept = np.empty(limit, np.uint32)
    scores = np.empty(limit, np.float64)
    own = np.empty(limit, np.uint32)
    for at in range(len(passages)):
        passage, frequency = passages[at], np.float64(frequencies[at])
        score = weight * frequency / (frequency + norms[kinds[passage]])
        if size < limit or (size and score >= scores[0] - SLACK):
            score = np.rint(score * (share if heads[passage] else 1.0) * 1e9) / 1e9
            size = offer(kept, scores, own, size, passage, score, ranks[passage])
    sort_best(kept, scores, own, size)
    return kept, scores


@compiled(_MADE(_NUMBERS, _NUMBERS, _NUMBERS, types.boolean, types.int64))
def best_sorted(
    works: NDArray[np.uint32],
    keys: NDArray[np.uint32],
    ranks: NDArray[np.uint32],
    descending: bool,
    limit: int,
) -> NDArray[np.uint32]:
    """Return the ``limit`` works that come first by their keys, ties by rank.

    A work with the key 0 has none and comes behind all others.
    """
    size = 0
    limit = min(limit, len(works))
    kept = np.empty(limit, np.uint32)
    scores = np.empty(limit, np.float64)
    own = np.empty(limit, np.uint32)
    for work in works:
        score = float(keys[work])
        if not descending:
            score = -score if score > 0 else -np.inf
        if size < limit or (size and score >= scores[0]):
            size = offer(kept, scores, own, size, work, score, ranks[work])
    sort_best(kept, scores, own, size)
    return kept
