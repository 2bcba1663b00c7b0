"""Lengths of passages into kinds: one for all heads, or all pages, of the same length.

BM25 adds something to a frequency that depends on the kind alone. So it is kept per kind, and per
passage a number of two bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MOST = 1 << 16


@dataclass(frozen=True, slots=True)
class Kinds:
    """The passages of a part by their lengths in a layer."""

    kinds: NDArray[np.uint16]
    """Per passage."""
    lengths: NDArray[np.int64]
    """Per kind."""
    heads: NDArray[np.bool_]
    """Per kind whether it is of heads."""
    counts: NDArray[np.int64]
    """Per kind how many passages are of it, the dead included."""


def sort_kinds(lengths: NDArray[Any], heads: NDArray[np.bool_]) -> Kinds:
    """Return the kinds of passages from their lengths and from which are heads.

    Raises :class:`OverflowError` for a part with more than 65,536 kinds; it would have to hold
    billions of tokens.
    """
    both = 2 * lengths.astype(np.uint32) + heads
    counts = np.bincount(both)
    held = np.flatnonzero(counts)
    if len(held) > _MOST:
        message = f"passages of {len(held)} kinds"
        raise OverflowError(message)
    ranks = np.zeros(len(counts), np.uint16)
    ranks[held] = np.arange(len(held), dtype=np.uint16)
    return Kinds(ranks[both], held >> 1, (held & 1) > 0, counts[held])
