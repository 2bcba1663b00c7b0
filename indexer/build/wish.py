"""What is asked of the index when it is brought in line with the catalogue, and what may object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from indexer.engine.draft import Candidate


class Gate(Protocol):
    """What may keep a generation from serving."""

    def check(self, candidate: Candidate, former: Former) -> None:
        """Raise :class:`GateRefused` if the candidate must not take the place of the former one."""


@dataclass(frozen=True, slots=True)
class Former:
    """The generation that serves, and what of it is not in the candidate."""

    works: frozenset[str]
    """All that it holds; none where there is none, or it cannot be read."""
    lost: frozenset[str]
    snapshot: Path | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of the index."""

    today: date
    anew: bool = False
    """Take nothing over."""
    only: frozenset[str] | None = None
    """Index no other works than these anew; None for all that have changed."""
    night: str = ""
    """The moment of the nightly run that this is part of."""
    gate: Gate | None = None
    relearn: bool = False
    """Take nothing over once the library has outgrown its compounds."""
