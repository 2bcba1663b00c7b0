"""The terms of passages into how often each, and each two side by side, occur; within bounds."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LONGEST = 64
"""Characters of a term; what is longer is rubbish and not counted."""

MOST_TEXTS = 1 << 19
"""Distinct syllables, and distinct words, that a segment tells apart before it forgets the rare."""

MOST_PAIRS = 1 << 22
"""Distinct pairs, likewise; each takes 12 bytes, some 40 while they are sorted."""

KEPT_SHARE = 0.75
"""How much of that is left after forgetting, so that it does not come at every passage."""

GATHERED = 1 << 21
"""Syllables that are gathered before they are counted."""


class WordTally:
    """How often each word occurs."""

    def __init__(self, most: int = MOST_TEXTS) -> None:
        self._most = most
        self._counts: Counter[str] = Counter()

    def add(self, words: Sequence[str]) -> None:
        """Count the words of a passage."""
        self._counts.update(words)
        if len(self._counts) > self._most:
            counts = np.fromiter(self._counts.values(), np.int64, len(self._counts))
            least = _least_kept(counts, int(self._most * KEPT_SHARE))
            kept = {word: count for word, count in self._counts.items() if count >= least}
            self._counts = Counter(kept)

    def counts(self) -> dict[str, int]:
        """Return the words with their counts."""
        return {word: count for word, count in self._counts.items() if len(word) <= LONGEST}


class SyllableTally:
    """How often each syllable and each pair of neighbours occurs.

    Syllables are numbered from 1 in the order in which they were met; 0 stands between passages
    and for what is too long. A pair is one number: first · 2³² + second.
    """

    def __init__(self, most: int = MOST_TEXTS, most_pairs: int = MOST_PAIRS) -> None:
        self._most = most
        self._most_pairs = most_pairs
        self._numbers = _Numbers()
        self._gathered = array("I", [0])
        self._counts = np.zeros(1, np.int64)
        self._pairs = np.zeros(0, np.uint64)
        self._pair_counts = np.zeros(0, np.uint32)

    def add(self, syllables: Sequence[str]) -> None:
        """Count the syllables of a passage."""
        self._gathered.extend(map(self._numbers.__getitem__, syllables))
        self._gathered.append(0)
        if len(self._gathered) >= GATHERED:
            self._count()

    def counts(self) -> dict[str, int]:
        """Return the syllables with their counts, in the order of their numbers."""
        self._count()
        return dict(zip(self._numbers, self._counts[1:].tolist(), strict=True))

    def pairs(self) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
        """Return the pairs, ascending, and their counts."""
        self._count()
        return self._pairs, self._pair_counts

    def _count(self) -> None:
        run = np.frombuffer(self._gathered, np.uint32)
        self._gathered = array("I", [0])
        counts = np.bincount(run, minlength=len(self._numbers) + 1)
        counts[: len(self._counts)] += self._counts
        self._counts = counts
        between = (run[:-1] > 0) & (run[1:] > 0)
        pairs = (run[:-1].astype(np.uint64) << np.uint64(32)) | run[1:]
        self._merge(*np.unique(pairs[between], return_counts=True))
        if len(self._pairs) > self._most_pairs:
            least = _least_kept(self._pair_counts, int(self._most_pairs * KEPT_SHARE))
            self._keep_pairs(self._pair_counts >= least)
        if len(self._numbers) > self._most:
            self._forget_syllables()

    def _merge(self, pairs: NDArray[np.uint64], counts: NDArray[np.int64]) -> None:
        joined = np.concatenate([self._pairs, pairs])
        order = np.argsort(joined, kind="stable")  # two sorted runs: merged in one pass
        joined = joined[order]
        both = np.concatenate([self._pair_counts, counts.astype(np.uint32)])[order]
        new = np.ones(len(joined), np.bool_)
        new[1:] = joined[1:] != joined[:-1]
        starts = np.flatnonzero(new)
        self._pairs = joined[starts]
        self._pair_counts = np.add.reduceat(both, starts, dtype=np.uint32) if len(both) else both

    def _keep_pairs(self, kept: NDArray[np.bool_]) -> None:
        self._pairs, self._pair_counts = self._pairs[kept], self._pair_counts[kept]

    def _forget_syllables(self) -> None:
        """Forget the rarest syllables with their pairs; the others are numbered anew, in order."""
        kept = self._counts >= _least_kept(self._counts, int(self._most * KEPT_SHARE))
        kept[0] = True
        renumbered = np.cumsum(kept, dtype=np.uint64) - np.uint64(1)
        names = [name for name, keep in zip(self._numbers, kept[1:], strict=True) if keep]
        self._numbers = _Numbers((name, number) for number, name in enumerate(names, 1))
        self._counts = self._counts[kept]
        first, second = split_pairs(self._pairs)
        self._keep_pairs(kept[first] & kept[second])
        self._pairs = map_pairs(self._pairs, renumbered)


def split_pairs(pairs: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the first and the second numbers of pairs."""
    return pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF)


def map_pairs(pairs: NDArray[np.uint64], numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return ``pairs`` with ``numbers[n]`` in place of each number n."""
    first, second = split_pairs(pairs)
    return (numbers[first] << np.uint64(32)) | numbers[second]


class _Numbers(dict[str, int]):
    """Terms numbered from 1 as they are met; 0 for what is too long."""

    def __missing__(self, term: str) -> int:
        if len(term) > LONGEST:
            return 0
        number = self[term] = len(self) + 1
        return number


def _least_kept(counts: NDArray[np.int64] | NDArray[np.uint32], most: int) -> int:
    """Return the least count for which at most ``most`` of ``counts`` are so great or greater."""
    at = len(counts) - most - 1
    return int(np.partition(counts, at)[at]) + 1
