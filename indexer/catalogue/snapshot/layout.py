"""The tables of a snapshot, and the checksum that every row carries.

SQLite has no checksums of its own: a flipped bit would change an answer. Each row holds the
CRC-32 of its other columns, which is compared whenever the row is read.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

APPLICATION_ID = 0x6B797331
"""In the header of the file: this is a snapshot."""

VERSION = 2
"""In the header as well; changes with the tables or the JSON in them."""

SCHEMA = """
CREATE TABLE works (
    id TEXT NOT NULL PRIMARY KEY, tier TEXT NOT NULL, embargo TEXT NOT NULL, parent TEXT NOT NULL,
    position INTEGER NOT NULL, created TEXT NOT NULL, record BLOB NOT NULL, crc INTEGER NOT NULL
);
CREATE INDEX works_parent ON works (parent, position, id);
CREATE INDEX works_created ON works (created DESC, id);
CREATE TABLE files (
    sha256 TEXT NOT NULL PRIMARY KEY, holders TEXT NOT NULL, ranges TEXT NOT NULL,
    record BLOB NOT NULL, crc INTEGER NOT NULL
);
CREATE TABLE authorities (
    key TEXT NOT NULL PRIMARY KEY, record BLOB NOT NULL, crc INTEGER NOT NULL
);
CREATE TABLE redirects (
    key TEXT NOT NULL PRIMARY KEY, target TEXT NOT NULL, crc INTEGER NOT NULL
);
"""
"""``embargo`` and ``created`` are ISO texts, empty if none. ``files.holders`` is a JSON array of
the tier and the embargo of every work in the file, the tier empty for one that is not published;
``files.ranges`` one of id, parent, first and last page of each. A file without any published work
is not there at all."""


def with_checksum(*columns: str | int | bytes) -> tuple[str | int | bytes, ...]:
    """Return a row: its columns and their checksum."""
    return (*columns, checksum(columns))


def checksum(columns: tuple[Any, ...]) -> int:
    """Return the CRC-32 of the columns of a row."""
    crc = 0
    for column in columns:
        data = column if isinstance(column, bytes) else str(column).encode("utf-8", "replace")
        crc = zlib.crc32(b"%d:" % len(data), crc)
        crc = zlib.crc32(data, crc)
    return crc


def encode(plain: object) -> bytes:
    """Return JSON as it is stored."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
