"""Some works and a query tree into those of their pages that match, each by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.evaluate.weighing import weigh
from indexer.engine.scoring import weigh_rarity
from indexer.engine.tree import Between, Every, FoundPages, Some, Weighted, Without

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from indexer.engine.evaluate.leaves import Leaves
    from indexer.engine.evaluate.sums import Scratch
    from indexer.engine.tree import FoundPage, Leaf, Node

    Passages = NDArray[np.uint32]


def find_pages(
    leaves: Sequence[Leaves],
    works: Collection[str],
    match: Node,
    score: Sequence[Weighted],
    scratch: Scratch,
) -> FoundPages:
    """Return the pages, not the heads, of living works, in the order of each work."""
    passages = sum(one.living.count for one in leaves)
    rarities: dict[Leaf, float] = {
        one.leaf: weigh_rarity(passages, sum(part.frequency(one.leaf) for part in leaves))
        for one in score
    }
    weighted = [Weighted(one.leaf, one.weight * rarities[one.leaf]) for one in score]
    pages: list[FoundPage] = []
    for one in leaves:
        found = one.part.find_works(works)
        numbers = found[[one.living.lives(number) for number in found.tolist()]]
        among = one.part.passages_of(numbers)
        among = among[~one.part.heads[among]]
        held = among[_holding(one, match, among)]
        if len(held):
            scores = weigh(one, weighted, numbers, scratch)
            pages += one.part.read_pages(held, scores[held])
    return FoundPages(tuple(pages), rarities)


def _holding(leaves: Leaves, node: Node, among: Passages) -> NDArray[np.bool_]:
    """Return which of ascending passages hold what ``node`` asks."""
    match node:
        case Every(children):
            every = np.ones(len(among), np.bool_)
            for child in children:
                every &= _holding(leaves, child, among)
            return every
        case Some(children, least):
            counts = np.zeros(len(among), np.int64)
            for child in children:
                counts += _holding(leaves, child, among)
            return counts >= least
        case Without(child, excluded):
            return _holding(leaves, child, among) & ~_holding(leaves, excluded, among)
        case Between():
            # Keys are of works, and these works are what is asked about.
            return np.ones(len(among), np.bool_)
        case _:
            found = leaves.find_among(node, among)
            return np.isin(among, leaves.passages(node) if found is None else found)
