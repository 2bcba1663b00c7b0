"""A beginning into the terms that begin so, and their lists, decoded together, into one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.engine.flat.field import FlatField

MAX_EXPANSION = 1000
"""How many terms a prefix stands for at most: the first ones in the order of their bytes."""

_DENSE = 16
"""A prefix with more postings than this share of the passages is added up in a table of all."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """The terms of one part, as a range of ordinals."""

    first: int
    last: int
    postings: int


def expand(fields: Sequence[FlatField], number: int, prefix: bytes) -> Expansion:
    """Return what a prefix stands for in the part ``number``; the bound is of all parts joined."""
    field = fields[number]
    first, last = field.range(prefix)
    ranges = [one.range(prefix) for one in fields]
    if sum(end - begin for begin, end in ranges) > MAX_EXPANSION:
        last = _cut(fields, ranges, number)
    postings = int(field.frequencies(first, last).sum()) if last > first else 0
    return Expansion(first, last, postings)


def _cut(fields: Sequence[FlatField], ranges: Sequence[tuple[int, int]], number: int) -> int:
    """Return the end of the part's own terms among the first ones of all parts."""
    first, last = ranges[number]
    if len(fields) == 1:
        return min(last, first + MAX_EXPANSION)
    heads = [
        field.terms(begin, min(end, begin + MAX_EXPANSION))
        for field, (begin, end) in zip(fields, ranges, strict=True)
    ]
    allowed = sorted(set().union(*heads))[:MAX_EXPANSION]
    return first + sum(term <= allowed[-1] for term in heads[number])


def hold_any(
    field: FlatField, expansion: Expansion, passages: int
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the passages that hold any of the terms and how often, the dead included."""
    if expansion.last <= expansion.first:
        return np.zeros(0, np.uint32), np.zeros(0, np.int64)
    lists = field.lists(expansion.first, expansion.last)
    if expansion.last - expansion.first == 1:
        return lists.ids, lists.tfs.astype(np.int64)
    if len(lists.ids) * _DENSE > passages:
        totals = np.bincount(lists.ids, weights=lists.tfs, minlength=passages)
        held = np.flatnonzero(totals)
        return held, totals[held].astype(np.int64)
    order = np.argsort(lists.ids, kind="stable")
    ids = lists.ids[order]
    starts = np.flatnonzero(np.concatenate(([True], ids[1:] != ids[:-1])))
    return ids[starts], np.add.reduceat(lists.tfs[order].astype(np.int64), starts)
