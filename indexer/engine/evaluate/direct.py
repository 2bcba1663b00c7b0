"""A plan that asks for terms of one layer alone into its best works, straight from the lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexer.engine.evaluate.best import best_held
from indexer.engine.evaluate.leaves import layer_of
from indexer.engine.evaluate.terms import best_of_terms
from indexer.engine.scoring import HEAD_SHARE
from indexer.engine.tree import Between, Every, Leaf, Some, Term, Without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine.evaluate.leaves import Leaves
    from indexer.engine.tree import Node, Plan, Weighted

_MOST_LISTS = 64
"""Each has a block of its own decoded."""


@dataclass(frozen=True, slots=True)
class Direct:
    """The works of one part."""

    best: NDArray[np.uint32]
    """Best first."""
    scores: NDArray[np.float64]
    total: int
    exact: bool
    """Whether the total is."""
    works: NDArray[np.uint32]
    """All of them, if they were asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What such a plan asks for: at least so many of some terms, all of them scored."""

    weights: Mapping[Term, float]
    """Times rarity; 0 for what is nowhere."""
    least: int

    def search(self, leaves: Leaves, limit: int, *, prune: bool, every: bool) -> Direct | None:
        """Return the best works of a part, and ``every`` one if asked for.

        None for a part of works with several passages, or of which something is dead: there
        passages are no works, or not all of them count.
        """
        part = leaves.part
        if not part.single or leaves.living.passages is not None:
            return None
        lists = [
            (found, weight)
            for term, weight in self.weights.items()
            if weight and (found := leaves.list_of(term)) is not None
        ]
        none = np.zeros(0, np.uint32)
        if len(lists) < self.least:
            return Direct(none, np.zeros(0), 0, exact=True, works=none)
        lists.sort(key=lambda one: one[0].count)
        layer = next(iter(self.weights)).layer
        size = min(sum(one.count for one, _ in lists), part.passages) if every else 0
        works = np.empty(size, np.uint32)
        best, scores, total, exact = best_of_terms(
            lists[0][0].words,
            np.array([one.head for one, _ in lists]),
            np.array([weight for _, weight in lists]),
            part.kinds(layer).kinds,
            leaves.norms(next(iter(self.weights))),
            leaves.least_norms(layer),
            part.heads,
            part.ranks,
            HEAD_SHARE,
            self.least,
            limit,
            prune,
            works,
        )
        if total < 0:
            lists[0][0].damaged()
        return Direct(best, scores, total, exact, works[:total])


@dataclass(frozen=True, slots=True)
class AskedLeaf:
    """What a plan of one leaf asks for."""

    leaf: Leaf
    weight: float
    """Times rarity; 0 if it is not scored."""

    def search(self, leaves: Leaves, limit: int, *, prune: bool, every: bool) -> Direct | None:  # noqa: ARG002 - all is found that there is
        """Do what :meth:`Asked.search` does; some works may be dead."""
        part = leaves.part
        if not part.single:
            return None
        held = leaves.holding(self.leaf)
        best, scores = best_held(
            held.passages,
            held.frequencies,
            part.kinds(layer_of(self.leaf)).kinds,
            leaves.norms(self.leaf),
            self.weight,
            part.heads,
            part.ranks,
            HEAD_SHARE,
            limit,
        )
        return Direct(best, scores, len(held.passages), exact=True, works=held.passages)


def read_plan(plan: Plan, weighted: Sequence[Weighted]) -> Asked | AskedLeaf | None:
    """Return what a plan asks for if it is of these kinds; weights are already times rarity."""
    if plan.sort or plan.near or plan.named or any(plan.filters.values()):
        return None
    match = plan.match
    if isinstance(match, Every | Some | Term):
        return _read_terms(plan, weighted)
    if isinstance(match, Without | Between) or any(one.leaf != match for one in plan.score):
        return None
    return AskedLeaf(match, sum(one.weight for one in weighted))


def _read_terms(plan: Plan, weighted: Sequence[Weighted]) -> Asked | None:
    found = _read_match(plan.match)
    if found is None:
        return None
    terms, least = found
    weights: dict[Leaf, float] = {one.leaf: one.weight for one in weighted}
    scored = {one.leaf for one in plan.score}
    if len(weights) < len(weighted) or not weights.keys() <= set(terms) <= scored:
        return None
    if len(terms) > _MOST_LISTS or min(weights.values(), default=1.0) < 0:
        return None
    return Asked({term: weights.get(term, 0.0) for term in terms}, least)


def _read_match(match: Node) -> tuple[list[Term], int] | None:
    """Return the terms, all different and of one layer, and how many of them there have to be."""
    if isinstance(match, Term):
        return [match], 1
    if not isinstance(match, Every | Some):
        return None
    terms = [one for one in match.children if isinstance(one, Term)]
    least = match.least if isinstance(match, Some) else len(terms)
    alike = len({term.layer for term in terms}) == 1 and len(set(terms)) == len(match.children)
    return (terms, least) if alike and len(terms) == len(match.children) and least > 0 else None
