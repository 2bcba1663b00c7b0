"""The terms of passages in their order into posting lists sorted by term.

Numbered by their rank among all terms, tokens are brought into the order of the lists by counting,
which takes two passes over them however many there are. Pairs of neighbours are sorted as pairs of
numbers; only those that are distinct become texts.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

from indexer.engine.compiled import compiled, readonly
from indexer.engine.flat.dictionary import Texts, encode_term, join_texts
from indexer.engine.flat.lists import Lists
from indexer.engine.flat.numbering import TermNumbers

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOGETHER = 1 << 15
"""Terms that are numbered together."""

_SPACE = ord(" ")

_Numbers = readonly(types.uint32)
_Out = types.uint32[::1]


class Inverted(NamedTuple):
    """Terms, ascending by their bytes, with their lists."""

    terms: Texts
    lists: Lists


@dataclass(frozen=True, slots=True)
class RankedTokens:
    """The tokens of a field as numbers, passage after passage."""

    terms: Texts
    """Distinct, ascending by their bytes."""
    tokens: NDArray[np.uint32]
    """Per token the place of its term in ``terms``."""
    lengths: NDArray[np.uint32]
    """Tokens per passage."""

    def invert(self, *, positions: bool) -> Inverted:
        """Return the posting lists of all terms."""
        ends = np.cumsum(np.bincount(self.tokens, minlength=len(self.terms)))
        passages, places = np.empty_like(self.tokens), np.empty_like(self.tokens)
        starts = np.concatenate([[0], ends])
        _scatter_tokens(self.tokens, self.lengths, starts, passages, places)
        return Inverted(self.terms, _group(passages, ends, places if positions else None))

    def pair_lengths(self) -> NDArray[np.uint32]:
        """Return how many pairs of neighbours each passage has."""
        return np.maximum(self.lengths, np.uint32(1)) - np.uint32(1)

    def invert_pairs(self) -> Inverted:
        """Return the posting lists of all pairs of neighbours, their terms joined by a space.

        Raises :class:`ValueError` for a term with a space or control character in it, of which
        pairs would be in another order than their texts, or not told apart.
        """
        letters = self.terms.raw[: self.terms.ends[-1]]
        if int(letters.min(initial=0xFF)) <= _SPACE:
            message = "a term with a space in it has no pairs"
            raise ValueError(message)
        within = np.ones(len(self.tokens), np.bool_)
        ends = np.cumsum(self.lengths, dtype=np.int64)
        within[ends[self.lengths > 0] - 1] = False
        pairs = self.pair_lengths()
        passages = np.repeat(np.arange(len(pairs), dtype=np.uint32), pairs)
        size = len(self.terms)
        one, two = self.tokens[within], self.tokens[1:][within[:-1]]
        one, passages, ends = _sort(two, size, one, passages)
        two = _repeat(ends)
        two, passages, ends = _sort(one, size, two, passages)
        one = _repeat(ends)
        fresh = np.ones(len(one), np.bool_)
        fresh[1:] = (one[1:] != one[:-1]) | (two[1:] != two[:-1])
        starts = np.flatnonzero(fresh)
        terms = _join(self.terms, one[starts], two[starts])
        return Inverted(terms, _group(passages, np.append(starts, len(one))[1:], None))


class FieldTokens:
    """The tokens of one field, passage after passage."""

    def __init__(self) -> None:
        self._numbers = TermNumbers()
        self._tokens: list[NDArray[np.uint32]] = []
        self._lengths = array("I")
        self._waiting: list[str] = []
        """The terms of passages that have no numbers yet, a zero behind each term."""
        self._count = 0
        """Terms that wait."""

    def add(self, terms: Sequence[str]) -> None:
        """Take the terms of the next passage in the order of its text.

        Raises :class:`ValueError` for a term with the character 0 in it, though not at once.
        """
        self._lengths.append(len(terms))
        if terms:
            self._waiting += ("\0".join(terms), "\0")
            self._count += len(terms)
            if self._count >= _TOGETHER:
                self._number()

    def rank(self) -> RankedTokens:
        """Return the tokens as ranks of their terms; nothing is left of them here."""
        self._number()
        terms = self._numbers.terms()
        order = sorted(range(len(terms)), key=terms.__getitem__)
        ranks = np.empty(len(order), np.uint32)
        ranks[order] = np.arange(len(order), dtype=np.uint32)
        tokens = np.concatenate([ranks[:0], *(ranks[some] for some in self._tokens)])
        self._tokens.clear()
        ordered = join_texts([terms[number] for number in order])
        return RankedTokens(ordered, tokens, np.array(self._lengths, np.uint32))

    def _number(self) -> None:
        text = encode_term("".join(self._waiting))
        self._tokens.append(self._numbers.number(text, self._count))
        self._waiting.clear()
        self._count = 0


def _sort(
    keys: NDArray[np.uint32], size: int, one: NDArray[np.uint32], other: NDArray[np.uint32]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.int64]]:
    """Return two arrays in the order of ``keys`` (less than ``size``), and where each key ends."""
    ends = np.cumsum(np.bincount(keys, minlength=size))
    first, second = np.empty_like(one), np.empty_like(other)
    _scatter(keys, np.concatenate([[0], ends]), one, other, first, second)
    return first, second, ends


def _repeat(ends: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return 0, 1, … each up to where it ends."""
    return np.repeat(np.arange(len(ends), dtype=np.uint32), np.diff(ends, prepend=0))


def _group(
    passages: NDArray[np.uint32], ends: NDArray[np.int64], positions: NDArray[np.uint32] | None
) -> Lists:
    """Return the lists of terms whose tokens stand in ``passages``, those of one up to its end."""
    counts = np.empty(len(ends), np.int64)
    tfs = np.empty_like(passages)
    size = _count(passages, ends, counts, tfs)
    return Lists(counts, passages[:size], tfs[:size], positions)


def _join(terms: Texts, one: NDArray[np.uint32], two: NDArray[np.uint32]) -> Texts:
    """Return pairs of terms, a space between the two."""
    lengths = np.diff(terms.ends)
    ends = np.zeros(len(one) + 1, np.int64)
    np.cumsum(lengths[one] + lengths[two] + 1, out=ends[1:])
    raw = np.full(int(ends[-1]), _SPACE, np.uint8)
    _copy(terms.raw, terms.ends, one, ends[:-1].copy(), raw)
    _copy(terms.raw, terms.ends, two, ends[1:] - lengths[two], raw)
    return Texts(raw, ends)


@compiled(
    types.void(
        readonly(types.uint8), readonly(types.int64), _Numbers, types.int64[::1], types.uint8[::1]
    )
)
def _copy(
    raw: NDArray[np.uint8],
    ends: NDArray[np.int64],
    chosen: NDArray[np.uint32],
    places: NDArray[np.int64],
    out: NDArray[np.uint8],
) -> None:
    """Copy the ``chosen`` texts to their places in ``out``."""
    for at in range(len(chosen)):
        place = places[at]
        for letter in range(ends[chosen[at]], ends[np.int64(chosen[at]) + 1]):
            out[place] = raw[letter]
            place += 1


@compiled(types.void(_Numbers, types.int64[::1], _Numbers, _Numbers, _Out, _Out))
def _scatter(  # noqa: PLR0913, PLR0917 - two columns of the same rows
    keys: NDArray[np.uint32],
    starts: NDArray[np.int64],
    one: NDArray[np.uint32],
    other: NDArray[np.uint32],
    one_sorted: NDArray[np.uint32],
    other_sorted: NDArray[np.uint32],
) -> None:
    """Bring ``one`` and ``other`` into the order of ``keys``, equal ones as they stood.

    ``starts`` tells where each key begins and is moved to where it ends.
    """
    for at in range(len(keys)):
        key = keys[at]
        place = starts[key]
        starts[key] = place + 1
        one_sorted[place] = one[at]
        other_sorted[place] = other[at]


@compiled(types.void(_Numbers, _Numbers, types.int64[::1], _Out, _Out))
def _scatter_tokens(
    tokens: NDArray[np.uint32],
    lengths: NDArray[np.uint32],
    starts: NDArray[np.int64],
    passages: NDArray[np.uint32],
    places: NDArray[np.uint32],
) -> None:
    """Write passage and place of every token, those of a term from where it ``starts``."""
    at = 0
    for passage in range(len(lengths)):
        for place in range(lengths[passage]):
            token = tokens[at]
            at += 1
            spot = starts[token]
            starts[token] = spot + 1
            passages[spot] = passage
            places[spot] = place


@compiled(types.int64(_Out, readonly(types.int64), types.int64[::1], _Out))
def _count(
    passages: NDArray[np.uint32],
    ends: NDArray[np.int64],
    counts: NDArray[np.int64],
    tfs: NDArray[np.uint32],
) -> int:
    """Leave one of equal passages within each term; return the number of postings."""
    size = 0
    at = 0
    for term in range(len(ends)):
        before = size
        while at < ends[term]:
            passage = passages[at]
            begin = at
            while at < ends[term] and passages[at] == passage:
                at += 1
            passages[size] = passage
            tfs[size] = at - begin
            size += 1
        counts[term] = size - before
    return size
