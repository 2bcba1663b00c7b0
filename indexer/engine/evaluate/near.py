"""The best works so far into what names, and terms near each other, add to their scores."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.scoring import raise_score, weigh_names, weigh_windows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.engine.evaluate.leaves import Leaves
    from indexer.engine.evaluate.part import Part
    from indexer.engine.evaluate.ranking import Ranked
    from indexer.engine.tree import Term

_WIDEST = 1 << 32
"""More than any position: row · _WIDEST + position is one number for a place."""


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
    by_work = sorted(ranked, key=lambda one: one.work)
    pages = [(one, _best_page(leaves.part, one.work, passages)) for one in by_work]
    there = np.array([page for _, page in pages if page >= 0], dtype=np.int64)
    places = [_places(leaves, term, there) for term in near]
    nearness = iter(measure(places, list(near.values()), len(there)).tolist())
    names = _worth_of_names(leaves, pages, named).tolist()
    return [
        replace(one, score=raise_score(one.score, next(nearness) if page >= 0 else 0.0, name))
        for (one, page), name in zip(pages, names, strict=True)
    ]


def _worth_of_names(
    leaves: Leaves, pages: Sequence[tuple[Ranked, int]], named: Mapping[Term, float]
) -> NDArray[np.float64]:
    """Return per work the weights of the terms that its head or its best page holds."""
    heads = leaves.part.heads
    owners: list[int] = []
    looked_at: list[int] = []
    for row, (one, page) in enumerate(pages):
        first, last = leaves.part.first[one.work : one.work + 2].tolist()
        own = [at for at in range(first, last) if at == page or heads[at]] if named else []
        looked_at += own
        owners += [row] * len(own)
    wanted = np.array(looked_at, dtype=np.int64)
    rows = np.array(owners, dtype=np.int64)
    held = [np.zeros(len(pages), np.bool_) for _ in named]
    for term, there in zip(named, held, strict=True):
        postings = leaves.list_of(term)
        if postings is not None:
            there[rows[postings.find(wanted) >= 0]] = True
    return weigh_names(list(named.values()), held, len(pages))


def measure(
    places: Sequence[NDArray[np.int64]], weights: Sequence[float], rows: int
) -> NDArray[np.float64]:
    """Return per row what its densest windows are worth.

    ``places`` are, per term, row · 2³² + position, ascending.
    """
    worth = np.zeros(rows)
    every = np.unique(np.concatenate([np.zeros(0, np.int64), *places]))
    if not len(every):
        return worth
    nexts = [_next(own, every) for own in places]
    owners = every >> 32
    starts = np.flatnonzero(np.concatenate(([True], owners[1:] != owners[:-1])))
    worth[owners[starts]] = weigh_windows(weights, nexts, starts)
    return worth


def _next(own: NDArray[np.int64], every: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how far after each place a term stands next; rows are too far apart to count."""
    at = np.searchsorted(own, every)
    return np.append(own, np.int64(1) << 62)[at] - every


def _best_page(part: Part, work: int, passages: NDArray[np.float64]) -> int:
    """Return the page of a work that scores best, its first passage if none scores, else -1."""
    first, last = part.first[work : work + 2].tolist()
    return first + int(passages[first:last].argmax()) if last > first else -1


def _places(leaves: Leaves, term: Term, passages: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the places of a term in ascending passages, the row being that of the passage."""
    postings = leaves.list_of(term)
    if postings is None or not len(passages):
        return np.zeros(0, np.int64)
    found = postings.find(passages)
    rows = np.flatnonzero(found >= 0)
    positions = postings.positions(found[rows])
    return np.repeat(rows, positions.counts) * _WIDEST + positions.values
