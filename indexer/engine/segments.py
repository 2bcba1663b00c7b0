"""Slices or segments of one tier into a segment's directory, and a directory into what is searched.

``segment`` is described in ``flat/``, ``lexicon`` in ``lexicon/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.durable import sync_tree
from indexer.engine.evaluate.part import Part
from indexer.engine.flat.blocks import FINGERPRINT, WORK
from indexer.engine.flat.checked import reading
from indexer.engine.flat.dictionary import decode_term
from indexer.engine.flat.merge import Source, merge
from indexer.engine.flat.segment import FlatSegment
from indexer.engine.lexicon import LEXICON, SegmentLexicon, write_lexicon
from indexer.engine.manifest import SegmentEntry, check_files, list_files
from indexer.errors.index import IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.records.works import Tier

SEGMENT = "segment"


def join(directory: Path, tier: Tier, slices: Sequence[Path]) -> SegmentEntry:
    """Make a segment in ``directory``, which is not there yet, of slices, which are gone then."""
    directory.mkdir(parents=True)
    path = directory / SEGMENT
    if len(slices) == 1:
        slices[0].rename(path)
    else:
        merge(path, [Source(FlatSegment(one)) for one in slices])
        for one in slices:
            one.unlink()
    return _finish(directory, tier)


def merge_segments(directory: Path, sources: Sequence[OpenSegment]) -> SegmentEntry:
    """Make a segment in ``directory``, which is not there yet, of what lives of others."""
    directory.mkdir(parents=True)
    living = [Source(one.flat, one.living_works()) for one in sources]
    merge(directory / SEGMENT, living)
    return _finish(directory, sources[0].entry.tier)


def _finish(directory: Path, tier: Tier) -> SegmentEntry:
    """Count the lexicon, bring everything to the disk, return the entry for the manifest."""
    segment = FlatSegment(directory / SEGMENT)
    write_lexicon(directory / LEXICON, segment)
    sync_tree(directory)
    return SegmentEntry(
        id=directory.name,
        tier=tier,
        works=segment.works,
        passages=segment.passages,
        files=list_files(directory),
    )


@dataclass(frozen=True, slots=True, weakref_slot=True)
class OpenSegment:
    """A segment as some generations see it, open for reading; they share it."""

    entry: SegmentEntry
    flat: FlatSegment
    lexicon: SegmentLexicon
    part: Part
    """What of it is searched."""

    def living_works(self) -> NDArray[np.bool_]:
        """Return per work whether it is not deleted."""
        living = np.ones(self.entry.works, np.bool_)
        living[list(self.entry.deleted)] = False
        return living

    def without(self, works: Iterable[str]) -> SegmentEntry:
        """Return the entry of the segment without some more works, as far as they are here."""
        with reading(self.flat.path):
            found = self.part.find_works(works)
            gone = np.setdiff1d(found, np.array(self.entry.deleted, np.int64))
        return self.without_numbers(gone)

    def without_numbers(self, gone: NDArray[np.int64]) -> SegmentEntry:
        """Return the entry without some more works, none of them deleted so far."""
        if not len(gone):
            return self.entry
        with reading(self.flat.path):
            first = self.part.first
            passages = int((first[gone + 1] - first[gone]).sum())
        entry = self.entry
        deleted = sorted({*entry.deleted, *gone.tolist()})
        return SegmentEntry(
            id=entry.id,
            tier=entry.tier,
            works=entry.works,
            passages=entry.passages,
            files=entry.files,
            deleted=tuple(deleted),
            deleted_passages=entry.deleted_passages + passages,
        )

    def fingerprints(self) -> Mapping[str, str]:
        """Return the fingerprints of the works that are not deleted."""
        living = self.living_works().tolist()
        with reading(self.flat.path):
            works, prints = (_read_texts(self.flat, name) for name in (WORK, FINGERPRINT))
            rows = zip(works, prints, living, strict=True)
            return {work: fingerprint for work, fingerprint, lives in rows if lives}


def find_held(directory: Path, works: Iterable[str]) -> set[str]:
    """Return which of some works are in a segment, deleted or not. Raises :class:`IndexDamaged`."""
    path = directory / SEGMENT
    with reading(path):
        ids = FlatSegment(path).texts(WORK)
        return {work for work in works if ids.code(work)}


def open_segment(
    directory: Path, entry: SegmentEntry, opened: OpenSegment | None = None
) -> OpenSegment:
    """Open a segment as a generation sees it, with the files of ``opened`` if some hold them.

    Raises :class:`IndexDamaged`.
    """
    check_files(directory, entry.files, hashes=False)
    flat = opened.flat if opened else FlatSegment(directory / SEGMENT)
    if (flat.works, flat.passages) != (entry.works, entry.passages):
        raise IndexDamaged(directory, "it holds another number of works or passages")
    lexicon = opened.lexicon if opened else SegmentLexicon(directory / LEXICON)
    return OpenSegment(entry, flat, lexicon, Part(entry.id, entry.tier, flat, entry.deleted))


def _read_texts(segment: FlatSegment, name: str) -> list[str]:
    column = segment.texts(name)
    texts = ["", *map(decode_term, column.texts.terms(0, column.texts.size))]
    return [texts[code] for code in column.codes.tolist()]
