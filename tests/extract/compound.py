"""Streams into an OLE compound file that holds them (MS-CFB)."""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SECTOR = 512
_SHORTEST = 4096
"""Bytes of a stream; shorter ones would lie in a table of their own."""
_TABLES = 4
"""Sectors of the allocation table, which tells of 512 sectors."""
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a file with ``streams``; names may have folders before them.

    Those under 4096 bytes are filled up with zeros.
    """
    folders = {folder for name in streams for folder in _folders_of(name)}
    names = ["", *sorted(folders | streams.keys())]
    sizes_of = {name: max(len(streams[name]), _SHORTEST) for name in names if name in streams}
    bodies = {
        name: streams[name].ljust(size + -size % _SECTOR, b"\0") for name, size in sizes_of.items()
    }
    directory = -(-len(names) // 4)
    sizes = [directory, *(len(data) // _SECTOR for data in bodies.values())]
    chains = list(_chains(sizes))
    starts = dict(zip(["directory", *bodies], (chain[0] for chain in chains), strict=True))
    rows = b"".join(_row(name, names, starts, sizes_of) for name in names)
    table = [_TABLE] * _TABLES
    for chain in chains:
        table += [following for _, following in pairwise([*chain, _END])]
    table += [_FREE] * (_TABLES * 128 - len(table))
    contents = [rows.ljust(directory * _SECTOR, b"\0"), *bodies.values()]
    return _head() + struct.pack(f"<{len(table)}I", *table) + b"".join(contents)


def _chains(sizes: Sequence[int]) -> Iterator[list[int]]:
    at = _TABLES
    for size in sizes:
        yield list(range(at, at + size))
        at += size


def _folders_of(name: str) -> Iterator[str]:
    parts = name.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts)))


def _row(
    name: str, names: Sequence[str], starts: Mapping[str, int], sizes: Mapping[str, int]
) -> bytes:
    """Return an entry of the directory; those of a folder are a chain of right neighbours."""
    sort = _ROOT if not name else _STREAM if name in sizes else _STORAGE
    above = name.rpartition("/")[0]
    children = (at for at, each in enumerate(names) if each and each.rpartition("/")[0] == name)
    child = _FREE if sort == _STREAM else next(children, _FREE)
    beside = (
        at for at, each in enumerate(names) if each > name and each.rpartition("/")[0] == above
    )
    right = next(beside, _FREE) if name else _FREE
    title = ((name.rpartition("/")[2] or "Root Entry") + "\0").encode("utf-16-le")
    head = struct.pack("<64sHBBIII", title, len(title), sort, 1, _FREE, right, child)
    place = struct.pack("<IQ", starts.get(name, _END), sizes.get(name, 0))
    return head + bytes(36) + place


def _head() -> bytes:
    fixed = struct.pack("<HHHHHH", 0x3E, 3, 0xFFFE, 9, 6, 0)
    places = struct.pack("<IIIIIIIIII", 0, 0, _TABLES, _TABLES, 0, _SHORTEST, _END, 0, _END, 0)
    tables = [*range(_TABLES), *([_FREE] * (109 - _TABLES))]
    signature = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    return signature + fixed + places + struct.pack("<109I", *tables)
