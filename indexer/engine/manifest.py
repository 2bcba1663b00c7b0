"""A generation's manifest: which segments it holds, file by file, and what is deleted from them.

JSON, so that people can read it (``jq . manifest.json``), under a checksum of its own; every field
is checked when it is read back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

from indexer.engine.durable import sha256_of
from indexer.errors.index import IndexDamaged, IndexVersionWrong
from indexer.records.works import Tier

if TYPE_CHECKING:
    from pathlib import Path

FORMAT_VERSION = 3
"""The form of manifests, pointers and directories."""

SCHEMA_VERSION = 5
"""The fields and columns of the segments, the sections of the lexicons."""

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of a segment or of a generation, as it was written."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment as one generation sees it."""

    id: str
    tier: Tier
    works: int
    passages: int
    """Both counts include what is deleted."""
    files: tuple[FileEntry, ...]
    deleted: tuple[int, ...] = ()
    """The works that this generation no longer takes from the segment, ascending: their numbers
    there, since a hundred thousand ids would take a second to look up."""
    deleted_passages: int = 0

    @property
    def living_works(self) -> int:
        """Works that are not deleted."""
        return self.works - len(self.deleted)

    @property
    def living_passages(self) -> int:
        """Passages that are not deleted."""
        return self.passages - self.deleted_passages


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation consists of."""

    analyser: str
    created: str
    """UTC, ISO 8601."""
    segments: tuple[SegmentEntry, ...]
    attached: tuple[FileEntry, ...] = ()
    """Further files in the generation's directory, such as the snapshot of the catalogue."""
    night: str = ""
    """Which nightly run ended with it, by its moment; empty for what was written by day."""

    @property
    def works(self) -> int:
        """Works that are not deleted."""
        return sum(segment.living_works for segment in self.segments)

    @property
    def bytes(self) -> int:
        """Of all files."""
        files = (file for segment in self.segments for file in segment.files)
        return sum(file.bytes for file in (*files, *self.attached))


def list_files(directory: Path) -> tuple[FileEntry, ...]:
    """Return the entries of the files in ``directory``, the manifest excepted, by name."""
    return tuple(
        FileEntry(path.name, path.stat().st_size, sha256_of(path))
        for path in sorted(directory.iterdir())
        if path.is_file() and path.name != MANIFEST
    )


def encode_manifest(manifest: Manifest) -> str:
    """Return the JSON text of ``manifest``."""
    document: dict[str, Any] = {
        "format": FORMAT_VERSION,
        "schema": SCHEMA_VERSION,
        "analyser": manifest.analyser,
        "created": manifest.created,
        "night": manifest.night,
        "segments": [_encode_segment(segment) for segment in manifest.segments],
        "attached": _encode_files(manifest.attached),
    }
    return _dump(document | {"crc32": crc32(_dump(document).encode())}) + "\n"


def read_manifest(path: Path) -> Manifest:
    """Return the manifest in the file ``path``.

    Raises :class:`IndexVersionWrong` for another format or schema, :class:`IndexDamaged` for a
    missing file or one that is no manifest.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        found = f"{document['format']}.{document['schema']}"
        wanted = f"{FORMAT_VERSION}.{SCHEMA_VERSION}"
        if found != wanted:
            raise IndexVersionWrong(path, found, wanted)
        _check_sum(document)
        return _decode(document)
    except OSError as error:
        raise IndexDamaged(path, error.strerror or str(error)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged(path, f"not a manifest ({error!r})") from error


def check_files(directory: Path, entries: tuple[FileEntry, ...], *, hashes: bool) -> None:
    """Compare the files of ``directory`` with ``entries``: sizes, and contents if ``hashes``.

    Raises :class:`IndexDamaged` at the first file that is missing or differs.
    """
    for entry in entries:
        path = directory / entry.name
        try:
            size = path.stat().st_size
            if size != entry.bytes:
                raise IndexDamaged(path, f"{size} bytes instead of {entry.bytes}")
            if hashes and sha256_of(path) != entry.sha256:
                raise IndexDamaged(path, "the contents have changed since they were written")
        except OSError as error:
            raise IndexDamaged(path, error.strerror or str(error)) from error


def _dump(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False)


def _check_sum(document: dict[str, Any]) -> None:
    noted = document.pop("crc32")
    if crc32(_dump(document).encode()) != noted:
        message = "it has changed since it was written"
        raise ValueError(message)


def _encode_segment(segment: SegmentEntry) -> dict[str, Any]:
    return {
        "id": segment.id,
        "tier": segment.tier,
        "works": segment.works,
        "passages": segment.passages,
        "files": _encode_files(segment.files),
        "deleted": segment.deleted,
        "deleted_passages": segment.deleted_passages,
    }


def _encode_files(files: tuple[FileEntry, ...]) -> list[dict[str, Any]]:
    return [{"name": one.name, "bytes": one.bytes, "sha256": one.sha256} for one in files]


def _decode(document: dict[str, Any]) -> Manifest:
    return Manifest(
        analyser=str(document["analyser"]),
        created=str(document["created"]),
        segments=tuple(_decode_segment(segment) for segment in document["segments"]),
        attached=_decode_files(document["attached"]),
        night=str(document["night"]),
    )


def _decode_segment(document: dict[str, Any]) -> SegmentEntry:
    entry = SegmentEntry(
        id=_plain_name(document["id"]),
        tier=Tier(document["tier"]),
        works=int(document["works"]),
        passages=int(document["passages"]),
        files=_decode_files(document["files"]),
        deleted=tuple(map(int, document["deleted"])),
        deleted_passages=int(document["deleted_passages"]),
    )
    if entry.deleted and not 0 <= entry.deleted[0] <= entry.deleted[-1] < entry.works:
        message = f"deleted works that {entry.id} does not have"
        raise ValueError(message)
    return entry


def _decode_files(documents: list[dict[str, Any]]) -> tuple[FileEntry, ...]:
    return tuple(
        FileEntry(_plain_name(file["name"]), int(file["bytes"]), str(file["sha256"]))
        for file in documents
    )


def _plain_name(name: str) -> str:
    if not name or "/" in name or name.startswith(".."):
        message = f"not the name of a file: {name!r}"
        raise ValueError(message)
    return name
