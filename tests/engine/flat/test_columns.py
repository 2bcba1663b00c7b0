"""Values row by row into columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.flat import columns as drafting
from indexer.engine.flat.checked import CheckedFile, CheckedWriter
from indexer.engine.flat.columns import (
    Axis,
    ColumnDrafts,
    Numbers,
    Sets,
    Texts,
    read_sets,
    read_texts,
    write_column,
)
from indexer.errors.index import IndexDamaged

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.engine.flat.columns import Column, Value

TEXT = st.text("aâbcz", max_size=2)
ROWS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "number": st.integers(0, 2**40),
            "text": TEXT,
            "set": st.lists(TEXT, max_size=3).map(tuple),
        },
    ),
    max_size=30,
)


def _values(column: Column) -> list[Value]:
    match column:
        case Numbers(values):
            return [int(value) for value in values]
        case Texts(codes, terms):
            assert terms == sorted(set(terms))
            return [terms[code - 1].decode() if code else "" for code in codes.tolist()]
        case Sets(counts, codes, terms):
            texts = iter([terms[code].decode() for code in codes.tolist()])
            return [tuple(next(texts) for _ in range(count)) for count in counts.tolist()]


@given(rows=ROWS, together=st.sampled_from((1, 3, 1000)))
def test_values_come_back(rows: list[dict[str, Value]], together: int) -> None:
    """Rows with and without a value, however many are taken together."""
    drafts = ColumnDrafts()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drafting, "_TOGETHER", together)
        for row in rows:
            drafts.add(row)
        found = {name: _values(column) for name, column in drafts.columns().items()}
    empty: dict[str, Value] = {"number": 0, "text": "", "set": ()}
    named = {name for row in rows for name in row}
    assert found == {name: [row.get(name, empty[name]) for row in rows] for name in named}


@pytest.mark.parametrize("code", [2, 3, 255])
def test_a_code_of_no_text_is_damage(tmp_path: Path, code: int) -> None:
    """Loops take codes for places; of texts 0 is none, so one more is right there."""
    codes = np.array([0, code, 1], np.uint8)
    terms = [b"a", b"b"]
    with CheckedWriter(tmp_path / "file") as writer:
        noted = write_column(writer, "t", Axis.WORKS, Texts(codes, terms))
        counts = np.ones(3, np.int64)
        noted_sets = write_column(writer, "s", Axis.WORKS, Sets(counts, codes, terms))
        writer.finish({})
    file = CheckedFile(tmp_path / "file")
    with pytest.raises(IndexDamaged):
        read_sets(file, "s", noted_sets, 3)
    if code > len(terms):
        with pytest.raises(IndexDamaged):
            read_texts(file, "t", noted, 3)
    else:
        assert read_texts(file, "t", noted, 3).some(codes) == ["", "b", "a"]
