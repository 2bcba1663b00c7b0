"""Documents into new segments of an index, and deletions into its table of contents."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from whoosh.formats import Positions
from whoosh.index import LockError
from whoosh.util.filelock import try_for
from whoosh.writing import MERGE_SMALL, NO_MERGE, OPTIMIZE, SegmentWriter

from indexer.engine.codec.contents import Contents
from indexer.engine.codec.formats import FlatPositions
from indexer.engine.codec.merging import can_join, choose, join
from indexer.engine.codec.segment_writers import Postings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from whoosh.reading import IndexReader

    from indexer.engine.codec.index import FlatIndex
    from indexer.engine.codec.listed import ListedSegment

    Policy = Callable[[Any, list[ListedSegment]], list[ListedSegment]]
    Posting = tuple[str, bytes, int, float, bytes]

POSTINGS_IN_SEGMENT = 8_000_000
"""Postings after which a segment is written; some 40 bytes of memory each, with positions."""


class FlatWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's writer, without its sorting pool, its pickles and its merging by single postings.

    One at a time per index. What was added cannot be found before :meth:`commit`, but
    ``update_document`` replaces it all the same, and a document that fails leaves nothing behind.
    """

    def __init__(
        self,
        index: FlatIndex,
        timeout: float = 0.0,
        delay: float = 0.1,
        postings_in_segment: int = POSTINGS_IN_SEGMENT,
    ) -> None:
        """Take the lock within ``timeout`` seconds.

        Raises :class:`whoosh.index.LockError`, and what opening the index raises.
        """
        self._index = index
        self.codec, self.storage, self.indexname = index.codec, index.storage, index.indexname
        self.merge, self.optimize, self.mergetype = True, False, None
        self.is_closed = False
        self._limit = postings_in_segment
        self._grouped = False
        self._written: list[ListedSegment] = []
        self._unique: dict[tuple[str, bytes], list[tuple[ListedSegment, int]]] = {}
        # Whoosh's own initialiser makes temporary files for its sorting pool.
        with ExitStack() as undo:
            self.writelock = index.lock("WRITELOCK")
            if not try_for(self.writelock.acquire, timeout=timeout, delay=delay):
                raise LockError
            undo.callback(self.writelock.release)
            contents = index.read_contents()
            self.generation = contents.generation + 1
            self.schema, self.segments = contents.schema, contents.segments
            self._held = [self.codec.open(self.storage, segment) for segment in self.segments]
            self._setup_doc_offsets()
            self._begin()
            undo.pop_all()

    def _begin(self) -> None:
        """Begin a segment."""
        self.newsegment: ListedSegment = self.codec.new_segment(self.storage, self.indexname)
        self.perdocwriter = self.codec.per_document_writer(self.storage, self.newsegment)
        self.fieldwriter = self.codec.field_writer(self.storage, self.newsegment)
        self.pool = Postings(self.fieldwriter, self.schema)
        self.docnum = self.docbase = 0
        self._added = False

    def _end(self) -> list[ListedSegment]:
        """Write the segment that was begun; return it unless nothing is in it."""
        segment = self.newsegment
        if not self._added:
            self._drop()
            return []
        for name, field in self.schema.items():
            if field.indexed:
                self.fieldwriter.start_field(name, field)
        self.perdocwriter.close()
        self.fieldwriter.close()
        segment.set_doc_count(self.docnum)
        return [self._settle(segment)]

    def _settle(self, segment: ListedSegment) -> ListedSegment:
        """Bring a new segment to the disk."""
        with segment.path(self.storage).open("rb") as file:
            os.fsync(file.fileno())
            segment.bytes = os.fstat(file.fileno()).st_size
        segment.draft = None
        return segment

    def reader(self, reuse: IndexReader | None = None) -> IndexReader:  # noqa: ARG002 - Whoosh's
        """Return a reader of what is committed, without what this writer has deleted."""
        self._check_state()
        contents = Contents(self.schema, self.segments, self.generation)
        return self._index.open_reader(contents)

    def start_group(self) -> None:
        """Begin documents that must stay in one segment."""
        self._grouped = True

    def end_group(self) -> None:
        """End them."""
        self._grouped = False

    def add_document(self, **fields: Any) -> None:  # noqa: ANN401 - the fields know their types
        """Add a document, as Whoosh documents it.

        Raises what Whoosh raises, and :class:`whoosh.writing.IndexingError` for what is not kept:
        boosts of single documents or tokens, stored values of other types than the README's.
        """
        self._check_state()
        self.pool.document = self.docnum
        try:
            super().add_document(**fields)
        except Exception:
            self._void()
            raise
        finally:
            self.pool.document = None
        for name in self._unique_fields(fields):
            if fields[name] is not None:
                key = name, self.schema[name].to_bytes(fields[name])
                self._unique.setdefault(key, []).append((self.newsegment, self.docnum - 1))
        if self.fieldwriter.postings >= self._limit and not self._grouped:
            self._written += self._end()
            self._begin()

    def update_document(self, **fields: Any) -> None:  # noqa: ANN401 - the fields know their types
        """Add a document in place of those that share a unique field, committed or not."""
        self._check_state()
        for name in self._unique_fields(fields):
            if fields[name] is not None:
                key = name, self.schema[name].to_bytes(fields[name])
                for segment, docnum in self._unique.pop(key, ()):
                    segment.delete_document(docnum)
        super().update_document(**fields)

    def add_postings_to_pool(
        self, reader: IndexReader, startdoc: int, docmap: dict[int, int] | None
    ) -> None:
        """Add all postings of a reader, their positions in our form."""
        for item in self._process_posts(_convert(reader), startdoc, docmap):
            self.pool.add(item)

    def _void(self) -> None:
        """End a document that failed half-way, and delete it."""
        if self.perdocwriter.in_document:
            self.perdocwriter.void_doc()
            self.newsegment.delete_document(self.docnum)
            self.docnum += 1

    def commit(
        self,
        mergetype: Policy | None = None,
        optimize: bool | None = None,  # noqa: FBT001 - Whoosh's
        merge: bool | None = None,  # noqa: FBT001 - Whoosh's
    ) -> None:
        """Write everything and let the next writer in, as Whoosh documents it.

        When it fails nothing has changed, and the next writer may come. Raises
        :class:`OSError`, :class:`IndexDamaged`.
        """
        self._check_state()
        mergetype = mergetype or self.mergetype
        optimize = self.optimize if optimize is None else optimize
        merge = self.merge if merge is None else merge
        with ExitStack() as undo:
            undo.callback(self.cancel)
            if mergetype in {None, MERGE_SMALL, OPTIMIZE, NO_MERGE}:
                optimize = mergetype is OPTIMIZE if mergetype else optimize
                merge = mergetype is not NO_MERGE if mergetype else merge
                kept = self._merge(optimize=optimize, merge=merge)
            else:
                kept = [*mergetype(self, self.segments), *self._written, *self._end()]
            self._index.write_contents(Contents(self.schema, kept, self.generation))
            undo.pop_all()
        self._finish()

    def _merge(self, *, optimize: bool, merge: bool) -> list[ListedSegment]:
        """Return the segments that the index is to have."""
        fresh = [*self._written, *self._end()]
        chosen = list(self.segments)
        if not optimize:
            added = sum(segment.doc_count() for segment in fresh)
            chosen = choose(self.segments, added) if merge else []
        joined = [*chosen, *fresh]
        rest = [segment for segment in self.segments if segment not in chosen]
        if not merge and not optimize:
            return rest + fresh
        if len(joined) == 1 and not joined[0].has_deletions() and self._can_join(joined):
            return rest + joined
        living = [segment for segment in joined if segment.doc_count()]
        return rest + self._join(living) if living else rest

    def _can_join(self, segments: list[ListedSegment]) -> bool:
        return can_join(self.codec, self.storage, segments, self.schema)

    def _join(self, segments: list[ListedSegment]) -> list[ListedSegment]:
        if self._can_join(segments):
            return [self._settle(join(self.codec, self.storage, self.indexname, segments))]
        self._begin()
        contents = Contents(self.schema, segments, self.generation)
        with self._index.open_reader(contents) as reader:
            for leaf, _offset in reader.leaf_readers():
                self.add_reader(leaf)
        return self._end()

    def cancel(self) -> None:
        """Forget everything and let the next writer in."""
        self._check_state()
        self._drop()
        self._finish()

    def _drop(self) -> None:
        """Forget the segment that was begun."""
        if self.newsegment.draft is not None:
            self.newsegment.draft.cancel()

    def _finish(self) -> None:
        self._held = []
        self.is_closed = True
        try:
            self._index.sweep()
        finally:
            self.writelock.release()


def _convert(reader: IndexReader) -> Iterator[Posting]:
    """Yield the postings of a reader, those of Whoosh's own positions as ours."""
    ours = FlatPositions()
    for field, text, document, weight, value in reader.iter_postings():
        format_ = reader.schema[field].format
        if isinstance(format_, Positions) and not isinstance(format_, FlatPositions):
            converted = ours.encode(format_.decode_positions(value))
            yield field, text, document, weight, converted
        else:
            yield field, text, document, weight, value or b""
