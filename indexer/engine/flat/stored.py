"""What is kept of each passage to be shown, compressed in chunks of some passages.

A chunk, compressed by zlib, begins with the number of its records and their lengths (u32).
"""

from __future__ import annotations

import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from indexer.engine.flat.checked import CheckedFile, CheckedWriter

_CHUNK = 1 << 14
"""Bytes of records, after which a chunk is closed."""

_LEVEL = 3


class StoredWriter:
    """Records one by one, or whole chunks of another segment, into the stored sections."""

    def __init__(self, writer: CheckedWriter) -> None:
        self._data = writer.section("stored")
        self._offsets = writer.section("stored.offsets")
        self._firsts = writer.section("stored.firsts")
        self._records: list[bytes] = []
        self._waiting = 0
        self._count = 0

    def add(self, record: bytes) -> None:
        """Append the record of the next passage."""
        self._records.append(record)
        self._waiting += len(record)
        if self._waiting >= _CHUNK:
            self._flush()

    def add_chunk(self, compressed: bytes, records: int) -> None:
        """Append a chunk as it is, which holds so many records."""
        self._flush()
        self._append(compressed, records)

    def finish(self) -> None:
        """Write what is left."""
        self._flush()
        self._offsets.append(np.array([self._data.size], "<u8"))
        self._firsts.append(np.array([self._count], "<u4"))

    def _flush(self) -> None:
        if self._records:
            lengths = [len(self._records), *map(len, self._records)]
            raw = np.array(lengths, "<u4").tobytes() + b"".join(self._records)
            self._append(zlib.compress(raw, _LEVEL), len(self._records))
        self._records = []
        self._waiting = 0

    def _append(self, compressed: bytes, records: int) -> None:
        self._offsets.append(np.array([self._data.size], "<u8"))
        self._firsts.append(np.array([self._count], "<u4"))
        self._data.append(compressed)
        self._count += records


class Stored:
    """The stored sections, open for reading; threads may share it."""

    def __init__(self, file: CheckedFile, passages: int) -> None:
        """Take an open file. Raises :class:`indexer.errors.IndexDamaged`."""
        self._file = file
        self._data = file.section("stored")
        self._offsets = file.section("stored.offsets").whole("<u8")
        self.firsts = file.section("stored.firsts").whole("<u4")
        """The first passage of each chunk, and the number of all passages."""
        if len(self._offsets) != len(self.firsts) or int(self.firsts[-1]) != passages:
            file.damaged("its stored records are not those of its passages")

    def record(self, passage: int) -> bytes:
        """Return the record of a passage. Raises :class:`indexer.errors.IndexDamaged`."""
        chunk = int(np.searchsorted(self.firsts, passage, side="right")) - 1
        return self._records(chunk)[passage - int(self.firsts[chunk])]

    def records(self, chunk: int) -> list[bytes]:
        """Return all records of a chunk. Raises :class:`indexer.errors.IndexDamaged`."""
        return self._records(chunk)

    def compressed(self, chunk: int) -> bytes:
        """Return a chunk as it lies. Raises :class:`indexer.errors.IndexDamaged`."""
        return self._data.bytes(int(self._offsets[chunk]), int(self._offsets[chunk + 1]))

    def _records(self, chunk: int) -> list[bytes]:
        raw = zlib.decompress(self.compressed(chunk))
        count = int.from_bytes(raw[:4], "little")
        ends = np.cumsum(np.frombuffer(raw, "<u4", count, 4), dtype=np.int64) + 4 * count + 4
        bounds = [4 * count + 4, *ends.tolist()]
        return [raw[start:end] for start, end in pairwise(bounds)]
