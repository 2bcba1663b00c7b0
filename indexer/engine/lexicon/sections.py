"""Named arrays into one file that tells what it holds, and the file into arrays through mmap.

``KYYEULEX``, then as little-endian u32 the length and the CRC-32 of a header, then the header, then
the arrays, each at a multiple of 8 bytes. The header is JSON: ``version`` and ``sections``, which
names for each array its ``type`` (as NumPy writes it, little-endian), ``offset``, ``count`` and
``crc`` (CRC-32 of its bytes).
"""

from __future__ import annotations

import json
import struct
from threading import Lock
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from indexer.errors import IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VERSION = 1

_MAGIC = b"KYYEULEX"
_START = struct.Struct("<8sII")
_TYPES = frozenset(("|u1", "<u4", "<u8"))

Array = NDArray[np.unsignedinteger[Any]]


def write_sections(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write ``arrays`` of unsigned integers to the new file ``path``."""
    parts = {name: array.astype(array.dtype.newbyteorder("<")) for name, array in arrays.items()}
    sections: dict[str, dict[str, object]] = {}
    offset = 0
    for name, part in parts.items():
        sections[name] = {
            "type": part.dtype.str,
            "offset": offset,
            "count": len(part),
            "crc": crc32(part.data),
        }
        offset += _padded(part.nbytes)
    header = json.dumps({"version": VERSION, "sections": sections}).encode()
    header += b" " * (_padded(_START.size + len(header)) - _START.size - len(header))
    with path.open("wb") as file:
        file.write(_START.pack(_MAGIC, len(header), crc32(header)))
        file.write(header)
        for part in parts.values():
            file.write(part.data)
            file.write(bytes(_padded(part.nbytes) - part.nbytes))


class Sections:
    """The arrays of a file, each checked when it is first touched; threads may share it.

    The file stays mapped, also after it has been removed, for as long as an array of it is held.
    """

    def __init__(self, path: Path) -> None:
        """Map the file and check its header. Raises :class:`IndexDamaged`."""
        self._path = path
        self._lock = Lock()
        self._arrays: dict[str, Array] = {}
        try:
            self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
            magic, length, crc = _START.unpack(self._bytes[: _START.size].tobytes())
            header = self._bytes[_START.size : _START.size + length].tobytes()
            if magic != _MAGIC or crc32(header) != crc:
                raise IndexDamaged(path, "its header is not as it was written")
            document = json.loads(header)
            if document["version"] != VERSION:
                raise IndexDamaged(path, f"it has version {document['version']}, not {VERSION}")
            self._sections: dict[str, dict[str, Any]] = document["sections"]
        except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
            raise IndexDamaged(path, f"{type(error).__name__}: {error}") from error
        self._first = _START.size + length

    def array(self, name: str) -> Array:
        """Return the array ``name``. Raises :class:`IndexDamaged`."""
        with self._lock:
            if name not in self._arrays:
                self._arrays[name] = self._read(name)
            return self._arrays[name]

    def _read(self, name: str) -> Array:
        try:
            section = self._sections[name]
            if section["type"] not in _TYPES:
                raise IndexDamaged(self._path, f"{name} is of the type {section['type']}")
            kind = np.dtype(section["type"])
            start = self._first + section["offset"]
            part = self._bytes[start : start + section["count"] * kind.itemsize]
            if crc32(part.data) != section["crc"]:
                raise IndexDamaged(self._path, f"{name} is not as it was written")
            # A plain array: indexing a memmap costs more. In the order of this machine's bytes.
            array = np.frombuffer(part, kind) if len(part) else np.zeros(0, kind)
            return array.astype(kind.newbyteorder("="), copy=False)
        except (ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(self._path, f"{name}: {type(error).__name__}: {error}") from error


def _padded(size: int) -> int:
    return -(-size // 8) * 8
