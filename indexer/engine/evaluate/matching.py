"""Query trees into the works of a part that match."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.evaluate.sets import common, without
from indexer.engine.evaluate.sums import add_works, collect, collect_bits, set_bits
from indexer.engine.flat.dictionary import encode_term
from indexer.engine.tree import Between, Every, Some, Without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.engine.evaluate.leaves import Leaves
    from indexer.engine.evaluate.sums import Scratch
    from indexer.engine.tree import Leaf, Node

    Works = NDArray[np.uint32]

_NONE = np.zeros(0, np.uint32)


class Matching:
    """One search in one part."""

    def __init__(self, leaves: Leaves, scratch: Scratch) -> None:
        self._leaves = leaves
        self._part = leaves.part
        self._scratch = scratch

    def works(self, node: Node, within: Works | None = None) -> Works:
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

    def _all(self, within: Works | None) -> Works:
        return self._leaves.living.works if within is None else within

    def _every(self, children: Sequence[Node], within: Works | None) -> Works:
        """Intersect, the rarest first: the others are looked up for what is left alone."""
        for child in sorted(children, key=self._cost):
            within = self.works(child, within)
            if not len(within):
                break
        return self._all(within)

    def _some(self, children: Sequence[Node], least: int, within: Works | None) -> Works:
        if least <= 0:
            return self._all(within)
        if least > len(children):
            return _NONE
        if len(children) == 1:
            return self.works(children[0], within)
        if least == len(children):
            return self._every(children, within)
        sets = [self._numbers(child, within) for child in children]
        if least == 1:
            bits = self._scratch.bits(self._part.key, self._part.works)
            for numbers, work_of in sets:
                set_bits(numbers, work_of, bits)
            return collect_bits(bits)
        totals = self._scratch.totals(self._part.key, self._part.numbers)
        for numbers, work_of in sets:
            add_works(numbers, work_of, *totals)
        return collect(*totals, least)[0]

    def _numbers(self, node: Node, within: Works | None) -> tuple[Works, Works]:
        """Return what matches, and whose it is if that are passages, not works."""
        if within is not None or isinstance(node, Every | Some | Without | Between):
            return self.works(node, within), _NONE
        return self._leaves.passages(node), self._part.work_of

    def _between(self, key: str, first: str, last: str, among: Works) -> Works:
        order = self._part.order(key)
        texts = order.column.texts
        # Codes are 1 + place among the sorted keys; 0 is no key.
        low = 1 + texts.place(encode_term(first))
        high = texts.size
        if last:
            bound = encode_term(last)
            high = texts.place(bound) + (texts.ordinal(bound) >= 0)
        codes = order.codes[among]
        return among[(codes >= low) & (codes <= high)]

    def _leaf(self, leaf: Leaf, within: Works | None) -> Works:
        if within is None:
            return self._part.works_of(self._leaves.passages(leaf))
        if not len(within):
            return within
        few = self._part.count_passages(within)
        if few < self._leaves.cost(leaf):
            found = self._leaves.find_among(leaf, self._part.passages_of(within))
            if found is not None:
                return self._part.works_of(found)
        return common(within, self._part.works_of(self._leaves.passages(leaf)))

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
