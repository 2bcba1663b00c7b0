"""The hash of a file into the places where it lies: in the corpus, or where it was sighted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.records.files import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.catalogue.catalogue import View
    from indexer.catalogue.originals import Originals


def place_of(originals: Originals, view: View, sha256: str) -> Path | None:
    """Return where the file can be read: the stored original, else a place it was seen at."""
    if originals.path(sha256).exists():
        return originals.path(sha256)
    for path in current_paths(view, sha256):
        if path.exists():
            return path
    return None


def current_paths(view: View, sha256: str) -> Iterator[Path]:
    """Yield the absolute paths at which a file was last seen and has not vanished."""
    roots = {source.id: source for source in view.sources.all()}
    for sighting in view.sources.sightings_of(sha256):
        source = roots.get(sighting.source)
        if source is None or sighting.vanished is not None:
            continue
        root = source.path if source.kind is SourceKind.FOLDER else b"/"
        yield Path(os.fsdecode(root)) / os.fsdecode(sighting.path)
