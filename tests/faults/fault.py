"""A fault that is tried again and again, and how often its promise held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a fault was tried, and how often the promise held."""

    tried: int
    held: int
    note: str = ""
    """Figures, or the reason why nothing could be tried here."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One of the faults that ``make faults`` tries in full and the suite in short."""

    name: str
    try_out: Callable[[Path, bool], Tally]
    """Given an empty directory, and whether to try it in full."""
