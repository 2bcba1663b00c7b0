"""Files that were only sighted into stored originals and texts, each with its reading status."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from indexer.build.archives import (
    DEPTH,
    archive_above,
    clear_unpacked,
    is_archive,
    unpack_archive,
    unpacking,
)
from indexer.build.looked_at import answers, still_open
from indexer.build.places import current_paths, place_of
from indexer.build.progress import Progress
from indexer.build.refusal import refuse
from indexer.build.report import Report
from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.originals import Originals, hash_file
from indexer.catalogue.texts import Texts
from indexer.describe.personal import find_personal
from indexer.describe.resemblance import sketch
from indexer.extract.archive import ARCHIVE
from indexer.extract.content import name_pages
from indexer.extract.limits import Limits
from indexer.extract.ocr import OCR_VERSION
from indexer.extract.pool import ReadingPool, ReadJob
from indexer.extract.secrecy import has_pages, is_stamped_name, open_pages, without_text
from indexer.extract.version import READER_VERSION
from indexer.records.files import File, ReadFile, Reading
from indexer.records.text_version import TextVersion

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from indexer.catalogue.catalogue import View

_NAMED = frozenset(Reading) - {Reading.READ, Reading.PENDING}
"""What a report names, because somebody should look."""

_TRIED_AGAIN = frozenset({Reading.MISSING, Reading.AWAITING_TOOL})
"""Without the version of a text: the file may be back, or its program installed, the next time."""

WITHOUT_TEXT = frozenset({Reading.NO_TEXT, Reading.UNREADABLE})
"""What is said of a scan of which no page was recognised."""

_TOO_DEEP = "an archive in an archive in an archive is not unpacked"
_GONE = "gone before it was read"
_CHANGED = "changed or gone while it was read"


@dataclass(frozen=True, slots=True)
class Corpus:
    """The places of a corpus that reading writes to."""

    catalogue: Catalogue
    originals: Originals
    texts: Texts

    @property
    def root(self) -> Path:
        """The directory of the corpus."""
        return self.originals.root


def read_unread(  # noqa: PLR0913, PLR0917 - the last one only where not all are wanted
    corpus: Corpus,
    limits: Limits,
    workers: int,
    progress: Progress,
    report: Report,
    only: frozenset[str] | None = None,
) -> None:
    """Read every file, or ``only`` some, without a text of the present readers' version yet.

    Each file ends with one status, also when its reader is killed; the others are read on.
    Archives are unpacked beside the originals, and what is in them is read there.
    """
    reading = _Reading(corpus, limits, workers, progress, report)
    clear_unpacked(corpus.root)
    places, archives = _waiting(corpus, only)
    archives |= reading.read(places)
    if not archives:
        return
    with unpacking(corpus.root) as scratch:
        for _ in range(DEPTH):
            if only is not None and not only.isdisjoint(archives):
                only = None  # who wants an archive wants what is in it
            members = _unpack(corpus, archives, scratch, report)
            archives = reading.read(
                {found: at for found, at in members.items() if only is None or found in only}
            )
    for sha256 in archives:
        reading.conclude(sha256, ReadFile(Reading.UNSUPPORTED, ARCHIVE, warnings=(_TOO_DEEP,)))


def _waiting(
    corpus: Corpus, only: frozenset[str] | None
) -> tuple[dict[str, Path | None], dict[str, Path]]:
    """Return where each file that waits can be read, and archives that some of them are in."""
    places: dict[str, Path | None] = {}
    archives: dict[str, Path] = {}
    with corpus.catalogue.read() as view:
        for file in view.files.unread(READER_VERSION):
            if only is not None and file.sha256 not in only:
                continue
            place = place_of(corpus.originals, view, file.sha256)
            archive = _archive_of(view, file.sha256) if place is None else None
            if archive is None:
                places[file.sha256] = place
            else:
                archives |= archive
    return places, archives


def _archive_of(view: View, sha256: str) -> dict[str, Path] | None:
    """Return the archive that a file was in, by its hash, if it is there and the same."""
    for path in current_paths(view, sha256):
        archive = archive_above(path)
        if archive is not None and view.files.get(found := hash_file(archive).sha256):
            return {found: archive}
    return None


def _unpack(
    corpus: Corpus, archives: dict[str, Path], scratch: Path, report: Report
) -> dict[str, Path | None]:
    """Unpack archives; return where the files in them that wait can be read."""
    members: dict[str, Path] = {}
    for sha256, place in archives.items():
        with corpus.catalogue.read() as view:
            archive = view.files.get(sha256)
        if archive is not None:
            members |= unpack_archive(corpus.catalogue, archive, place, scratch, report)
    with corpus.catalogue.read() as view:
        waiting = {file.sha256 for file in view.files.unread(READER_VERSION)}
        waiting.update(file.sha256 for file in view.files.by_reading(Reading.MISSING))
    return {sha256: place for sha256, place in members.items() if sha256 in waiting}


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads files for the corpus, and accounts for each."""

    corpus: Corpus
    limits: Limits
    workers: int
    progress: Progress
    report: Report

    def read(self, places: Mapping[str, Path | None]) -> dict[str, Path]:
        """Read the files at ``places``; return those that are archives, which wait on."""
        with self.corpus.catalogue.read() as view:
            waiting = view.files.get_many(places)
        jobs: list[ReadJob] = []
        for sha256, file in waiting.items():
            place = places[sha256]
            if is_stamped_name(file.name):
                refuse(self.corpus, file, self.report, READER_VERSION)
            elif place is None:
                self._lose(file)
            else:
                jobs.append(ReadJob(place, sha256, file.attempts))
        return self._read(jobs, waiting, places) if jobs else {}

    def _read(
        self, jobs: list[ReadJob], waiting: dict[str, File], places: Mapping[str, Path | None]
    ) -> dict[str, Path]:
        archives: dict[str, Path] = {}
        with (
            self.progress.step("read", len(jobs)) as step,
            _Tries(self.corpus.catalogue) as tries,
            ReadingPool(self.limits, self.workers, starting=tries.begin) as pool,
        ):
            # Last what was in the midst of reading when a run was ended: it is read alone.
            for outcome in pool.read_files(sorted(jobs, key=lambda job: job.starts)):
                place = places[outcome.token]
                if place is not None and is_archive(outcome.read):
                    archives[outcome.token] = place
                else:
                    file = waiting[outcome.token]
                    _conclude(self.corpus, file, outcome.read, place, self.report)
                tries.end(outcome.token)
                step.advance()
        return archives

    def _lose(self, file: File) -> None:
        """Forget a file that was gone before anybody saw its first pages; its name may be one."""
        with self.corpus.catalogue.write() as view:
            known = bool(view.works.of_file(file.sha256))
            if not known:
                view.files.forget(file.sha256)
        if known:
            self.conclude(file.sha256, ReadFile(Reading.MISSING, ""))
        else:
            account(replace(file, reading=Reading.MISSING, warnings=(_GONE,)), self.report)

    def conclude(self, sha256: str, read: ReadFile) -> None:
        """Store what is to be said of a file that is not there to be read."""
        with self.corpus.catalogue.read() as view:
            file = view.files.get_many([sha256])[sha256]
        _conclude(self.corpus, file, read, None, self.report)


class _Tries:
    """Counts in the catalogue how often a file was tried, so that a crash does not forget it.

    What was on its way when the run was ended in an orderly manner was not to blame for that.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._begun: Counter[str] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        for sha256, times in self._begun.items():
            self._count(sha256, -times)

    def begin(self, sha256: str) -> None:
        """Count a try that begins now."""
        self._begun[sha256] += 1
        self._count(sha256, 1)

    def end(self, sha256: str) -> None:
        """Take the file's reading for ended; its tries are counted anew from here."""
        self._begun.pop(sha256, None)

    def _count(self, sha256: str, more: int) -> None:
        with self._catalogue.write() as view:
            view.files.count_attempts(sha256, more)


def _conclude(
    corpus: Corpus, file: File, read: ReadFile, place: Path | None, report: Report
) -> None:
    """Store the original and the text, then the status: a file with text always has both."""
    if read.sha256 not in {"", file.sha256}:
        read = ReadFile(Reading.MISSING, read.kind, warnings=(_CHANGED,))
    if read.reading is Reading.REFUSED_SECRET:
        refuse(corpus, file, report, READER_VERSION)
        return
    seen = _was_seen(corpus, file, read)
    if place is not None:
        read = _store(corpus, file, read, place, seen=seen)
    version = "" if read.reading in _TRIED_AGAIN else str(_text_version(read))
    concluded = replace(described_by(file, read), attempts=0, text_version=version)
    if not seen and version:
        concluded = replace(concluded, reading=Reading.AWAITING_TOOL)
    with corpus.catalogue.write() as view:
        view.files.update(concluded)
        view.files.keep_sketch(file.sha256, sketch(read.pages if seen else ()))
    if not TextVersion.parse(version).wanted:
        # Else it is text recognition that has the last word.
        account(concluded, report, file)


def _was_seen(corpus: Corpus, file: File, read: ReadFile) -> bool:
    """Whether there is no first page on which only text recognition could yet see a stamp."""
    pages = tuple(sorted(open_pages(read)))
    return (
        not pages
        or corpus.originals.path(file.sha256).exists()
        or not still_open(read, answers(corpus.texts, file.sha256, pages))
    )


def _text_version(read: ReadFile) -> TextVersion:
    if read.gaps is None:
        return TextVersion(READER_VERSION)
    return TextVersion(READER_VERSION, OCR_VERSION, 0, len(read.gaps.pages))


def described_by(file: File, read: ReadFile) -> File:
    """Return ``file`` with what is to be said of it after it was read."""
    found = find_personal(read.pages)
    personal = [f"{one.kind} ({one.count}): {name_pages(one.pages)}" for one in found]
    return replace(
        file,
        kind=read.kind,
        reading=read.reading,
        readers=read.readers,
        pages=len(read.pages),
        characters=read.characters,
        readable=read.readable,
        encodings=read.encodings,
        warnings=(*read.warnings, *personal),
    )


def account(file: File, report: Report, before: File | None = None) -> None:
    """Count what came of reading ``file``, and name it where somebody should look.

    What came of it ``before`` is not named again.
    """
    if before is not None and before.reading is file.reading and file.reading in _NAMED:
        report.waiting[file.reading] = report.waiting.get(file.reading, 0) + 1
        return
    report.read[file.reading] = report.read.get(file.reading, 0) + 1
    if file.reading in _NAMED:
        reason = "; ".join(file.warnings)
        report.name(file.name.encode(), f"{file.reading}: {reason}" if reason else file.reading)


def _store(corpus: Corpus, file: File, read: ReadFile, place: Path, *, seen: bool) -> ReadFile:
    """Keep the original and the text of a file whose first pages were seen, and of no other.

    Of what waits for text recognition the bare shape is kept, to go on from.
    """
    if read.kind == ARCHIVE:
        return read  # nobody knows what is in it
    if not seen:
        corpus.texts.save(file.sha256, READER_VERSION, without_text(read))
    elif has_pages(read):
        if not corpus.originals.store(place, file.sha256):
            # What was read may be what it became; the next scan sees it as a new file.
            return ReadFile(Reading.MISSING, read.kind, warnings=(_CHANGED,))
        if read.pages:
            corpus.texts.save(file.sha256, READER_VERSION, read)
    return read
