"""All rows of one catalogue into another one, whatever the databases of both."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, create_engine, delete, event, func, insert, select
from sqlalchemy.exc import OperationalError

from indexer.catalogue import schema
from indexer.catalogue.tables import METADATA, RUNS, SOURCES
from indexer.errors.places import DiskFull

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Row, Table

_MANY = 1000
"""Rows that are held at once."""


def carry(source: Connection, target: Connection) -> None:
    """Put all rows of ``source`` in the place of those of ``target``.

    Both are of this program's schema; the caller's transactions decide which state is read and
    whether all of it arrives.
    """
    for table in reversed(METADATA.sorted_tables):
        target.execute(delete(table))
    for table in METADATA.sorted_tables:
        for rows in _rows(source, table):
            target.execute(insert(table), [dict(row._mapping) for row in rows])  # noqa: SLF001 - SQLAlchemy's public name
    if target.dialect.name == "postgresql":
        _count_on(target)


@contextmanager
def new_file(path: Path) -> Iterator[Connection]:
    """Give an empty catalogue in a new SQLite file that nobody else opens, to be filled at once.

    It has no log beside it and may lie on a network share. Raises :class:`DiskFull`.
    """
    engine = create_engine(URL.create("sqlite", database=str(path)))
    event.listen(engine, "connect", _alone)
    try:
        with engine.connect() as connection, connection.begin():
            schema.upgrade(connection)
            yield connection
    except OperationalError as error:
        if "full" in str(error.orig):
            raise DiskFull(path, str(error.orig)) from error
        raise
    finally:
        engine.dispose()


def _alone(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")


def _rows(source: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    found = source.execute(select(table), execution_options={"yield_per": _MANY})
    above = [
        column.name
        for column in table.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]
    if above:
        yield from _from_the_top(found.all(), above[0])
    else:
        yield from found.partitions()


def _from_the_top(rows: Sequence[Row[Any]], above: str) -> Iterator[Sequence[Row[Any]]]:
    """Yield rows after those that they refer to by their column ``above``."""
    there: set[Any] = {None}
    while rows:
        ready = [row for row in rows if row._mapping[above] in there]  # noqa: SLF001 - SQLAlchemy's public name
        yield ready
        there.update(row[0] for row in ready)
        rows = [row for row in rows if row[0] not in there] if ready else ()


def _count_on(target: Connection) -> None:
    """Let PostgreSQL give no number again that was carried over."""
    for table in (SOURCES, RUNS):
        sequence = func.pg_get_serial_sequence(table.name, "id")
        target.execute(select(func.setval(sequence, func.max(table.c.id))))
