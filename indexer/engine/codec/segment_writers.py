"""What Whoosh's writer hands over, document by document and posting by posting, into a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh.codec.base import FieldWriter, PerDocumentWriter
from whoosh.fields import FieldType, SpellField
from whoosh.writing import IndexingError

from indexer.engine.codec.formats import FlatPositions
from indexer.engine.codec.values import encode_stored

if TYPE_CHECKING:
    from whoosh.columns import Column

    from indexer.engine.codec.draft import FieldDraft, SegmentDraft


class FlatDocumentWriter(PerDocumentWriter):  # type: ignore[misc]  # Whoosh has no types
    """Stored fields, lengths and column values of each document."""

    def __init__(self, draft: SegmentDraft) -> None:
        self._draft = draft
        self._document = 0
        self._stored: dict[str, Any] = {}
        self.in_document = False
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin the next document. Raises :class:`IndexingError` out of turn."""
        if self.in_document or docnum != self._draft.documents:
            message = f"document {docnum} begins out of turn"
            raise IndexingError(message)
        self._document = docnum
        self._stored = {}
        self.in_document = True

    def add_field(self, fieldname: str, _field: FieldType, value: object, length: int) -> None:
        """Take what is stored of a field, None for nothing, and how many terms it has."""
        if value is not None:
            self._stored[fieldname] = value
        if length:
            self._draft.add_length(self._document, fieldname, length)

    def add_column_value(self, fieldname: str, column: Column, value: object) -> None:
        """Take the document's value of a column."""
        self._draft.add_column_value(self._document, fieldname, column, value)

    def add_vector_items(self, fieldname: str, _field: FieldType, _items: object) -> None:
        """Refuse term vectors."""
        message = f"the field {fieldname!r} has term vectors, which are not kept"
        raise IndexingError(message)

    def finish_doc(self) -> None:
        """End the document."""
        self._draft.finish_document(encode_stored(self._stored))
        self.in_document = False

    def void_doc(self) -> None:
        """End a document that failed half-way, with nothing stored."""
        self._stored = {}
        self.finish_doc()

    def close(self) -> None:
        """Say that no document follows."""
        self.is_closed = True


class FlatFieldWriter(FieldWriter):  # type: ignore[misc]  # Whoosh has no types
    """Postings, in the order of terms as Whoosh sorts them or in that of documents."""

    def __init__(self, draft: SegmentDraft) -> None:
        self._draft = draft
        self.postings = 0
        """So many were taken; memory grows with them."""
        self._current = ""
        self._text = b""
        self._fields: dict[str, tuple[FieldType, FieldDraft]] = {}
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: FieldType) -> None:
        """Go on with a field, which the segment has from now on."""
        self._current = fieldname
        if fieldname not in self._fields:
            keeps = isinstance(fieldobj.format, FlatPositions)
            self._fields[fieldname] = fieldobj, self._draft.field(fieldname, positions=keeps)

    def start_term(self, text: bytes) -> None:
        """Go on with a term of the field."""
        self._text = text

    def add(self, docnum: int, weight: float, vbytes: bytes, _length: int | None = None) -> None:
        """Take a posting of the term.

        Raises :class:`IndexingError` for a weight that is not the term's frequency times the
        boost of the field: boosts of single documents and tokens are not kept.
        """
        field, draft = self._fields[self._current]
        frequency = count(field, vbytes)
        boost = field.format.field_boost
        if abs(weight - frequency * boost) > 1e-6 * max(weight, boost):
            message = (
                f"{self._text!r} in the field {self._current!r} weighs {weight}, not {frequency} "
                f"times {boost}: boosts of single documents or tokens are not kept"
            )
            raise IndexingError(message)
        draft.add(self._text, docnum, frequency, vbytes)
        self.postings += 1

    def finish_term(self) -> None:
        """Nothing is left to do."""

    def close(self) -> None:
        """Write the segment."""
        self._draft.finish()
        self.is_closed = True


def count(field: FieldType, value: bytes) -> int:
    """Return how often a term stands in a document, from the value of its posting."""
    if isinstance(field, SpellField):
        # Whoosh gives the words of a spelling field the values of some other posting.
        return 1
    frequency: int = field.format.decode_frequency(value)
    return frequency


class Postings:
    """Where Whoosh keeps postings to be sorted: hands them on, since the draft sorts by itself."""

    def __init__(self, writer: FlatFieldWriter, schema: Any) -> None:  # noqa: ANN401 - a Schema
        self._writer = writer
        self._schema = schema
        self.document: int | None = None
        """The document that is being added; Whoosh gives words of spelling fields another one."""

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Take a posting: field, term, document, weight, value."""
        fieldname, text, document, weight, value = item
        writer = self._writer
        writer.start_field(fieldname, self._schema[fieldname])
        writer.start_term(text)
        writer.add(document if self.document is None else self.document, weight, value)

    def cleanup(self) -> None:
        """Nothing lies on the disk."""
