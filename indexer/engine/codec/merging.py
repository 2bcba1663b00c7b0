"""Which segments become one, and how: by joining arrays where their fields agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.engine.codec.formats import FlatPositions
from indexer.engine.flat.merge import Source, merge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whoosh.fields import Schema
    from whoosh.filedb.filestore import FileStorage

    from indexer.engine.codec.flat_codec import FlatCodec
    from indexer.engine.codec.listed import ListedSegment

_SMALL = 64
"""Segments of so few documents always join."""


def choose(segments: Sequence[ListedSegment], fresh: int) -> list[ListedSegment]:
    """Return which of ``segments`` are to be merged with ``fresh`` new documents, in their order.

    One joins when it is at most twice as large as everything that joined before it, so that each
    document is written again about once per doubling of the index and the number of segments stays
    near its logarithm; and when most of it is deleted.
    """
    joined: set[str] = set()
    total = fresh
    for segment in sorted(segments, key=lambda one: one.doc_count()):
        wasted = 2 * segment.deleted_count() > segment.doc_count_all()
        if wasted or (fresh and segment.doc_count() <= max(2 * total, _SMALL)):
            joined.add(segment.segid)
            total += segment.doc_count()
    return [segment for segment in segments if segment.segid in joined]


def can_join(
    codec: FlatCodec, storage: FileStorage, segments: Sequence[ListedSegment], schema: Schema
) -> bool:
    """Whether all segments have the fields that the schema has now, and columns of one kind."""
    flats = [codec.open(storage, segment) for segment in segments]
    fields = {
        name: isinstance(field.format, FlatPositions)
        for name, field in schema.items()
        if field.indexed
    }
    kinds: dict[str, str] = {}
    for flat in flats:
        kept = {name: bool(notes["positions"]) for name, notes in flat.fields.items()}
        if kept != fields:
            return False
        for name, notes in flat.columns.items():
            known = name in schema and schema[name].column_type
            if not known or kinds.setdefault(name, notes["kind"]) != notes["kind"]:
                return False
    return True


def join(
    codec: FlatCodec,
    storage: FileStorage,
    indexname: str,
    segments: Sequence[ListedSegment],
) -> ListedSegment:
    """Write what lives of ``segments`` into a new one. Raises :class:`IndexDamaged`."""
    merged = codec.new_segment(storage, indexname)
    sources = [
        Source(
            codec.open(storage, segment),
            ~segment.deleted_marks() if segment.has_deletions() else None,
        )
        for segment in segments
    ]
    written = merge(merged.path(storage), sources)
    merged.set_doc_count(written.passages)
    return merged
