"""Slices of one corpus, each written with bounded memory, into one segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.engine.flat.merge import Source, merge
from indexer.engine.flat.segment import FlatSegment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.engine.flat.writer import Written

TOKENS_IN_SLICE = 16_000_000
"""Tokens of all fields together after which a slice is written; some 15 bytes of memory each."""


def merge_slices(path: Path, slices: Sequence[Path]) -> Written:
    """Make one segment of all slices, in their order; they are gone afterwards."""
    written = merge(path, [Source(FlatSegment(one)) for one in slices])
    for one in slices:
        one.unlink()
    return written
