"""A former snapshot, attached to the file of the next one, into the rows that stay.

SQLite copies them from file to file, so that no record of them is ever read here; what they say of
themselves in their first columns is, and every byte of them is held against their checksums.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from indexer.catalogue.frozen import checksum
from indexer.catalogue.snapshot.reading import Snapshot
from indexer.errors import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Row = tuple[str | int | bytes, ...]


@dataclass(frozen=True, slots=True)
class FormerRows:
    """The rows of a snapshot, as a database sees them that it is attached to."""

    database: sqlite3.Connection
    reading: sqlite3.Connection
    """Another connection, so that damage ends no transaction of the database."""

    @classmethod
    @contextmanager
    def attach(cls, database: sqlite3.Connection, path: Path | None) -> Iterator[Self | None]:
        """Attach the snapshot at ``path``: None where none is there, or none that can be read."""
        try:
            uri = _open(path)
            if uri:
                database.execute("ATTACH ? AS former", (uri,))
        except (Failure, sqlite3.Error):
            uri = ""
        if not uri:
            yield None
            return
        with closing(sqlite3.connect(uri, uri=True)) as reading:
            reading.execute("PRAGMA cell_size_check = ON")
            reading.create_function("is_sound", -1, _is_sound)
            yield cls(database, reading)

    def places(self, table: str, firsts: Mapping[str, Row]) -> dict[str, int]:
        """Return by key where the rows lie that begin with just these columns; none if damaged."""
        try:
            rows = self.reading.execute(f"SELECT name FROM pragma_table_info('{table}')")  # noqa: S608 - our own names
            columns = [name for (name,) in rows]
            said, whole = ", ".join(columns[:-2]), ", ".join(columns)
            query = f"SELECT rowid, {said} FROM {table} WHERE is_sound({whole})"  # noqa: S608 - our own names
            found = self.reading.execute(query)
            return {row[1]: row[0] for row in found if firsts.get(row[1]) == row[1:]}
        except sqlite3.Error:
            return {}

    def copy(self, table: str, first: int, last: int) -> None:
        """Insert the rows from one place to another, both inclusive."""
        rows = f"SELECT * FROM former.{table} WHERE rowid BETWEEN ? AND ?"  # noqa: S608 - our own names
        self.database.execute(f"INSERT INTO main.{table} {rows}", (first, last))


def _open(path: Path | None) -> str:
    """Return the URI of a snapshot that can be opened, none without a path."""
    if path is None:
        return ""
    with closing(Snapshot.open(path)):
        return f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"


def _is_sound(*row: str | int | bytes) -> bool:
    return checksum(row[:-1]) == row[-1]
