"""Blocks of any tiers into slices of segments: files of bounded size, one tier each.

Any process may write slices; nothing is locked, nothing brought to the disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from indexer.engine.durable import writing
from indexer.engine.flat.blocks import FIELDS, PAIRS, to_work
from indexer.engine.flat.writer import SegmentWriter
from indexer.records.works import Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.engine.blocks import Block

TOKENS_IN_SLICE = 12_000_000
"""Tokens of all fields together after which a slice is written; some 20 bytes of memory each."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a segment, to be joined with the others of its tier in their order."""

    tier: Tier
    path: Path
    """A file of ``flat/``."""
    works: tuple[str, ...]
    passages: int


class SliceWriter:
    """Blocks into slices, one at a time per tier; all tiers together take bounded memory."""

    def __init__(self, directory: Path, tokens: int = TOKENS_IN_SLICE) -> None:
        """Take a directory, which other writers may share, and when a slice is to be written."""
        self._directory = directory
        self._most = tokens
        self._open: dict[Tier, _Draft] = {}
        self._tokens = 0

    def add(self, block: Block) -> list[Slice]:
        """Take the next work; return what had to be written to make room for it.

        Raises :class:`DiskFull`.
        """
        written = self.finish() if self._tokens >= self._most else []
        with writing(self._directory):
            draft = self._open.get(block.tier)
            if draft is None:
                draft = self._open[block.tier] = _Draft(block.tier, self._directory / uuid4().hex)
            self._tokens += draft.add(block)
        return written

    def finish(self) -> list[Slice]:
        """Write and return what is left; further blocks may follow.

        Raises :class:`DiskFull`.
        """
        with writing(self._directory):
            written = [draft.finish() for draft in self._open.values()]
        self._open.clear()
        self._tokens = 0
        return written

    def cancel(self) -> None:
        """Let go of what is not yet written."""
        for draft in self._open.values():
            draft.writer.cancel()
        self._open.clear()


class _Draft:
    """A slice that is being filled."""

    def __init__(self, tier: Tier, path: Path) -> None:
        self.writer = SegmentWriter(path, FIELDS, PAIRS)
        self._tier = tier
        self._path = path
        self._works: list[str] = []

    def add(self, block: Block) -> int:
        """Take a work; return how many tokens it has."""
        before = self.writer.tokens
        self.writer.add(to_work(block))
        self._works.append(block.work)
        return self.writer.tokens - before

    def finish(self) -> Slice:
        """Write the file."""
        written = self.writer.finish()
        return Slice(self._tier, self._path, tuple(self._works), written.passages)


def write_blocks(
    blocks: Iterable[Block], directory: Path, tokens: int = TOKENS_IN_SLICE
) -> Iterator[Slice]:
    """Yield the slices of ``blocks``, in their order within a tier.

    Closed early, it lets go of what is not yet written. Raises :class:`DiskFull`.
    """
    writer = SliceWriter(directory, tokens)
    try:
        for block in blocks:
            yield from writer.add(block)
        yield from writer.finish()
    finally:
        writer.cancel()
