"""Leaves and plans over Whoosh's reader of a generation, all the work done by its searcher."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import query
from whoosh.collectors import TopCollector
from whoosh.matching import ListMatcher
from whoosh.scoring import Frequency, WeightingModel, WeightLengthScorer
from whoosh.searching import SearchContext

from indexer.engine.blocks import HEAD, Layer
from indexer.engine.codec.searching import ExactSearcher
from indexer.engine.scoring import HEAD_SHARE, SATURATION, weigh_rarity
from indexer.engine.tree import (
    Between,
    Every,
    Fuzzy,
    Phrase,
    Prefix,
    Some,
    Term,
    Wildcard,
    Without,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whoosh.matching import Matcher
    from whoosh.query import Query
    from whoosh.reading import IndexReader
    from whoosh.searching import Searcher

    from indexer.engine.tree import Leaf, Node, Plan

_MANY = 10_000


def to_query(leaf: Leaf) -> Query | None:
    """Return the query of Whoosh's that means a leaf; none for what Whoosh cannot say."""
    match leaf:
        case Term(layer, text):
            return query.Term(layer.value, text)
        case Prefix(layer, text):
            return query.Prefix(layer.value, text, constantscore=False)
        case Wildcard(layer, text) if text != "*":  # Whoosh counts no terms for that one
            return query.Wildcard(layer.value, text, constantscore=False)
        case Fuzzy(layer, text, distance) if text:
            return query.FuzzyTerm(
                layer.value, text, maxdist=distance, prefixlength=1, constantscore=False
            )
        case Phrase(terms) if len({term.layer for term in terms}) == 1:
            return query.Phrase(terms[0].layer.value, [term.text for term in terms])
        case _:
            return None


def count(reader: IndexReader, leaf: Leaf) -> Mapping[tuple[str, int], int] | None:
    """Return how often each page of each work holds a leaf, as Whoosh counts; none if it cannot."""
    wanted = to_query(leaf)
    if wanted is None:
        return None
    found: Counter[tuple[str, int]] = Counter()
    weighting = Frequency()
    with ExactSearcher(reader, weighting=weighting, closereader=False) as searcher:
        for leaf_searcher, _ in searcher.leaf_searchers():
            matcher = wanted.matcher(leaf_searcher, SearchContext(weighting=weighting))
            while matcher.is_active():
                stored = leaf_searcher.stored_fields(matcher.id())
                found[stored["work"], stored["page"]] = _times(leaf, matcher)
                matcher.next()
    return found


def _times(leaf: Leaf, matcher: Matcher) -> int:
    if isinstance(leaf, Phrase):
        return len({(span.start, span.end) for span in matcher.spans()})
    times: int = round(matcher.score())
    return times


class OurWeighting(WeightingModel):  # type: ignore[misc]  # Whoosh has no types
    """BM25 with the constants and the rarity of ``scoring.py``, of one-passage works, all heads."""

    def scorer(self, searcher: Searcher, fieldname: str, text: bytes, qf: int = 1) -> _Scorer:  # noqa: ARG002 - Whoosh's
        """Return what scores a term."""
        return _Scorer(searcher, fieldname, text)


class _Scorer(WeightLengthScorer):  # type: ignore[misc]  # Whoosh has no types
    def __init__(self, searcher: Searcher, fieldname: str, text: bytes) -> None:
        reader = searcher.get_parent().reader()
        leaves = [leaf for leaf, _ in reader.leaf_readers()]
        own = [leaf for leaf in leaves if (fieldname, text) in leaf]
        holding = sum(len(list(leaf.postings(fieldname, text).all_ids())) for leaf in own)
        self._rarity = weigh_rarity(reader.doc_count(), holding)
        lengths = [
            leaf.doc_field_length(document, fieldname)
            for leaf in leaves
            for document in leaf.all_doc_ids()
        ]
        self._average = float(np.mean(lengths))
        self._constants = SATURATION[Layer(fieldname)]
        # Whoosh asks for one at least; a passage that holds a term is no shorter.
        self.setup(searcher, fieldname, text)

    def _score(self, weight: float, length: int) -> float:
        k1, b = self._constants.k1, self._constants.b
        norm = k1 * (1 - b + b * length / max(self._average, 1e-9))
        score: float = self._rarity * weight / (weight + norm)
        return score


class _Among(query.Query):  # type: ignore[misc]  # Whoosh has no types
    """Documents whose column lies between two keys; Whoosh's ``ColumnQuery`` cannot be combined."""

    def __init__(self, between: Between) -> None:
        self._between = between
        self.boost = 1.0

    def estimate_size(self, ixreader: IndexReader) -> int:
        """Return how many there may be."""
        return int(ixreader.doc_count_all())

    def matcher(self, searcher: Searcher, context: object = None) -> Matcher:  # noqa: ARG002 - Whoosh's
        """Return what walks through them."""
        first, last = self._between.first, self._between.last
        reader = searcher.reader()
        name = f"order.{self._between.key}"
        keys = reader.column_reader(name) if name in reader.schema else []
        found = [
            document
            for document, key in enumerate(keys)
            if key
            and first <= key
            and (not last or key <= last)
            and not reader.is_deleted(document)
        ]
        return ListMatcher(found)


def search(reader: IndexReader, plan: Plan) -> list[tuple[str, float]] | None:
    """Return all works and their scores as Whoosh ranks them; none for what Whoosh cannot say.

    Of a reader whose works are heads alone; of a plan that scores terms, and has nothing beside.
    """
    wanted = _to_tree(plan.match)
    if wanted is None:
        return None
    scored = [to_query(one.leaf) for one in plan.score]
    for one, weighted in zip(scored, plan.score, strict=True):
        assert one is not None
        one.boost = weighted.weight
    with ExactSearcher(reader, weighting=OurWeighting(), closereader=False) as searcher:
        matching = _collect(searcher, wanted)
        scores = dict.fromkeys(matching, 0.0)
        if scored:
            summed = _collect(searcher, query.Or(scored))
            scores |= {work: summed.get(work, 0.0) for work in matching}
    rounded = {work: round(HEAD_SHARE * score, 9) for work, score in scores.items()}
    return sorted(rounded.items(), key=lambda pair: (-pair[1], pair[0]))


def _collect(searcher: Searcher, wanted: Query) -> dict[str, float]:
    collector = TopCollector(_MANY, usequality=False, replace=0)
    searcher.search_with_collector(wanted, collector)
    found = {hit["work"]: hit.score for hit in collector.results()}
    assert all(hit["page"] == HEAD for hit in collector.results())
    return found


def _to_tree(node: Node) -> Any:  # noqa: ANN401 - a query, or nothing
    match node:
        case Every(children):
            return _all(children)
        case Some(children, least):
            return _at_least(children, least)
        case Without(child, excluded):
            kept, gone = _to_tree(child), _to_tree(excluded)
            # Not AndNot, whose matcher keeps its first document if the other begins before it.
            return None if kept is None or gone is None else query.And([kept, query.Not(gone)])
        case Between():
            return _Among(node)
        case _:
            return to_query(node)


def _at_least(nodes: tuple[Node, ...], least: int) -> Any:  # noqa: ANN401 - a query, or nothing
    """Return the query of any so many of ``nodes``; Whoosh's ``minmatch`` does nothing."""
    if least <= 0:
        return query.Every()
    combined = [_all(some) for some in combinations(nodes, least)]
    if None in combined:
        return None
    return query.Or(combined) if combined else query.NullQuery


def _all(nodes: tuple[Node, ...]) -> Any:  # noqa: ANN401 - a query, or nothing
    children = [_to_tree(node) for node in nodes]
    if None in children:
        return None
    return query.And(children) if children else query.Every()
