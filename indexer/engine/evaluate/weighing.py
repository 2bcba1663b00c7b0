"""Weighted leaves into the scores of passages, and these into those of heads and best pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine.evaluate.leaves import Leaves
    from indexer.engine.evaluate.part import Part
    from indexer.engine.evaluate.scratch import Scratch
    from indexer.engine.tree import Weighted


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of some works of one part; those of other works mean nothing."""

    passages: NDArray[np.float64]
    """Per passage of the part; 0 for heads."""
    heads: NDArray[np.float64]
    """Per work asked for the score of its head."""
    pages: NDArray[np.float64]
    """Per work asked for the score of its best page."""


def weigh(
    leaves: Leaves, weighted: Sequence[Weighted], works: NDArray[Any], scratch: Scratch
) -> Scores:
    """Return the scores of ascending works; weights are already times rarity.

    They are good until the next search of the same thread.
    """
    part = leaves.part
    passages = scratch.sums(part.key, part.passages)
    few = part.count_passages(works)
    among: NDArray[Any] | None = None
    for one in weighted:
        if few < leaves.cost(one.leaf):
            among = part.passages_of(works) if among is None else among
            found = leaves.hold_among(one.leaf, among)
            if found is not None:
                passages[found.passages] += one.weight * leaves.weigh_among(one.leaf, found)
                continue
        held, impacts = leaves.passages(one.leaf), leaves.impacts(one.leaf)
        former, added = scratch.buffers(len(held))
        np.multiply(impacts, one.weight, out=added)
        # All are within bounds; "clip" only spares NumPy a copy.
        np.take(passages, held, out=former, mode="clip")
        added += former
        passages[held] = added
    return _group(part, passages, works)


def _group(part: Part, passages: NDArray[np.float64], works: NDArray[Any]) -> Scores:
    if not len(part.head_numbers):
        return Scores(passages, np.zeros(len(works)), _greatest(part, passages, works))
    if part.heads_lead:
        # A work without passages is followed by another's first, or by nothing.
        starts = np.minimum(part.first[works], part.passages - 1)
        heads = np.where(part.heads[starts], passages[starts], 0.0)
        heads[part.first[1:][works] == part.first[works]] = 0.0
    else:
        heads = _greatest(part, np.where(part.heads, passages, 0.0), works)
    passages[part.head_numbers] = 0.0
    return Scores(passages, heads, _greatest(part, passages, works))


def _greatest(part: Part, values: NDArray[np.float64], works: NDArray[Any]) -> NDArray[np.float64]:
    """Return the greatest value among the passages of each work; 0 for one without any."""
    if part.single:
        return values if len(works) == part.works else values[works]
    starts = part.first[works]
    counts = part.first[1:][works] - starts
    held = counts > 0
    result = np.zeros(len(works))
    if len(works) < part.works:
        values = values[part.passages_of(works)]
        starts = np.cumsum(counts) - counts
    if held.all():
        return np.maximum.reduceat(values, starts) if len(works) else result
    if held.any():
        result[held] = np.maximum.reduceat(values, starts[held])
    return result
