"""Arrays as long as a segment that are used again by every search of a thread."""

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Scratch(local):
    """Buffers of one thread; fresh ones would cost more than what is computed in them."""

    def __init__(self) -> None:
        self._sums: dict[str, NDArray[np.float64]] = {}
        self._buffers = [np.zeros(0), np.zeros(0)]

    def sums(self, key: str, length: int) -> NDArray[np.float64]:
        """Return ``length`` zeros; the next search of the part ``key`` takes them over."""
        found = self._sums.get(key)
        if found is None:
            found = self._sums[key] = np.zeros(length)
        else:
            found.fill(0.0)
        return found

    def buffers(self, length: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return two arrays of any contents, good until the next call."""
        if len(self._buffers[0]) < length:
            self._buffers = [np.empty(length), np.empty(length)]
        return self._buffers[0][:length], self._buffers[1][:length]
