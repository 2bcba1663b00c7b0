"""Files by their content, in and out of the catalogue."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, exists, func, insert, or_, select, update

from indexer.catalogue.database import batches, upsert
from indexer.catalogue.tables import ERASED, FILES, SIGHTINGS, SKETCHES, WORK_FILES
from indexer.records.files import File, Reading
from indexer.records.text_version import TextVersion

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

    def count_attempts(self, sha256: str, more: int) -> None:
        """Add to the number of times that reading a file was begun."""
        counted = update(FILES).where(FILES.c.sha256 == sha256)
        self._connection.execute(counted.values(attempts=FILES.c.attempts + more))

    def keep_sketch(self, sha256: str, sketch: bytes) -> None:
        """Store the sketch of a catalogued file's text in the place of its former one."""
        if sketch:
            upsert(self._connection, SKETCHES, [{"sha256": sha256, "sketch": sketch}])
        else:
            self._connection.execute(delete(SKETCHES).where(SKETCHES.c.sha256 == sha256))

    def sketches(self) -> dict[str, bytes]:
        """Return the sketches of all files that have one, by hash."""
        rows = self._connection.execute(select(SKETCHES).order_by(SKETCHES.c.sha256))
        return {row.sha256: row.sketch for row in rows}

    def erase(self, sha256: str) -> None:
        """Forget a file and where it was seen, all but its hash, so that no scan brings it back.

        A file of a work may not be erased (:class:`ValueError`).
        """
        used = select(exists().where(WORK_FILES.c.sha256 == sha256))
        if self._connection.execute(used).scalar_one():
            message = f"{sha256} belongs to a work"
            raise ValueError(message)
        self.forget(sha256)
        upsert(self._connection, ERASED, [{"sha256": sha256, "erased": datetime.now(UTC)}])

    def forget(self, sha256: str) -> None:
        """Forget a file of no work and where it was seen; a scan that meets it finds a new one."""
        for table in (SKETCHES, FILES, SIGHTINGS):
            self._connection.execute(delete(table).where(table.c.sha256 == sha256))

    def refuse(self, file: File) -> None:
        """Store a refused file in the place of what was known of it, and forget where it was seen.

        No work may be left of it.
        """
        self.update(file)
        for table in (SIGHTINGS, SKETCHES):
            self._connection.execute(delete(table).where(table.c.sha256 == file.sha256))

    def is_erased(self, sha256: str) -> bool:
        """Whether a file of this content was erased."""
        erased = select(exists().where(ERASED.c.sha256 == sha256))
        return bool(self._connection.execute(erased).scalar_one())

    def erased(self) -> list[str]:
        """Return the hashes of all contents that were erased."""
        return list(self._connection.execute(select(ERASED.c.sha256).order_by("sha256")).scalars())

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
        present = or_(
            FILES.c.text_version == text_version,
            FILES.c.text_version.startswith(f"{text_version}+", autoescape=True),
        )
        outdated = and_(~present, FILES.c.reading.not_in(_GONE))
        return self._select(or_(pending, outdated))

    def undescribed(self, describer: str) -> Iterator[File]:
        """Yield the files whose text as it is was not described by version ``describer`` yet."""
        return self._select(FILES.c.described != FILES.c.text_version + f"/{describer}")

    def left_to_recognition(self, recogniser: str) -> list[File]:
        """Return the files with pages that wait for text recognition of version ``recogniser``."""
        marked = self._select(FILES.c.text_version.contains("+ocr"))
        return [
            file for file in marked if TextVersion.parse(file.text_version).waiting(recogniser) > 0
        ]

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
