"""Columns hold what Whoosh's hold, by Whoosh's interface."""

from __future__ import annotations

import struct
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.columns import (
    BitColumn,
    FixedBytesColumn,
    NumericColumn,
    RefBytesColumn,
    VarBytesColumn,
)
from whoosh.filedb.filestore import RamStorage

from indexer.engine.codec.columns import draft_column, read_column
from indexer.engine.codec.draft import SegmentDraft
from indexer.engine.flat.segment import FlatSegment

if TYPE_CHECKING:
    from whoosh.columns import Column, ColumnReader

_DOCUMENTS = 12


def _whole(low: int, high: int, default: int, code: str) -> tuple[Column, st.SearchStrategy[Any]]:
    return NumericColumn(code, default), st.integers(low, high)


_COLUMNS: list[tuple[Column, st.SearchStrategy[Any]]] = [
    _whole(0, (1 << 32) - 1, (1 << 32) - 1, "I"),
    _whole(-128, 127, 3, "b"),
    _whole(-(1 << 63), (1 << 63) - 1, 0, "q"),
    _whole(0, (1 << 64) - 1, (1 << 64) - 1, "Q"),
    (NumericColumn("d", 0.5), st.floats(allow_nan=False)),
    (BitColumn(), st.booleans()),
    (VarBytesColumn(), st.binary()),
    (RefBytesColumn(default=b"x"), st.binary(max_size=1)),
    (FixedBytesColumn(2), st.binary(min_size=2, max_size=2)),
]


def write_ours(directory: Path, column: Column, values: dict[int, Any]) -> ColumnReader:
    """Return the reader of a column of ours."""
    draft = SegmentDraft(directory / "segment")
    for document in range(_DOCUMENTS):
        if document in values:
            draft.add_column_value(document, "x", column, values[document])
        draft.finish_document(b"")
    draft.finish()
    return read_column(FlatSegment(directory / "segment"), "x", column)


def write_stock(column: Column, values: dict[int, Any]) -> ColumnReader:
    """Return the reader of a column of Whoosh's."""
    storage = RamStorage()
    with storage.create_file("x") as file:
        writer = column.writer(file)
        for document, value in sorted(values.items()):
            writer.add(document, value)
        writer.finish(_DOCUMENTS)
    return column.reader(storage.open_file("x"), 0, storage.file_length("x"), _DOCUMENTS)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(range(len(_COLUMNS))), st.booleans())
def test_columns_are_those_of_whoosh(data: st.DataObject, which: int, reverse: bool) -> None:  # noqa: FBT001 - drawn
    """Values, sort keys and defaults, in both directions."""
    column, drawn = _COLUMNS[which]
    values = data.draw(st.dictionaries(st.integers(0, _DOCUMENTS - 1), drawn, min_size=1))
    with TemporaryDirectory() as directory:
        ours, stock = write_ours(Path(directory), column, values), write_stock(column, values)
        if reverse and column.reversible:
            ours.set_reverse()
            stock.set_reverse()
        default = column.default_value()
        assert list(ours) == [values.get(at, default) for at in range(_DOCUMENTS)]
        assert ours.load() == list(ours)
        assert len(ours) == _DOCUMENTS
        assert [ours.sort_key(at) for at in range(_DOCUMENTS)] == [
            stock.sort_key(at) for at in range(_DOCUMENTS)
        ]


def test_a_number_out_of_range() -> None:
    """It is refused, not cut off."""
    with pytest.raises(struct.error):
        draft_column(NumericColumn("B")).add(0, 256)
