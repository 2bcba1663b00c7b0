"""A database URL into the catalogue: transactions over sources, files, works and authorities."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy.exc import DBAPIError

from indexer.catalogue import database, schema, seeding
from indexer.catalogue.authorities import Authorities
from indexer.catalogue.carrying import carry, new_file
from indexer.catalogue.files import Files
from indexer.catalogue.filesystems import check_disk
from indexer.catalogue.runs import Runs
from indexer.catalogue.sources import Sources
from indexer.catalogue.stamps import Stamps
from indexer.catalogue.works import Works
from indexer.errors.catalogue import CatalogueMissing, CatalogueUnreachable
from indexer.errors.places import DirectoryMissing, DirectoryUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection


@dataclass(frozen=True, slots=True)
class View:
    """The catalogue within one transaction."""

    sources: Sources
    files: Files
    works: Works
    authorities: Authorities
    runs: Runs
    stamps: Stamps

    @classmethod
    def over(cls, connection: Connection) -> Self:
        """Return the view that ``connection`` gives."""
        return cls(
            Sources(connection),
            Files(connection),
            Works(connection),
            Authorities(connection),
            Runs(connection),
            Stamps(connection),
        )


class Catalogue:
    """The catalogue; made by :meth:`open`, usable from several threads and after a fork."""

    def __init__(self, url: URL) -> None:
        self._where = database.describe(url)
        self._path = Path(url.database or "") if url.drivername == "sqlite" else None
        self._engine = database.make_engine(url)
        self._process = os.getpid()
        self._checked = False
        """Whether it may be written on the disk that it lies on."""

    @classmethod
    def open(cls, url: str, *, create: bool) -> Self:
        """Open the catalogue at ``url``, bringing an older schema and older seeds up to date.

        With ``create`` an absent one is made, and the directory of its file if only that is
        absent. Raises :class:`CatalogueMissing`, :class:`CatalogueUnreachable`,
        :class:`CatalogueVersionWrong`, :class:`DirectoryMissing`, :class:`DirectoryUnreadable`.
        """
        catalogue = cls(database.parse_url(url))
        try:
            if catalogue._path is not None:
                _check_path(catalogue._path, create=create)
            catalogue._prepare(create=create)
        except BaseException:
            catalogue.close()
            raise
        return catalogue

    @contextmanager
    def read(self) -> Iterator[View]:
        """Give one unchanging state of the catalogue; writing through it is an error."""
        with self._transaction(writes=False) as connection:
            yield View.over(connection)

    @contextmanager
    def write(self) -> Iterator[View]:
        """Give the catalogue to change; all changes are kept, or none after an exception.

        Writers queue up: keep it short, do the work before. Raises :class:`CatalogueOnNetwork`.
        """
        with self._transaction(writes=True) as connection:
            yield View.over(connection)

    def scrub(self) -> None:
        """Let nothing of what was erased stay in SQLite's journal, which keeps former pages."""
        if self._path is None:
            return
        with self._engine.connect() as connection:
            database.empty_journal(connection)

    def copy_to(self, path: Path) -> None:
        """Write one state of it, whatever its database, into a new SQLite file.

        That is a catalogue itself. Raises :class:`DiskFull`.
        """
        with self._transaction(writes=False) as source, new_file(path) as target:
            carry(source, target)

    def replace_by(self, path: Path) -> None:
        """Put what the catalogue in a SQLite file holds in the place of all that is here."""
        with (
            Catalogue.open(f"sqlite:///{path}", create=False) as other,
            other._transaction(writes=False) as source,  # noqa: SLF001 - of the same class
            self._transaction(writes=True) as target,
        ):
            carry(source, target)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _prepare(self, *, create: bool) -> None:
        with self._transaction(writes=False) as connection:
            found = schema.check(connection, self._where)
            if found is None and not create:
                raise CatalogueMissing(self._where)
            ready = found == schema.HEAD and seeding.is_planted(connection)
        if ready:
            return
        with self._transaction(writes=True) as connection:
            # Another process may have been quicker, or newer.
            if schema.check(connection, self._where) != schema.HEAD:
                schema.upgrade(connection)
            seeding.plant(connection)

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        self._leave_behind_connections_of_the_parent()
        connect = database.writing if writes else database.reading
        if writes and self._path is not None and not self._checked:
            check_disk(self._path)
            self._checked = True
        try:
            with connect(self._engine) as connection, connection.begin():
                if writes:
                    database.queue_up(connection)
                yield connection
        except DBAPIError as error:
            failure = database.explain(error, self._where, self._path)
            if failure is None:
                raise
            raise failure from error

    def _leave_behind_connections_of_the_parent(self) -> None:
        """After a fork start anew: a database connection belongs to the process that made it."""
        if self._process != os.getpid():
            self._engine.dispose(close=False)
            self._process = os.getpid()


def _check_path(path: Path, *, create: bool) -> None:
    try:
        if path.is_file():
            return
        if path.exists():
            raise CatalogueUnreachable(str(path), "not a file")
        if not create:
            raise CatalogueMissing(str(path))
        if not path.parent.parent.is_dir():
            raise DirectoryMissing(path.parent)
        check_disk(path)
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise DirectoryUnreadable(path.parent, error.strerror or str(error)) from error
