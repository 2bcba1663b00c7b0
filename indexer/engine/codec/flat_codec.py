"""Whoosh's codec: which of our writers and readers serve a segment."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, NoReturn
from weakref import WeakValueDictionary

from whoosh.codec.base import Codec
from whoosh.reading import SegmentReader

from indexer.engine.codec.documents import FlatDocumentReader
from indexer.engine.codec.draft import SegmentDraft
from indexer.engine.codec.listed import ListedSegment
from indexer.engine.codec.segment_writers import FlatDocumentWriter, FlatFieldWriter
from indexer.engine.codec.terms import FlatTermsReader
from indexer.engine.flat.segment import FlatSegment
from indexer.errors.index import IndexDamaged

if TYPE_CHECKING:
    from pathlib import Path

    from whoosh.fields import Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.matching import Matcher
    from whoosh.scoring import BaseScorer


class FlatCodec(Codec):  # type: ignore[misc]  # Whoosh has no types
    """One per index, so that its readers share what is open; threads may share it."""

    length_stats = False
    """Lengths are given with the documents; postings need not carry them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._opened: WeakValueDictionary[Path, FlatSegment] = WeakValueDictionary()

    def open(self, storage: FileStorage, segment: ListedSegment) -> FlatSegment:
        """Return the file of a segment, open, shared with whoever has it open.

        Raises :class:`IndexDamaged`, :class:`IndexVersionWrong`.
        """
        path = segment.path(storage)
        with self._lock:
            flat = self._opened.get(path)
            if flat is None:
                flat = FlatSegment(path)
                found = flat.passages, path.stat().st_size
                if found != (segment.doc_count_all(), segment.bytes):
                    raise IndexDamaged(path, "this is not the segment that was written")
                self._opened[path] = flat
        return flat

    def per_document_writer(
        self, storage: FileStorage, segment: ListedSegment
    ) -> FlatDocumentWriter:
        """Return what takes the documents of a new segment."""
        return FlatDocumentWriter(_draft(storage, segment))

    def field_writer(self, storage: FileStorage, segment: ListedSegment) -> FlatFieldWriter:
        """Return what takes the postings of a new segment, and writes it when closed."""
        return FlatFieldWriter(_draft(storage, segment))

    def postings_writer(self, _dbfile: object, byteids: bool = False) -> NoReturn:  # noqa: FBT001, FBT002 - Whoosh's
        """Refuse: postings lie in segments, whole."""
        raise NotImplementedError  # as Whoosh's base codec refuses what it has not

    def postings_reader(self, *_arguments: object, **_options: object) -> NoReturn:
        """Refuse: postings lie in segments, whole."""
        raise NotImplementedError  # as Whoosh's base codec refuses what it has not

    def terms_reader(self, storage: FileStorage, segment: ListedSegment) -> FlatTermsReader:
        """Return the reader of terms. Raises what :meth:`open` raises."""
        return FlatTermsReader(self.open(storage, segment))

    def per_document_reader(
        self, storage: FileStorage, segment: ListedSegment
    ) -> FlatDocumentReader:
        """Return the reader of documents. Raises what :meth:`open` raises."""
        return FlatDocumentReader(self.open(storage, segment), segment)

    def new_segment(self, _storage: FileStorage, indexname: str) -> ListedSegment:
        """Return a segment that has nothing yet."""
        return ListedSegment(self, indexname)


def _draft(storage: FileStorage, segment: ListedSegment) -> SegmentDraft:
    if segment.draft is None:
        segment.draft = SegmentDraft(segment.path(storage))
    return segment.draft


class FlatReader(SegmentReader):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's reader of a segment, which leaves out deleted documents list by list.

    Whoosh's own makes a set of all deleted documents for every term and asks it for every posting.
    """

    def __init__(
        self, storage: FileStorage, schema: Schema, segment: ListedSegment, generation: int
    ) -> None:
        """Open a segment. Raises what :meth:`FlatCodec.open` raises."""
        super().__init__(storage, schema, segment, generation=generation)
        self._terms.boosts = {
            name: schema[name].format.field_boost
            for name in self._terms.indexed_field_names()
            if name in schema
        }

    def postings(
        self, fieldname: str, text: str | bytes, scorer: BaseScorer | None = None
    ) -> Matcher:
        """Return a matcher of a term.

        Raises :class:`whoosh.reading.TermNotFound`, :class:`IndexDamaged`.
        """
        self._test_field(fieldname)
        segment = self.segment()
        deleted = segment.deleted_marks() if segment.has_deletions() else None
        format_ = self.schema[fieldname].format
        key = self._text_to_bytes(fieldname, text)
        return self._terms.matcher(fieldname, key, format_, scorer=scorer, deleted=deleted)
