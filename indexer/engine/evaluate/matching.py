"""Query trees into the works of a part that match."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.engine.evaluate.ordered import common, distinct, without
from indexer.engine.flat.dictionary import encode_term
from indexer.engine.tree import Between, Every, Some, Without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.engine.evaluate.leaves import Leaves
    from indexer.engine.tree import Leaf, Node

SPARSE = 32
"""Sets that hold less than this share of all works together are joined by sorting."""


class Matching:
    """One search in one part."""

    def __init__(self, leaves: Leaves) -> None:
        self._leaves = leaves
        self._part = leaves.part

    def works(self, node: Node, within: NDArray[Any] | None = None) -> NDArray[Any]:
        """Return the living works, of those ``within`` if given, that match; ascending."""
        match node:
            case Every(children):
                return self._every(children, within)
            case Some(children, least):
                return self._some(children, least, within)
            case Without(child, excluded):
                kept = self.works(child, within)
                return without(kept, self.works(excluded, kept))
            case Between(key, first, last):
                return self._between(key, first, last, self._all(within))
            case _:
                return self._leaf(node, within)

    def _all(self, within: NDArray[Any] | None) -> NDArray[Any]:
        return self._leaves.living.all_works if within is None else within

    def _every(self, children: Sequence[Node], within: NDArray[Any] | None) -> NDArray[Any]:
        """Intersect, the rarest first: the others are looked up for what is left alone."""
        for child in sorted(children, key=self._cost):
            within = self.works(child, within)
            if not len(within):
                break
        return self._all(within)

    def _some(
        self, children: Sequence[Node], least: int, within: NDArray[Any] | None
    ) -> NDArray[Any]:
        if least <= 0:
            return self._all(within)
        if least > len(children):
            return np.zeros(0, np.int64)
        if len(children) == 1:
            return self.works(children[0], within)
        sets = [self.works(child, within) for child in children]
        if sum(map(len, sets)) * SPARSE < self._part.works:
            works, counts = np.unique(np.concatenate(sets), return_counts=True)
            return works[counts >= least]
        if least == 1:
            mask = np.zeros(self._part.works, np.bool_)
            for one in sets:
                mask[one] = True
            return np.flatnonzero(mask)
        counts = np.zeros(self._part.works, np.min_scalar_type(len(sets)))
        for one in sets:
            counts[one] += 1
        return np.flatnonzero(counts >= least)

    def _between(self, key: str, first: str, last: str, among: NDArray[Any]) -> NDArray[Any]:
        column = self._part.order(key)
        texts = column.texts
        # Codes are 1 + place among the sorted keys; 0 is no key.
        low = 1 + texts.place(encode_term(first))
        high = texts.size
        if last:
            bound = encode_term(last)
            high = texts.place(bound) + (texts.ordinal(bound) >= 0)
        codes = np.asarray(column.codes)[among]
        kept: NDArray[Any] = among[(codes >= low) & (codes <= high)]
        return kept

    def _leaf(self, leaf: Leaf, within: NDArray[Any] | None) -> NDArray[Any]:
        if within is None:
            return self._works_of(self._leaves.passages(leaf))
        if not len(within):
            return within
        part = self._part
        few = part.count_passages(within)
        if few < self._leaves.cost(leaf):
            found = self._leaves.hold_among(leaf, part.passages_of(within))
            if found is not None:
                return self._works_of(found.passages)
        return common(within, self._works_of(self._leaves.passages(leaf)))

    def _works_of(self, passages: NDArray[Any]) -> NDArray[Any]:
        return passages if self._part.single else distinct(self._part.works_of(passages))

    def _cost(self, node: Node) -> int:
        """Return about how many passages a node leads to."""
        match node:
            case Every(children):
                return min(map(self._cost, children), default=self._part.passages)
            case Some(children):
                return sum(map(self._cost, children))
            case Without(child):
                return self._cost(child)
            case Between():
                return self._part.works
            case _:
                return self._leaves.cost(node)
