"""The documents of a flat segment as Whoosh's reader: what is stored, lengths, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh.codec.base import PerDocumentReader

from indexer.engine.codec.columns import read_column
from indexer.engine.codec.values import decode_stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whoosh.columns import Column, ColumnReader

    from indexer.engine.codec.listed import ListedSegment
    from indexer.engine.flat.segment import FlatSegment


class FlatDocumentReader(PerDocumentReader):  # type: ignore[misc]  # Whoosh has no types
    """Every document of a segment; the list of the index knows which are deleted."""

    def __init__(self, flat: FlatSegment, segment: ListedSegment) -> None:
        self._flat = flat
        self._segment = segment
        self._lengths: dict[str, memoryview[int]] = {}

    def doc_count(self) -> int:
        """Return how many documents are not deleted."""
        return self.doc_count_all() - self._segment.deleted_count()

    def doc_count_all(self) -> int:
        """Return how many documents there are."""
        return self._flat.passages

    def has_deletions(self) -> bool:
        """Whether any is deleted."""
        deletions: bool = self._segment.has_deletions()
        return deletions

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """Yield the deleted documents."""
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        """Columns are kept."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether any document has a value of a column."""
        return fieldname in self._flat.columns

    def list_columns(self) -> list[str]:
        """Return the names of the columns."""
        return list(self._flat.columns)

    def column_reader(self, fieldname: str, column: Column) -> ColumnReader:
        """Return the reader of a column. Raises :class:`KeyError` for one of another kind."""
        return read_column(self._flat, fieldname, column)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return how many terms a field of a document has, exactly; ``default`` for none."""
        lengths = self._lengths.get(fieldname)
        if lengths is None:
            if fieldname not in self._flat.fields:
                return default
            lengths = self._flat.field(fieldname).lengths.data
            self._lengths[fieldname] = lengths
        return lengths[docnum] or default

    def field_length(self, fieldname: str) -> int:
        """Return how many terms a field has in all documents."""
        return self._flat.field(fieldname).tokens if fieldname in self._flat.fields else 0

    def min_field_length(self, fieldname: str) -> int:
        """Return the least length of a field."""
        known = fieldname in self._flat.fields
        return int(self._flat.field(fieldname).lengths.min(initial=1 << 31)) if known else 0

    def max_field_length(self, fieldname: str) -> int:
        """Return the greatest length of a field."""
        known = fieldname in self._flat.fields
        return int(self._flat.field(fieldname).lengths.max(initial=0)) if known else 0

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return what is stored of a document. Raises :class:`IndexDamaged`."""
        return decode_stored(self._flat.stored(docnum))
