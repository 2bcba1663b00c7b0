"""An SQLite file that nobody writes any more into rows, for any number of threads.

SQLite has no checksums of its own: a flipped bit would change an answer. A row may hold the CRC-32
of its other columns, which is compared whenever it is read.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from indexer.errors.index import IndexDamaged, IndexMissing, IndexVersionWrong

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_BETWEEN = b"\x1f"
"""ASCII's unit separator, between the columns that are summed up."""


class FrozenDatabase:
    """A file of a generation; all methods raise :class:`IndexDamaged` for damage they find."""

    def __init__(self, path: Path, application: int, version: int) -> None:
        """Open the file with these numbers in its header.

        Raises :class:`IndexMissing`, :class:`IndexVersionWrong`, :class:`IndexDamaged`.
        """
        self._path = path
        self._thread = threading.local()
        self._lock = threading.Lock()
        self._connections: list[sqlite3.Connection] = []
        if not path.exists():
            raise IndexMissing(path)
        try:
            self._check(application, version)
        except (IndexDamaged, IndexVersionWrong):
            self.close()
            raise

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that a query finds."""
        with self.connection() as connection:
            return connection.execute(query, values).fetchall()

    def check_row(self, columns: tuple[Any, ...], crc: int) -> None:
        """Raise :class:`IndexDamaged` unless the columns of a row have this checksum."""
        if checksum(columns) != crc:
            raise IndexDamaged(self._path, "a row does not hold what was written")

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._thread = threading.local()

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """Give this thread's connection, and name the damage that SQLite finds."""
        try:
            yield self._connect()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            # What SQLite says of damaged names holds them as they are.
            raise IndexDamaged(self._path, str(error)) from error

    def _check(self, application: int, version: int) -> None:
        ((found_application,),) = self.rows("PRAGMA application_id")
        ((found_version,),) = self.rows("PRAGMA user_version")
        self.rows("SELECT count(*) FROM sqlite_schema")
        if found_application != application:
            raise IndexDamaged(self._path, "the header is of another kind of file")
        if found_version != version:
            raise IndexVersionWrong(self._path, str(found_version), str(version))

    def _connect(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._thread, "connection", None)
        if connection is None:
            # Nobody writes to it, so SQLite needs neither locks nor rights to write.
            uri = f"file:{quote(str(self._path.absolute()))}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            connection.execute("PRAGMA cell_size_check = ON")
            self._thread.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection


def with_checksum(*columns: str | int | bytes) -> tuple[str | int | bytes, ...]:
    """Return a row: its columns and their checksum."""
    return (*columns, checksum(columns))


def checksum(columns: tuple[Any, ...]) -> int:
    """Return the CRC-32 of the columns of a row."""
    parts = [
        column if isinstance(column, bytes) else str(column).encode("utf-8", "replace")
        for column in columns
    ]
    return zlib.crc32(_BETWEEN.join(parts))
