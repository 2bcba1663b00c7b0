"""The published part of a catalogue into a snapshot: one SQLite file that never changes.

Equal records give equal bytes, so that whoever builds can see whether the site would show
anything else. A row says in its first columns, which are quickly known of all works and files, what
its record was made of: where the former snapshot has a row with the same ones, its record is taken
over, and none is made.
"""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import quote

from indexer.catalogue.atomic import refusals, sync_directory
from indexer.catalogue.frozen import with_checksum
from indexer.catalogue.snapshot.layout import APPLICATION_ID, SCHEMA, VERSION, encode
from indexer.catalogue.snapshot.taking_over import FormerRows, Row
from indexer.errors.places import DiskFull
from indexer.records.serial import to_plain
from indexer.records.works import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.catalogue.catalogue import View
    from indexer.records.works import Work, WorkFile

_BATCH = 500
"""Records that are made together."""

SNAPSHOT_NAME = "records.sqlite"
"""What the file is called within a generation."""


def write_snapshot(view: View, path: Path, former: Path | None = None) -> None:
    """Write what the site may show to ``path``, whole or not at all.

    What a ``former`` snapshot says of works and files that are as they were is taken over; the
    bytes are the same without it. Raises :class:`DiskFull` and :class:`DirectoryUnreadable`.
    """
    with refusals(path), TemporaryDirectory(dir=path.parent, prefix=".") as directory:
        aside = Path(directory) / path.name
        try:
            _fill(view, aside, former)
        except sqlite3.OperationalError as error:
            raise DiskFull(path, str(error)) from error
        with aside.open("rb") as file:
            os.fsync(file.fileno())
        aside.replace(path)
        sync_directory(path.parent)


@dataclass(frozen=True, slots=True)
class _Table:
    """What is to stand in a table, by the keys of its rows."""

    name: str
    firsts: Mapping[str, Row]
    """The columns before the record, the key first."""
    make: Callable[[list[str]], Mapping[str, object]]
    """Makes the records of some keys."""


def _fill(view: View, path: Path, former: Path | None) -> None:
    works = view.works.without_values()
    # As a URI, so that a former snapshot may be attached as one.
    uri = f"file:{quote(str(path.absolute()))}"
    with (
        closing(sqlite3.connect(uri, isolation_level=None, uri=True)) as database,
        FormerRows.attach(database, former) as taken,
    ):
        # Whether it came through whole is for the fsync of the finished file.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA cell_size_check = ON")
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {VERSION}")
        database.executescript(SCHEMA)
        database.execute("BEGIN")
        for table in (_works(view, works), _files(view, works), _authorities(view)):
            _lay_over(database, table, taken)
        _insert(database, "redirects", _redirects(view))
        database.execute("COMMIT")


def _lay_over(database: sqlite3.Connection, table: _Table, former: FormerRows | None) -> None:
    """Write a table by key: rows of the former snapshot that are still right, and made ones."""
    ordered = sorted(table.firsts)
    places = former.places(table.name, table.firsts) if former else {}
    made = _make(table, [key for key in ordered if key not in places])

    def group(item: tuple[int, str]) -> int | None:
        """Return the same for keys side by side whose rows lie side by side, too."""
        number, key = item
        return places[key] - number if key in places else None

    for offset, run in groupby(enumerate(ordered), group):
        numbers = [number for number, _ in run]
        if offset is None:
            _insert(database, table.name, islice(made, len(numbers)))
        elif former:
            former.copy(table.name, numbers[0] + offset, numbers[-1] + offset)


def _make(table: _Table, keys: list[str]) -> Iterator[Row]:
    """Yield the rows of some keys, made anew."""
    for start in range(0, len(keys), _BATCH):
        some = keys[start : start + _BATCH]
        records = table.make(some)
        for key in some:
            yield with_checksum(*table.firsts[key], encode(to_plain(records[key])))


def _insert(database: sqlite3.Connection, table: str, rows: Iterator[Row]) -> None:
    columns = database.execute(f"SELECT count(*) FROM pragma_table_info('{table}')").fetchone()[0]  # noqa: S608 - our own names
    places = ", ".join("?" * columns)
    database.executemany(f"INSERT INTO main.{table} VALUES ({places})", rows)  # noqa: S608 - our own names


def _works(view: View, works: tuple[Work, ...]) -> _Table:
    published = {work.id: _first(work) for work in works if work.state is State.PUBLISHED}
    return _Table("works", published, view.works.get_many)


def _first(work: Work) -> Row:
    """Return who may see a work, its place, and when it was made and last changed."""
    moments = (moment.isoformat() if moment else "" for moment in (work.created, work.changed))
    return (work.id, *_lock(work), work.parent, work.position, *moments)


def _files(view: View, works: tuple[Work, ...]) -> _Table:
    holders: defaultdict[str, list[tuple[Work, WorkFile]]] = defaultdict(list)
    for work in works:
        for part in work.files:
            holders[part.sha256].append((work, part))
    firsts: dict[str, Row] = {}
    for sha256, stamp in view.stamps.files().items():
        held = holders[sha256]
        if any(work.state is State.PUBLISHED for work, _ in held):
            locks = _locks(tuple(sorted({_lock(work) for work, _ in held})))
            ranges = [(work.id, work.parent, one.first_page, one.last_page) for work, one in held]
            firsts[sha256] = (sha256, locks, encode(ranges).decode(), stamp)
    return _Table("files", firsts, view.files.get_many)


def _authorities(view: View) -> _Table:
    stamps = view.stamps.authorities()
    firsts: dict[str, Row] = {key: (key, stamp) for key, stamp in stamps.items()}
    return _Table("authorities", firsts, view.authorities.get_many)


def _redirects(view: View) -> Iterator[Row]:
    for key, target in sorted(view.authorities.redirects().items()):
        yield with_checksum(key, target)


@lru_cache
def _locks(locks: tuple[tuple[str, str], ...]) -> str:
    return encode(locks).decode()


def _lock(work: Work) -> tuple[str, str]:
    """Return who may see a work: no tier is that of a work which is not published."""
    if work.state is not State.PUBLISHED:
        return ("", "")
    return (work.tier.value, work.embargo.isoformat() if work.embargo else "")
