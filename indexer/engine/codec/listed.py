"""A segment as the table of contents lists it: its name, its size, which documents are deleted."""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec.base import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray
    from whoosh.filedb.filestore import FileStorage

    from indexer.engine.codec.draft import SegmentDraft
    from indexer.engine.codec.flat_codec import FlatCodec

EXTENSION = ".flat"


class ListedSegment(Segment):  # type: ignore[misc]  # Whoosh has no types
    """One segment; the file is never changed, deletions stand in the list."""

    def __init__(
        self, codec: FlatCodec, indexname: str, segid: str = "", documents: int = 0
    ) -> None:
        super().__init__(indexname)
        self.segid: str = segid or self._random_id()
        self.bytes = 0
        """Size of its file."""
        self.draft: SegmentDraft | None = None
        """What is being written of it."""
        self._codec = codec
        self._documents = documents
        self._marks = bytearray()
        self._deleted = 0

    def codec(self) -> FlatCodec:
        """Return what reads it."""
        return self._codec

    def path(self, storage: FileStorage) -> Path:
        """Return its file."""
        return Path(storage.folder, self.make_filename(EXTENSION))

    def should_assemble(self) -> bool:
        """Say that it is one file already."""
        return False

    def doc_count_all(self) -> int:
        """Return how many documents there are."""
        return self._documents

    def set_doc_count(self, doccount: int) -> None:
        """Say how many documents there are."""
        self._documents = doccount

    def deleted_count(self) -> int:
        """Return how many are deleted."""
        return self._deleted

    def deleted_docs(self) -> Iterator[int]:
        """Yield the deleted documents."""
        return iter(np.flatnonzero(self.deleted_marks()).tolist())

    def delete_document(self, docnum: int, delete: bool = True) -> None:  # noqa: FBT001, FBT002 - Whoosh's
        """Delete a document, or bring it back."""
        self._widen(max(self._documents, docnum + 1))
        self._deleted += int(delete) - self._marks[docnum]
        self._marks[docnum] = delete

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return docnum < len(self._marks) and bool(self._marks[docnum])

    def deleted_marks(self) -> NDArray[np.bool_]:
        """Return per document whether it is deleted; it follows later deletions."""
        self._widen(self._documents)
        return np.frombuffer(self._marks, np.bool_, self._documents)

    def _widen(self, size: int) -> None:
        # A new array: the former one may have been handed out.
        if size > len(self._marks):
            self._marks = self._marks + bytes(size - len(self._marks))

    def mark_deleted(self, marks: NDArray[np.uint8]) -> None:
        """Say per document whether it is deleted."""
        self._marks = bytearray(marks.tobytes())
        self._deleted = int(marks.sum(dtype=np.int64))

    def describe(self) -> dict[str, Any]:
        """Return the segment as JSON: deletions are a bitmap, compressed, in base 64."""
        entry: dict[str, Any] = {
            "id": self.segid,
            "documents": self._documents,
            "bytes": self.bytes,
            "deleted": self._deleted,
        }
        if self._deleted:
            packed = zlib.compress(np.packbits(self.deleted_marks()).tobytes())
            entry["bitmap"] = b64encode(packed).decode("ascii")
        return entry


def read_segment(codec: FlatCodec, indexname: str, entry: Mapping[str, Any]) -> ListedSegment:
    """Return the segment that :meth:`ListedSegment.describe` described.

    Raises :class:`ValueError`, :class:`KeyError`, :class:`TypeError` for what nobody described.
    """
    name = entry["id"]
    if not (isinstance(name, str) and name.isalnum()):
        message = f"not a segment: {name!r}"
        raise ValueError(message)
    segment = ListedSegment(codec, indexname, name, int(entry["documents"]))
    segment.bytes = int(entry["bytes"])
    if entry["deleted"]:
        segment.mark_deleted(_unpack(entry["bitmap"], segment.doc_count_all()))
    if segment.deleted_count() != entry["deleted"]:
        message = f"{name} has {segment.deleted_count()} deletions, not {entry['deleted']}"
        raise ValueError(message)
    return segment


def _unpack(bitmap: str, documents: int) -> NDArray[np.uint8]:
    packed = np.frombuffer(zlib.decompress(b64decode(bitmap)), np.uint8)
    return np.unpackbits(packed, count=documents)
