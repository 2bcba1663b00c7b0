"""Files that were only sighted into stored originals and texts, each with its reading status."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.originals import Originals
from indexer.catalogue.texts import Texts
from indexer.extract.pool import ReadingPool, ReadJob
from indexer.extract.version import READER_VERSION
from indexer.records.files import File, ReadFile, Reading, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.build.progress import Progress
    from indexer.build.report import Report
    from indexer.catalogue.catalogue import View
    from indexer.extract.limits import Limits

_NAMED = frozenset(Reading) - {Reading.READ, Reading.PENDING}
"""What a report names, because somebody should look."""

_TRIED_AGAIN = frozenset({Reading.MISSING, Reading.AWAITING_TOOL})
"""Without the version of a text: the file may be back, or its program installed, the next time."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The places of a corpus that reading writes to."""

    catalogue: Catalogue
    originals: Originals
    texts: Texts


def read_unread(
    corpus: Corpus, limits: Limits, workers: int, progress: Progress, report: Report
) -> None:
    """Read every file that has no text of the present readers' version yet.

    Each file ends with one status, also when its reader is killed; the others are read on.
    """
    with corpus.catalogue.read() as view:
        waiting = {file.sha256: file for file in view.files.unread(READER_VERSION)}
        places = {sha256: _place(corpus.originals, view, sha256) for sha256 in waiting}
    for sha256, place in places.items():
        if place is None:
            _conclude(corpus, waiting[sha256], ReadFile(Reading.MISSING, ""), None, report)
    jobs = [ReadJob(place, sha256) for sha256, place in places.items() if place is not None]
    if not jobs:
        return
    with progress.step("read", len(jobs)) as step, ReadingPool(limits, workers) as pool:
        for outcome in pool.read_files(jobs):
            place = places[outcome.token]
            _conclude(corpus, waiting[outcome.token], outcome.read, place, report)
            step.advance()


def _place(originals: Originals, view: View, sha256: str) -> Path | None:
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


def _conclude(
    corpus: Corpus, file: File, read: ReadFile, place: Path | None, report: Report
) -> None:
    """Store the original and the text, then the status: a file with text always has both."""
    if place is not None and read.reading is not Reading.MISSING:
        read = _store(corpus, file, read, place)
    concluded = replace(
        file,
        kind=read.kind,
        reading=read.reading,
        readers=read.readers,
        pages=len(read.pages),
        characters=read.characters,
        readable=read.readable,
        encodings=read.encodings,
        warnings=read.warnings,
        text_version="" if read.reading in _TRIED_AGAIN else READER_VERSION,
    )
    with corpus.catalogue.write() as view:
        view.files.update(concluded)
    report.read[read.reading] = report.read.get(read.reading, 0) + 1
    if read.reading in _NAMED:
        reason = "; ".join(read.warnings)
        report.name(file.name.encode(), f"{read.reading}: {reason}" if reason else read.reading)


def _store(corpus: Corpus, file: File, read: ReadFile, place: Path) -> ReadFile:
    if not corpus.originals.path(file.sha256).exists() and not corpus.originals.store(
        place, file.sha256
    ):
        # What was read may be what it became; the next scan sees it as a new file.
        return ReadFile(Reading.MISSING, read.kind, warnings=("changed or gone while it was read",))
    if read.pages:
        corpus.texts.save(file.sha256, READER_VERSION, read)
    return read
