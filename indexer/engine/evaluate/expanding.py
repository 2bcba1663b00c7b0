"""Shapes and words with slips into the terms that they stand for, and these lists into one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.engine.fitting import find_fitting
from indexer.engine.flat.dictionary import encode_term
from indexer.engine.tree import Fuzzy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.engine.evaluate.part import Part
    from indexer.engine.tree import Wildcard

MAX_EXPANSION = 1000
"""How many terms of all parts together such a leaf stands for at most."""


def choose_terms(parts: Sequence[Part], leaf: Wildcard | Fuzzy) -> tuple[NDArray[np.int64], ...]:
    """Return per part the ordinals of the terms that fit, ascending.

    Of all parts together no more than 1,000 terms, those that stand in most passages, what is
    deleted included; of equal ones the first in the order of their bytes.
    """
    found = [_find(part, leaf) for part in parts]
    if sum(map(len, found)) <= MAX_EXPANSION:
        return tuple(found)
    totals: Counter[bytes] = Counter()
    named = []
    for part, ordinals in zip(parts, found, strict=True):
        terms, frequencies = _read(part, leaf, ordinals)
        named.append(terms)
        for term, frequency in zip(terms, frequencies, strict=True):
            totals[term] += frequency
    chosen = set(sorted(totals, key=lambda term: (-totals[term], term))[:MAX_EXPANSION])
    return tuple(
        ordinals[[term in chosen for term in terms]]
        for ordinals, terms in zip(found, named, strict=True)
    )


def hold_terms(
    part: Part, leaf: Wildcard | Fuzzy, ordinals: NDArray[np.int64]
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the passages that hold any of the terms and how often, the dead included."""
    field = part.field(leaf.layer)
    lists = [field.postings(ordinal) for ordinal in ordinals.tolist()]
    totals = np.zeros(part.passages, np.int64)
    for one in lists:
        # A list names no passage twice.
        totals[one.ids()] += one.tfs()
    held = np.flatnonzero(totals)
    return held, totals[held]


def count_postings(part: Part, leaf: Wildcard | Fuzzy, ordinals: NDArray[np.int64]) -> int:
    """Return how many postings the terms have."""
    return int(_frequencies(part, leaf, ordinals).sum())


def _find(part: Part, leaf: Wildcard | Fuzzy) -> NDArray[np.int64]:
    field = part.field(leaf.layer)
    first, last = field.range(encode_term(_beginning(leaf)))
    return find_fitting(field.texts(first, last), leaf) + first


def _beginning(leaf: Wildcard | Fuzzy) -> str:
    """Return what every term that fits begins with."""
    if isinstance(leaf, Fuzzy):
        return leaf.text[:1]
    return leaf.text[: min(map(f"{leaf.text}*?".index, "*?"))]


def _read(
    part: Part, leaf: Wildcard | Fuzzy, ordinals: NDArray[np.int64]
) -> tuple[list[bytes], list[int]]:
    """Return the terms of some ordinals and in how many passages each stands."""
    field = part.field(leaf.layer)
    terms = [field.term(ordinal) for ordinal in ordinals.tolist()]
    return terms, _frequencies(part, leaf, ordinals).tolist()


def _frequencies(
    part: Part, leaf: Wildcard | Fuzzy, ordinals: NDArray[np.int64]
) -> NDArray[np.uint32]:
    field = part.field(leaf.layer)
    return field.frequencies(0, field.size)[ordinals]
