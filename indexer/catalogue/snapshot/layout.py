"""The tables of a snapshot; every row ends with the checksum of its other columns."""

from __future__ import annotations

import json

APPLICATION_ID = 0x6B797331
"""In the header of the file: this is a snapshot."""

VERSION = 3
"""In the header as well; changes with the tables or the JSON in them."""

SCHEMA = """
CREATE TABLE works (
    id TEXT NOT NULL PRIMARY KEY, tier TEXT NOT NULL, embargo TEXT NOT NULL, parent TEXT NOT NULL,
    position INTEGER NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL,
    record BLOB NOT NULL, crc INTEGER NOT NULL
);
CREATE INDEX works_parent ON works (parent, position, id);
CREATE INDEX works_created ON works (created DESC, id);
CREATE TABLE files (
    sha256 TEXT NOT NULL PRIMARY KEY, holders TEXT NOT NULL, ranges TEXT NOT NULL,
    stamp TEXT NOT NULL, record BLOB NOT NULL, crc INTEGER NOT NULL
);
CREATE TABLE authorities (
    key TEXT NOT NULL PRIMARY KEY, stamp TEXT NOT NULL, record BLOB NOT NULL, crc INTEGER NOT NULL
);
CREATE TABLE redirects (
    key TEXT NOT NULL PRIMARY KEY, target TEXT NOT NULL, crc INTEGER NOT NULL
);
"""
"""``embargo``, ``created``, ``changed`` are ISO texts, empty if none. ``files.holders`` is a JSON
array of the tier and the embargo of every work in the file, the tier empty for one that is not
published; ``files.ranges`` one of id, parent, first and last page of each. A file without any
published work is not there at all. What stands before a record tells whether it is still right."""

KEYS = {"works": "id", "files": "sha256", "authorities": "key", "redirects": "key"}
"""The first column of each table."""


_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode(plain: object) -> bytes:
    """Return JSON as it is stored."""
    return _to_json(plain).encode("utf-8", "replace")
