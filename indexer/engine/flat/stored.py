"""What is kept of each passage to be shown: compressed one by one, read one by one.

A record is a frame of Zstandard (RFC 8878) without checksum, since the file has its own::

    stored                 the records, one after another
    stored.offsets         u64: where each begins, and the end of the last
    stored.runs            u32, two each: the first passage of a run and the number of the
                           dictionary that its records were compressed with, 0 for none
    stored.dictionary.N    a dictionary, from 1 on

A segment with enough to learn from trains one dictionary; one that was merged has those of its
sources, so that nothing has to be compressed again.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from zstandard import (
    ZstdCompressionDict,
    ZstdCompressor,
    ZstdDecompressor,
    ZstdError,
    frame_content_size,
    train_dictionary,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from indexer.engine.flat.checked import CheckedFile, CheckedWriter

LARGEST_RECORD = 1 << 28
"""Bytes; what claims to be longer is not read."""

_LEVEL = 3
_DICTIONARY = 1 << 15
_SAMPLE = 1 << 20
"""Bytes of records that a dictionary is trained from; fewer go without."""

_SEGMENT = 64
_DMER = 8
"""Bytes; searching for better ones takes five times as long and finds none."""

_OF_EACH = 1 << 12
"""Bytes of a record that are looked at for that."""

_TOGETHER = 256
"""Records that are looked up together when all are read."""

_BUFFER = 1 << 16
"""Bytes of records, or of what is copied, that are written together."""


@dataclass(frozen=True, slots=True)
class Run:
    """Passages side by side whose records were compressed alike."""

    first: int
    last: int
    """The passage behind."""
    dictionary: int
    """Its number; 0 for none."""


class StoredWriter:
    """Records one by one, or as they lie in another segment, into the stored sections."""

    def __init__(self, writer: CheckedWriter) -> None:
        self._writer = writer
        self._data = writer.section("stored")
        self._offsets = writer.section("stored.offsets")
        self._runs: list[tuple[int, int]] = []
        self._numbers = {b"": 0}
        """The dictionaries of this segment."""
        self._trained = b""
        """The dictionary in use."""
        self._compress = _compressor(b"")
        self._waiting: list[bytes] = []
        self._bytes = 0
        self._count = 0

    def add(self, record: bytes) -> None:
        """Append the record of the next passage. Raises :class:`ValueError` for one too long."""
        if len(record) > LARGEST_RECORD:
            message = f"a record of {len(record)} bytes"
            raise ValueError(message)
        self._waiting.append(record)
        self._bytes += len(record)
        if self._bytes >= (_BUFFER if self._trained else _SAMPLE):
            if not self._trained:
                self._use(_train(self._waiting))
            self._flush()

    def add_from(self, source: Stored, kept: NDArray[np.bool_]) -> None:
        """Append the records of a segment that are ``kept``, as they lie if they can stay so.

        Raises :class:`IndexDamaged`.
        """
        for run in source.runs:
            chosen = kept[run.first : run.last]
            if run.dictionary:
                self._copy(source, run, chosen)
            else:
                for at in (np.flatnonzero(chosen) + run.first).tolist():
                    self.add(source.record(at))

    def finish(self) -> None:
        """Write what is left."""
        self._flush()
        self._offsets.append(np.array([self._data.size], "<u8"))
        self._writer.section("stored.runs").append(np.array(self._runs, "<u4"))
        for dictionary, number in self._numbers.items():
            if number:
                self._writer.section(f"stored.dictionary.{number}").append(dictionary)

    def _copy(self, source: Stored, run: Run, chosen: NDArray[np.bool_]) -> None:
        edges = np.flatnonzero(np.diff(chosen, prepend=False, append=False)) + run.first
        if not len(edges):
            return
        dictionary = source.dictionary(run.dictionary)
        if not self._trained:
            self._use(dictionary)
        self._flush()
        for first, last in edges.reshape(-1, 2).tolist():
            offsets = source.offsets(first, last)
            self._append(source.frames(first, last), np.diff(offsets), dictionary)

    def _use(self, dictionary: bytes) -> None:
        self._trained = dictionary
        self._compress = _compressor(dictionary)

    def _flush(self) -> None:
        if self._waiting:
            frames = list(map(self._compress, self._waiting))
            lengths = np.fromiter(map(len, frames), np.int64, len(frames))
            self._append(iter([b"".join(frames)]), lengths, self._trained)
        self._waiting = []
        self._bytes = 0

    def _append(
        self, frames: Iterator[bytes], lengths: NDArray[np.int64], dictionary: bytes
    ) -> None:
        number = self._numbers.setdefault(dictionary, len(self._numbers))
        if not self._runs or self._runs[-1][1] != number:
            self._runs.append((self._count, number))
        self._offsets.append((np.cumsum(lengths) - lengths + self._data.size).astype("<u8"))
        self._count += len(lengths)
        for piece in frames:
            self._data.append(piece)


def _compressor(dictionary: bytes) -> Callable[[bytes], bytes]:
    trained = None
    if dictionary:
        trained = ZstdCompressionDict(dictionary)
        trained.precompute_compress(_LEVEL)
    return ZstdCompressor(_LEVEL, dict_data=trained, write_dict_id=False).compress


def _train(records: list[bytes]) -> bytes:
    """Return a dictionary for such records, none if nothing can be learnt."""
    samples: list[bytes | bytearray | memoryview] = [one[:_OF_EACH] for one in records if one]
    try:
        return train_dictionary(_DICTIONARY, samples, k=_SEGMENT, d=_DMER).as_bytes()
    except ZstdError:
        # So it says of records that are too few, or all alike.
        return b""


class Stored:
    """The stored sections, open for reading; threads may share it."""

    def __init__(self, file: CheckedFile, passages: int) -> None:
        """Take an open file. Raises :class:`IndexDamaged`."""
        self._file = file
        self._data = file.section("stored")
        self._places = file.section("stored.offsets")
        self._offsets = self._places.integers("Q")
        self._lock = Lock()
        self._decompressors: dict[int, ZstdDecompressor] = {}
        runs = file.section("stored.runs").whole("<u4").reshape(-1, 2).tolist()
        self._firsts = [first for first, _ in runs]
        bounds = list(pairwise([*self._firsts, passages]))
        in_order = self._firsts[:1] == [0][:passages] and all(one < other for one, other in bounds)
        if len(self._offsets) != passages + 1 or not in_order:
            file.damaged("its stored records are not those of its passages")
        numbers = [number for _, number in runs]
        self.runs = tuple(Run(*bound, one) for bound, one in zip(bounds, numbers, strict=True))

    def record(self, passage: int) -> bytes:
        """Return the record of a passage. Raises :class:`IndexDamaged`."""
        return self._decompress(self._frames_at([passage]))[0]

    def some(self, passages: Sequence[int]) -> list[bytes]:
        """Return the records of some passages. Raises :class:`IndexDamaged`."""
        return self._decompress(self._frames_at(passages))

    def records(self) -> Iterator[bytes]:
        """Yield all records, in the order of the passages; cheaper than one by one.

        Raises :class:`IndexDamaged`.
        """
        for run in self.runs:
            for first in range(run.first, run.last, _TOGETHER):
                offsets = self.offsets(first, min(first + _TOGETHER, run.last)).tolist()
                begin = offsets[0]
                data = self._data.bytes(begin, offsets[-1])
                own = run.dictionary
                frames = [(own, data[at - begin : end - begin]) for at, end in pairwise(offsets)]
                yield from self._decompress(frames)

    def dictionary(self, number: int) -> bytes:
        """Return a dictionary; number 0 is none. Raises :class:`IndexDamaged`."""
        if not number:
            return b""
        section = self._file.section(f"stored.dictionary.{number}")
        return section.bytes(0, section.size)

    def offsets(self, first: int, last: int) -> NDArray[np.int64]:
        """Return where the records from one passage to before another begin, and the end."""
        return self._places.array("<u8", 8 * first, last - first + 1).astype(np.int64)

    def frames(self, first: int, last: int) -> Iterator[bytes]:
        """Yield the records from one passage to before another as they lie, piece by piece."""
        begin, end = self._offsets[first], self._offsets[last]
        for start in range(begin, end, _BUFFER):
            yield self._data.bytes(start, min(start + _BUFFER, end))

    def _frames_at(self, passages: Sequence[int]) -> list[tuple[int, bytes]]:
        """Return the numbers of dictionaries with frames."""
        frames = []
        for passage in passages:
            self._places.check(8 * passage, 8 * passage + 16)
            frame = self._data.bytes(self._offsets[passage], self._offsets[passage + 1])
            number = self.runs[bisect_right(self._firsts, passage) - 1].dictionary
            frames.append((number, frame))
        return frames

    def _decompress(self, frames: Sequence[tuple[int, bytes]]) -> list[bytes]:
        records = []
        try:
            # A decompressor serves one thread at a time; it takes some microseconds.
            with self._lock:
                for number, frame in frames:
                    if not 0 <= frame_content_size(frame) <= LARGEST_RECORD:
                        self._file.damaged("a stored record is of no known size")
                    records.append(self._decompressor(number).decompress(frame))
        except ZstdError as error:
            self._file.damaged(f"a stored record: {error}")
        return records

    def _decompressor(self, number: int) -> ZstdDecompressor:
        if number not in self._decompressors:
            dictionary = self.dictionary(number)
            trained = ZstdCompressionDict(dictionary) if dictionary else None
            self._decompressors[number] = ZstdDecompressor(trained)
        return self._decompressors[number]
