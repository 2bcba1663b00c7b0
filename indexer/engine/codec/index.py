"""A directory of flat segments as Whoosh's index: readers, searchers and writers."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError, Index, LockError
from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import EmptyReader, MultiReader
from whoosh.writing import IndexingError

from indexer.engine.codec import contents as table
from indexer.engine.codec.analyzers import Analyzers
from indexer.engine.codec.flat_codec import FlatCodec, FlatReader
from indexer.engine.codec.listed import EXTENSION
from indexer.engine.codec.searching import ExactSearcher
from indexer.engine.codec.writer import FlatWriter
from indexer.engine.lock import FileLock
from indexer.errors.index import IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whoosh.analysis import Analyzer
    from whoosh.fields import Schema
    from whoosh.reading import IndexReader

    from indexer.engine.codec.contents import Contents

MAIN = "MAIN"
"""The name of an index whose directory holds no other, as in Whoosh."""


def create_in(
    directory: Path | str,
    schema: Schema,
    indexname: str = MAIN,
    analyzers: Mapping[str, Analyzer] | None = None,
) -> FlatIndex:
    """Create an index in a directory that exists; unlike Whoosh never in place of another.

    Raises :class:`whoosh.index.IndexError` when there is one by this name,
    :class:`whoosh.index.LockError`, and :class:`whoosh.fields.FieldConfigurationError` for a field
    or an analyzer that cannot be described.
    """
    index = FlatIndex(directory, indexname, analyzers)
    lock = index.lock("WRITELOCK")
    if not lock.acquire():
        raise LockError
    try:
        if index.exists():
            message = f"there is an index {indexname} in {directory}"
            raise WhooshIndexError(message)
        index.write_contents(table.Contents(schema, [], 0))
    finally:
        lock.release()
    return index


def open_dir(
    directory: Path | str,
    indexname: str = MAIN,
    analyzers: Mapping[str, Analyzer] | None = None,
) -> FlatIndex:
    """Open an index, with the analyzers that it was created with.

    Raises :class:`whoosh.index.EmptyIndexError`, :class:`IndexDamaged`,
    :class:`IndexVersionWrong`, and
    :class:`whoosh.fields.FieldConfigurationError` when an analyzer is missing or another one.
    """
    index = FlatIndex(directory, indexname, analyzers)
    index.read_contents()
    return index


def exists_in(directory: Path | str, indexname: str = MAIN) -> bool:
    """Whether a directory holds an index by this name."""
    return FlatIndex(directory, indexname).exists()


class FlatIndex(Index):  # type: ignore[misc]  # Whoosh has no types
    """What :func:`create_in` and :func:`open_dir` return; threads may share it."""

    def __init__(
        self,
        directory: Path | str,
        indexname: str = MAIN,
        analyzers: Mapping[str, Analyzer] | None = None,
    ) -> None:
        if not re.fullmatch(r"\w+", indexname):
            message = f"not a name for an index: {indexname!r}"
            raise ValueError(message)
        self.indexname = indexname
        self.codec = FlatCodec()
        self.storage = FileStorage(str(directory))
        self._directory = Path(directory)
        self._contents = self._directory / f"{indexname}.json"
        self._analyzers = Analyzers(analyzers)

    def __repr__(self) -> str:
        return f"FlatIndex({str(self._directory)!r}, {self.indexname!r})"

    @property
    def schema(self) -> Schema:
        """The schema as it is now; changing it changes nothing."""
        return self.read_contents().schema

    def exists(self) -> bool:
        """Whether there is such an index."""
        return self._contents.is_file()

    def latest_generation(self) -> int:
        """Return the number of the last commit."""
        return table.read_generation(self._contents)

    def last_modified(self) -> float:
        """Return when that was, in seconds of the epoch."""
        return self._contents.stat().st_mtime

    def is_empty(self) -> bool:
        """Whether no document was ever committed, or none is left."""
        return not self.read_contents().segments

    def optimize(self, **options: Any) -> None:  # noqa: ANN401 - those of the writer
        """Merge everything into one segment, without what is deleted."""
        self.writer(**options).commit(optimize=True)

    def reader(self, reuse: IndexReader | None = None) -> IndexReader:  # noqa: ARG002 - Whoosh's
        """Return a reader of the last commit; ``reuse`` goes on reading what it read.

        Raises :class:`IndexDamaged`.
        """
        while True:
            contents = self.read_contents()
            try:
                return self.open_reader(contents)
            except IndexDamaged:
                # A writer may have removed a segment since the table was read.
                if self.latest_generation() == contents.generation:
                    raise

    def searcher(self, **options: Any) -> ExactSearcher:  # noqa: ANN401 - those of Whoosh's
        """Return Whoosh's searcher, see :class:`ExactSearcher`. Raises what :meth:`reader` does."""
        return ExactSearcher(self.reader(), fromindex=self, **options)

    def writer(self, procs: int = 1, **options: Any) -> FlatWriter:  # noqa: ANN401 - those of the writer
        """Return a writer, see :class:`FlatWriter`. Raises :class:`whoosh.index.LockError`."""
        if procs != 1:
            message = "an index has one writer in one process"
            raise IndexingError(message)
        return FlatWriter(self, **options)

    def verify(self) -> None:
        """Read every byte of the index. Raises :class:`IndexDamaged`."""
        for segment in self.read_contents().segments:
            self.codec.open(self.storage, segment).verify()

    def lock(self, name: str) -> FileLock:
        """Return a lock that belongs to the index."""
        return FileLock(self._directory / f"{self.indexname}_{name}")

    def read_contents(self) -> Contents:
        """Return the table of contents, a copy of one's own."""
        return table.read_contents(self._contents, self.indexname, self.codec, self._analyzers)

    def write_contents(self, contents: Contents) -> None:
        """Put another table of contents in its place; for writers that hold the lock."""
        table.write_contents(self._contents, contents, self._analyzers)

    def open_reader(self, contents: Contents) -> IndexReader:
        """Return a reader of what ``contents`` list; files that are open anyway are shared.

        Raises :class:`IndexDamaged`.
        """
        leaves = [
            FlatReader(self.storage, contents.schema, segment, generation=contents.generation)
            for segment in contents.segments
        ]
        if not leaves:
            return EmptyReader(contents.schema)
        if len(leaves) == 1:
            return leaves[0]
        return MultiReader(leaves, generation=contents.generation)

    def sweep(self) -> None:
        """Remove what the table of contents does not list; for writers that hold the lock."""
        with suppress(EmptyIndexError):
            listed = {one.path(self.storage).name for one in self.read_contents().segments}
            name = re.escape(self.indexname)
            ours = re.compile(rf"{name}_[a-z0-9]{{16}}{re.escape(EXTENSION)}|{name}\.json\..*\.tmp")
            for path in self._directory.iterdir():
                if ours.fullmatch(path.name) and path.name not in listed:
                    path.unlink(missing_ok=True)
