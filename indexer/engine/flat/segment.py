"""A file of our own into passages, works, fields, columns and stored records."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from indexer.engine.flat.checked import CheckedFile, reading
from indexer.engine.flat.columns import (
    Axis,
    Kind,
    SetColumn,
    TextColumn,
    check_offsets,
    no_sets,
    no_texts,
    read_numbers,
    read_sets,
    read_texts,
)
from indexer.engine.flat.field import FlatField
from indexer.engine.flat.stored import Stored

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray


class FlatSegment:
    """A segment, open for reading; threads may share it. What it hands out outlives it."""

    def __init__(self, path: Path) -> None:
        """Open the file ``path``.

        Raises :class:`IndexDamaged` and :class:`IndexVersionWrong`.
        """
        self.path = path
        self._file = CheckedFile(path)
        self._lock = Lock()
        self._opened: dict[tuple[str, str], Any] = {}
        with reading(path):
            notes = self._file.notes
            self.passages: int = notes["passages"]
            self.works: int = notes["works"]
            self.fields: Mapping[str, Mapping[str, Any]] = notes["fields"]
            """What the writer noted of each field: whether it has positions, how many terms."""
            self.columns: Mapping[str, Mapping[str, Any]] = notes["columns"]
            """What the writer noted of each column: its kind and what its rows are."""
            self._stored = Stored(self._file, self.passages)

    @property
    def first(self) -> NDArray[np.uint32]:
        """The first passage of each work, and behind the last work the number of all passages.

        Raises :class:`IndexDamaged`.
        """
        first = self._file.section("first").whole("<u4")
        check_offsets(self._file, "first", first, self.works, self.passages)
        return first

    def field(self, name: str) -> FlatField:
        """Return a field. Raises :class:`KeyError` for one the segment was not made with."""
        with self._lock:
            if ("field", name) not in self._opened:
                notes = self.fields[name]
                with reading(self.path):
                    field = FlatField(self._file, name, self.passages, dict(notes))
                self._opened["field", name] = field
            found: FlatField = self._opened["field", name]
            return found

    def numbers(self, name: str, axis: Axis = Axis.PASSAGES) -> NDArray[Any]:
        """Return a column of numbers; zeros per row of ``axis`` when nobody gave one."""
        notes = self._column(name, Kind.NUMBERS)
        if notes is None:
            return np.zeros(self._rows(axis), np.uint8)
        with reading(self.path):
            return read_numbers(self._file, name, notes, self._noted_rows(notes))

    def texts(self, name: str, axis: Axis = Axis.WORKS) -> TextColumn:
        """Return a column of texts; nothing per row of ``axis`` when nobody gave one."""
        notes = self._column(name, Kind.TEXTS)
        if notes is None:
            return no_texts(self._rows(axis))
        with reading(self.path):
            return read_texts(self._file, name, notes, self._noted_rows(notes))

    def sets(self, name: str, axis: Axis = Axis.WORKS) -> SetColumn:
        """Return a column of sets of texts; empty sets when nobody gave one."""
        notes = self._column(name, Kind.SETS)
        if notes is None:
            return no_sets(self._rows(axis))
        with reading(self.path):
            return read_sets(self._file, name, notes, self._noted_rows(notes))

    def stored(self, passage: int) -> bytes:
        """Return what was stored of a passage. Raises :class:`IndexDamaged`."""
        with reading(self.path):
            return self._stored.record(passage)

    def records(self) -> Iterator[bytes]:
        """Yield what was stored of each passage, in their order; see :meth:`stored`."""
        with reading(self.path):
            yield from self._stored.records()

    @property
    def stored_records(self) -> Stored:
        """All stored records, to be taken over as they lie."""
        return self._stored

    def damaged(self, reason: str) -> NoReturn:
        """Raise :class:`IndexDamaged` for the file."""
        self._file.damaged(reason)

    def verify(self) -> None:
        """Read every byte of the file. Raises :class:`IndexDamaged`."""
        self._file.verify()

    def close(self) -> None:
        """Let go of the file; what was handed out stays readable as long as someone holds it."""
        with self._lock:
            self._opened.clear()

    def _column(self, name: str, kind: Kind) -> dict[str, Any] | None:
        notes = self.columns.get(name)
        if notes is not None and notes["kind"] != kind:
            message = f"the column {name} holds {notes['kind']}, not {kind}"
            raise KeyError(message)
        return None if notes is None else dict(notes)

    def _noted_rows(self, notes: Mapping[str, Any]) -> int:
        return self._rows(Axis(notes["axis"]))

    def _rows(self, axis: Axis) -> int:
        return self.passages if axis is Axis.PASSAGES else self.works
