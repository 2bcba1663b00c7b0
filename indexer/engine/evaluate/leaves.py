"""Leaves into the living passages that hold them, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexer.engine.codec.fallback import hold_query, layer_of_query
from indexer.engine.evaluate.expanding import choose_terms, count_postings, hold_terms
from indexer.engine.evaluate.places import count_phrases, count_windows, meet
from indexer.engine.evaluate.sets import keep_living
from indexer.engine.evaluate.sums import add_amounts, collect
from indexer.engine.flat.dictionary import encode_term
from indexer.engine.tree import Fuzzy, Native, Near, Phrase, Prefix, Term, Wildcard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine.blocks import Layer
    from indexer.engine.evaluate.cache import ArrayCache
    from indexer.engine.evaluate.living import Living, LivingPart
    from indexer.engine.evaluate.sums import Scratch
    from indexer.engine.flat.postings import PostingList
    from indexer.engine.tree import Leaf

FIND_COST = 12
"""Looking up one passage in a list costs as much as decoding so many postings."""

_AT_ONCE = 1 << 12
"""Terms of a prefix whose lists are decoded together."""

_NOTHING = np.zeros(0, np.uint32)


@dataclass(frozen=True, slots=True)
class Holding:
    """The living passages of a part that hold a leaf, ascending, and how often each does."""

    passages: NDArray[np.uint32]
    frequencies: NDArray[np.uint32]


class Leaves:
    """The leaves of one search in one part, each looked up once."""

    def __init__(self, living: Living, number: int, scratch: Scratch, cache: ArrayCache) -> None:
        self.living: LivingPart = living.parts[number]
        self.part = self.living.part
        self._statistics = living
        self._number = number
        self._scratch = scratch
        self._cache = cache
        self._passages: dict[Leaf, NDArray[np.uint32]] = {}
        self._holdings: dict[Leaf, Holding] = {}
        self.list_of = self.part.list_of
        """The postings of a term, none if it is not there."""

    def cost(self, leaf: Leaf) -> int:
        """Return about how many passages hold the leaf, the dead included."""
        match leaf:
            case Term():
                found = self.list_of(leaf)
                return found.count if found else 0
            case Phrase(terms) | Near(terms):
                return min((self.cost(term) for term in terms), default=0)
            case Wildcard() | Fuzzy():
                return count_postings(self.part, leaf, self._terms(leaf))
            case _:
                return len(self.passages(leaf))

    def frequency(self, leaf: Leaf) -> int:
        """Return how many living passages hold the leaf."""
        if not isinstance(leaf, Term):
            return len(self.passages(leaf))
        found = self.list_of(leaf)
        if found is None or self.living.passages is None:
            return found.count if found else 0
        return found.count - int(np.count_nonzero(found.find(self.living.dead) >= 0))

    def passages(self, leaf: Leaf) -> NDArray[np.uint32]:
        """Return the living passages that hold the leaf, ascending."""
        if leaf not in self._passages:
            if isinstance(leaf, Term):
                found = self.list_of(leaf)
                ids = found.ids() if found else _NOTHING
                self._passages[leaf] = self._keep_living(ids, _NOTHING).passages
            else:
                self._passages[leaf] = self.holding(leaf).passages
        return self._passages[leaf]

    def holding(self, leaf: Leaf) -> Holding:
        """Return the living passages that hold the leaf, with frequencies."""
        if leaf not in self._holdings:
            self._holdings[leaf] = self._hold(leaf)
            self._passages[leaf] = self._holdings[leaf].passages
        return self._holdings[leaf]

    def find_among(self, leaf: Leaf, among: NDArray[np.uint32]) -> NDArray[np.uint32] | None:
        """Return which of ascending passages hold the leaf, if that is cheaper than all of it."""
        found = None if leaf in self._passages else self._look_up(leaf, among)
        return among[found.find(among) >= 0] if found else None

    def hold_among(self, leaf: Leaf, among: NDArray[np.uint32]) -> Holding | None:
        """Do what :meth:`find_among` does, with frequencies."""
        found = self._look_up(leaf, among)
        if found is None:
            return None
        places = found.find(among)
        held = places >= 0
        return Holding(among[held], _counts(found.tfs_at(places[held])))

    def _look_up(self, leaf: Leaf, among: NDArray[np.uint32]) -> PostingList | None:
        """Return the list in which to look up ``among``, if that pays."""
        if not isinstance(leaf, Term):
            return None
        return self.list_of(leaf) if len(among) * FIND_COST < self.cost(leaf) else None

    def norms(self, leaf: Leaf) -> NDArray[np.float64]:
        """Return what BM25 adds to the frequency of a leaf, per kind of passage."""
        return self._statistics.norms(layer_of(leaf), self._number)

    def least_norms(self, layer: Layer) -> NDArray[np.float64]:
        """Return the least that BM25 adds for passages of so many tokens or more, per length."""
        return self._statistics.least_norms(layer)

    def _hold(self, leaf: Leaf) -> Holding:
        """Return what holds a leaf; every kind of leaf has its way."""
        match leaf:
            case Term():
                found = self.list_of(leaf)
                passages, frequencies = _NOTHING, _NOTHING
                if found is not None:
                    passages = self._passages.get(leaf, _NOTHING)
                    if self.living.passages is not None or not len(passages):
                        passages = found.ids()
                    frequencies = _counts(found.tfs())
            case Phrase(terms):
                passages, frequencies = self._hold_phrase(terms)
            case Near(terms, distance):
                passages, frequencies = self._hold_near(tuple(dict.fromkeys(terms)), distance)
            case Prefix(layer, text):
                passages, frequencies = self._hold_prefix(layer, encode_term(text))
            case Wildcard() | Fuzzy():
                ids, tfs = hold_terms(self.part, leaf, self._terms(leaf))
                passages, frequencies = _counts(ids), _counts(tfs)
            case Native(query):
                ids, tfs = hold_query(self.part.segment, query)
                passages, frequencies = _counts(ids), _counts(tfs)
        return self._keep_living(passages, frequencies)

    def _keep_living(
        self, passages: NDArray[np.uint32], frequencies: NDArray[np.uint32]
    ) -> Holding:
        alive = self.living.passages
        if alive is None:
            return Holding(passages, frequencies)
        return Holding(*keep_living(passages, frequencies, alive))

    def _hold_phrase(self, terms: Sequence[Term]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        lists = self._lists_of_all(terms)
        if not lists:
            return _NOTHING, _NOTHING
        places = meet(lists)
        counts = count_phrases(places.counts, places.values, places.starts)
        return places.passages[counts > 0], counts[counts > 0]

    def _hold_near(
        self, terms: Sequence[Term], distance: int
    ) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        lists = self._lists_of_all(terms)
        if not lists:
            return _NOTHING, _NOTHING
        places = meet(lists)
        width = len(terms) + distance
        counts = count_windows(places.counts, places.values, places.starts, width)
        return places.passages[counts > 0], counts[counts > 0]

    def _lists_of_all(self, terms: Sequence[Term]) -> list[PostingList]:
        """Return the lists of terms; nothing if any of them is nowhere."""
        lists = [one for term in terms if (one := self.list_of(term)) is not None]
        return lists if len(lists) == len(terms) else []

    def _hold_prefix(
        self, layer: Layer, prefix: bytes
    ) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        field = self.part.field(layer)
        first, last = field.range(prefix)
        if last <= first:
            return _NOTHING, _NOTHING
        if last - first == 1:
            found = field.postings(first)
            return found.ids(), _counts(found.tfs())
        totals = self._scratch.totals(self.part.key, self.part.numbers)
        for begin in range(first, last, _AT_ONCE):
            lists = field.together(begin, min(begin + _AT_ONCE, last))
            add_amounts(lists.ids, lists.tfs, *totals)
        return collect(*totals, 1)

    def _terms(self, leaf: Wildcard | Fuzzy) -> NDArray[np.int64]:
        """Return the ordinals of the terms that the leaf stands for in this part."""
        parts = [one.part for one in self._statistics.parts]
        key = (tuple(part.key for part in parts), leaf, "terms")
        return self._cache.get(key, lambda: choose_terms(parts, leaf))[self._number]


def _counts(frequencies: NDArray[np.generic]) -> NDArray[np.uint32]:
    return frequencies.astype(np.uint32, copy=False)


def layer_of(leaf: Leaf) -> Layer:
    """Return the layer whose lengths weigh the leaf: of several terms that of the first."""
    match leaf:
        case Phrase(terms) | Near(terms):
            return terms[0].layer
        case Native(query):
            return layer_of_query(query)
        case _:
            return leaf.layer
