"""The terms of a flat segment as Whoosh's terms reader: statistics, cursors, matchers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from whoosh.codec.base import EmptyCursor, FieldCursor, TermsReader
from whoosh.reading import TermInfo, TermNotFound

from indexer.engine.codec.matcher import FlatMatcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray
    from whoosh.fields import FieldType
    from whoosh.formats import Format
    from whoosh.scoring import BaseScorer

    from indexer.engine.flat.field import FlatField
    from indexer.engine.flat.postings import PostingList
    from indexer.engine.flat.segment import FlatSegment

_AT_ONCE = 256
"""Terms decoded together while walking through them."""

_KEPT = 4096
"""Posting lists, not decoded, that a reader remembers."""

_BLOCK, _FULL, _LONGEST = 128, 255, 65535
"""Postings in a block of the directory, and the bounds of what it says of them."""


class FlatTermInfo(TermInfo):  # type: ignore[misc]  # Whoosh has no types
    """Statistics of a term, deleted documents included, each worked out when it is asked."""

    def __init__(self, postings: PostingList, field: FlatField, boost: float) -> None:
        """Take the list, and by what the field multiplies every frequency."""
        self._postings = postings
        self._field = field
        self._boost = boost
        # What Whoosh's MultiReader adds when it numbers the documents of several segments.
        self._minid = self._maxid = 0

    def doc_frequency(self) -> int:
        """Return in how many documents the term stands."""
        return self._postings.count

    def weight(self) -> float:
        """Return how often it stands in all of them."""
        return self._boost * float(self._postings.tfs().sum(dtype=np.int64))

    def max_weight(self) -> float:
        """Return how often it stands where it does most."""
        peak = int(self._postings.blocks.peaks.max(initial=0))
        if peak == _FULL:
            return self._boost * float(self._postings.tfs().max())
        behind = np.arange(len(self._postings.blocks.last) * _BLOCK, self._postings.count)
        return self._boost * max(peak, int(self._postings.tfs_at(behind).max(initial=0)))

    def min_length(self) -> int:
        """Return the least length of its documents; 65535 may stand for more."""
        lengths = self._field.lengths
        last, shortest = self._postings.blocks.last, self._postings.blocks.shortest
        if not len(last):
            return int(lengths[self._postings.ids()].min())
        behind = np.arange(int(last[-1]) + 1, len(lengths), dtype=np.uint32)
        found = behind[self._postings.find(behind) >= 0]
        return int(min(int(shortest.min()), *lengths[found].tolist(), _LONGEST))

    def max_length(self) -> int:
        """Return the greatest length of its documents."""
        return int(self._field.lengths[self._postings.ids()].max())

    def min_id(self) -> int:
        """Return its first document."""
        return int(self._postings.ids()[0]) + self._minid

    def max_id(self) -> int:
        """Return its last document."""
        return int(self._postings.ids()[-1]) + self._maxid


class FlatTermsReader(TermsReader):  # type: ignore[misc]  # Whoosh has no types
    """The terms of all fields that have any."""

    def __init__(self, flat: FlatSegment) -> None:
        self._flat = flat
        self._names = sorted(name for name, notes in flat.fields.items() if notes["size"])
        self._known: dict[tuple[str, bytes], PostingList | None] = {}
        self.boosts: Mapping[str, float] = {}
        """By what a field multiplies every frequency; the reader that has the schema says it."""

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        """Return the names of the fields that have terms."""
        return self._names

    def cursor(self, fieldname: str, fieldobj: FieldType) -> FieldCursor:
        """Return a cursor at the first term of a field."""
        if fieldname not in self._names:
            return EmptyCursor()
        return FlatCursor(self._flat.field(fieldname), fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield field and bytes of every term."""
        for name in self._names:
            yield from self._walk(name, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms of a field from ``prefix`` on, and those of the fields behind it."""
        for name in self._names:
            if name >= fieldname:
                yield from self._walk(name, prefix if name == fieldname else b"")

    def items(self) -> Iterator[tuple[tuple[str, bytes], FlatTermInfo]]:
        """Yield every term with its statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], FlatTermInfo]]:
        """Yield terms as :meth:`terms_from` does, with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> FlatTermInfo:
        """Return the statistics of a term. Raises :class:`TermNotFound`."""
        postings, field = self.postings(fieldname, text), self._flat.field(fieldname)
        return FlatTermInfo(postings, field, self.boosts.get(fieldname, 1.0))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a term stands in the segment."""
        return self.term_info(fieldname, text).weight() if (fieldname, text) in self else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return in how many documents a term stands."""
        found = self._find(fieldname, text)
        return found.count if found else 0

    def postings(self, fieldname: str, text: bytes) -> PostingList:
        """Return the list of a term. Raises :class:`TermNotFound`."""
        found = self._find(fieldname, text)
        if found is None:
            message = f"no term {fieldname}:{text!r}"
            raise TermNotFound(message)
        return found

    def matcher(
        self,
        fieldname: str,
        text: bytes,
        format_: Format,
        scorer: BaseScorer | None = None,
        deleted: NDArray[np.bool_] | None = None,
    ) -> FlatMatcher:
        """Return a matcher of a term, without the documents that ``deleted`` marks.

        Raises :class:`TermNotFound`, :class:`IndexDamaged`.
        """
        postings = self.postings(fieldname, text)
        return FlatMatcher(postings, format_, (fieldname, text), scorer, deleted)

    def _find(self, fieldname: str, text: bytes) -> PostingList | None:
        key = fieldname, text
        if key not in self._known:
            if len(self._known) >= _KEPT:
                self._known = {}
            self._known[key] = self._look_up(fieldname, text)
        return self._known[key]

    def _look_up(self, fieldname: str, text: bytes) -> PostingList | None:
        if fieldname not in self._names:
            return None
        field = self._flat.field(fieldname)
        ordinal = field.ordinal(text)
        return field.postings(ordinal) if ordinal >= 0 else None

    def _walk(self, name: str, start: bytes) -> Iterator[tuple[str, bytes]]:
        field = self._flat.field(name)
        for first in range(field.place(start), field.size, _AT_ONCE):
            for text in field.terms(first, min(first + _AT_ONCE, field.size)):
                yield name, text


class FlatCursor(FieldCursor):  # type: ignore[misc]  # Whoosh has no types
    """Walks through the terms of a field."""

    def __init__(self, field: FlatField, fieldobj: FieldType) -> None:
        self._field = field
        self._fieldobj = fieldobj
        self._first = 0
        self._terms: list[bytes] = []
        self._ordinal = 0

    def first(self) -> str | None:
        """Go to the first term and return it."""
        return self._go(0)

    def find(self, term: str | bytes) -> str | None:
        """Go to the first term that is not less than ``term`` and return it."""
        wanted = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        return self._go(self._field.place(wanted))

    def next(self) -> str | None:
        """Go to the next term and return it."""
        return self._go(self._ordinal + 1)

    def text(self) -> str | None:
        """Return the term, None behind the last one."""
        if not self.is_valid():
            return None
        place = self._ordinal - self._first
        if not 0 <= place < len(self._terms):
            self._first, place = self._ordinal, 0
            stop = min(self._first + _AT_ONCE // 16, self._field.size)
            self._terms = self._field.terms(self._first, stop)
        text: str = self._fieldobj.from_bytes(self._terms[place])
        return text

    def term_info(self) -> FlatTermInfo | None:
        """Return the statistics of the term, None behind the last one."""
        if not self.is_valid():
            return None
        boost = self._fieldobj.format.field_boost
        return FlatTermInfo(self._field.postings(self._ordinal), self._field, boost)

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._ordinal < self._field.size

    def _go(self, ordinal: int) -> str | None:
        self._ordinal = ordinal
        return self.text()
