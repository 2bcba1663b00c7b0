"""Whoosh's columns into the columns of a flat segment, and back through Whoosh's interface.

Numbers are kept as their distance from the column's default, so that a document without a value
has it and takes no room; bytes are kept once each, with a code per document.
"""

from __future__ import annotations

import struct
from abc import ABC, abstractmethod
from array import array
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.columns import (
    BitColumn,
    Column,
    ColumnReader,
    FixedBytesColumn,
    NumericColumn,
    RefBytesColumn,
    VarBytesColumn,
)
from whoosh.fields import FieldConfigurationError

from indexer.engine.flat.columns import Axis, Numbers, Texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from indexer.engine.flat.dictionary import Dictionary
    from indexer.engine.flat.segment import FlatSegment

_BYTES = frozenset({VarBytesColumn, RefBytesColumn, FixedBytesColumn})


def check_column(column: Column) -> None:
    """Refuse a column that cannot be kept.

    Raises :class:`whoosh.fields.FieldConfigurationError`.
    """
    kind = type(column)
    if kind not in _BYTES | {NumericColumn, BitColumn}:
        message = f"a {kind.__name__} is not kept; see the README for what is"
        raise FieldConfigurationError(message)
    if kind is NumericColumn:
        _Packing(column)


class _Packing:
    """Numbers of one type into natural numbers, the default into 0, and back."""

    def __init__(self, column: NumericColumn) -> None:
        self._struct = struct.Struct("<" + column._typecode)  # noqa: SLF001 - it has no other name
        self._modulus = 1 << 8 * self._struct.size
        self._size = self._struct.size
        default = column.default_value()
        try:
            self._base = int.from_bytes(self._struct.pack(default), "little")
        except struct.error as error:
            message = f"{default!r} is no default of a column of {column._typecode!r}: {error}"  # noqa: SLF001 - as above
            raise FieldConfigurationError(message) from error

    def pack(self, value: float) -> int:
        """Return the code of a number. Raises :class:`struct.error` for one out of range."""
        return (int.from_bytes(self._struct.pack(value), "little") - self._base) % self._modulus

    def unpack(self, code: int) -> int | float:
        """Return the number of a code."""
        raw = ((code + self._base) % self._modulus).to_bytes(self._size, "little")
        value: int | float = self._struct.unpack(raw)[0]
        return value


class ColumnDraft(ABC):
    """A column that is being written, document after document."""

    def __init__(self) -> None:
        self._rows = array("I")

    @abstractmethod
    def add(self, document: int, value: Any) -> None:  # noqa: ANN401 - the column knows its type
        """Take the value of a document."""

    @abstractmethod
    def finish(self, documents: int) -> Numbers | Texts:
        """Return the column of so many documents."""

    def _spread(self, codes: array[int], documents: int) -> NDArray[np.uint64]:
        spread = np.zeros(documents, np.uint64)
        spread[np.array(self._rows, np.int64)] = np.array(codes, np.uint64)
        return spread


class _NumberDraft(ColumnDraft):
    def __init__(self, packing: _Packing) -> None:
        super().__init__()
        self._pack = packing.pack
        self._codes = array("Q")

    def add(self, document: int, value: float) -> None:
        self._codes.append(self._pack(value))
        self._rows.append(document)

    def finish(self, documents: int) -> Numbers:
        return Numbers(self._spread(self._codes, documents))


class _BitDraft(ColumnDraft):
    def add(self, document: int, value: object) -> None:
        if value:
            self._rows.append(document)

    def finish(self, documents: int) -> Numbers:
        return Numbers(self._spread(array("Q", [1]) * len(self._rows), documents))


class _BytesDraft(ColumnDraft):
    def __init__(self, default: bytes) -> None:
        super().__init__()
        self._default = default
        self._values: list[bytes] = []

    def add(self, document: int, value: bytes) -> None:
        self._rows.append(document)
        self._values.append(_swap(value, self._default))

    def finish(self, documents: int) -> Texts:
        terms = sorted(set(self._values) - {b""})
        code = {term: place for place, term in enumerate(terms, 1)} | {b"": 0}
        codes = array("Q", map(code.__getitem__, self._values))
        return Texts(self._spread(codes, documents), terms)


def _swap(value: bytes, default: bytes) -> bytes:
    """Return what stands for a value where nothing stands for the default."""
    if value == default:
        return b""
    return value or default


def draft_column(column: Column) -> ColumnDraft:
    """Return what takes the values of a column that :func:`check_column` let pass."""
    if isinstance(column, NumericColumn):
        return _NumberDraft(_Packing(column))
    if isinstance(column, BitColumn):
        return _BitDraft()
    return _BytesDraft(column.default_value())


def read_column(segment: FlatSegment, name: str, column: Column) -> ColumnReader:
    """Return the reader of a column that the segment has.

    Raises :class:`KeyError` when its values are of another kind,
    :class:`IndexDamaged`.
    """
    if isinstance(column, NumericColumn):
        return _NumberReader(segment, name, _Packing(column))
    if isinstance(column, BitColumn):
        return _BitReader(segment, name)
    texts = segment.texts(name, Axis.PASSAGES)
    return BytesReader(texts.codes, texts.texts, column.default_value())


class _Reader(ColumnReader, ABC):  # type: ignore[misc]  # Whoosh has no types
    """What all readers answer."""

    _rows: int

    def __len__(self) -> int:
        return self._rows

    def __iter__(self) -> Iterator[Any]:
        return map(self.__getitem__, range(self._rows))

    @abstractmethod
    def __getitem__(self, docnum: int) -> Any:  # noqa: ANN401 - the column knows its type
        """Return the value of a document."""


class _NumberReader(_Reader):
    _reversed = False

    def __init__(self, segment: FlatSegment, name: str, packing: _Packing) -> None:
        self._codes = segment.numbers(name, Axis.PASSAGES).data
        self._rows = len(self._codes)
        self._unpack = packing.unpack

    def __getitem__(self, docnum: int) -> int | float:
        return self._unpack(self._codes[docnum])

    def sort_key(self, docnum: int) -> int | float:
        """Return what documents are ordered by."""
        return 0 - self[docnum] if self._reversed else self[docnum]

    def set_reverse(self) -> None:
        """Order from the greatest to the least."""
        self._reversed = True


class _BitReader(_Reader):
    _reversed = False

    def __init__(self, segment: FlatSegment, name: str) -> None:
        self._codes = segment.numbers(name, Axis.PASSAGES).data
        self._rows = len(self._codes)

    def __getitem__(self, docnum: int) -> bool:
        return bool(self._codes[docnum])

    def sort_key(self, docnum: int) -> int:
        """Return what documents are ordered by."""
        return int(self[docnum] ^ self._reversed)

    def set_reverse(self) -> None:
        """Order true before false."""
        self._reversed = True


class BytesReader(_Reader):
    """Codes of documents as their texts."""

    def __init__(self, codes: NDArray[Any], texts: Dictionary, default: bytes) -> None:
        """Take per document 0 for ``default``, else 1 + the place in ``texts``."""
        self._codes = codes.data
        self._rows = len(codes)
        self._texts = texts
        self._default = default
        self._known = {0: default}

    def __getitem__(self, docnum: int) -> bytes:
        code = self._codes[docnum]
        value = self._known.get(code)
        if value is None:
            value = self._known[code] = _swap(self._texts.term(code - 1), self._default)
        return value
