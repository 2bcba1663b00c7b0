"""Works with their passages, as ready terms, into one segment, all at once."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence  # noqa: TC003 - NamedTuple looks them up
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from indexer.engine.flat.checked import CheckedWriter
from indexer.engine.flat.columns import Axis, Column, ColumnDrafts, Value, write_column
from indexer.engine.flat.field import FieldWriter
from indexer.engine.flat.inverting import FieldTokens
from indexer.engine.flat.stored import StoredWriter

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.engine.flat.inverting import RankedTokens


_NOTHING: Mapping[str, Value] = MappingProxyType({})


class PassageInput(NamedTuple):
    """A passage: terms per field in the order of its text, what is noted and what is stored.

    A named tuple, as is a work, since there are a million and it is made faster.
    """

    terms: Mapping[str, Sequence[str]]
    columns: Mapping[str, Value] = _NOTHING
    stored: bytes = b""


class WorkInput(NamedTuple):
    """A work: its passages, and what is noted of it."""

    passages: Sequence[PassageInput]
    columns: Mapping[str, Value] = _NOTHING


@dataclass(frozen=True, slots=True)
class Written:
    """A segment as it was written."""

    works: int
    passages: int
    bytes: int


class SegmentWriter:
    """Works into one segment; everything but the file is kept in memory until the end."""

    def __init__(
        self, path: Path, fields: Mapping[str, bool], pairs: Mapping[str, str] | None = None
    ) -> None:
        """Take the file to be, and per field whether positions are kept.

        ``pairs`` names fields without positions and the field that each is made of: its terms are
        the neighbours there within a passage, joined by a space.
        """
        self.tokens = 0
        """So many were taken; memory grows with them."""
        self._fields = dict(fields)
        self._pairs = dict(pairs or {})
        self._taken = {name: FieldTokens() for name in fields if name not in self._pairs}
        self._columns = {axis: ColumnDrafts() for axis in Axis}
        self._first = array("I", [0])
        self._writer = CheckedWriter(path)
        self._stored = StoredWriter(self._writer)

    def add(self, work: WorkInput) -> None:
        """Take the next work.

        Raises :class:`KeyError` for a field the segment does not have.
        """
        passages = self._columns[Axis.PASSAGES]
        for passage in work.passages:
            if not passage.terms.keys() <= self._taken.keys():
                raise KeyError(*(passage.terms.keys() - self._taken.keys()))
            for name, tokens in self._taken.items():
                terms = passage.terms.get(name, ())
                tokens.add(terms)
                self.tokens += len(terms)
            passages.add(passage.columns)
            self._stored.add(passage.stored)
        self._columns[Axis.WORKS].add(work.columns)
        self._first.append(self._first[-1] + len(work.passages))

    def finish(self) -> Written:
        """Write the segment.

        Raises :class:`ValueError` for a column with values of two kinds, or of both axes.
        """
        with self._writer:
            self._stored.finish()
            ranked = {name: tokens.rank() for name, tokens in self._taken.items()}
            self._taken.clear()
            fields = {name: self._write_field(name, ranked) for name in self._fields}
            columns = {axis: drafts.columns() for axis, drafts in self._columns.items()}
            size = finish_segment(self._writer, self._first, fields, columns)
        return Written(len(self._first) - 1, self._first[-1], size)

    def cancel(self) -> None:
        """Let go of everything; there is no file."""
        self._writer.close()

    def _write_field(self, name: str, ranked: Mapping[str, RankedTokens]) -> dict[str, Any]:
        positions = self._fields[name]
        if name in self._pairs:
            tokens = ranked[self._pairs[name]]
            inverted, lengths = tokens.invert_pairs(), tokens.pair_lengths()
        else:
            tokens = ranked[name]
            inverted, lengths = tokens.invert(positions=positions), tokens.lengths
        writer = FieldWriter(self._writer, name, lengths, positions=positions)
        writer.add(inverted.terms, inverted.lists)
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
