"""Parts, deletions and withdrawals into what lives, with the statistics of that alone."""

from __future__ import annotations

from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.scoring import SATURATION, normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.engine.blocks import Layer
    from indexer.engine.evaluate.part import Part

_versions = count()


class LivingPart:
    """What lives of one part; both masks are none when everything does."""

    def __init__(self, part: Part, withdrawn: frozenset[str]) -> None:
        self.part = part
        dead = part.find_works(part.deleted | withdrawn)
        self.works: NDArray[np.bool_] | None = None
        self.passages: NDArray[np.bool_] | None = None
        self.count = part.passages
        if len(dead):
            self.works = np.ones(part.works, np.bool_)
            self.works[dead] = False
            self.passages = self.works[part.works_of(np.arange(part.passages))]
            self.count = int(np.count_nonzero(self.passages))

    @cached_property
    def all_works(self) -> NDArray[np.int64]:
        """The living works."""
        return np.arange(self.part.works) if self.works is None else np.flatnonzero(self.works)


class Living:
    """What lives of the tiers asked for; threads may share it."""

    def __init__(self, parts: Sequence[Part], withdrawn: frozenset[str]) -> None:
        self.version = next(_versions)
        """Of this very state: what was computed for another is of no use here."""
        self.withdrawn = withdrawn
        self.parts = tuple(LivingPart(part, withdrawn) for part in parts)
        self.count = sum(one.count for one in self.parts)
        """Living passages."""
        self._norms: dict[Layer, tuple[NDArray[np.float64], ...]] = {}

    def norms(self, layer: Layer, number: int) -> NDArray[np.float64]:
        """Return what is added to a frequency in BM25, per passage of a part.

        Shape (passages,): k1 (1 - b + b · length / mean length of living heads or pages).
        """
        if layer not in self._norms:
            averages = [self._average(layer, heads=heads) for heads in (False, True)]
            self._norms[layer] = tuple(
                _norms(one.part, layer, averages[0], averages[1]) for one in self.parts
            )
        return self._norms[layer][number]

    def _average(self, layer: Layer, *, heads: bool) -> float:
        total, passages = 0, 0
        for one in self.parts:
            kind = one.part.heads if heads else ~one.part.heads
            chosen = kind if one.passages is None else kind & one.passages
            held = int(np.count_nonzero(chosen))
            lengths = np.asarray(one.part.field(layer).lengths)
            own = lengths if held == len(lengths) else lengths[chosen]
            total += int(own.sum(dtype=np.int64))
            passages += held
        return total / passages if passages else 0.0


def _norms(part: Part, layer: Layer, pages: float, heads: float) -> NDArray[np.float64]:
    constants = SATURATION[layer]
    lengths = np.asarray(part.field(layer).lengths)
    longest = np.arange(int(lengths.max(initial=0)) + 1)
    # One division per length that there is, not one per passage.
    by_length = [normalise(longest, average, constants) for average in (pages, heads)]
    norms: NDArray[np.float64] = by_length[0][lengths]
    at = np.flatnonzero(part.heads)
    norms[at] = by_length[1][lengths[at]]
    return norms
