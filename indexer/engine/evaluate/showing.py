"""Works that were found into what is shown of them: their ids, best pages and texts."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numba import types

from indexer.engine.compiled import compiled, readonly, several
from indexer.engine.flat.packing import signed
from indexer.engine.tree import FoundWork

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.engine.evaluate.part import Part
    from indexer.engine.evaluate.ranking import Ranked

_NUMBERS = readonly(types.uint32)
_SCORES = types.float64[::1]


def show(
    part: Part, ranked: Sequence[Ranked], scores: NDArray[np.float64] | None, limit: int
) -> list[FoundWork]:
    """Return works of one part with their ``limit`` best pages; those that score, best first.

    ``scores`` are those of the part's passages; without them each work is a passage, and scores
    what it does. Raises :class:`IndexDamaged`.
    """
    works = np.array([one.work for one in ranked], np.uint32)
    if scores is None:
        own = np.array([one.score for one in ranked])
        held = (own > 0) & ~part.heads[works] & (limit > 0)
        counts, passages, own = held.astype(np.int64), works[held], own[held]
    else:
        counts, passages, own = _best_pages(works, part.spans, part.heads, scores, limit)
    pages = iter(part.read_pages(passages, own))
    return [
        FoundWork(work, one.score, tuple(islice(pages, count)))
        for work, one, count in zip(part.ids_of(works), ranked, counts.tolist(), strict=True)
    ]


@compiled(
    types.void(types.uint32[::1], _SCORES, types.int64, types.int64, types.uint32, types.float64)
)
def _place(  # noqa: PLR0913, PLR0917 - loops take neither names nor objects
    passages: NDArray[np.uint32],
    scores: NDArray[np.float64],
    begin: int,
    end: int,
    passage: int,
    score: float,
) -> None:
    """Put a page behind those from ``begin`` on that score as much; there is room for one more."""
    at = end
    while at > begin and scores[at - 1] < score:
        passages[at], scores[at] = passages[at - 1], scores[at - 1]
        at -= 1
    passages[at], scores[at] = passage, score


@compiled(
    several(types.int64[::1], types.uint32[::1], _SCORES)(
        _NUMBERS, _NUMBERS, readonly(types.boolean), readonly(types.float64), types.int64
    )
)
def _best_pages(
    works: NDArray[np.uint32],
    first: NDArray[np.uint32],
    heads: NDArray[np.bool_],
    scores: NDArray[np.float64],
    limit: int,
) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.float64]]:
    """Return how many pages each work has to show, these pages and their scores.

    Pages that score the same stay in their order. Without ``first`` each passage is a work.
    """
    counts = np.zeros(len(works), np.int64)
    most = 0
    for work in works:
        most += signed(first[work + 1]) - signed(first[work]) if len(first) else 1
    # One more, for the page that falls out again.
    most = min(most, len(works) * limit) + 1
    passages, own = np.empty(most, np.uint32), np.empty(most)
    size = 0
    for row in range(len(works)):
        begin = signed(works[row])
        end = begin + 1
        if len(first):
            begin, end = signed(first[begin]), signed(first[end])
        count = 0
        for passage in range(begin, end):
            if scores[passage] > 0 and not heads[passage]:
                _place(passages, own, size, size + count, passage, scores[passage])
                count = min(count + 1, limit)
        counts[row] = count
        size += count
    return counts, passages[:size], own[:size]
