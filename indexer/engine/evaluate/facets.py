"""Works of a part into counts per code, and into those that have any of some codes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import types

from indexer.engine.compiled import compiled, readonly
from indexer.engine.flat.dictionary import decode_term, encode_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from indexer.engine.flat.columns import SetColumn

_NAMES_KEPT = 4096
"""Facets with more codes have theirs read when they are shown."""

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

    def count(self, works: NDArray[np.uint32]) -> dict[str, int]:
        """Return how many of ``works`` have each code that any of them has."""
        counts = np.zeros(self._texts.size, np.uint32)
        if len(self._codes):
            _COUNTERS[self._size](works, self._offsets, self._codes, counts)
        held = np.flatnonzero(counts).tolist()
        return dict(zip(self._names_of(held), counts[held].tolist(), strict=True))

    def has_any(self, works: NDArray[np.uint32], codes: Iterable[str]) -> NDArray[np.bool_]:
        """Return of each of ``works`` whether it has any of ``codes``."""
        selected = np.zeros(self._texts.size, np.bool_)
        places = [self._texts.ordinal(encode_term(code)) for code in codes]
        selected[[place for place in places if place >= 0]] = True
        if not selected.any():
            return np.zeros(len(works), np.bool_)
        return _FINDERS[self._size](works, self._offsets, self._codes, selected)

    def _names_of(self, codes: Sequence[int]) -> list[str]:
        if self._texts.size <= _NAMES_KEPT:
            return [self._names[code] for code in codes]
        return [decode_term(self._texts.term(code)) for code in codes]

    @cached_property
    def _names(self) -> list[str]:
        return [decode_term(text) for text in self._texts.terms(0, self._texts.size)]

    @cached_property
    def _offsets(self) -> NDArray[np.uint32]:
        """Where the codes of each work begin; nothing if every work has exactly one."""
        every = np.arange(self._works + 1, dtype=np.uint32)
        one_each = len(self._codes) == self._works and bool((self._all_offsets == every).all())
        return self._all_offsets[:0] if one_each else self._all_offsets
