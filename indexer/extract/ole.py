"""An OLE compound file into the kind of document in it (MS-CFB, MS-DOC 2.5.1, MS-XLS 2.4.117)."""

from __future__ import annotations

import struct
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OLE = bytes.fromhex("d0cf11e0a1b11ae1")

_KINDS = (
    ("EncryptedPackage", "ole-encrypted"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("EncryptedSummary", "ole-encrypted"),
    ("__properties_version1.0", "msg"),
)
_NONE = 0xFFFFFFFA
"""From here on numbers of sectors and entries have a meaning of their own."""
_ENTRY = 128
_MOST = 10_000
_WORD = b"\xec\xa5"
_WORD_ENCRYPTED = 0x0100
_SHEETS = bytes.fromhex("0908")
_FILEPASS = 0x002F


def ole_kind(data: bytes) -> str:
    """Return doc, xls, ppt, msg, "ole-encrypted" where a password protects it, else "ole"."""
    names = _top_names(data)
    for name, kind in _KINDS:
        # A damaged directory still holds the names, but also those of embedded documents.
        if name.lower() in names if names else name.encode("utf-16-le") in data:
            return "ole-encrypted" if _has_password(data, kind) else kind
    return "ole"


def _has_password(data: bytes, kind: str) -> bool:
    """Whether the main stream says that it is encrypted; streams begin with a sector."""
    sign = {"doc": _WORD, "xls": _SHEETS}.get(kind)
    for at in range(512, len(data) - 32, 512) if sign else ():
        if data[at : at + 2] == sign:
            if kind == "doc":
                return bool(struct.unpack_from("<H", data, at + 10)[0] & _WORD_ENCRYPTED)
            return _FILEPASS in islice(_records(data, at), 4)
    return False


def _records(data: bytes, at: int) -> Iterator[int]:
    """Yield the numbers of the records of a workbook."""
    while at + 4 <= len(data):
        number, length = struct.unpack_from("<HH", data, at)
        yield number
        at += 4 + length


def _top_names(data: bytes) -> frozenset[str]:
    """Return the names at the root of the directory in small letters; none if it is damaged."""
    try:
        size = {9: 512, 12: 4096}.get(struct.unpack_from("<H", data, 30)[0], 512)
        entries = b"".join(
            data[(sector + 1) * size : (sector + 2) * size] for sector in _directory(data, size)
        )
        return frozenset(name.lower() for name in _names(entries))
    except struct.error:
        return frozenset()


def _directory(data: bytes, size: int) -> Iterator[int]:
    """Yield the sectors of the directory, by the chains of the allocation table."""
    tables = struct.unpack_from("<109I", data, 76)
    sector = struct.unpack_from("<I", data, 48)[0]
    for _ in range(_MOST):
        if sector >= _NONE:
            return
        yield sector
        table, place = divmod(sector, size // 4)
        if table >= len(tables) or tables[table] >= _NONE:
            return
        sector = struct.unpack_from("<I", data, (tables[table] + 1) * size + 4 * place)[0]


def _names(entries: bytes) -> Iterator[str]:
    """Yield the names in the tree below the root's child."""
    waiting = [struct.unpack_from("<I", entries, 76)[0]]
    for _ in range(_MOST):
        if not waiting:
            return
        at = _ENTRY * waiting.pop()
        if at + _ENTRY > len(entries):
            continue
        length = struct.unpack_from("<H", entries, at + 64)[0]
        yield entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        waiting += struct.unpack_from("<II", entries, at + 68)
