"""A plan over flat segments into found works, facets and totals."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.evaluate.cache import ArrayCache
from indexer.engine.evaluate.choosing import Chosen, choose
from indexer.engine.evaluate.direct import Asked, AskedLeaf, read_plan
from indexer.engine.evaluate.facets import Union
from indexer.engine.evaluate.leaves import Leaves
from indexer.engine.evaluate.living import Living
from indexer.engine.evaluate.near import raise_scores
from indexer.engine.evaluate.ranking import (
    Ranked,
    best_by_key,
    best_by_score,
    merge_by_key,
    merge_by_score,
    rank,
)
from indexer.engine.evaluate.showing import show
from indexer.engine.evaluate.sums import Scratch
from indexer.engine.evaluate.weighing import weigh
from indexer.engine.evaluate.within import find_pages
from indexer.engine.scoring import NEAR_WORKS, weigh_rarity
from indexer.engine.tree import Found, Weighted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.engine.evaluate.part import Part
    from indexer.engine.tree import FoundPages, FoundWork, Leaf, Node, Plan, Term
    from indexer.records.works import Tier


CACHE_BYTES = 16 << 20
"""Lexicons in which shapes and words with slips are looked for, and what they stand for."""


class Evaluator:
    """Open segments; threads may share it."""

    def __init__(self, parts: Sequence[Part], withdrawn: Callable[[], frozenset[str]]) -> None:
        self.parts = tuple(parts)
        self._withdrawn = withdrawn
        self._scratch = Scratch()
        self._cache = ArrayCache(CACHE_BYTES)
        self._lock = Lock()
        self._living: dict[frozenset[Tier], Living] = {}
        self._unions: dict[tuple[frozenset[Tier], str], Union] = {}

    def search(self, plan: Plan) -> Found:
        """Return what ``plan`` finds. Raises :class:`IndexDamaged`."""
        unions = {name: self._union(plan.tiers, name) for name in plan.facets}
        return _Search(self._open(plan.tiers), plan, self._scratch, unions).run()

    def frequency(self, leaf: Leaf, tiers: frozenset[Tier]) -> int:
        """Return in how many living passages of ``tiers`` a leaf stands."""
        return sum(leaves.frequency(leaf) for leaves in self._open(tiers))

    def texts(self, work: str, tiers: frozenset[Tier], most: int) -> tuple[str, ...]:
        """Return the texts of at most ``most`` passages of a living work, spread evenly over it."""
        for one in self.living(tiers).parts:
            for number in one.part.find_works({work}).tolist():
                if one.lives(number):
                    first, last = one.part.first[number : number + 2].tolist()
                    chosen = np.unique(np.linspace(first, last - 1, most).astype(np.int64))
                    return tuple(map(one.part.text_of, chosen.tolist())) if last > first else ()
        return ()

    def pages(
        self,
        works: Collection[str],
        tiers: frozenset[Tier],
        match: Node,
        score: Sequence[Weighted],
    ) -> FoundPages:
        """Return the pages of living works that match by themselves, in the order of each work."""
        return find_pages(self._open(tiers), works, match, score, self._scratch)

    def close(self) -> None:
        """Close the segments; no search may be under way or follow."""
        for part in self.parts:
            part.segment.close()

    def _open(self, tiers: frozenset[Tier]) -> list[Leaves]:
        living = self.living(tiers)
        return [
            Leaves(living, number, self._scratch, self._cache)
            for number in range(len(living.parts))
        ]

    def _union(self, tiers: frozenset[Tier], facet: str) -> Union:
        """Return the codes of a facet in all parts of ``tiers``."""
        if (tiers, facet) not in self._unions:
            facets = [part.facet(facet) for part in self.parts if part.tier in tiers]
            self._unions[tiers, facet] = Union(facets)
        return self._unions[tiers, facet]

    def living(self, tiers: frozenset[Tier]) -> Living:
        """Return what lives of ``tiers`` now."""
        withdrawn = self._withdrawn()
        with self._lock:
            living = self._living.get(tiers)
            if living is None or living.withdrawn != withdrawn:
                own = [part for part in self.parts if part.tier in tiers]
                living = self._living[tiers] = Living(own, withdrawn)
            return living


class _Search:
    """One search."""

    def __init__(
        self,
        leaves: Sequence[Leaves],
        plan: Plan,
        scratch: Scratch,
        unions: Mapping[str, Union],
    ) -> None:
        self._plan = plan
        self._unions = unions
        self._scratch = scratch
        self._leaves = leaves
        self._parts = [one.part for one in leaves]
        self._passages = sum(one.living.count for one in leaves)
        self._rarities = {one.leaf: self._rarity(one.leaf) for one in plan.score}
        self._weighted = [
            Weighted(one.leaf, weight)
            for one in plan.score
            if (weight := one.weight * self._rarities[one.leaf])
        ]
        self._chosen: list[Chosen] = []
        self._scores: list[NDArray[np.float64] | None] = []
        """Per part those of its passages, none where each work is one."""

    def run(self) -> Found:
        """Return the answer."""
        plan = self._plan
        wanted = plan.offset + plan.limit
        ranked = self._by_key(wanted) if plan.sort else self._by_score(wanted)
        shown = ranked[plan.offset : wanted]
        if plan.sort:
            shown = self._score(shown)
        return Found(
            total=sum(one.total for one in self._chosen),
            works=self._show(shown),
            facets={name: self._count(name) for name in plan.facets},
            rarities=self._rarities,
            exact=all(one.exact for one in self._chosen),
        )

    def _by_score(self, wanted: int) -> list[Ranked]:
        near = bool(self._plan.near or self._plan.named)
        limit = max(wanted, NEAR_WORKS) if near else wanted
        asked = read_plan(self._plan, self._weighted)
        found = [self._find_in(number, asked, limit) for number in range(len(self._parts))]
        ranked = found[0] if len(found) == 1 else merge_by_score(found, self._parts)
        return self._raise(ranked[:limit]) if near else ranked

    def _find_in(self, number: int, asked: Asked | AskedLeaf | None, limit: int) -> list[Ranked]:
        found = self._find_directly(asked, number, limit) if asked else None
        return self._find(number, limit) if found is None else found

    def _find_directly(
        self, asked: Asked | AskedLeaf, number: int, limit: int
    ) -> list[Ranked] | None:
        """Return the best works of a part straight from the lists, if it can be done."""
        plan, leaves = self._plan, self._leaves[number]
        prune = not plan.exact and not plan.facets
        found = asked.search(leaves, limit, prune=prune, every=bool(plan.facets))
        if found is None:
            return None
        self._chosen.append(Chosen(leaves, found.works, {}, found.works, found.total, found.exact))
        self._scores.append(None)
        return rank(number, found.best, found.scores)

    def _find(self, number: int, limit: int) -> list[Ranked]:
        leaves = self._leaves[number]
        chosen = choose(leaves, self._plan, self._scratch)
        scores = weigh(leaves, self._weighted, chosen.works, self._scratch)
        self._chosen.append(chosen)
        self._scores.append(scores)
        return best_by_score(leaves.part, number, chosen.works, scores, limit)

    def _raise(self, ranked: list[Ranked]) -> list[Ranked]:
        """Add to the best works what names and terms near each other are worth; order anew."""
        first, rest = ranked[:NEAR_WORKS], ranked[NEAR_WORKS:]
        near, named = map(self._times_rarity, (self._plan.near, self._plan.named))
        raised = [
            raise_scores(
                [one for one in first if one.number == number], leaves, scores, near, named
            )
            for number, (leaves, scores) in enumerate(zip(self._leaves, self._scores, strict=True))
            if scores is not None
        ]
        return merge_by_score([*raised, rest], self._parts)

    def _by_key(self, wanted: int) -> list[Ranked]:
        sort = self._plan.sort
        self._chosen = [choose(one, self._plan, self._scratch) for one in self._leaves]
        found = [
            best_by_key(self._parts[number], number, one.works, sort, wanted)
            for number, one in enumerate(self._chosen)
        ]
        return merge_by_key(found, self._parts, sort)

    def _score(self, shown: Sequence[Ranked]) -> list[Ranked]:
        """Score what is shown, and nothing else, where the score does not decide the order."""
        scored: dict[tuple[int, int], Ranked] = {}
        for number, one in enumerate(self._chosen):
            works = np.array(sorted(a.work for a in shown if a.number == number), np.uint32)
            scores = weigh(one.leaves, self._weighted, works, self._scratch)
            self._scores.append(scores)
            for found in best_by_score(self._parts[number], number, works, scores, len(works)):
                scored[number, found.work] = found
        return [scored[one.number, one.work] for one in shown]

    def _times_rarity(self, weights: Mapping[Term, float]) -> dict[Term, float]:
        return {term: weight * self._rarity(term) for term, weight in weights.items()}

    def _rarity(self, leaf: Leaf) -> float:
        holding = sum(one.frequency(leaf) for one in self._leaves)
        return weigh_rarity(self._passages, holding)

    def _count(self, facet: str) -> tuple[tuple[str, int], ...]:
        works = [one.counted(facet) for one in self._chosen]
        selected = self._plan.filters.get(facet, ())
        return self._unions[facet].most(works, self._plan.values, selected)

    def _show(self, ranked: Sequence[Ranked]) -> tuple[FoundWork, ...]:
        shown: dict[tuple[int, int], FoundWork] = {}
        for number in {one.number for one in ranked}:
            own = [one for one in ranked if one.number == number]
            found = show(self._parts[number], own, self._scores[number], self._plan.pages)
            shown |= {(number, one.work): work for one, work in zip(own, found, strict=True)}
        return tuple(shown[one.number, one.work] for one in ranked)
