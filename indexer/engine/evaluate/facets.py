"""Works of a part into counts per code, and into those that have any of some codes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.engine.evaluate.ordered import spread
from indexer.engine.flat.dictionary import decode_term, encode_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from indexer.engine.flat.columns import SetColumn

_NAMES_KEPT = 4096
"""Facets with more codes have theirs read when they are shown."""


class Facet:
    """One facet of the works of a part; threads may share it."""

    def __init__(self, column: SetColumn, works: int) -> None:
        self._works = works
        self._texts = column.texts
        self._codes = np.asarray(column.codes)
        self._offsets = np.asarray(column.offsets)

    def count(self, works: NDArray[Any]) -> dict[str, int]:
        """Return how many of ascending works have each code that any of them has."""
        if not len(self._codes):
            return {}
        counts = np.bincount(self._codes_of(works), minlength=self._texts.size)
        held = np.flatnonzero(counts).tolist()
        return dict(zip(self._names_of(held), counts[held].tolist(), strict=True))

    def has_any(self, works: NDArray[Any], codes: Iterable[str]) -> NDArray[np.bool_]:
        """Return of each of ascending works whether it has any of ``codes``."""
        selected = np.zeros(self._texts.size, np.bool_)
        places = [self._texts.ordinal(encode_term(code)) for code in codes]
        selected[[place for place in places if place >= 0]] = True
        if not selected.any():
            return np.zeros(len(works), np.bool_)
        if self._one_each:
            own: NDArray[np.bool_] = selected[self._codes[works]]
            return own
        starts, sizes = self._ranges(works)
        hits = selected[self._codes[spread(starts, sizes)]]
        mask = np.zeros(len(works), np.bool_)
        mask[np.repeat(np.arange(len(works)), sizes)[hits]] = True
        return mask

    def _names_of(self, codes: Sequence[int]) -> list[str]:
        if self._texts.size <= _NAMES_KEPT:
            return [self._names[code] for code in codes]
        return [decode_term(self._texts.term(code)) for code in codes]

    @cached_property
    def _names(self) -> list[str]:
        return [decode_term(text) for text in self._texts.terms(0, self._texts.size)]

    @cached_property
    def _one_each(self) -> bool:
        """Whether every work has exactly one code."""
        every = np.arange(self._works + 1)
        return len(self._codes) == self._works and bool((self._offsets == every).all())

    def _codes_of(self, works: NDArray[Any]) -> NDArray[Any]:
        if len(works) == self._works:
            return self._codes
        places = works if self._one_each else spread(*self._ranges(works))
        codes: NDArray[Any] = self._codes[places]
        return codes

    def _ranges(self, works: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
        starts = self._offsets[works].astype(np.int64)
        return starts, self._offsets[1:][works] - starts
