"""Posting lists of several terms into where they stand in passages: phrases, nearness, windows."""

# ruff: noqa: PLR0913, PLR0917 - loops take neither names nor objects

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import types
from numpy.typing import NDArray

from indexer.engine.compiled import compiled, readonly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine.flat.postings import PostingList

_COUNTS = types.Array(types.int64, 2, "C", readonly=True)
_VALUES = readonly(types.uint32)
_STARTS = readonly(types.int64)
_MADE = types.uint32[::1]

_NEVER = 1 << 62
"""Behind every position."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where some terms stand in some passages."""

    passages: NDArray[np.uint32]
    counts: NDArray[np.int64]
    """Shape (terms, passages): how often."""
    values: NDArray[np.uint32]
    """The positions term after term, passage after passage, ascending in each."""

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where the positions of each term begin."""
        totals: NDArray[np.int64] = self.counts.sum(axis=1)
        return np.cumsum(totals) - totals


def meet(lists: Sequence[PostingList]) -> Places:
    """Return the places in the passages that hold all of some terms.

    Positions are read of these passages alone.
    """
    order = sorted(range(len(lists)), key=lambda at: lists[at].count)
    passages = lists[order[0]].ids()
    rows = {order[0]: np.arange(len(passages))}
    for at in order[1:]:
        found = lists[at].find(passages)
        held = found >= 0
        passages = passages[held]
        rows = {other: places[held] for other, places in rows.items()} | {at: found[held]}
    return _read(passages, [(one, rows[at]) for at, one in enumerate(lists)])


def look_up(lists: Sequence[PostingList | None], passages: NDArray[np.uint32]) -> Places:
    """Return the places of terms in given passages; a term need not be there."""
    counts = np.zeros((len(lists), len(passages)), np.int64)
    values = [np.zeros(0, np.uint32)]
    for own, one in zip(counts, lists, strict=True):
        if one is None or not len(passages):
            continue
        found = one.find(passages)
        held = np.flatnonzero(found >= 0)
        positions = one.positions(found[held])
        own[held] = positions.counts
        values.append(positions.values)
    return Places(passages, counts, np.concatenate(values))


def _read(
    passages: NDArray[np.uint32], lists: Sequence[tuple[PostingList, NDArray[np.int64]]]
) -> Places:
    positions = [one.positions(rows) for one, rows in lists]
    counts = np.array([one.counts for one in positions], np.int64)
    return Places(passages, counts, np.concatenate([one.values for one in positions]))


@compiled(_MADE(_COUNTS, _VALUES, _STARTS))
def count_phrases(
    counts: NDArray[np.int64], values: NDArray[np.uint32], starts: NDArray[np.int64]
) -> NDArray[np.uint32]:
    """Return per passage how often its terms stand side by side in their order."""
    terms, passages = counts.shape
    found = np.zeros(passages, np.uint32)
    at, ends = starts.copy(), starts.copy()
    for row in range(passages):
        for term in range(terms):
            at[term] = ends[term]
            ends[term] += counts[term, row]
        for begin in range(at[0], ends[0]):
            stands = True
            for term in range(1, terms):
                wanted = np.int64(values[begin]) + term
                while at[term] < ends[term] and values[at[term]] < wanted:
                    at[term] += 1
                if at[term] == ends[term] or values[at[term]] != wanted:
                    stands = False
                    break
            found[row] += stands
    return found


@compiled(_MADE(_COUNTS, _VALUES, _STARTS, types.int64))
def count_windows(
    counts: NDArray[np.int64], values: NDArray[np.uint32], starts: NDArray[np.int64], width: int
) -> NDArray[np.uint32]:
    """Return per passage at how many places of its terms a window begins that holds all terms."""
    terms, passages = counts.shape
    found = np.zeros(passages, np.uint32)
    at, ends = starts.copy(), starts.copy()
    for row in range(passages):
        for term in range(terms):
            at[term] = ends[term]
            ends[term] += counts[term, row]
        while True:
            begin, last = _NEVER, 0
            for term in range(terms):
                place = int(np.int64(values[at[term]])) if at[term] < ends[term] else _NEVER
                begin, last = min(begin, place), max(last, place)
            # From here on a term does not stand any more.
            if last == _NEVER or terms == 0:
                break
            found[row] += last - begin < width
            for term in range(terms):
                at[term] += values[at[term]] == begin
    return found


@compiled(
    types.float64(_VALUES, types.int64[::1], types.int64[::1], readonly(types.float64), types.int64)
)
def _weigh_window(
    values: NDArray[np.uint32],
    at: NDArray[np.int64],
    ends: NDArray[np.int64],
    weights: NDArray[np.float64],
    end: int,
) -> float:
    """Return what the terms weigh that stand next before ``end``."""
    held = 0.0
    for term in range(len(at)):
        if at[term] < ends[term] and values[at[term]] < end:
            held += weights[term]
    return held


@compiled(
    types.float64[::1](
        _COUNTS,
        _VALUES,
        _STARTS,
        readonly(types.float64),
        readonly(types.int64),
        readonly(types.float64),
    )
)
def weigh_windows(
    counts: NDArray[np.int64],
    values: NDArray[np.uint32],
    starts: NDArray[np.int64],
    weights: NDArray[np.float64],
    widths: NDArray[np.int64],
    shares: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return per passage what its densest windows are worth: Σ share · greatest weight in a width.

    A window begins at each place where a term stands, and weighs what the distinct terms within do.
    """
    terms, passages = counts.shape
    worth = np.zeros(passages)
    at, ends = starts.copy(), starts.copy()
    best = np.zeros(len(widths))
    for row in range(passages):
        best[:] = 0.0
        for term in range(terms):
            at[term] = ends[term]
            ends[term] += counts[term, row]
        while True:
            begin = _NEVER
            for term in range(terms):
                if at[term] < ends[term]:
                    begin = min(begin, int(np.int64(values[at[term]])))
            if begin == _NEVER:
                break
            for window in range(len(widths)):
                held = _weigh_window(values, at, ends, weights, begin + widths[window])
                best[window] = max(best[window], held)
            for term in range(terms):
                at[term] += at[term] < ends[term] and values[at[term]] == begin
        for window in range(len(widths)):
            worth[row] += shares[window] * best[window]
    return worth
