"""A plan over one open generation into found works with their best pages and facet counts."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.blocks import Layer
from indexer.engine.matching import Matching, all_of
from indexer.engine.nearness import densest, find_places
from indexer.engine.scoring import NEAR, NEAR_WORKS, SATURATION, combine, saturate, weigh_rarity
from indexer.engine.tree import Found, FoundPage, FoundWork, Phrase, Plan
from indexer.engine.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.engine.segment_reader import Segment
    from indexer.engine.tree import Leaf, Term, Weighted
    from indexer.engine.view import Living
    from indexer.records.works import Tier


class WhooshSearcher:
    """One generation of stock Whoosh segments, evaluated a whole list at a time."""

    def __init__(
        self,
        directory: Path,
        analyser_version: str,
        segments: Sequence[Segment],
        withdrawn: Callable[[], frozenset[str]],
    ) -> None:
        self.directory = directory
        self.number = int(directory.name)
        self.analyser_version = analyser_version
        self._segments = tuple(segments)
        self._withdrawn = withdrawn
        self._views: dict[frozenset[Tier], View] = {}
        self._lock = Lock()

    def search(self, plan: Plan) -> Found:
        """Return what ``plan`` finds. Raises :class:`indexer.errors.IndexDamaged`."""
        view = self._view(plan.tiers)
        living = view.living(self._withdrawn())
        matching = Matching(view, living)
        matched = matching.works(plan.match)
        allowed = {name: _allow(view, name, codes) for name, codes in plan.filters.items()}
        chosen = all_of([matched, *allowed.values()])
        rarities = {
            one.leaf: weigh_rarity(living.count, len(matching.passages(one.leaf).passages))
            for one in plan.score
        }
        passages = _score_passages(view, living, matching, plan.score, rarities)
        scores = _score_works(view, passages)
        if plan.near and not plan.sort:
            best = _rank(view, plan, np.flatnonzero(chosen), scores)[:NEAR_WORKS]
            scores[best] += _score_nearness(view, living, matching, plan.near, passages, best)
            scores = np.round(scores, 9)
        ranked = _rank(view, plan, np.flatnonzero(chosen), scores)
        return Found(
            total=len(ranked),
            works=tuple(
                _show(view, work, float(scores[work]), passages, plan.pages)
                for work in ranked[plan.offset : plan.offset + plan.limit].tolist()
            ),
            facets={name: _count(view, name, matched, allowed) for name in plan.facets},
            rarities=rarities,
        )

    def close(self) -> None:
        """Close the segments."""
        for segment in self._segments:
            segment.close()

    def _view(self, tiers: frozenset[Tier]) -> View:
        with self._lock:
            if tiers not in self._views:
                self._views[tiers] = View([one for one in self._segments if one.tier in tiers])
            return self._views[tiers]


def _allow(view: View, facet: str, codes: frozenset[str]) -> NDArray[np.bool_]:
    """Return which works have any of ``codes``; all of them when none is selected."""
    if not codes:
        return np.ones(len(view.ids), np.bool_)
    index = view.facet(facet)
    selected = np.array([code in codes for code in index.codes], dtype=np.bool_)
    mask = np.zeros(len(view.ids), np.bool_)
    mask[index.works[selected[index.values]]] = True
    return mask


def _count(
    view: View, facet: str, matched: NDArray[np.bool_], allowed: dict[str, NDArray[np.bool_]]
) -> tuple[tuple[str, int], ...]:
    """Count works per code under the filters of all the other facets."""
    others = [mask for name, mask in allowed.items() if name != facet]
    works = all_of([matched, *others])
    index = view.facet(facet)
    counts = np.bincount(index.values[works[index.works]], minlength=len(index.codes)).tolist()
    held = [(code, count) for code, count in zip(index.codes, counts, strict=True) if count]
    return tuple(sorted(held, key=lambda pair: (-pair[1], pair[0])))


def _score_passages(
    view: View,
    living: Living,
    matching: Matching,
    score: tuple[Weighted, ...],
    rarities: Mapping[Leaf, float],
) -> NDArray[np.float64]:
    totals = np.zeros(len(view.work_of), np.float64)
    for weighted in score:
        held = matching.passages(weighted.leaf)
        if not len(held.passages):
            continue
        layer = _layer(weighted.leaf)
        at = held.passages
        totals[at] += (weighted.weight * rarities[weighted.leaf]) * saturate(
            held.frequencies,
            view.lengths[layer][at],
            living.averages[layer][at],
            SATURATION[layer],
        )
    return totals


def _layer(leaf: Leaf) -> Layer:
    """Return the layer whose lengths and constants hold for ``leaf``; of a phrase, its first."""
    if isinstance(leaf, Phrase):
        return leaf.terms[0].layer if leaf.terms else Layer.FOLDED
    return leaf.layer


def _score_works(view: View, passages: NDArray[np.float64]) -> NDArray[np.float64]:
    heads = np.zeros(len(view.ids), np.float64)
    pages = np.zeros(len(view.ids), np.float64)
    scored = np.flatnonzero(passages)
    for kind, target in ((view.heads[scored], heads), (~view.heads[scored], pages)):
        np.maximum.at(target, view.work_of[scored[kind]], passages[scored[kind]])
    return combine(heads, pages)


def _score_nearness(  # noqa: PLR0913, PLR0917 - one step of the search, with all it has
    view: View,
    living: Living,
    matching: Matching,
    near: Mapping[Term, float],
    passages: NDArray[np.float64],
    works: NDArray[np.int64],
) -> list[float]:
    """Return for each of ``works`` what terms near each other on its best page are worth."""
    weights = {
        term: weight * weigh_rarity(living.count, len(matching.passages(term).passages))
        for term, weight in near.items()
    }
    best = [_best_page(view, work, passages) for work in works.tolist()]
    there = np.array([page for page in best if page >= 0], dtype=np.int64)
    places = find_places(matching, list(near), there)
    return [
        sum(share * densest(places.get(page, []), weights, width) for width, share in NEAR)
        for page in best
    ]


def _best_page(view: View, work: int, passages: NDArray[np.float64]) -> int:
    """Return the page of a work that scores best, its first passage if none scores, else -1."""
    own = view.passages_of(work)
    scores = passages[own] * ~view.heads[own]
    return own.start + int(np.argmax(scores)) if len(scores) else -1


def _rank(
    view: View, plan: Plan, works: NDArray[np.int64], scores: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Put works in the order asked for, ties by id; those without the sort key come last."""
    ties = view.id_rank[works]
    if not plan.sort:
        return works[np.lexsort((ties, -scores[works]))]
    keys = view.order(plan.sort.removeprefix("-"))[works]
    signed = -keys if plan.sort.startswith("-") else keys
    return works[np.lexsort((ties, signed, keys < 0))]


def _show(
    view: View, work: int, score: float, passages: NDArray[np.float64], limit: int
) -> FoundWork:
    """Return a work with its best pages, best first, ties in the order of the passages."""
    own = view.passages_of(work)
    scores = passages[own] * ~view.heads[own]
    best = [at for at in np.argsort(-scores, kind="stable")[:limit].tolist() if scores[at] > 0]
    return FoundWork(
        work=view.ids[work],
        score=score,
        pages=tuple(_show_page(view, own.start + at, float(scores[at])) for at in best),
    )


def _show_page(view: View, passage: int, score: float) -> FoundPage:
    stored = view.stored(passage)
    return FoundPage(
        page=int(view.pages[passage]),
        label=stored.label,
        unit=stored.unit,
        sha256=stored.sha256,
        text=stored.text,
        score=score,
    )
