"""Works of a part into counts per code, and into those that have any of some codes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import types

from indexer.engine.compiled import compiled, readonly
from indexer.engine.flat.dictionary import decode_term, encode_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from indexer.engine.flat.columns import SetColumn

_NUMBERS = readonly(types.uint32)
_CODES = {1: readonly(types.uint8), 2: readonly(types.uint16), 4: readonly(types.uint32)}
"""Columns are as narrow as their codes allow."""


def _count(
    works: NDArray[np.uint32],
    offsets: NDArray[np.uint32],
    codes: NDArray[Any],
    counts: NDArray[np.uint32],
) -> None:
    """Count each code of each of ``works``; without offsets each has one."""
    if not len(offsets):
        for work in works:
            counts[codes[work]] += 1
        return
    for work in works:
        for at in range(offsets[work], offsets[work + 1]):
            counts[codes[at]] += 1


def _find(
    works: NDArray[np.uint32],
    offsets: NDArray[np.uint32],
    codes: NDArray[Any],
    selected: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Return of each of ``works`` whether any of its codes is selected."""
    found = np.zeros(len(works), np.bool_)
    for place in range(len(works)):
        work = works[place]
        begin, end = (offsets[work], offsets[work + 1]) if len(offsets) else (work, work + 1)
        for at in range(begin, end):
            found[place] |= selected[codes[at]]
    return found


_COUNTERS = {
    size: compiled(types.void(_NUMBERS, _NUMBERS, kind, types.uint32[::1]))(_count)
    for size, kind in _CODES.items()
}
_FINDERS = {
    size: compiled(types.boolean[::1](_NUMBERS, _NUMBERS, kind, readonly(types.boolean)))(_find)
    for size, kind in _CODES.items()
}


class Facet:
    """One facet of the works of a part; threads may share it."""

    def __init__(self, column: SetColumn, works: int) -> None:
        self._works = works
        self._texts = column.texts
        self._codes = np.asarray(column.codes)
        self._size = self._codes.dtype.itemsize
        self._all_offsets = np.asarray(column.offsets)

    def count(self, works: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Return how many of ``works`` have each code, in the order of the codes."""
        counts = np.zeros(self._texts.size, np.uint32)
        if len(self._codes):
            _COUNTERS[self._size](works, self._offsets, self._codes, counts)
        return counts

    def ordinal(self, code: str) -> int:
        """Return the place of a code among all, negative if no work has it."""
        return self._texts.ordinal(encode_term(code))

    def name(self, place: int) -> str:
        """Return the code at a place."""
        return decode_term(self._texts.term(place))

    def all_names(self) -> list[str]:
        """Return all codes, in order."""
        return [decode_term(text) for text in self._texts.terms(0, self._texts.size)]

    def has_any(self, works: NDArray[np.uint32], codes: Iterable[str]) -> NDArray[np.bool_]:
        """Return of each of ``works`` whether it has any of ``codes``."""
        selected = np.zeros(self._texts.size, np.bool_)
        places = [self._texts.ordinal(encode_term(code)) for code in codes]
        selected[[place for place in places if place >= 0]] = True
        if not selected.any():
            return np.zeros(len(works), np.bool_)
        return _FINDERS[self._size](works, self._offsets, self._codes, selected)

    @cached_property
    def _offsets(self) -> NDArray[np.uint32]:
        """Where the codes of each work begin; nothing if every work has exactly one."""
        every = np.arange(self._works + 1, dtype=np.uint32)
        one_each = len(self._codes) == self._works and bool((self._all_offsets == every).all())
        return self._all_offsets[:0] if one_each else self._all_offsets


class Union:
    """The codes of one facet in several parts, each once; threads may share it."""

    def __init__(self, facets: Sequence[Facet]) -> None:
        """Take the facet of each part."""
        self._facets = facets
        names = [facet.all_names() for facet in facets]
        # In order, so that of two places the lesser has the lesser code.
        place_of = {name: place for place, name in enumerate(sorted(set().union(*names)))}
        self._size = len(place_of)
        self._places = [np.array([place_of[name] for name in some], np.int64) for some in names]
        """Per part the place among all of each of its codes."""
        self._part = np.zeros(self._size, np.int64)
        self._code = np.zeros(self._size, np.int64)
        for number, places in enumerate(self._places):
            self._part[places] = number
            self._code[places] = np.arange(len(places))

    def most(
        self, works: Sequence[NDArray[np.uint32]], most: int, selected: Iterable[str]
    ) -> tuple[tuple[str, int], ...]:
        """Return the ``most`` frequent codes of some works of each part, or all for 0.

        With their numbers of works, most first, then by code; those ``selected`` are among them
        if any of the works has them.
        """
        counts = np.zeros(self._size, np.int64)
        for facet, places, some in zip(self._facets, self._places, works, strict=True):
            counts[places] += facet.count(some)
        held = np.flatnonzero(counts)
        # Ascending by this is most first, then by code.
        order = held - counts[held] * self._size
        if most and len(held) > most:
            first = held[np.argpartition(order, most)[:most]]
            own = [at for code in selected for at in self._find(code) if counts[at]]
            held = np.union1d(first, np.array(own, np.int64))
            order = held - counts[held] * self._size
        ordered = held[np.argsort(order)].tolist()
        return tuple((self._name(at), int(counts[at])) for at in ordered)

    def _name(self, place: int) -> str:
        return self._facets[int(self._part[place])].name(int(self._code[place]))

    def _find(self, code: str) -> Iterator[int]:
        for facet, places in zip(self._facets, self._places, strict=True):
            ordinal = facet.ordinal(code)
            if ordinal >= 0:
                yield int(places[ordinal])
