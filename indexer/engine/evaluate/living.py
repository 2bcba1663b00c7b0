"""Parts, deletions and withdrawals into what lives, with the statistics of that alone."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.scoring import SATURATION, normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.engine.blocks import Layer
    from indexer.engine.evaluate.part import Part


class LivingPart:
    """What lives of one part."""

    def __init__(self, part: Part, withdrawn: frozenset[str]) -> None:
        self.part = part
        deleted = np.array(part.deleted, np.int64)
        if len(deleted) and not 0 <= deleted.min() <= deleted.max() < part.works:
            part.segment.damaged(f"works are deleted that are none of its {part.works}")
        self._dead_works = np.union1d(deleted.astype(np.uint32), part.find_works(withdrawn))
        self.dead = part.passages_of(self._dead_works)
        """The passages of deleted and withdrawn works, ascending."""
        self.passages: NDArray[np.bool_] | None = None
        """Per passage whether it lives; none when all do."""
        if len(self._dead_works):
            self.passages = np.ones(part.passages, np.bool_)
            self.passages[self.dead] = False
        self.count = part.passages - len(self.dead)
        """Living passages."""

    @cached_property
    def works(self) -> NDArray[np.uint32]:
        """The living works."""
        every = np.arange(self.part.works, dtype=np.uint32)
        return np.delete(every, self._dead_works) if len(self._dead_works) else every

    def lives(self, work: int) -> bool:
        """Whether a work is neither deleted nor withdrawn."""
        return work not in self._dead_works

    def kinds(self, layer: Layer) -> NDArray[np.int64]:
        """Return how many living passages are of each kind."""
        kinds = self.part.kinds(layer)
        dead = np.bincount(kinds.kinds[self.dead], minlength=len(kinds.counts))
        return kinds.counts - dead


class Living:
    """What lives of the tiers asked for; threads may share it."""

    def __init__(self, parts: Sequence[Part], withdrawn: frozenset[str]) -> None:
        self.withdrawn = withdrawn
        self.parts = tuple(LivingPart(part, withdrawn) for part in parts)
        self.count = sum(one.count for one in self.parts)
        """Living passages."""
        self._norms: dict[Layer, tuple[NDArray[np.float64], ...]] = {}
        self._least: dict[Layer, NDArray[np.float64]] = {}

    def norms(self, layer: Layer, number: int) -> NDArray[np.float64]:
        """Return what is added to a frequency in BM25, per kind of passage of a part.

        k1 (1 - b + b · length / mean length of living heads or pages).
        """
        if layer not in self._norms:
            pages, heads = (self._average(layer, heads=heads) for heads in (False, True))
            constants = SATURATION[layer]
            self._norms[layer] = tuple(
                np.where(
                    kinds.heads,
                    normalise(kinds.lengths, heads, constants),
                    normalise(kinds.lengths, pages, constants),
                )
                for kinds in (one.part.kinds(layer) for one in self.parts)
            )
        return self._norms[layer][number]

    def least_norms(self, layer: Layer) -> NDArray[np.float64]:
        """Return the least that is added for any passage of so many tokens or more, per length."""
        if layer not in self._least:
            longest = max(int(one.part.kinds(layer).lengths.max(initial=0)) for one in self.parts)
            lengths = np.arange(longest + 1)
            pages, heads = (self._average(layer, heads=heads) for heads in (False, True))
            constants = SATURATION[layer]
            self._least[layer] = np.minimum(
                normalise(lengths, heads, constants), normalise(lengths, pages, constants)
            )
        return self._least[layer]

    def _average(self, layer: Layer, *, heads: bool) -> float:
        total, passages = 0, 0
        for one in self.parts:
            kinds, counts = one.part.kinds(layer), one.kinds(layer)
            own = kinds.heads == heads
            total += int((kinds.lengths * counts)[own].sum())
            passages += int(counts[own].sum())
        return total / passages if passages else 0.0
