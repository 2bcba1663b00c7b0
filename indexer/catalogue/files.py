"""Files by their content, in and out of the catalogue."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, exists, func, insert, or_, select, update

from indexer.catalogue.database import batches, upsert
from indexer.catalogue.tables import ERASED, FILES, SIGHTINGS, WORK_FILES
from indexer.records.files import File, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import ColumnElement, Connection, Row

_GONE = (Reading.REFUSED_SECRET.value, Reading.MISSING.value)


class Files:
    """The files of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, sha256: str) -> File | None:
        """Return a file, None if it is not catalogued."""
        return next(self._select(FILES.c.sha256 == sha256), None)

    def get_many(self, hashes: Iterable[str]) -> dict[str, File]:
        """Return those of ``hashes`` that are catalogued."""
        return {
            file.sha256: file
            for some in batches(set(hashes))
            for file in self._select(FILES.c.sha256.in_(some))
        }

    def add(self, file: File) -> None:
        """Add a file that is not catalogued yet."""
        self._connection.execute(insert(FILES).values(asdict(file)))

    def update(self, file: File) -> None:
        """Store what is known now of a catalogued file.

        Raises :class:`KeyError` when it is not catalogued.
        """
        statement = update(FILES).where(FILES.c.sha256 == file.sha256).values(asdict(file))
        if self._connection.execute(statement).rowcount != 1:
            raise KeyError(file.sha256)

    def erase(self, sha256: str) -> None:
        """Forget a file and where it was seen, all but its hash, so that no scan brings it back.

        A file of a work may not be erased (:class:`ValueError`).
        """
        used = select(exists().where(WORK_FILES.c.sha256 == sha256))
        if self._connection.execute(used).scalar_one():
            message = f"{sha256} belongs to a work"
            raise ValueError(message)
        for table in (FILES, SIGHTINGS):
            self._connection.execute(delete(table).where(table.c.sha256 == sha256))
        upsert(self._connection, ERASED, [{"sha256": sha256, "erased": datetime.now(UTC)}])

    def is_erased(self, sha256: str) -> bool:
        """Whether a file of this content was erased."""
        erased = select(exists().where(ERASED.c.sha256 == sha256))
        return bool(self._connection.execute(erased).scalar_one())

    def allow(self, sha256: str) -> None:
        """Let a file in again that was erased once."""
        self._connection.execute(delete(ERASED).where(ERASED.c.sha256 == sha256))

    def all(self) -> Iterator[File]:
        """Yield all files by hash."""
        return self._select()

    def by_reading(self, reading: Reading) -> Iterator[File]:
        """Yield the files that reading ended with ``reading`` for."""
        return self._select(FILES.c.reading == reading.value)

    def unread(self, text_version: str) -> Iterator[File]:
        """Yield the files to be read: never read, or by readers of another version.

        Those that are not kept (refused, missing) are left out. How often a file may be tried is
        for the caller to judge by ``attempts``.
        """
        pending = FILES.c.reading == Reading.PENDING.value
        outdated = and_(FILES.c.text_version != text_version, FILES.c.reading.not_in(_GONE))
        return self._select(or_(pending, outdated))

    def outline(self) -> dict[Reading, int]:
        """Return the number of files for every reading status."""
        counts = select(FILES.c.reading, func.count()).group_by(FILES.c.reading)
        found = {row[0]: row[1] for row in self._connection.execute(counts)}
        return {reading: found.get(reading.value, 0) for reading in Reading}

    def _select(self, *wanted: ColumnElement[bool]) -> Iterator[File]:
        # Fetched at once, so that the caller may write while it iterates.
        rows = self._connection.execute(select(FILES).where(*wanted).order_by("sha256")).all()
        return map(_file, rows)


def _file(row: Row[Any]) -> File:
    return File(**{**row._mapping, "reading": Reading(row.reading)})  # noqa: SLF001 - SQLAlchemy's public name
