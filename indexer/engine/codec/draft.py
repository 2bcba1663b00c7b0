"""Documents and postings, in any order of terms, into one flat segment."""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.codec.columns import draft_column
from indexer.engine.flat.checked import CheckedWriter
from indexer.engine.flat.columns import Axis
from indexer.engine.flat.dictionary import join_texts
from indexer.engine.flat.field import FieldWriter
from indexer.engine.flat.inverting import Inverted
from indexer.engine.flat.lists import Lists
from indexer.engine.flat.spreading import spread
from indexer.engine.flat.stored import StoredWriter
from indexer.engine.flat.writer import finish_segment

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray
    from whoosh.columns import Column

    from indexer.engine.codec.columns import ColumnDraft

_DOCUMENT_BITS = np.uint64(32)


class FieldDraft:
    """The postings of a field, as they come."""

    def __init__(self, *, positions: bool) -> None:
        self.positions = positions
        self._numbers: defaultdict[bytes, int] = defaultdict()
        # A new term takes the number of those before it.
        self._numbers.default_factory = self._numbers.__len__
        self._terms = array("I")
        self._documents = array("I")
        self._tfs = array("I")
        self._places = array("I")

    def add(self, term: bytes, document: int, frequency: int, positions: bytes) -> None:
        """Take a posting; ``positions`` are as many u32, ascending, if the field keeps them."""
        self._terms.append(self._numbers[term])
        self._documents.append(document)
        self._tfs.append(frequency)
        if self.positions:
            self._places.frombytes(positions)

    def invert(self) -> Inverted:
        """Return the posting lists; a posting that came twice stands as it came first."""
        terms = sorted(self._numbers)
        ranks = np.empty(len(terms), np.uint64)
        ranks[[self._numbers[term] for term in terms]] = np.arange(len(terms), dtype=np.uint64)
        keys = ranks[np.array(self._terms, np.int64)] << _DOCUMENT_BITS
        keys |= np.array(self._documents, np.uint64)
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        fresh = np.ones(len(keys), np.bool_)
        np.not_equal(keys[1:], keys[:-1], out=fresh[1:])
        order, keys = order[fresh], keys[fresh]
        tfs = np.array(self._tfs, np.uint32)
        counts = np.bincount((keys >> _DOCUMENT_BITS).astype(np.int64), minlength=len(terms))
        ids = (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32)
        return Inverted(
            join_texts(terms), Lists(counts, ids, tfs[order], self._order_places(tfs, order))
        )

    def _order_places(
        self, tfs: NDArray[np.uint32], order: NDArray[np.int64]
    ) -> NDArray[np.uint32] | None:
        if not self.positions:
            return None
        counts = tfs.astype(np.int64)
        starts = np.cumsum(counts) - counts
        return np.array(self._places, np.uint32)[spread(counts[order], starts[order])]


class SegmentDraft:
    """A segment that is being written; everything but records is kept in memory until the end."""

    def __init__(self, path: Path) -> None:
        """Take the file to be; until :meth:`finish` nothing is there under its name."""
        self.path = path
        self.documents = 0
        self._writer = CheckedWriter(path)
        self._stored = StoredWriter(self._writer)
        self._fields: dict[str, FieldDraft] = {}
        self._lengths: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._columns: dict[str, ColumnDraft] = {}

    def field(self, name: str, *, positions: bool) -> FieldDraft:
        """Return a field, which the segment has from now on."""
        if name not in self._fields:
            self._fields[name] = FieldDraft(positions=positions)
        return self._fields[name]

    def add_length(self, document: int, field: str, length: int) -> None:
        """Note how long a field of a document is."""
        lengths = self._lengths[field]
        lengths.extend([0] * (document - len(lengths)))
        lengths.append(length)

    def add_column_value(self, document: int, name: str, column: Column, value: Any) -> None:  # noqa: ANN401 - the column knows its type
        """Take a document's value of a column."""
        if name not in self._columns:
            self._columns[name] = draft_column(column)
        self._columns[name].add(document, value)

    def finish_document(self, record: bytes) -> None:
        """End a document with what is stored of it."""
        self._stored.add(record)
        self.documents += 1

    def finish(self) -> None:
        """Write the segment."""
        with self._writer:
            self._stored.finish()
            fields = {name: self._write_field(name) for name in sorted(self._fields)}
            columns = {name: draft.finish(self.documents) for name, draft in self._columns.items()}
            finish_segment(
                self._writer,
                range(self.documents + 1),
                fields,
                {Axis.PASSAGES: columns, Axis.WORKS: {}},
            )

    def cancel(self) -> None:
        """Let go of everything; there is no file."""
        self._writer.close()

    def _write_field(self, name: str) -> dict[str, Any]:
        draft = self._fields.pop(name)
        lengths = np.zeros(self.documents, np.uint32)
        known = self._lengths[name]
        lengths[: len(known)] = np.array(known, np.uint32)
        writer = FieldWriter(self._writer, name, lengths, positions=draft.positions)
        inverted = draft.invert()
        writer.add(inverted.terms, inverted.lists)
        return writer.finish()
