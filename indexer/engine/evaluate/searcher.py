"""A plan over flat segments into found works, facets and totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.evaluate.cache import ArrayCache
from indexer.engine.evaluate.leaves import Leaves
from indexer.engine.evaluate.living import Living
from indexer.engine.evaluate.matching import Matching
from indexer.engine.evaluate.near import raise_scores
from indexer.engine.evaluate.ranking import (
    Ranked,
    best_by_id,
    best_by_key,
    best_by_score,
    merge_by_key,
    merge_by_score,
)
from indexer.engine.evaluate.scratch import Scratch
from indexer.engine.evaluate.weighing import Scores, weigh
from indexer.engine.scoring import NEAR_WORKS, combine, weigh_rarity
from indexer.engine.tree import Found, FoundWork

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.engine.evaluate.part import Part
    from indexer.engine.tree import Leaf, Plan, Term
    from indexer.records.works import Tier

CACHE_BYTES = 96 << 20
"""Decoded lists that are kept."""


class Evaluator:
    """Open segments, searched a whole list at a time; threads may share it."""

    def __init__(
        self,
        parts: Sequence[Part],
        withdrawn: Callable[[], frozenset[str]],
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        self.parts = tuple(parts)
        self._withdrawn = withdrawn
        self._cache = ArrayCache(cache_bytes)
        self._scratch = Scratch()
        self._lock = Lock()
        self._living: dict[frozenset[Tier], Living] = {}

    def search(self, plan: Plan) -> Found:
        """Return what ``plan`` finds. Raises :class:`indexer.errors.IndexDamaged`."""
        return _Search(self._open(plan.tiers), plan, self._scratch).run()

    def frequency(self, leaf: Leaf, tiers: frozenset[Tier]) -> int:
        """Return in how many living passages of ``tiers`` a leaf stands."""
        return sum(leaves.frequency(leaf) for leaves in self._open(tiers))

    def close(self) -> None:
        """Close the segments; no search may be under way or follow."""
        for part in self.parts:
            part.segment.close()

    def _open(self, tiers: frozenset[Tier]) -> list[Leaves]:
        living = self.living(tiers)
        return [Leaves(living, number, self._cache) for number in range(len(living.parts))]

    def living(self, tiers: frozenset[Tier]) -> Living:
        """Return what lives of ``tiers`` now."""
        withdrawn = self._withdrawn()
        with self._lock:
            living = self._living.get(tiers)
            if living is None or living.withdrawn != withdrawn:
                own = [part for part in self.parts if part.tier in tiers]
                living = self._living[tiers] = Living(own, withdrawn)
            return living


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What one part comes to."""

    leaves: Leaves
    matched: NDArray[Any]
    """Works that match, before any filter."""
    allowed: Mapping[str, NDArray[np.bool_]]
    """Per filter which of ``matched`` it lets through."""
    works: NDArray[Any]
    """Those that all filters let through."""

    def count(self, facet: str) -> dict[str, int]:
        """Count works per code under the filters of all the other facets."""
        others = [mask for name, mask in self.allowed.items() if name != facet]
        works = self.matched[np.logical_and.reduce(others)] if others else self.matched
        return self.leaves.part.facet(facet).count(works)


class _Search:
    """One search."""

    def __init__(self, leaves: Sequence[Leaves], plan: Plan, scratch: Scratch) -> None:
        self._plan = plan
        self._scratch = scratch
        self._leaves = leaves
        self._parts = [one.part for one in leaves]
        self._chosen = [_choose(one, plan) for one in leaves]
        self._passages = sum(one.living.count for one in leaves)
        self._rarities = {one.leaf: self._rarity(one.leaf) for one in plan.score}
        self._weighted = [
            replace(one, weight=weight)
            for one in plan.score
            if (weight := one.weight * self._rarities[one.leaf])
        ]
        self._scores: list[Scores] = []

    def run(self) -> Found:
        """Return the answer."""
        plan = self._plan
        wanted = plan.offset + plan.limit
        ranked = self._by_key(wanted) if plan.sort else self._by_score(wanted)
        shown = ranked[plan.offset : wanted]
        return Found(
            total=sum(len(one.works) for one in self._chosen),
            works=tuple(self._by_place(shown)) if plan.sort else tuple(map(self._show, shown)),
            facets={name: self._count(name) for name in plan.facets},
            rarities=self._rarities,
        )

    def _by_score(self, wanted: int) -> list[Ranked]:
        self._scores = [
            weigh(one.leaves, self._weighted, one.works, self._scratch) for one in self._chosen
        ]
        near = bool(self._plan.near or self._plan.named)
        limit = max(wanted, NEAR_WORKS) if near else wanted
        ranked = merge_by_score(
            [
                best_by_score(self._parts[number], number, one.works, scores, limit)
                if self._weighted
                else best_by_id(self._parts[number], number, one.works, limit)
                for number, (one, scores) in enumerate(zip(self._chosen, self._scores, strict=True))
            ],
            self._parts,
        )
        return self._raise(ranked[:limit]) if near else ranked

    def _raise(self, ranked: list[Ranked]) -> list[Ranked]:
        """Add to the best works what names and terms near each other are worth; order anew."""
        first, rest = ranked[:NEAR_WORKS], ranked[NEAR_WORKS:]
        near, named = map(self._times_rarity, (self._plan.near, self._plan.named))
        raised = [
            raise_scores(
                [one for one in first if one.number == number],
                leaves,
                self._scores[number].passages,
                near,
                named,
            )
            for number, leaves in enumerate(self._leaves)
        ]
        return merge_by_score([*raised, rest], self._parts)

    def _by_key(self, wanted: int) -> list[Ranked]:
        sort = self._plan.sort
        found = [
            best_by_key(self._parts[number], number, one.works, sort, wanted)
            for number, one in enumerate(self._chosen)
        ]
        return merge_by_key(found, self._parts, sort)

    def _by_place(self, shown: Sequence[Ranked]) -> list[FoundWork]:
        """Score what is shown, and nothing else, where the score does not decide the order."""
        scored: dict[tuple[int, int], float] = {}
        for number, one in enumerate(self._chosen):
            works = np.array(sorted(a.work for a in shown if a.number == number), np.int64)
            scores = weigh(one.leaves, self._weighted, works, self._scratch)
            self._scores.append(scores)
            exact = combine(scores.heads, scores.pages).tolist()
            scored |= {(number, a): b for a, b in zip(works.tolist(), exact, strict=True)}
        return [self._show(replace(one, score=scored[one.number, one.work])) for one in shown]

    def _times_rarity(self, weights: Mapping[Term, float]) -> dict[Term, float]:
        return {term: weight * self._rarity(term) for term, weight in weights.items()}

    def _rarity(self, leaf: Leaf) -> float:
        holding = sum(one.frequency(leaf) for one in self._leaves)
        return weigh_rarity(self._passages, holding)

    def _count(self, facet: str) -> tuple[tuple[str, int], ...]:
        total: Counter[str] = Counter()
        for one in self._chosen:
            total.update(one.count(facet))
        return tuple(sorted(total.items(), key=lambda pair: (-pair[1], pair[0])))

    def _show(self, ranked: Ranked) -> FoundWork:
        """Return a work with its best pages, best first, ties in the order of the passages."""
        part = self._parts[ranked.number]
        first, last = part.first[ranked.work : ranked.work + 2].tolist()
        scores = self._scores[ranked.number].passages[first:last]
        places = np.argsort(-scores, kind="stable")[: self._plan.pages].tolist()
        return FoundWork(
            work=part.id_of(ranked.work),
            score=ranked.score,
            pages=tuple(
                part.show(first + at, float(scores[at])) for at in places if scores[at] > 0
            ),
        )


def _choose(leaves: Leaves, plan: Plan) -> _Chosen:
    matched = Matching(leaves).works(plan.match)
    allowed = {
        name: leaves.part.facet(name).has_any(matched, codes)
        for name, codes in plan.filters.items()
        if codes
    }
    works = matched[np.logical_and.reduce(list(allowed.values()))] if allowed else matched
    return _Chosen(leaves, matched, allowed, works)
