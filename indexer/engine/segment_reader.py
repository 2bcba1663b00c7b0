"""A segment on disk into its works, its passages and the postings of its terms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.reading import SegmentReader

from indexer.engine.blocks import Layer
from indexer.engine.manifest import check_files
from indexer.engine.postings import NOTHING, BlockCodec, Postings, PostingsCache, read_postings
from indexer.engine.schema import decode_term, encode_term, make_schema
from indexer.engine.segment_writer import PASSAGES, WORKS
from indexer.errors import Failure, IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from whoosh.filedb.structfile import StructFile

    from indexer.engine.manifest import SegmentEntry

_INDEX_NAME = "MAIN"


@dataclass(frozen=True, slots=True)
class WorkRecord:
    """A work in a segment."""

    work: str
    fingerprint: str
    first: int
    """The number of its first passage in the segment."""
    count: int
    facets: Mapping[str, tuple[str, ...]]
    order: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StoredPage:
    """What is kept of a passage to be shown."""

    text: str
    label: str
    unit: str
    sha256: str


@contextmanager
def _damage_named(directory: Path) -> Iterator[None]:
    """Turn whatever reading a damaged file raises into :class:`IndexDamaged`."""
    try:
        yield
    except Failure:
        raise
    # The boundary to files that may hold anything: Whoosh, zlib, pickle and NumPy each raise
    # their own errors on them, and no list of those would be complete.
    except Exception as error:
        raise IndexDamaged(directory, f"{type(error).__name__}: {error}") from error


def read_works(directory: Path) -> list[WorkRecord]:
    """Return the works of a segment in their order. Raises :class:`IndexDamaged`."""
    with _damage_named(directory), (directory / WORKS).open(encoding="utf-8") as file:
        return [_decode_work(json.loads(line)) for line in file]


def _decode_work(document: dict[str, Any]) -> WorkRecord:
    facets = {name: tuple(codes) for name, codes in document.pop("facets").items()}
    return WorkRecord(**document, facets=facets)


class _Files(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's files of one segment, which can be closed whatever Whoosh was doing with them."""

    def __init__(self, directory: Path) -> None:
        super().__init__(str(directory), readonly=True)
        self._opened: list[StructFile] = []

    def open_file(self, name: str, **options: object) -> StructFile:
        """Open a file for reading."""
        file = super().open_file(name, **options)
        self._opened.append(file)
        return file

    def close(self) -> None:
        """Close every file that was opened."""
        for file in self._opened:
            file.raw_file().close()


class Segment:
    """An open segment; threads may share it."""

    def __init__(self, directory: Path, entry: SegmentEntry, cache: PostingsCache) -> None:
        """Open the files in ``directory``. Raises :class:`IndexDamaged`."""
        self.entry = entry
        self.tier = entry.tier
        self.deleted = frozenset(entry.deleted)
        self.directory = directory
        self._cache = cache
        self._lock = Lock()  # Whoosh's files have one reading position each
        check_files(directory, entry.files, hashes=False)
        self.works = read_works(directory)
        with _damage_named(directory):
            rows = np.load(directory / PASSAGES, allow_pickle=False)
            if rows.shape != (entry.passages, 1 + len(Layer)):
                raise IndexDamaged(directory / PASSAGES, f"it has the shape {rows.shape}")
            self._files = _Files(directory)
            self._reader = _open_reader(self._files, entry.passages)
        self.pages: NDArray[np.int32] = rows[:, 0]
        self.lengths: dict[Layer, NDArray[np.int32]] = {
            layer: rows[:, 1 + column] for column, layer in enumerate(Layer)
        }

    def postings(self, layer: Layer, term: str, *, positions: bool = False) -> Postings:
        """Return the passages with ``term``, deleted ones too. Raises :class:`IndexDamaged`."""
        key = (self.entry.id, layer, term, positions)
        found = self._cache.get(key)
        if found is None:
            found = self._read_postings(layer, encode_term(term), positions=positions)
            self._cache.put(key, found)
        return found

    def terms(self, layer: Layer, prefix: str, limit: int) -> list[str]:
        """Return the first ``limit`` terms that begin so, in the order of their bytes.

        Raises :class:`IndexDamaged`.
        """
        with self._lock, _damage_named(self.directory):
            if self._reader is None:
                return []
            terms = self._reader.expand_prefix(layer.value, encode_term(prefix))
            return [decode_term(term) for term in islice(terms, limit)]

    def stored(self, passage: int) -> StoredPage:
        """Return what is stored of a passage. Raises :class:`IndexDamaged`."""
        with self._lock, _damage_named(self.directory):
            if self._reader is None:
                raise IndexDamaged(self.directory, f"passage {passage} of an empty segment")
            return StoredPage(**self._reader.stored_fields(passage))

    def close(self) -> None:
        """Close the files."""
        with self._lock:
            self._files.close()

    def _read_postings(self, layer: Layer, term: bytes, *, positions: bool) -> Postings:
        with self._lock, _damage_named(self.directory):
            if self._reader is None or (layer.value, term) not in self._reader:
                return NOTHING
            matcher = self._reader.postings(layer.value, term)
            return read_postings(matcher, positions=positions)


def _open_reader(files: _Files, passages: int) -> SegmentReader | None:
    """Open Whoosh's one segment, every file of it, so that it can be read after it is pruned."""
    if not passages:
        return None
    with ExitStack() as opened:
        opened.enter_context(closing(files))
        schema = make_schema()
        segments = TOC.read(files, _INDEX_NAME, schema=schema).segments
        if [segment.doc_count_all() for segment in segments] != [passages]:
            raise IndexDamaged(Path(files.folder), "it holds another number of passages")
        reader = SegmentReader(files, schema, segments[0], codec=BlockCodec())
        reader.stored_fields(0)
        opened.pop_all()
    return reader
