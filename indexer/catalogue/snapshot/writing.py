"""The published part of a catalogue into a snapshot: one SQLite file that never changes.

Equal records give equal bytes, so that whoever builds can see whether the site would show
anything else.
"""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from indexer.catalogue.atomic import refusals, sync_directory
from indexer.catalogue.snapshot.layout import (
    APPLICATION_ID,
    SCHEMA,
    VERSION,
    encode,
    with_checksum,
)
from indexer.errors.places import DiskFull
from indexer.records.serial import to_plain
from indexer.records.works import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.catalogue.catalogue import View
    from indexer.records.works import Work, WorkFile

SNAPSHOT_NAME = "records.sqlite"
"""What the file is called within a generation."""


def write_snapshot(view: View, path: Path) -> None:
    """Write what the site may show to ``path``, whole or not at all.

    Raises :class:`DiskFull` and :class:`DirectoryUnreadable`.
    """
    with refusals(path), TemporaryDirectory(dir=path.parent, prefix=".") as directory:
        aside = Path(directory) / path.name
        try:
            _fill(view, aside)
        except sqlite3.OperationalError as error:
            raise DiskFull(path, str(error)) from error
        with aside.open("rb") as file:
            os.fsync(file.fileno())
        aside.replace(path)
        sync_directory(path.parent)


def _fill(view: View, path: Path) -> None:
    works = view.works.all()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # Whether it came through whole is for the fsync of the finished file.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {VERSION}")
        database.executescript(SCHEMA)
        database.execute("BEGIN")
        _insert(database, "works", 8, _work_rows(works))
        _insert(database, "files", 5, _file_rows(view, works))
        _insert(database, "authorities", 3, _authority_rows(view))
        _insert(database, "redirects", 3, _redirect_rows(view))
        database.execute("COMMIT")


def _insert(
    database: sqlite3.Connection,
    table: str,
    columns: int,
    rows: Iterator[tuple[str | int | bytes, ...]],
) -> None:
    places = ", ".join("?" * columns)
    database.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608 - our own names


def _work_rows(works: tuple[Work, ...]) -> Iterator[tuple[str | int | bytes, ...]]:
    for work in works:
        if work.state is State.PUBLISHED:
            yield with_checksum(
                work.id,
                work.tier.value,
                _embargo(work),
                work.parent,
                work.position,
                work.created.isoformat() if work.created else "",
                encode(to_plain(work)),
            )


def _file_rows(view: View, works: tuple[Work, ...]) -> Iterator[tuple[str | int | bytes, ...]]:
    holders: defaultdict[str, list[tuple[Work, WorkFile]]] = defaultdict(list)
    for work in works:
        for part in work.files:
            holders[part.sha256].append((work, part))
    for file in view.files.all():
        held = holders[file.sha256]
        if any(work.state is State.PUBLISHED for work, _ in held):
            locks = sorted({_lock(work) for work, _ in held})
            ranges = [(work.id, work.parent, one.first_page, one.last_page) for work, one in held]
            columns = (encode(locks).decode(), encode(ranges).decode())
            yield with_checksum(file.sha256, *columns, encode(to_plain(file)))


def _authority_rows(view: View) -> Iterator[tuple[str | int | bytes, ...]]:
    for authority in view.authorities.all():
        yield with_checksum(authority.key, encode(to_plain(authority)))


def _redirect_rows(view: View) -> Iterator[tuple[str | int | bytes, ...]]:
    for key, target in sorted(view.authorities.redirects().items()):
        yield with_checksum(key, target)


def _lock(work: Work) -> tuple[str, str]:
    """Return who may see a work: no tier is that of a work which is not published."""
    return (work.tier.value, _embargo(work)) if work.state is State.PUBLISHED else ("", "")


def _embargo(work: Work) -> str:
    return work.embargo.isoformat() if work.embargo else ""
