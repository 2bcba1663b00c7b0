"""The table of contents of an index as checked JSON: generation, schema, segments."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

from whoosh.fields import Schema
from whoosh.index import EmptyIndexError

from indexer.engine.codec.listed import ListedSegment, read_segment
from indexer.engine.codec.schema import build_schema, describe_schema
from indexer.engine.durable import write_atomically
from indexer.errors.index import IndexDamaged, IndexVersionWrong

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.engine.codec.analyzers import Analyzers
    from indexer.engine.codec.flat_codec import FlatCodec

_FORMAT = "whoosh on flat segments"
_VERSION = 1


@dataclass(slots=True)
class Contents:
    """What an index consists of; a writer changes its own copy."""

    schema: Schema
    segments: list[ListedSegment]
    generation: int


def write_contents(path: Path, contents: Contents, analyzers: Analyzers) -> None:
    """Put a table of contents in place of the former one.

    Raises :class:`whoosh.fields.FieldConfigurationError` for a schema that cannot be described.
    """
    document = {
        "generation": contents.generation,
        "schema": describe_schema(contents.schema, analyzers),
        "segments": [segment.describe() for segment in contents.segments],
    }
    head = {"format": _FORMAT, "version": _VERSION, "crc32": _sum(document)}
    write_atomically(path, json.dumps(head | {"contents": document}, indent=1) + "\n")


def read_contents(path: Path, indexname: str, codec: FlatCodec, analyzers: Analyzers) -> Contents:
    """Return the table of contents in a file.

    Raises :class:`whoosh.index.EmptyIndexError` without a file,
    :class:`IndexVersionWrong`, :class:`IndexDamaged`, and
    :class:`whoosh.fields.FieldConfigurationError` for an analyzer that is not known.
    """
    document = _read_document(path)
    try:
        segments = [read_segment(codec, indexname, entry) for entry in document["segments"]]
        schema = build_schema(document["schema"], analyzers)
        return Contents(schema, segments, int(document["generation"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IndexDamaged(path, f"not a table of contents ({error!r})") from error


def read_generation(path: Path) -> int:
    """Return the generation alone. Raises what :func:`read_contents` raises of the file."""
    return int(_read_document(path)["generation"])


def _read_document(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        version, document = found["version"], found["contents"]
        if (found["format"], version) != (_FORMAT, _VERSION):
            raise IndexVersionWrong(path, f"{found['format']} {version}", f"{_FORMAT} {_VERSION}")
        if _sum(document) != found["crc32"]:
            raise IndexDamaged(path, "the table of contents has changed")
    except FileNotFoundError as error:
        message = f"there is no index {path}"
        raise EmptyIndexError(message) from error
    except OSError as error:
        raise IndexDamaged(path, error.strerror or str(error)) from error
    except (KeyError, TypeError, ValueError) as error:
        raise IndexDamaged(path, f"not a table of contents ({error!r})") from error
    checked: dict[str, Any] = document
    return checked


def _sum(document: object) -> int:
    return crc32(json.dumps(document, sort_keys=True).encode())
