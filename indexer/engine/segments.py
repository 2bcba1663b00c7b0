"""Blocks of one tier into a segment's directory: a flat segment and a lexicon; and back into parts.

``segment`` is described in ``flat/``, ``lexicon`` in ``lexicon/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.durable import sync_tree
from indexer.engine.evaluate.part import Part
from indexer.engine.flat.blocks import FIELDS, FINGERPRINT, WORK, to_work
from indexer.engine.flat.checked import reading
from indexer.engine.flat.dictionary import decode_term
from indexer.engine.flat.segment import FlatSegment
from indexer.engine.flat.slices import TOKENS_IN_SLICE, merge_slices
from indexer.engine.flat.writer import SegmentWriter
from indexer.engine.lexicon import LEXICON, LexiconDraft
from indexer.engine.manifest import SegmentEntry, check_files, list_files
from indexer.errors import IndexDamaged

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.engine.blocks import Block
    from indexer.records.works import Tier

SEGMENT = "segment"


@dataclass(frozen=True, slots=True)
class WorkRecord:
    """A work in a segment."""

    work: str
    fingerprint: str
    count: int
    """Its passages."""


class SegmentDraft:
    """A segment being written; :meth:`finish` or :meth:`cancel` ends it."""

    def __init__(self, directory: Path, tier: Tier) -> None:
        """Take a directory that is not there yet."""
        directory.mkdir(parents=True)
        self._directory = directory
        self._tier = tier
        self._lexicon = LexiconDraft()
        self._slices: list[Path] = []
        self._writer = self._open_slice()

    def add(self, block: Block) -> None:
        """Append the passages of a work."""
        if self._writer.tokens >= TOKENS_IN_SLICE:
            self._writer.finish()
            self._writer = self._open_slice()
        self._writer.add(to_work(block))
        for passage in block.passages:
            self._lexicon.add(passage)

    def finish(self) -> SegmentEntry:
        """Write the segment to the disk and return its entry for the manifest."""
        written = self._writer.finish()
        path = self._directory / SEGMENT
        if len(self._slices) > 1:
            written = merge_slices(path, self._slices)
        else:
            self._slices[0].rename(path)
        self._lexicon.write(self._directory / LEXICON)
        sync_tree(self._directory)
        return SegmentEntry(
            id=self._directory.name,
            tier=self._tier,
            works=written.works,
            passages=written.passages,
            files=list_files(self._directory),
        )

    def cancel(self) -> None:
        """Let go of the files; the directory is left to be swept."""
        self._writer.cancel()

    def _open_slice(self) -> SegmentWriter:
        self._slices.append(self._directory / f"slice{len(self._slices)}")
        return SegmentWriter(self._slices[-1], FIELDS)


def read_works(directory: Path) -> list[WorkRecord]:
    """Return the works of a segment in their order. Raises :class:`IndexDamaged`."""
    segment = FlatSegment(directory / SEGMENT)
    with reading(segment.path):
        counts = np.diff(np.asarray(segment.first).astype(np.int64)).tolist()
        columns = [_read_texts(segment, name) for name in (WORK, FINGERPRINT)]
        segment.close()
        return [WorkRecord(*row) for row in zip(*columns, counts, strict=True)]


def open_part(directory: Path, entry: SegmentEntry) -> Part:
    """Open a segment as its generation sees it. Raises :class:`IndexDamaged`."""
    check_files(directory, entry.files, hashes=False)
    segment = FlatSegment(directory / SEGMENT)
    if (segment.works, segment.passages) != (entry.works, entry.passages):
        raise IndexDamaged(directory, "it holds another number of works or passages")
    return Part(entry.id, entry.tier, segment, frozenset(entry.deleted))


def _read_texts(segment: FlatSegment, name: str) -> list[str]:
    column = segment.texts(name)
    texts = ["", *map(decode_term, column.texts.terms(0, column.texts.size))]
    return [texts[code] for code in column.codes.tolist()]
