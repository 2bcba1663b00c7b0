"""A plan over one part into the works that match and that its filters let through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexer.engine.evaluate.leaves import Leaves
from indexer.engine.evaluate.matching import Matching

if TYPE_CHECKING:
    from indexer.engine.evaluate.sums import Scratch
    from indexer.engine.tree import Plan


@dataclass(frozen=True, slots=True)
class Chosen:
    """What one part comes to."""

    leaves: Leaves
    matched: NDArray[np.uint32]
    """Works that match, before any filter."""
    allowed: Mapping[str, NDArray[np.bool_]]
    """Per filter which of ``matched`` it lets through."""
    works: NDArray[np.uint32]
    """Those that all filters let through."""
    total: int
    """How many these are."""
    exact: bool = True
    """Whether the total is; else it is a lower bound, and ``works`` are not all."""

    def counted(self, facet: str) -> NDArray[np.uint32]:
        """Return the works that count in a facet: those under the filters of all the others."""
        others = [mask for name, mask in self.allowed.items() if name != facet]
        works = self.works if len(others) == len(self.allowed) else self.matched
        if others and works is self.matched:
            works = works[np.logical_and.reduce(others)]
        return works


def choose(leaves: Leaves, plan: Plan, scratch: Scratch) -> Chosen:
    """Return which works of a part ``plan`` finds."""
    matched = Matching(leaves, scratch).works(plan.match)
    allowed = {
        name: leaves.part.facet(name).has_any(matched, codes)
        for name, codes in plan.filters.items()
        if codes
    }
    works = matched[np.logical_and.reduce(list(allowed.values()))] if allowed else matched
    return Chosen(leaves, matched, allowed, works, len(works))
