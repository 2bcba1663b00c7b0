"""What reading one file may cost, in time and in space."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that hold for the reading of one file."""

    cpu_seconds: int = 60
    wall_seconds: float = 120
    memory_bytes: int = 2 << 30
    """Address space of the reading process."""
    file_bytes: int = 512 << 20
    """Size of a file that is opened at all."""
    result_bytes: int = 64 << 20
    """Size of what a reading process hands back: some 10,000 pages with the boxes of their
    words."""
