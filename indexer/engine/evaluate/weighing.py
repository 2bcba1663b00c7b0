"""Weighted leaves into the scores of passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.engine.evaluate.leaves import layer_of
from indexer.engine.evaluate.sums import add_scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from indexer.engine.evaluate.leaves import Leaves
    from indexer.engine.evaluate.sums import Scratch
    from indexer.engine.tree import Weighted


def weigh(
    leaves: Leaves, weighted: Sequence[Weighted], works: NDArray[np.uint32], scratch: Scratch
) -> NDArray[np.float64]:
    """Return the scores of passages; those of other works than ``works`` mean nothing.

    Weights are already times rarity. Shape (passages of the part,); good until the next search of
    the same thread.
    """
    part = leaves.part
    scores = scratch.scores(part.key, part.passages)
    few = part.count_passages(works)
    among: NDArray[np.uint32] | None = None
    for one in weighted:
        holding = None
        if few < leaves.cost(one.leaf):
            among = part.passages_of(works) if among is None else among
            holding = leaves.hold_among(one.leaf, among)
        holding = holding or leaves.holding(one.leaf)
        kinds = part.kinds(layer_of(one.leaf)).kinds
        norms = leaves.norms(one.leaf)
        add_scores(holding.passages, holding.frequencies, kinds, norms, one.weight, *scores)
    return scores.values
