"""A catalogue in use into a copy of one of its states, and a copy into what it speaks of.

SQLite's online backup reads page after page within one transaction, so that nobody who writes
meanwhile waits, and nothing that they write gets into the copy (https://sqlite.org/backup.html).
The rows of a catalogue in a database server are read in one transaction into a SQLite file, too.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.database import BUSY_SECONDS, parse_url
from indexer.catalogue.schema import VERSION_TABLE, known_revisions
from indexer.errors.backups import BackupUnusable
from indexer.errors.catalogue import CatalogueUnreachable
from indexer.errors.places import DiskFull
from indexer.records.files import Reading

_PAGES = 1024
"""Copied in one step; an interruption comes between two."""


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file that a copy speaks of."""

    size: int
    """In bytes."""
    reading: Reading


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy of a catalogue speaks of."""

    files: dict[str, CopiedFile]
    """By hash; refused ones, of which nothing is kept, are not among them."""
    works: int


def catalogue_file(url: str) -> Path | None:
    """Return the file of the catalogue at ``url``, None where it lies in a database server."""
    parsed = parse_url(url)
    return Path(parsed.database or "") if parsed.drivername == "sqlite" else None


def copy_catalogue(url: str, target: Path) -> None:
    """Copy the catalogue at ``url`` as it is now into the new SQLite file ``target``.

    Raises :class:`CatalogueUnreachable` and :class:`DiskFull`; of a server's all that opening it
    raises.
    """
    source = catalogue_file(url)
    if source is not None:
        _copy_file(source, target)
        return
    with Catalogue.open(url, create=False) as catalogue:
        catalogue.copy_to(target)


def inspect_copy(path: Path) -> Copied:
    """Return what the copy at ``path`` speaks of, having read all of it.

    Raises :class:`BackupUnusable` when it is damaged, no catalogue, or newer than this program.
    """
    try:
        with closing(_open(path, "mode=ro&immutable=1")) as copy:
            (sound,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            if sound != "ok":
                raise BackupUnusable(path, str(sound).splitlines()[0])
            (revision,) = copy.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()  # noqa: S608 - our own name
            if revision not in known_revisions():
                raise BackupUnusable(path, f"its schema {revision} is newer than this program")
            (works,) = copy.execute("SELECT count(*) FROM works WHERE NOT purged").fetchone()
            rows = copy.execute("SELECT sha256, size, reading FROM files").fetchall()
            files = {sha256: CopiedFile(size, Reading(reading)) for sha256, size, reading in rows}
    except (sqlite3.Error, TypeError, ValueError) as error:
        raise BackupUnusable(path, f"its catalogue cannot be read ({error})") from error
    refused = Reading.REFUSED_SECRET
    kept = {sha256: file for sha256, file in files.items() if file.reading is not refused}
    return Copied(kept, works)


def _copy_file(source: Path, target: Path) -> None:
    try:
        with closing(_open(source, "mode=rw")) as former, closing(_create(target)) as copy:
            former.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
            former.execute("BEGIN")
            former.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            former.backup(copy, pages=_PAGES)
            former.execute("ROLLBACK")
            # The copy is one file, without a log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if "full" in str(error):
            raise DiskFull(target, str(error)) from error
        raise CatalogueUnreachable(str(source), str(error)) from error


def _create(path: Path) -> sqlite3.Connection:
    connection = _open(path, "mode=rwc")
    # Alone with the file, SQLite needs no memory that is shared, which network shares lack.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def _open(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?{mode}", uri=True, isolation_level=None
    )
