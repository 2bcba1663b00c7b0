"""Posting lists of a phrase's terms into the passages where they stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.engine.evaluate.ordered import locate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from indexer.engine.flat.postings import PostingList

_WIDEST = 1 << 32
"""More than any position: passage · _WIDEST + position is one number for a place."""

FIND_COST = 12
"""Looking up one passage in a list costs as much as decoding so many postings."""


def find_phrase(
    lists: Sequence[PostingList], ids: Callable[[int], NDArray[Any]]
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the passages that hold the phrase and how often, those of dead works included.

    ``ids`` gives the passages of the list at a place. Only the passages that hold all terms have
    their positions read.
    """
    order = sorted(range(len(lists)), key=lambda at: lists[at].count)
    rarest, *others = order
    passages = ids(rarest)
    for at in others:
        passages = _also_in(passages, lists[at], ids, at)
    begins = _places(lists[rarest], passages) - rarest
    for at in others:
        begins = begins[locate(begins, _places(lists[at], passages) - at) >= 0]
    # A term that stands too early for a phrase has a place in the passage before, at a position
    # that does not exist: the first term never stands there.
    rows, counts = np.unique(begins >> 32, return_counts=True)
    return passages[rows], counts.astype(np.int64)


def _also_in(
    passages: NDArray[Any], other: PostingList, ids: Callable[[int], NDArray[Any]], at: int
) -> NDArray[Any]:
    if len(passages) * FIND_COST < other.count:
        return passages[other.find(passages) >= 0]
    return passages[locate(passages, ids(at)) >= 0]


def _places(found: PostingList, passages: NDArray[Any]) -> NDArray[np.int64]:
    """Return row · _WIDEST + position for each place in the passages, ascending."""
    positions = found.positions(found.find(passages))
    rows = np.repeat(np.arange(len(passages), dtype=np.int64), positions.counts)
    return rows * _WIDEST + positions.values
