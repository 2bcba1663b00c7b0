"""Leaves into the living passages that hold them, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.evaluate.phrases import FIND_COST, find_phrase
from indexer.engine.evaluate.prefixes import Expansion, expand, hold_any
from indexer.engine.flat.dictionary import encode_term
from indexer.engine.scoring import saturate
from indexer.engine.tree import Phrase, Prefix, Term

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from indexer.engine.blocks import Layer
    from indexer.engine.evaluate.cache import ArrayCache
    from indexer.engine.evaluate.living import Living, LivingPart
    from indexer.engine.flat.postings import PostingList
    from indexer.engine.tree import Leaf


@dataclass(frozen=True, slots=True)
class Holding:
    """The living passages of a part that hold a leaf, ascending, and how often each does."""

    passages: NDArray[Any]
    frequencies: NDArray[Any]


class Leaves:
    """The leaves of one search in one part, each looked up once."""

    def __init__(self, living: Living, number: int, cache: ArrayCache) -> None:
        self._living = living
        self._number = number
        self.living: LivingPart = living.parts[number]
        self.part = self.living.part
        self._cache = cache
        # What is deleted or withdrawn, and the other parts, have no say in the lists of terms.
        state = (living.version, number)
        self._state: Hashable = state
        self._scope: Hashable = self.part.key if self.living.passages is None else state
        self._expansions: dict[Prefix, Expansion] = {}

    def list_of(self, term: Term) -> PostingList | None:
        """Return the postings of a term, none if it is not there."""
        return self.part.list_of(term)

    def cost(self, leaf: Leaf) -> int:
        """Return how many passages hold the leaf at most, the dead included."""
        match leaf:
            case Term():
                found = self.list_of(leaf)
                return found.count if found else 0
            case Phrase(terms):
                return min((self.cost(term) for term in terms), default=0)
            case Prefix():
                return self._expansion(leaf).postings

    def frequency(self, leaf: Leaf) -> int:
        """Return how many living passages hold the leaf."""
        if isinstance(leaf, Term) and self.living.passages is None:
            return self.cost(leaf)
        return len(self.passages(leaf))

    def passages(self, leaf: Leaf) -> NDArray[Any]:
        """Return the living passages that hold the leaf, ascending."""
        if isinstance(leaf, Term):
            key = (self._scope, leaf, "passages")
            return self._cache.get(key, lambda: (self._alive(self._ids(leaf)),))[0]
        return self.holding(leaf).passages

    def holding(self, leaf: Leaf) -> Holding:
        """Return the living passages that hold the leaf, with frequencies."""
        if isinstance(leaf, Term):
            return self._hold_term(leaf)
        scope = self._scope if isinstance(leaf, Phrase) else self._state
        key = (scope, leaf, "holding")
        return Holding(*self._cache.get(key, lambda: self._hold(leaf)))

    def impacts(self, leaf: Leaf) -> NDArray[np.float64]:
        """Return tf / (tf + norm) for each of :meth:`passages`."""
        key = (self._state, leaf, "impacts")
        return self._cache.get(key, lambda: (self._weigh(leaf, self.holding(leaf)),))[0]

    def hold_among(self, leaf: Leaf, among: NDArray[Any]) -> Holding | None:
        """Return which of ascending passages hold the leaf, if that is cheaper than all of it."""
        if not isinstance(leaf, Term) or len(among) * FIND_COST > self.cost(leaf):
            return None
        found = self.list_of(leaf)
        if found is None:
            return None
        places = found.find(among)
        held = places >= 0
        return Holding(among[held], found.tfs_at(places[held]))

    def weigh_among(self, leaf: Leaf, holding: Holding) -> NDArray[np.float64]:
        """Return tf / (tf + norm) for what :meth:`hold_among` returned."""
        return self._weigh(leaf, holding)

    def _ids(self, term: Term) -> NDArray[Any]:
        found = self.list_of(term)
        return found.ids() if found else np.zeros(0, np.uint32)

    def _alive(self, passages: NDArray[Any]) -> NDArray[Any]:
        alive = self.living.passages
        return passages if alive is None else passages[alive[passages]]

    def _hold_term(self, term: Term) -> Holding:
        found = self.list_of(term)
        if found is None:
            return Holding(np.zeros(0, np.uint32), np.zeros(0, np.uint8))
        frequencies = found.tfs()
        alive = self.living.passages
        if alive is not None:
            frequencies = frequencies[alive[found.ids()]]
        return Holding(self.passages(term), frequencies)

    def _hold(self, leaf: Phrase | Prefix) -> tuple[NDArray[Any], NDArray[Any]]:
        if isinstance(leaf, Phrase):
            passages, frequencies = self._hold_phrase(leaf.terms)
        else:
            field = self.part.field(leaf.layer)
            passages, frequencies = hold_any(field, self._expansion(leaf), self.part.passages)
        alive = self.living.passages
        if alive is None:
            return passages, frequencies
        kept = alive[passages]
        return passages[kept], frequencies[kept]

    def _hold_phrase(self, terms: Sequence[Term]) -> tuple[NDArray[Any], NDArray[Any]]:
        lists = [self.list_of(term) for term in terms]
        held = [one for one in lists if one is not None]
        if not terms or len(held) < len(terms):
            return np.zeros(0, np.uint32), np.zeros(0, np.int64)
        return find_phrase(held, lambda at: self._ids(terms[at]))

    def _expansion(self, prefix: Prefix) -> Expansion:
        if prefix not in self._expansions:
            parts = [one.part for one in self._living.parts]
            fields = [part.field(prefix.layer) for part in parts]
            self._expansions[prefix] = expand(fields, self._number, encode_term(prefix.text))
        return self._expansions[prefix]

    def _weigh(self, leaf: Leaf, holding: Holding) -> NDArray[np.float64]:
        norms = self._living.norms(layer_of(leaf), self._number)
        return saturate(holding.frequencies, norms, holding.passages)


def layer_of(leaf: Leaf) -> Layer:
    """Return the layer whose lengths weigh the leaf: of a phrase that of its first term."""
    return leaf.terms[0].layer if isinstance(leaf, Phrase) else leaf.layer
