"""A posting list that is kept byte by byte: few calls of NumPy read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.engine.flat.bytewise import read_run
from indexer.engine.flat.lists import read_place
from indexer.engine.flat.postings import PostingList, Runs, add_one, pick

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.engine.flat.checked import Section


class ShortList(PostingList):
    """Gaps, frequencies - 1 and gaps of positions, one after another."""

    __slots__ = ("_offset", "_section", "_sizes")

    def __init__(self, section: Section, count: int, place: int) -> None:
        self.count = count
        self._section = section
        self._offset, self._sizes = read_place(place)

    def ids(self) -> NDArray[np.uint32]:
        """Return the passages, ascending."""
        return np.cumsum(
            read_run(self._section, self.count, self._sizes.gaps, self._offset), dtype=np.uint32
        )

    def tfs(self) -> NDArray[Any]:
        """Return per passage how often the term stands there."""
        size = self._sizes.frequencies
        if not size:
            return np.ones(self.count, np.uint8)
        start = self._offset + self.count * self._sizes.gaps
        return add_one(read_run(self._section, self.count, size, start))

    def _steps(self, runs: Runs) -> NDArray[np.uint32]:
        start = self._offset + self.count * (self._sizes.gaps + self._sizes.frequencies)
        return pick(read_run(self._section, runs.total, self._sizes.positions, start), runs)
