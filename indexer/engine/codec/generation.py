"""The segments of an open generation into one reader of Whoosh's: layers, columns, pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from whoosh.analysis import IDAnalyzer, Token, Tokenizer
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.fields import COLUMN, STORED, TEXT, Schema
from whoosh.formats import Frequency
from whoosh.reading import EmptyReader, MultiReader

from indexer.engine.blocks import Layer
from indexer.engine.codec.columns import BytesReader, read_column
from indexer.engine.codec.documents import FlatDocumentReader
from indexer.engine.codec.flat_codec import FlatCodec, FlatReader
from indexer.engine.codec.formats import FlatPositions
from indexer.engine.codec.listed import ListedSegment
from indexer.engine.flat.blocks import FIELDS, FINGERPRINT, LABEL, PAGE, SHA256, UNIT, WORK
from indexer.engine.flat.columns import Axis, Kind
from indexer.engine.flat.dictionary import decode_term, encode_term
from indexer.engine.flat.segment import FlatSegment
from indexer.language.analyser import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from whoosh.columns import Column, ColumnReader
    from whoosh.fields import FieldType
    from whoosh.filedb.filestore import FileStorage
    from whoosh.reading import IndexReader

    from indexer.engine.flat.columns import SetColumn

TEXT_FIELD = "text"
"""The stored text of a page."""


@dataclass(frozen=True, slots=True)
class LivingSegment:
    """A segment and what of it may be found."""

    segment: FlatSegment
    alive: NDArray[np.bool_] | None = None
    """Per passage whether it is there; none when all are."""


def open_reader(segments: Sequence[LivingSegment]) -> IndexReader:
    """Return a reader whose documents are the passages of ``segments``, one after another.

    Fields are the layers. Columns, and stored with each passage, are ``page``, ``label``, ``unit``,
    ``sha256`` and, of its work, ``work``, ``fingerprint`` and ``order.<key>``; stored alone are
    ``text`` and, as lists of codes, ``facet.<name>``. The reader is good as long as the segments
    are open. Raises :class:`IndexDamaged`, as everything does that it is asked.
    """
    columns = _USUAL | {
        name: _Noted(Kind(notes["kind"]), Axis(notes["axis"]))
        for one in segments
        for name, notes in one.segment.columns.items()
    }
    schema = _make_schema(columns)
    leaves = [_open(number, one, schema, columns) for number, one in enumerate(segments)]
    if not leaves:
        return EmptyReader(schema)
    return leaves[0] if len(leaves) == 1 else MultiReader(leaves)


@dataclass(frozen=True, slots=True)
class _Noted:
    """What a column holds of what."""

    kind: Kind
    axis: Axis


_USUAL = {
    PAGE: _Noted(Kind.NUMBERS, Axis.PASSAGES),
    **dict.fromkeys((LABEL, UNIT, SHA256), _Noted(Kind.TEXTS, Axis.PASSAGES)),
    **dict.fromkeys((WORK, FINGERPRINT), _Noted(Kind.TEXTS, Axis.WORKS)),
}


def _open(
    number: int, opened: LivingSegment, schema: Schema, columns: Mapping[str, _Noted]
) -> FlatReader:
    codec = _GenerationCodec(opened.segment, columns)
    listed = ListedSegment(codec, "generation", str(number), opened.segment.passages)
    if opened.alive is not None:
        listed.mark_deleted((~opened.alive).astype(np.uint8))
    return FlatReader(None, schema, listed, generation=0)


class _GenerationCodec(FlatCodec):
    """Reads one segment that somebody else has opened."""

    def __init__(self, flat: FlatSegment, columns: Mapping[str, _Noted]) -> None:
        super().__init__()
        self._flat = flat
        self._columns = columns

    def open(self, storage: FileStorage, segment: ListedSegment) -> FlatSegment:  # noqa: ARG002 - it is open
        """Return the segment."""
        return self._flat

    def per_document_reader(self, storage: FileStorage, segment: ListedSegment) -> _PassageReader:  # noqa: ARG002 - nothing has to be found
        """Return the reader of passages."""
        return _PassageReader(self._flat, segment, self._columns)


class _PassageReader(FlatDocumentReader):
    """The passages of a segment: their own columns and those of their works."""

    def __init__(
        self, flat: FlatSegment, segment: ListedSegment, columns: Mapping[str, _Noted]
    ) -> None:
        super().__init__(flat, segment)
        self._noted = columns

    @cached_property
    def _work_of(self) -> NDArray[np.uint32]:
        first: NDArray[np.int64] = np.asarray(self._flat.first).astype(np.int64)
        return np.repeat(np.arange(self._flat.works, dtype=np.uint32), first[1:] - first[:-1])

    def has_column(self, fieldname: str) -> bool:
        """Whether there is a column in any segment: MultiReader miscounts where one lacks it."""
        return fieldname in self._noted

    def column_reader(self, fieldname: str, column: Column) -> ColumnReader:
        """Return the reader of a column."""
        if self._noted[fieldname].axis is Axis.PASSAGES:
            return read_column(self._flat, fieldname, column)
        texts = self._flat.texts(fieldname, Axis.WORKS)
        codes = np.asarray(texts.codes)[self._work_of]
        return BytesReader(codes, texts.texts, column.default_value())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return what is kept of a passage. Raises :class:`IndexDamaged`."""
        rows = {Axis.PASSAGES: docnum, Axis.WORKS: int(self._work_of[docnum])}
        fields = {name: value(rows[noted.axis]) for name, (noted, value) in self._values.items()}
        return {TEXT_FIELD: decode_term(self._flat.stored(docnum)), **fields}

    @cached_property
    def _values(self) -> dict[str, tuple[_Noted, Callable[[int], Any]]]:
        """Per column what returns the value of a row."""
        return {name: (noted, self._read(name, noted)) for name, noted in self._noted.items()}

    def _read(self, name: str, noted: _Noted) -> Callable[[int], Any]:
        if noted.kind is Kind.NUMBERS:
            numbers = self._flat.numbers(name, noted.axis)
            return lambda row: int(numbers[row])
        if noted.kind is Kind.TEXTS:
            texts = self._flat.texts(name, noted.axis)
            return lambda row: texts.text(int(texts.codes[row]))
        sets = self._flat.sets(name, noted.axis)
        return lambda row: _codes(sets, row)


def _codes(sets: SetColumn, row: int) -> list[str]:
    codes = sets.codes[sets.offsets[row] : sets.offsets[row + 1]].tolist()
    return [decode_term(sets.texts.term(code)) for code in codes]


class LayerField(TEXT):  # type: ignore[misc]  # Whoosh has no types
    """A layer; queries are parsed into terms as pages were."""

    def __init__(self, layer: Layer) -> None:
        analyzer = _ANALYZERS.get(layer) or IDAnalyzer()
        super().__init__(analyzer, phrase=FIELDS[layer.value])
        self.format = FlatPositions() if FIELDS[layer.value] else Frequency()

    def to_bytes(self, value: str | bytes) -> bytes:
        """Return the bytes of a term."""
        return value if isinstance(value, bytes) else encode_term(value)

    def from_bytes(self, bs: bytes) -> str:
        """Return the term."""
        return decode_term(bs)


class _TextColumn(COLUMN):  # type: ignore[misc]  # Whoosh has no types
    """A text of a passage or its work, to sort, group and filter by."""

    def __init__(self) -> None:
        super().__init__(VarBytesColumn())

    def to_bytes(self, v: str) -> bytes:
        """Return the bytes of a text."""
        return encode_term(v)

    def from_bytes(self, b: bytes) -> str:
        """Return the text."""
        return decode_term(b)


class _Syllables(Tokenizer):  # type: ignore[misc]  # Whoosh has no types
    """A text into its syllables, with accents or without."""

    def __init__(self, *, folded: bool) -> None:
        self._folded = folded

    def __call__(self, value: str, *_positional: Any, **_options: Any) -> Iterator[Token]:  # noqa: ANN401 - Whoosh's
        """Yield the tokens, with positions and offsets."""
        for at, one in enumerate(tokenise(value)):
            text = one.folded if self._folded else one.text
            yield Token(
                positions=True, chars=True, text=text, pos=at, startchar=one.start, endchar=one.end
            )


_ANALYZERS = {Layer.FOLDED: _Syllables(folded=True), Layer.ACCENTED: _Syllables(folded=False)}


def _make_schema(columns: Mapping[str, _Noted]) -> Schema:
    schema = Schema(**{layer.value: LayerField(layer) for layer in Layer})
    schema.add(TEXT_FIELD, STORED())
    for name, noted in columns.items():
        schema.add(name, _FIELDS[noted.kind]())
    return schema


_FIELDS: Mapping[Kind, Callable[[], FieldType]] = {
    Kind.NUMBERS: lambda: COLUMN(NumericColumn("I")),
    Kind.TEXTS: _TextColumn,
    Kind.SETS: STORED,
}
