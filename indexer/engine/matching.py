"""Leaves into the passages that hold them, and query trees into the works that match."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexer.engine.postings import NOTHING, Postings
from indexer.engine.tree import Every, Leaf, Node, Phrase, Prefix, Some, Term, Without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine.blocks import Layer
    from indexer.engine.view import Living, View

MAX_EXPANSION = 1000
"""How many terms a prefix stands for at most: the first ones in the order of their bytes."""

_WIDEST = 1 << 32
"""More than any position; passage · _WIDEST + position is one number for a place."""


@dataclass(frozen=True, slots=True)
class Holding:
    """The living passages that hold a leaf, ascending, and how often each does."""

    passages: NDArray[np.int64]
    frequencies: NDArray[np.int64]


class Matching:
    """The leaves of one search, each looked up once."""

    def __init__(self, view: View, living: Living) -> None:
        self._view = view
        self._living = living
        self._found: dict[Leaf, Holding] = {}

    def passages(self, leaf: Leaf) -> Holding:
        """Return the living passages that hold ``leaf``."""
        if leaf not in self._found:
            found = self._look_up(leaf)
            alive = self._living.passages[found.passages]
            self._found[leaf] = Holding(found.passages[alive], found.frequencies[alive])
        return self._found[leaf]

    def works(self, node: Node) -> NDArray[np.bool_]:
        """Return for every work whether it is alive and matches ``node``."""
        match node:
            case Every(children):
                masks = [self.works(child) for child in children]
                return all_of([self._living.works, *masks])
            case Some(children, least):
                counts = np.zeros(len(self._view.ids), np.int64)
                for child in children:
                    counts += self.works(child)
                return self._living.works & (counts >= least)
            case Without(child, excluded):
                return self.works(child) & ~self.works(excluded)
            case _:
                mask = np.zeros(len(self._view.ids), np.bool_)
                mask[self._view.work_of[self.passages(node).passages]] = True
                return mask

    def _look_up(self, leaf: Leaf) -> Holding:
        match leaf:
            case Term():
                found = self.postings(leaf, positions=False)
                return Holding(found.passages, found.frequencies)
            case Phrase(terms):
                return self._look_up_phrase(terms)
            case Prefix(layer, text):
                return self._look_up_prefix(layer, text)

    def postings(self, term: Term, *, positions: bool) -> Postings:
        """Return the postings of all segments, deleted ones too, in the numbering of the view."""
        parts = [
            (one.postings(term.layer, term.text, positions=positions), offset)
            for one, offset in zip(self._view.segments, self._view.offsets, strict=False)
        ]
        return Postings(
            _join([part.passages + offset for part, offset in parts]),
            _join([part.frequencies for part, _ in parts]),
            _join([part.positions for part, _ in parts]),
        )

    def _look_up_phrase(self, terms: Sequence[Term]) -> Holding:
        """Intersect the places where each term would have to stand for a phrase to begin there."""
        if not terms:
            return Holding(NOTHING.passages, NOTHING.frequencies)
        read = {term: self.postings(term, positions=True) for term in set(terms)}
        common = read[terms[0]].passages
        for found in read.values():
            common = np.intersect1d(common, found.passages, assume_unique=True)
        begins = _places(read[terms[0]], common)
        for shift, term in enumerate(terms):
            places = _places(read[term], common) - shift
            # A later term that stands too early for a phrase has a place in no passage, or in the
            # one before at a position that does not exist: the first term never stands there.
            begins = np.intersect1d(begins, places, assume_unique=True)
        passages, frequencies = np.unique(begins // _WIDEST, return_counts=True)
        return Holding(passages, frequencies.astype(np.int64))

    def _look_up_prefix(self, layer: Layer, text: str) -> Holding:
        terms = {
            term for one in self._view.segments for term in one.terms(layer, text, MAX_EXPANSION)
        }
        chosen = sorted(terms, key=lambda term: term.encode("utf-8", "surrogatepass"))
        totals = np.zeros(len(self._view.work_of), np.int64)
        for term in chosen[:MAX_EXPANSION]:
            found = self.postings(Term(layer, term), positions=False)
            totals[found.passages] += found.frequencies
        passages = np.flatnonzero(totals)
        return Holding(passages, totals[passages])


def all_of(masks: Sequence[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """Return where every one of the masks, at least one, is true."""
    result = masks[0].copy()
    for mask in masks[1:]:
        result &= mask
    return result


def _places(found: Postings, common: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return passage · _WIDEST + position for each place in the passages ``common``."""
    passages = np.repeat(found.passages, found.frequencies)
    chosen = np.isin(passages, common, kind="sort") if len(common) < len(found.passages) else ...
    return passages[chosen] * _WIDEST + found.positions[chosen]


def _join(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(0, np.int64), *parts])
