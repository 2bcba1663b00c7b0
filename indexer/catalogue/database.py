"""A database URL into an engine whose transactions behave alike on SQLite and PostgreSQL.

SQLite: WAL, foreign keys, full sync, a long busy timeout; SQLAlchemy itself emits BEGIN, as its
SQLite dialect documents for all Python versions ("Using SQLAlchemy to emit BEGIN in lieu of
SQLite's transaction control"), because sqlite3 on its own begins late and always deferred.
Writers begin with BEGIN IMMEDIATE, so that they wait at the door and never fail half-way.
PostgreSQL: readers see one snapshot; writers queue at an advisory lock as they do on SQLite.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from indexer.errors.catalogue import CatalogueUnreachable
from indexer.errors.places import DiskFull

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Engine, Table

    from indexer.errors import Failure

BUSY_SECONDS = 120
"""How long a writer waits for the others; each of them is done in milliseconds."""

_WRITES = "kyyeu_writes"
_BUSY = 5
"""SQLite's code for a database that somebody else is writing to."""
_PAUSES = (0.001, 0.02)
"""Seconds, at least and at most, between two looks of a waiting writer."""
_ADVISORY_LOCK = 0x6B797965
_SQLITE_PREFIX = "sqlite:///"


def parse_url(url: str) -> URL:
    """Return the URL of a SQLite file or of a PostgreSQL database reached by psycopg 3.

    What follows ``sqlite:///`` is a path as it stands, whatever characters it has.
    Raises :class:`CatalogueUnreachable` for anything else.
    """
    if url.startswith(_SQLITE_PREFIX) and len(url) > len(_SQLITE_PREFIX):
        return URL.create("sqlite", database=url.removeprefix(_SQLITE_PREFIX))
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        # The text itself may hold a password, so it is not repeated.
        raise CatalogueUnreachable(where="(URL)", reason="not a database URL") from error
    if parsed.drivername in {"postgresql", "postgresql+psycopg"}:
        return parsed.set(drivername="postgresql+psycopg")
    raise CatalogueUnreachable(describe(parsed), "neither sqlite:/// nor postgresql+psycopg://")


def describe(url: URL) -> str:
    """Return where the database is, fit to be shown: a path, or a URL without its password."""
    if url.drivername == "sqlite":
        return url.database or ""
    return url.render_as_string(hide_password=True)


def make_engine(url: URL) -> Engine:
    """Return an engine for ``url``; nothing is connected yet.

    Raises :class:`CatalogueUnreachable` when the driver is not installed.
    """
    try:
        if url.drivername == "sqlite":
            return _make_sqlite_engine(url)
        engine = create_engine(url, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError) as error:
        reason = "psycopg is not installed: pip install 'kyyeu[postgres]'"
        raise CatalogueUnreachable(describe(url), reason) from error
    return engine


def reading(engine: Engine) -> Connection:
    """Return a connection whose transaction sees one state of the data and cannot write."""
    connection = engine.connect()
    if engine.dialect.name == "sqlite":
        return connection.execution_options(**{_WRITES: False})
    return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def writing(engine: Engine) -> Connection:
    """Return a connection whose transaction is the only one that writes."""
    return engine.connect().execution_options(**{_WRITES: True})


def queue_up(connection: Connection) -> None:
    """Wait until no other transaction writes; SQLite did so when it began."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))


def empty_journal(connection: Connection) -> None:
    """Write SQLite's journal into the database and cut it to nothing, when nobody reads it."""
    # Within a transaction there is no checkpoint, so SQLAlchemy's own must not begin.
    raw = connection.connection.driver_connection
    if raw is not None:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    keep: frozenset[str] = frozenset(),
) -> None:
    """Insert ``rows``; where the primary key exists, all columns but ``keep`` are changed."""
    if not rows:
        return
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(table)
    keys = [column.name for column in table.primary_key]
    names = [name for name in rows[0] if name not in keys and name not in keep]
    changed = {name: statement.excluded[name] for name in names}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), rows)


def batches(values: Iterable[str], size: int = 500) -> Iterable[list[str]]:
    """Yield ``values`` in lists short enough for one statement."""
    ordered = list(values)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def explain(error: DBAPIError, where: str, path: Path | None) -> Failure | None:
    """Return the failure that a database's error means to a user; None for a program's fault."""
    reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else "no answer"
    if "disk is full" in reason or "No space left" in reason:
        return DiskFull(path, reason) if path else CatalogueUnreachable(where, reason)
    kind = type(error.orig).__name__
    if kind == "OperationalError" or (kind == "DatabaseError" and path):
        return CatalogueUnreachable(where, reason)
    return None


def _make_sqlite_engine(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    _switch_to_wal(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    # What is erased, or was never to be kept, must not stay readable in free pages.
    connection.execute("PRAGMA secure_delete = ON")


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Set WAL; of several that create the file at once all but one are sent away, not queued."""
    for attempt in range(200):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except connection.OperationalError as error:
            if "locked" not in str(error) or attempt == 199:
                raise
            time.sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    if writes:
        _wait_for_turn(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _wait_for_turn(connection: Connection) -> None:
    """Begin to write as soon as nobody else does.

    SQLite's own waiting asks ever less often, so whoever has waited long goes on waiting while
    newcomers are served; here all ask equally often.
    """
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    raw = connection.connection.driver_connection
    end = time.monotonic() + BUSY_SECONDS
    try:
        while raw is not None and time.monotonic() < end:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except raw.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != _BUSY:
                    break
            else:
                return
            time.sleep(random.uniform(*_PAUSES))  # noqa: S311 - a pause, no secret
        # What this raises is explained to users.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
