"""A field into how often each of its terms stands there, and each two side by side.

Both are read from the posting lists: a frequency says how often, and positions put the terms of a
passage back into their order. No text is cut into terms once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress, pairwise
from typing import TYPE_CHECKING

import numpy as np
from numba import types
from numpy.typing import NDArray

from indexer.engine.compiled import compiled, readonly
from indexer.engine.flat.dictionary import decode_term
from indexer.errors.index import IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.engine.flat.field import FlatField
    from indexer.engine.flat.lists import Lists

LONGEST = 64
"""Characters of a term; what is longer is rubbish and not counted."""

MOST_TEXTS = 1 << 19
"""Distinct terms that are kept of a field: the most frequent."""

MOST_PAIRS = 1 << 22
"""Distinct pairs, likewise; each takes 12 bytes, some 40 while they are sorted."""

KEPT_SHARE = 0.75
"""How much of that is left after forgetting, so that it does not come at every turn."""

TOKENS_AT_ONCE = 1 << 25
"""Tokens that are put back into their order at once; each takes 8 bytes meanwhile."""

_POSTINGS_AT_ONCE = 1 << 20

Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class TermCounts:
    """The terms of a field that are kept."""

    ordinals: NDArray[np.int64]
    """Ascending."""
    texts: list[bytes]
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Two terms side by side: first · 2³² + second, ascending, and how often."""

    pairs: NDArray[np.uint64]
    counts: NDArray[np.int64]


def count_terms(field: FlatField, most: int = MOST_TEXTS) -> TermCounts:
    """Return how often the terms of a field stand there, at most ``most`` of them.

    Raises :class:`IndexDamaged`.
    """
    counts = np.zeros(field.size, np.int64)
    for first, last in _ranges(field):
        behind = np.cumsum(field.together(first, last).tfs, dtype=np.int64)
        behind = behind[np.cumsum(field.frequencies(first, last), dtype=np.int64) - 1]
        counts[first:last] = np.diff(behind, prepend=0)
    return _name(field, counts, most)


def count_terms_and_pairs(
    path: Path, field: FlatField, most: int = MOST_TEXTS, most_pairs: int = MOST_PAIRS
) -> tuple[TermCounts, PairCounts]:
    """Return the same, and how often two terms stand side by side, by their ordinals.

    ``path`` is the file, to be named when it is damaged.
    Raises :class:`IndexDamaged`.
    """
    counts = np.zeros(field.size, np.int64)
    pairs = PairCounts(np.zeros(0, np.uint64), np.zeros(0, np.int64))
    lengths = field.lengths.astype(np.int64)
    for begin, end in _spans(lengths):
        tokens = _order_tokens(path, field, lengths[begin:end], begin, counts)
        pairs = _add(pairs, _count_neighbours(tokens, field.size), most_pairs)
    return _name(field, counts, most), pairs


def _ranges(field: FlatField) -> Iterator[tuple[int, int]]:
    """Yield ranges of terms that have not too many postings, unless a single one has."""
    sums = np.cumsum(field.frequencies(0, field.size), dtype=np.int64)
    first = 0
    while first < field.size:
        before = int(sums[first - 1]) if first else 0
        last = int(np.searchsorted(sums, before + _POSTINGS_AT_ONCE, side="right"))
        yield first, max(last, first + 1)
        first = max(last, first + 1)


def _spans(lengths: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield ranges of passages that have not too many tokens, unless a single one has."""
    sums = np.cumsum(lengths + 1)
    steps = np.arange(TOKENS_AT_ONCE, int(sums[-1]) if len(sums) else 0, TOKENS_AT_ONCE)
    yield from pairwise(np.unique([0, *np.searchsorted(sums, steps), len(lengths)]).tolist())


def _order_tokens(
    path: Path, field: FlatField, lengths: NDArray[np.int64], begin: int, sums: NDArray[np.int64]
) -> Numbers:
    """Return the terms of some passages in their order, each 1 + its ordinal, 0 in between.

    How often each stands there is added to ``sums``.
    """
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths + 1)])
    tokens = np.zeros(int(starts[-1]), np.uint32)
    for first, last in _ranges(field):
        lists = field.lists(first, last)
        if not _put_back(*_arrays(lists), first, begin, starts, tokens, sums):
            raise IndexDamaged(path, f"one of its terms {first} to {last} leaves its passage")
    return tokens


def _arrays(lists: Lists) -> tuple[NDArray[np.int64], Numbers, Numbers, Numbers]:
    positions = lists.positions
    found = (lists.ids, lists.tfs, np.zeros(0, np.uint32) if positions is None else positions)
    ids, tfs, places = (np.ascontiguousarray(one, np.uint32) for one in found)
    return np.ascontiguousarray(lists.counts, np.int64), ids, tfs, places


@compiled(
    types.boolean(
        readonly(types.int64),
        readonly(types.uint32),
        readonly(types.uint32),
        readonly(types.uint32),
        types.int64,
        types.int64,
        readonly(types.int64),
        types.uint32[::1],
        types.int64[::1],
    )
)
def _put_back(  # noqa: PLR0913, PLR0917 - a loop takes nothing but arrays and numbers
    counts: NDArray[np.int64],
    ids: Numbers,
    tfs: Numbers,
    positions: Numbers,
    first: int,
    begin: int,
    starts: NDArray[np.int64],
    tokens: Numbers,
    sums: NDArray[np.int64],
) -> bool:
    """Put the terms from ``first`` on to where they stand; return whether all lie within."""
    posting = 0
    place = 0
    passages = len(starts) - 1
    for term in range(len(counts)):
        for at in range(posting, posting + counts[term]):
            passage = np.int64(ids[at]) - begin
            many = int(tfs[at])
            if place + many > len(positions):
                return False
            if 0 <= passage < passages:
                start = starts[passage]
                sums[first + term] += many
                for one in range(place, place + many):
                    to = start + np.int64(positions[one])
                    if to >= starts[passage + 1] - 1:
                        return False
                    tokens[to] = np.uint32(first + term + 1)
            place += many
        posting += int(counts[term])
    return True


def _count_neighbours(tokens: Numbers, size: int) -> PairCounts:
    """Return how often two terms stand side by side in ``tokens``, which is used up."""
    seconds = np.empty(len(tokens), np.uint32)
    ends = np.zeros(size + 2, np.int64)
    found = _pair_up(tokens, ends, seconds, np.zeros(size + 2, np.uint32))
    firsts = np.repeat(np.arange(size, dtype=np.uint64), np.diff(ends)[:size])
    pairs = (firsts << np.uint64(32)) | (seconds[:found].astype(np.uint64) - np.uint64(1))
    order = np.argsort(pairs)
    return PairCounts(pairs[order], tokens[:found][order].astype(np.int64))


@compiled(types.int64(types.uint32[::1], types.int64[::1], types.uint32[::1], types.uint32[::1]))
def _pair_up(tokens: Numbers, ends: NDArray[np.int64], seconds: Numbers, times: Numbers) -> int:
    """Group the tokens by the one before them; return how many distinct pairs there are.

    Their second tokens come first in ``seconds``, grouped by the first one, their counts likewise
    in ``tokens``; ``ends[t + 1]`` is where the pairs of the first token t end.
    """
    for at in range(len(tokens) - 1):
        if tokens[at] > 0 and tokens[at + 1] > 0:
            ends[tokens[at] + 1] += 1
    for term in range(1, len(ends)):
        ends[term] += ends[term - 1]
    for at in range(len(tokens) - 1):
        first = tokens[at]
        if first > 0 and tokens[at + 1] > 0:
            seconds[ends[first]] = tokens[at + 1]
            ends[first] += 1
    found = 0
    begin = 0
    for first in range(1, len(ends) - 1):
        end = ends[first]
        group = found
        for at in range(begin, end):
            second = seconds[at]
            if times[second] == 0:
                seconds[found] = second
                found += 1
            times[second] += 1
        for at in range(group, found):
            tokens[at] = times[seconds[at]]
            times[seconds[at]] = 0
        begin = end
        ends[first] = found
    ends[len(ends) - 1] = found
    return found


def _add(held: PairCounts, more: PairCounts, most: int) -> PairCounts:
    """Return both together; of too many the rarest are forgotten."""
    if len(held.pairs):
        joined = np.concatenate([held.pairs, more.pairs])
        order = np.argsort(joined, kind="stable")  # two sorted runs: merged in one pass
        joined = joined[order]
        both = np.concatenate([held.counts, more.counts])[order]
        starts = np.flatnonzero(np.concatenate([[True], joined[1:] != joined[:-1]]))
        more = PairCounts(joined[starts], np.add.reduceat(both, starts))
    if len(more.pairs) > most:
        kept = more.counts >= _least_kept(more.counts, int(most * KEPT_SHARE))
        more = PairCounts(more.pairs[kept], more.counts[kept])
    return more


def _name(field: FlatField, counts: NDArray[np.int64], most: int) -> TermCounts:
    """Return the most frequent terms with their texts."""
    if len(counts) > most:
        kept = np.flatnonzero(counts >= _least_kept(counts, most))
    else:
        kept = np.arange(len(counts))
    texts = _terms(field, kept)
    short = np.fromiter(map(len, texts), np.int64, len(texts)) <= LONGEST
    for at in np.flatnonzero(~short).tolist():
        short[at] = len(decode_term(texts[at])) <= LONGEST
    return TermCounts(kept[short], list(compress(texts, short)), counts[kept[short]])


def _terms(field: FlatField, kept: NDArray[np.int64]) -> list[bytes]:
    step = 1 << 14
    found: list[bytes] = []
    for first in range(0, field.size, step):
        last = min(first + step, field.size)
        low, high = np.searchsorted(kept, (first, last)).tolist()
        if high > low:
            terms = field.terms(first, last)
            found += map(terms.__getitem__, (kept[low:high] - first).tolist())
    return found


def _least_kept(counts: NDArray[np.int64], most: int) -> int:
    """Return the least count for which at most ``most`` of ``counts`` are so great or greater."""
    at = len(counts) - most - 1
    return int(np.partition(counts, at)[at]) + 1
