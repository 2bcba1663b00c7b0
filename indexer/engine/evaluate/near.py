"""The best works so far into what names, and terms near each other, add to their scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import types
from numpy.typing import NDArray

from indexer.engine.compiled import compiled, readonly, several
from indexer.engine.evaluate.places import look_up, weigh_windows
from indexer.engine.scoring import NEAR, raise_score, weigh_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.engine.evaluate.leaves import Leaves
    from indexer.engine.evaluate.ranking import Ranked
    from indexer.engine.tree import Term

_NUMBERS = readonly(types.uint32)
_MADE = types.uint32[::1]
_WIDTHS = np.array([width for width, _ in NEAR], np.int64)
_SHARES = np.array([share for _, share in NEAR])


def raise_scores(
    ranked: Sequence[Ranked],
    leaves: Leaves,
    passages: NDArray[np.float64],
    near: Mapping[Term, float],
    named: Mapping[Term, float],
) -> list[Ranked]:
    """Return works of one part with their scores raised by what stands on their best pages.

    ``passages`` are the scores of the part's passages; the weights of the terms ``near`` each
    other, and of those that count once in the head or on the best page, are already times rarity.
    """
    if not ranked:
        return []
    by_work = sorted(ranked, key=lambda one: one.work)
    works = np.array([one.work for one in by_work], np.uint32)
    part = leaves.part
    looked_at = _Looked(*_open_works(works, part.first, part.heads, passages))
    nearness = np.zeros(len(works))
    nearness[looked_at.having] = _worth_of_windows(leaves, looked_at.pages, near)
    names = _worth_of_names(leaves, looked_at, named, len(works))
    return [
        one._replace(score=raise_score(one.score, *worth))
        for one, *worth in zip(by_work, nearness.tolist(), names.tolist(), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Looked:
    """The passages that are looked at of some works."""

    pages: NDArray[np.uint32]
    """The best page of each work that has any passage, its first passage if none scores."""
    having: NDArray[np.uint32]
    """Per page the row of its work."""
    heads_too: NDArray[np.uint32]
    """Those pages and all heads, ascending."""
    rows: NDArray[np.uint32]
    """The rows of the works of ``heads_too``."""


@compiled(
    several(_MADE, _MADE, _MADE, _MADE)(
        _NUMBERS, _NUMBERS, readonly(types.boolean), readonly(types.float64)
    )
)
def _open_works(
    works: NDArray[np.uint32],
    first: NDArray[np.uint32],
    heads: NDArray[np.bool_],
    scores: NDArray[np.float64],
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]:
    """Return what :class:`_Looked` holds of ``works``; heads do not count as pages."""
    most = 0
    for work in works:
        most += first[work + 1] - first[work]
    pages, having = np.empty(len(works), np.uint32), np.empty(len(works), np.uint32)
    heads_too, rows = np.empty(most, np.uint32), np.empty(most, np.uint32)
    count = size = 0
    for row in range(len(works)):
        begin, end = first[works[row]], first[works[row] + 1]
        if begin == end:
            continue
        page, best = begin, 0.0
        for passage in range(begin, end):
            if not heads[passage] and scores[passage] > best:
                page, best = passage, scores[passage]
        pages[count], having[count] = page, row
        count += 1
        for passage in range(begin, end):
            if heads[passage] or passage == page:
                heads_too[size], rows[size] = passage, row
                size += 1
    return pages[:count], having[:count], heads_too[:size], rows[:size]


def _worth_of_windows(
    leaves: Leaves, pages: NDArray[np.uint32], near: Mapping[Term, float]
) -> NDArray[np.float64]:
    places = look_up([leaves.list_of(term) for term in near], pages)
    weights = np.array(list(near.values()), np.float64)
    return weigh_windows(places.counts, places.values, places.starts, weights, _WIDTHS, _SHARES)


def _worth_of_names(
    leaves: Leaves, looked_at: _Looked, named: Mapping[Term, float], works: int
) -> NDArray[np.float64]:
    """Return per work the weights of the terms that its head or its best page holds."""
    held = [np.zeros(works, np.bool_) for _ in named]
    for term, there in zip(named, held, strict=True):
        postings = leaves.list_of(term)
        if postings is not None:
            there[looked_at.rows[postings.find(looked_at.heads_too) >= 0]] = True
    return weigh_names(list(named.values()), held, works)
