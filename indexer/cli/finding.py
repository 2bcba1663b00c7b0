"""One thing that ``doctor`` looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and what it costs if it is not good."""

    name: str
    found: str
    good: bool
    cost: str = ""
    """What does not work, and what to do."""
