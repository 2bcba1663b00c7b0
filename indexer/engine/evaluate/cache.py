"""Arrays within a budget of private memory; the least recently used go first."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from numpy.typing import NDArray

_SHARE = 8
"""An array that would take more than this part of the budget is not kept."""


class ArrayCache:
    """Arrays by key; threads may share it."""

    def __init__(self, budget: int) -> None:
        """Keep ``budget`` bytes of arrays at most."""
        self._budget = budget
        self._used = 0
        self._lock = Lock()
        self._entries: OrderedDict[Hashable, tuple[NDArray[Any], ...]] = OrderedDict()

    @property
    def used(self) -> int:
        """The bytes held now."""
        return self._used

    def get(
        self, key: Hashable, make: Callable[[], tuple[NDArray[Any], ...]]
    ) -> tuple[NDArray[Any], ...]:
        """Return what is kept under ``key``, made now if nothing is; nobody may change it."""
        with self._lock:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
                return found
        # Two threads may make the same arrays: better than waiting for each other.
        made = make()
        self._put(key, made)
        return made

    def _put(self, key: Hashable, arrays: tuple[NDArray[Any], ...]) -> None:
        size = _size(arrays)
        if size * _SHARE > self._budget:
            return
        with self._lock:
            if key in self._entries:
                return
            self._entries[key] = arrays
            self._used += size
            while self._used > self._budget:
                _, dropped = self._entries.popitem(last=False)
                self._used -= _size(dropped)


def _size(arrays: tuple[NDArray[Any], ...]) -> int:
    return sum(array.nbytes for array in arrays)
