"""One posting list into passages, frequencies and positions; what all kinds of lists share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.flat.bytewise import spread
from indexer.engine.flat.decoding import add_up
from indexer.engine.flat.lists import MOST_PASSAGES


@dataclass(frozen=True, slots=True)
class Positions:
    """Where a term stands in some passages."""

    counts: NDArray[np.int64]
    """Per passage how often."""
    values: NDArray[np.uint32]
    """The positions of all passages one after another, ascending in each."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """What is known of each full block of 128 postings without decoding it."""

    last: NDArray[np.uint32]
    """Its last passage."""
    peaks: NDArray[np.uint8]
    """Its greatest frequency; 255 says that or more."""
    shortest: NDArray[np.uint16]
    """The least length of its passages; 65535 says that or more."""


@dataclass(frozen=True, slots=True)
class Runs:
    """The stretches that some passages take of a list's positions."""

    counts: NDArray[np.int64]
    starts: NDArray[np.int64]
    total: int
    """Positions of the whole list."""


class PostingList(ABC):
    """The passages that hold a term; nothing is read before it is asked for.

    Whatever reads raises :class:`indexer.errors.IndexDamaged`.
    """

    __slots__ = ("count",)

    count: int
    """In how many passages the term stands."""

    @abstractmethod
    def ids(self) -> NDArray[np.uint32]:
        """Return the passages, ascending."""

    @abstractmethod
    def tfs(self) -> NDArray[Any]:
        """Return per passage how often the term stands there, in a small unsigned type."""

    @abstractmethod
    def _steps(self, runs: Runs) -> NDArray[np.uint32]:
        """Return the gaps between the positions of ``runs``, which ascend."""

    @property
    def blocks(self) -> Blocks:
        """What is known of the full blocks; a short list has none."""
        return Blocks(np.zeros(0, "<u4"), np.zeros(0, np.uint8), np.zeros(0, "<u2"))

    def find(self, ids: NDArray[Any]) -> NDArray[np.int64]:
        """Return the place in the list of each of ``ids``, which ascend; -1 when it is not there.

        Decodes only blocks that may hold one of them.
        """
        return look_up(self.ids(), ids)

    def tfs_at(self, places: NDArray[np.int64]) -> NDArray[Any]:
        """Return the frequencies at ``places``, ascending; decodes only their blocks."""
        return self.tfs()[places]

    def positions(self, places: NDArray[np.int64] | None = None) -> Positions:
        """Return the positions at ``places``, ascending; without them those of the whole list."""
        runs = self._runs(places)
        if not len(runs.counts):
            return Positions(runs.counts, np.zeros(0, np.uint32))
        steps = self._steps(runs)
        return Positions(
            runs.counts, add_up(steps, np.cumsum(runs.counts) - runs.counts, runs.counts)
        )

    def _runs(self, places: NDArray[np.int64] | None) -> Runs:
        """Return the stretches of positions that passages at ``places`` take."""
        counts = self.tfs().astype(np.int64)
        ends = np.cumsum(counts)
        starts = ends - counts
        if places is None:
            return Runs(counts, starts, int(ends[-1]))
        return Runs(counts[places], starts[places], int(ends[-1]))


class SingleList(PostingList):
    """A term that stands once in one passage; its place in the dictionary says all of it."""

    __slots__ = ("_place",)

    def __init__(self, place: int) -> None:
        self.count = 1
        self._place = place

    def ids(self) -> NDArray[np.uint32]:
        """Return the passage."""
        return np.array([self._place & (MOST_PASSAGES - 1)], np.uint32)

    def tfs(self) -> NDArray[Any]:
        """Return 1."""
        return np.ones(1, np.uint8)

    def _steps(self, runs: Runs) -> NDArray[np.uint32]:
        return np.full(len(runs.counts), self._place >> 31 & 0xFFFFFFFF, np.uint32)


def add_one(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return numbers greater by one, in a wider type only where theirs is full."""
    kind = numbers.dtype
    if kind.itemsize < 4 and len(numbers) and int(numbers.max()) == np.iinfo(kind).max:
        numbers = numbers.astype(np.uint16 if kind.itemsize == 1 else np.uint32)
    greater: NDArray[Any] = numbers + numbers.dtype.type(1)
    return greater


def look_up(among: NDArray[np.uint32], ids: NDArray[Any]) -> NDArray[np.int64]:
    """Return the place of each of ``ids`` among ascending numbers, -1 when it is not there."""
    if not len(among):
        return np.full(len(ids), -1, np.int64)
    places: NDArray[np.int64] = among.searchsorted(ids)
    places[places == len(among)] = 0
    places[among[places] != ids] = -1
    return places


def pick(steps: NDArray[Any], runs: Runs) -> NDArray[np.uint32]:
    """Return the gaps of ``runs`` among those of the whole list."""
    if int(runs.counts.sum()) < len(steps):
        steps = steps[spread(runs.counts, runs.starts)]
    picked: NDArray[np.uint32] = steps.astype(np.uint32)
    return picked
