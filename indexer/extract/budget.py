"""The limits of time into the moment at which a reader must come to an end by itself."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.extract.limits import Limits

_SHARE = 0.7
"""Of the limits; the rest is for handing over what was read so far."""


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

    def check(self) -> None:
        """Raise :class:`OutOfTime` when no time is left."""
        if self.spent:
            raise OutOfTime
