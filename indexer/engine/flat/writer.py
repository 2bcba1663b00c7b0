"""Works with their passages, as ready terms, into one segment, all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.engine.flat.checked import CheckedWriter
from indexer.engine.flat.columns import Axis, Column, ColumnDrafts, Value, write_column
from indexer.engine.flat.field import FieldWriter
from indexer.engine.flat.inverting import FieldTokens, slice_lists
from indexer.engine.flat.stored import StoredWriter

if TYPE_CHECKING:
    from pathlib import Path

POSTINGS_AT_ONCE = 2_000_000
"""So many postings are encoded together; each takes some 100 bytes meanwhile."""


@dataclass(frozen=True, slots=True)
class PassageInput:
    """A passage: terms per field in the order of its text, what is noted and what is stored."""

    terms: Mapping[str, Sequence[str]]
    columns: Mapping[str, Value] = field(default_factory=dict)
    stored: bytes = b""


@dataclass(frozen=True, slots=True)
class WorkInput:
    """A work: its passages, and what is noted of it."""

    passages: Sequence[PassageInput]
    columns: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A segment as it was written."""

    works: int
    passages: int
    bytes: int


class SegmentWriter:
    """Works into one segment; everything but the file is kept in memory until the end."""

    def __init__(self, path: Path, fields: Mapping[str, bool]) -> None:
        """Take the file to be, and per field whether positions are kept."""
        self.tokens = 0
        """So many were taken; memory grows with them."""
        self._path = path
        self._fields = dict(fields)
        self._taken = {name: FieldTokens() for name in fields}
        self._columns = {axis: ColumnDrafts() for axis in Axis}
        self._first = [0]
        self._writer = CheckedWriter(path)
        self._stored = StoredWriter(self._writer)

    def add(self, work: WorkInput) -> None:
        """Take the next work. Raises :class:`KeyError` for a field the segment does not have."""
        for passage in work.passages:
            unknown = passage.terms.keys() - self._fields.keys()
            if unknown:
                raise KeyError(*unknown)
            for name, tokens in self._taken.items():
                terms = passage.terms.get(name, ())
                tokens.add(terms)
                self.tokens += len(terms)
            self._columns[Axis.PASSAGES].add(passage.columns)
            self._stored.add(passage.stored)
        self._columns[Axis.WORKS].add(work.columns)
        self._first.append(self._first[-1] + len(work.passages))

    def finish(self) -> Written:
        """Write the segment.

        Raises :class:`ValueError` for a column with values of two kinds, or of both axes.
        """
        with self._writer:
            self._stored.finish()
            fields = {name: self._write_field(name) for name in self._fields}
            columns = {axis: drafts.columns() for axis, drafts in self._columns.items()}
            size = finish_segment(self._writer, self._first, fields, columns)
        return Written(len(self._first) - 1, self._first[-1], size)

    def cancel(self) -> None:
        """Let go of everything; there is no file."""
        self._writer.close()

    def _write_field(self, name: str) -> dict[str, Any]:
        tokens = self._taken.pop(name)
        positions = self._fields[name]
        writer = FieldWriter(self._writer, name, tokens.lengths(), positions=positions)
        inverted = tokens.invert(positions=positions)
        del tokens
        for terms, lists in slice_lists(inverted.lists, POSTINGS_AT_ONCE):
            writer.add(inverted.terms[terms], lists)
        return writer.finish()


def finish_segment(
    writer: CheckedWriter,
    first: Sequence[int],
    fields: Mapping[str, Any],
    columns: Mapping[Axis, Mapping[str, Column]],
) -> int:
    """Write what belongs to every segment beside its fields and records; return its size."""
    twice = columns[Axis.PASSAGES].keys() & columns[Axis.WORKS].keys()
    if twice:
        message = f"columns of passages and of works: {sorted(twice)}"
        raise ValueError(message)
    writer.section("first").append(np.array(first, "<u4"))
    noted = {
        name: write_column(writer, name, axis, column)
        for axis, named in columns.items()
        for name, column in sorted(named.items())
    }
    return writer.finish(
        {
            "passages": first[-1],
            "works": len(first) - 1,
            "fields": fields,
            "columns": noted,
        }
    )
