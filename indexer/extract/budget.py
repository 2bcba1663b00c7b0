"""The limits of time into the moment at which a reader must come to an end by itself."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.extract.limits import Limits

_SHARE = 0.7
"""Of the limits; the rest is for handing over what was read so far."""
_STRIDE = 32
"""Items between two looks at the clock."""

CUT_SHORT = "the rest was not read, the limit of time is near"

_T = TypeVar("_T")


class OutOfTime(Exception):  # noqa: N818 - it says what happened
    """The budget is spent; what was read before is still good."""


@dataclass(frozen=True, slots=True)
class Budget:
    """CPU time of this process, and time on the clock, until which reading goes on."""

    cpu_until: float
    wall_until: float

    @classmethod
    def of(cls, limits: Limits) -> Budget:
        """Return the budget of a file whose reading starts now."""
        return cls(
            time.process_time() + _SHARE * limits.cpu_seconds,
            time.monotonic() + _SHARE * limits.wall_seconds,
        )

    @property
    def spent(self) -> bool:
        """Whether no time is left."""
        return time.process_time() > self.cpu_until or time.monotonic() > self.wall_until

    @property
    def cpu_left(self) -> float:
        """Seconds of CPU time that are left, at least 0."""
        return max(0.0, self.cpu_until - time.process_time())

    @property
    def wall_left(self) -> float:
        """Seconds on the clock that are left, at least 0."""
        return max(0.0, self.wall_until - time.monotonic())

    def check(self) -> None:
        """Raise :class:`OutOfTime` when no time is left."""
        if self.spent:
            raise OutOfTime


class Rationed(Generic[_T]):
    """The items of an iterable for as long as there is time."""

    def __init__(self, items: Iterable[_T], budget: Budget) -> None:
        self._items = items
        self._budget = budget
        self.cut_short = False
        """The time was over before the items were."""

    def __iter__(self) -> Iterator[_T]:
        for number, item in enumerate(self._items):
            if number % _STRIDE == 0 and self._budget.spent:
                self.cut_short = True
                return
            yield item

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is to be said of it."""
        return (CUT_SHORT,) if self.cut_short else ()
