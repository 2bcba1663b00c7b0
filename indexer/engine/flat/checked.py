"""Named sections in one file: written by and by, read through mmap, every byte under a checksum.

::

    head       magic, format version, their CRC32
    sections   each at a multiple of 64 bytes
    directory  JSON: where each section lies, and what the writer noted
    sums       for each section in turn a CRC32 for every 16 KiB
    tail       where directory and sums lie, their CRC32, the CRC32 of the tail itself

Head, tail, directory and sums are checked when the file is opened, a chunk of a section when it is
first touched, everything by :meth:`CheckedFile.verify`.
"""

from __future__ import annotations

import json
import mmap
import os
import shutil
import struct
import zlib
from contextlib import ExitStack, contextmanager
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, Literal, NoReturn
from zlib import crc32

import numpy as np

from indexer.errors.index import IndexDamaged, IndexVersionWrong

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO, Self

    from numpy.typing import DTypeLike, NDArray

FORMAT_VERSION = 3

_MAGIC = b"KyyeuSeg"
_HEAD = struct.Struct("<8sII48x")
_TAIL = struct.Struct("<QQQI")
_SUM = struct.Struct("<I")
_ALIGNMENT = 64
CHUNK_BITS = 14
_CHUNK = 1 << CHUNK_BITS
_KEPT_IN_MEMORY = 1 << 20

_SENSELESS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, zlib.error)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Raise :class:`IndexDamaged` for ``path`` when what is read from it makes no sense.

    Checksums tell what has changed since it was written. What was written otherwise, by a program
    of another version or by none, shows in that NumPy or Python cannot follow it.
    """
    try:
        yield
    except _SENSELESS as error:
        raise IndexDamaged(path, f"{type(error).__name__}: {error}") from error


class SectionDraft:
    """A section that is being written: appended to, summed up chunk by chunk."""

    def __init__(self, directory: Path) -> None:
        self._file = SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY, dir=str(directory))  # noqa: SIM115 - closed by the writer
        self.size = 0
        self._sums: list[int] = []
        self._sum = 0

    def append(self, data: bytes | NDArray[Any]) -> None:
        """Add ``data`` at the end; arrays must be little-endian."""
        raw: Any = data
        if isinstance(data, np.ndarray):
            raw = np.ascontiguousarray(data).reshape(-1).view(np.uint8)
        view = memoryview(raw)
        self._file.write(view)
        start = 0
        while start < len(view):
            stop = min(len(view), start + _CHUNK - self.size % _CHUNK)
            self._sum = crc32(view[start:stop], self._sum)
            self.size += stop - start
            start = stop
            if not self.size % _CHUNK:
                self._sums.append(self._sum)
                self._sum = 0

    def sums(self) -> bytes:
        """Return the CRC32 of every chunk, one after another."""
        rest = [self._sum] if self.size % _CHUNK else []
        return np.array([*self._sums, *rest], dtype="<u4").tobytes()

    def copy_to(self, file: BinaryIO) -> None:
        """Write the whole section into ``file``."""
        self._file.seek(0)
        shutil.copyfileobj(self._file, file, 1 << 20)

    def close(self) -> None:
        """Let go of what was kept aside."""
        self._file.close()


class CheckedWriter:
    """A file put together from sections, which may be written in any order and by turns."""

    def __init__(self, path: Path) -> None:
        """Take the file's name; until :meth:`finish` nothing is there under it."""
        self._path = path
        self._drafts: dict[str, SectionDraft] = {}
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of what was kept aside."""
        self._opened.close()

    def section(self, name: str) -> SectionDraft:
        """Return the section ``name``, empty at first."""
        if name not in self._drafts:
            draft = self._drafts[name] = SectionDraft(self._path.parent)
            self._opened.callback(draft.close)
        return self._drafts[name]

    def finish(self, notes: Mapping[str, Any]) -> int:
        """Write the file with ``notes`` (whatever JSON can hold); return its size in bytes."""
        with self._path.open("xb") as file:
            file.write(_HEAD.pack(_MAGIC, FORMAT_VERSION, _sum_version(FORMAT_VERSION)))
            places = {}
            for name, draft in self._drafts.items():
                file.write(bytes(-file.tell() % _ALIGNMENT))
                places[name] = [file.tell(), draft.size]
                draft.copy_to(file)
            directory = json.dumps({"sections": places, "notes": notes}).encode()
            sums = b"".join(draft.sums() for draft in self._drafts.values())
            start = file.tell()
            file.write(directory + sums)
            tail = _TAIL.pack(start, len(directory), len(sums), crc32(directory + sums))
            file.write(tail + _SUM.pack(crc32(tail)))
            return file.tell()


class Section:
    """A section of an open file; threads may share it."""

    __slots__ = ("_file", "_map", "_seen", "_start", "_sums", "bounds", "size", "words")

    words: NDArray[np.uint32]
    """The words of the whole file, of which only what :meth:`check` passed may be used."""
    bounds: tuple[int, int]
    """The first word of the section, and the one behind the last whole one."""

    def __init__(self, file: CheckedFile, start: int, size: int, sums: NDArray[np.uint32]) -> None:
        self._file = file
        self._map = file.map
        self._start = start
        self._sums = sums
        self._seen = bytearray(len(sums))
        self.size = size
        self.words = file.words
        self.bounds = start >> 2, (start + size) >> 2

    def array(self, dtype: DTypeLike, start: int, count: int) -> NDArray[Any]:
        """Return ``count`` values from byte ``start`` on, straight from the map.

        Raises :class:`IndexDamaged`.
        """
        kind = np.dtype(dtype)
        self.check(start, start + count * kind.itemsize)
        return np.frombuffer(self._map, kind, count, self._start + start)

    def whole(self, dtype: DTypeLike) -> NDArray[Any]:
        """Return the section as one array. Raises :class:`IndexDamaged`."""
        return self.array(dtype, 0, self._count(np.dtype(dtype).itemsize))

    def unchecked(self, dtype: DTypeLike) -> NDArray[Any]:
        """Return the section as one array of which only what :meth:`check` passed may be used."""
        count = self.size // np.dtype(dtype).itemsize
        return np.frombuffer(self._map, dtype, count, self._start)

    @property
    def seen(self) -> NDArray[np.uint8]:
        """Per chunk of 16 KiB whether it was checked."""
        return np.frombuffer(self._seen, np.uint8)

    def integers(self, letter: Literal["I", "Q"]) -> memoryview[int]:
        """Return the section as integers of Python, ``I`` or ``Q``, to be used as that.

        Raises :class:`IndexDamaged` for one that is no whole number of them.
        """
        self._count(4 if letter == "I" else 8)
        whole = memoryview(self._map)[self._start : self._start + self.size]
        return whole.cast(letter)

    def bytes(self, start: int, stop: int) -> bytes:
        """Return a copy of some bytes. Raises :class:`IndexDamaged`."""
        self.check(start, stop)
        return self._map[self._start + start : self._start + stop]

    def check(self, start: int, stop: int) -> None:
        """Sum up the chunks of these bytes that nobody touched yet.

        Raises :class:`IndexDamaged`.
        """
        if not 0 <= start <= stop <= self.size:
            self._file.damaged(f"bytes {start} to {stop} of a section of {self.size}")
        first, last = start >> CHUNK_BITS, (stop + _CHUNK - 1) >> CHUNK_BITS
        if self._seen.find(0, first, last) >= 0:
            self._sum_up(first, last)

    def damaged(self, reason: str) -> NoReturn:
        """Raise :class:`IndexDamaged` for the file."""
        self._file.damaged(reason)

    def _count(self, size: int) -> int:
        if self.size % size:
            self._file.damaged(f"a section of {self.size} bytes is not one of {size} each")
        return self.size // size

    def _sum_up(self, first: int, last: int) -> None:
        for chunk in range(first, last):
            if self._seen[chunk]:
                continue
            start = self._start + (chunk << CHUNK_BITS)
            stop = min(start + _CHUNK, self._start + self.size)
            if crc32(self._map[start:stop]) != self._sums[chunk]:
                self._file.damaged(f"the bytes {start} to {stop} have changed")
            self._seen[chunk] = 1


class CheckedFile:
    """A file of sections, open for reading; threads may share it."""

    def __init__(self, path: Path) -> None:
        """Open ``path`` and check its directory.

        Raises :class:`IndexDamaged`, and :class:`IndexVersionWrong` for another format.
        """
        self.path = path
        try:
            with path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                if size < _HEAD.size + _TAIL.size + _SUM.size:
                    self.damaged(f"{size} bytes are no such file")
                self.map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise IndexDamaged(path, error.strerror or str(error)) from error
        self.words = np.frombuffer(self.map, "<u4", len(self.map) // 4)
        self._check_head()
        with reading(path):
            self.notes, self._sections = self._read_directory()

    def section(self, name: str) -> Section:
        """Return a section; an absent one is damage. Raises :class:`IndexDamaged`."""
        if name not in self._sections:
            self.damaged(f"it has no section {name}")
        return self._sections[name]

    def verify(self) -> None:
        """Read every byte. Raises :class:`IndexDamaged`."""
        end = _HEAD.size
        for section in self._sections.values():
            start = section._start  # noqa: SLF001 - the two classes are one reader
            if any(self.map[end:start]):
                self.damaged(f"the bytes {end} to {start} are not empty")
            section.check(0, section.size)
            end = start + section.size

    def damaged(self, reason: str) -> NoReturn:
        """Raise :class:`IndexDamaged` for this file."""
        raise IndexDamaged(self.path, reason)

    def _check_head(self) -> None:
        magic, version, summed = _HEAD.unpack_from(self.map)
        if self.map[: _HEAD.size] != _HEAD.pack(_MAGIC, version, _sum_version(version)):
            self.damaged(f"its head is {magic!r}, {version}, {summed}")
        if version != FORMAT_VERSION:
            raise IndexVersionWrong(self.path, str(version), str(FORMAT_VERSION))

    def _read_directory(self) -> tuple[dict[str, Any], dict[str, Section]]:
        end = len(self.map) - _SUM.size
        tail = self.map[end - _TAIL.size : end]
        start, directory_size, sums_size, summed = _TAIL.unpack(tail)
        whole = start + directory_size + sums_size + _TAIL.size
        if _SUM.pack(crc32(tail)) != self.map[end:] or whole != end:
            self.damaged("its tail has changed or is cut off")
        middle = start + directory_size
        if crc32(self.map[start : middle + sums_size]) != summed:
            self.damaged("its directory has changed")
        directory = json.loads(self.map[start:middle])
        sums = np.frombuffer(self.map, "<u4", sums_size // 4, middle)
        sections = {}
        for name, (place, size) in directory["sections"].items():
            if not _HEAD.size <= place <= place + size <= start:
                self.damaged(f"its section {name} lies at {place} to {place + size}")
            chunks = (size + _CHUNK - 1) >> CHUNK_BITS
            sections[name] = Section(self, place, size, sums[:chunks])
            sums = sums[chunks:]
        return directory["notes"], sections


def _sum_version(version: int) -> int:
    return crc32(_MAGIC + version.to_bytes(4, "little"))
