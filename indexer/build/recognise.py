"""Pages that reading left over into recognised ones, kept page by page, file after file.

What was recognised on a page is stored at once, under the file's hash, the version of recognition
and the page; so a run that ends, or leaves the rest of a large file to the next one, loses nothing.
"""

from __future__ import annotations

import os
import time
from collections import deque
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.build.archives import find_packed, unpacking
from indexer.build.looked_at import SEEN, answers, still_open, version_of
from indexer.build.places import place_of
from indexer.build.read import WITHOUT_TEXT, Corpus, account, described_by
from indexer.build.refusal import refuse
from indexer.describe.resemblance import sketch
from indexer.extract.limits import Limits
from indexer.extract.ocr import OCR_VERSION, RECOGNISER, find_tesseract, merged, needed, page_place
from indexer.extract.pool import ReadingPool, ReadJob
from indexer.extract.programs import DIRECTORIES
from indexer.extract.secrecy import is_stamped, open_pages
from indexer.extract.version import READER_VERSION
from indexer.records.files import File, Gaps, ReadFile, Reading
from indexer.records.text_version import TextVersion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.build.progress import Progress
    from indexer.build.report import Report
    from indexer.catalogue.catalogue import View

_NOT_KEPT = frozenset({Reading.MISSING, Reading.AWAITING_TOOL})
"""Answers that say nothing of the page; it is asked again the next time."""
_LATER = "wait for text recognition, the next update goes on"


@dataclass(frozen=True, slots=True)
class Recognition:
    """What text recognition may cost, and where its program is looked for."""

    page_cpu_seconds: int = 120
    file_seconds: float = 3_600
    """On the clock, in one run; the next run goes on with the file."""
    run_seconds: float = 14_400
    """On the clock, for all files together: the index must be written the same night."""
    memory_bytes: int = 2 << 30
    file_bytes: int = 512 << 20
    workers: int = 1
    directories: str = DIRECTORIES

    @property
    def limits(self) -> Limits:
        """The limits that hold for one page."""
        return Limits(
            cpu_seconds=self.page_cpu_seconds,
            wall_seconds=2.0 * self.page_cpu_seconds,
            memory_bytes=self.memory_bytes,
            file_bytes=self.file_bytes,
        )


def sighted_at(view: View, paths: list[Path]) -> frozenset[str]:
    """Return the hashes of the files that were added at ``paths`` and below them."""
    roots = [os.path.abspath(bytes(path)) for path in paths]  # noqa: PTH100 - bytes have no Path
    source = view.sources.paths_source()
    return frozenset(one.sha256 for one in view.sources.sightings_below(source.id, roots))


def recognise_left(
    corpus: Corpus,
    recognition: Recognition,
    progress: Progress,
    report: Report,
    only: frozenset[str] | None = None,
) -> frozenset[str]:
    """Recognise the pages that wait, of all files or of ``only`` some; short ones first.

    Without Tesseract they go on waiting, and a file is ``awaiting-tool`` of which nobody has seen
    the first pages. Return those that may now be read whole, since no stamp stands there.
    """
    with corpus.catalogue.read() as view:
        files = [
            file
            for file in view.files.left_to_recognition(OCR_VERSION)
            if only is None or file.sha256 in only
        ]
        places = {file.sha256: place_of(corpus.originals, view, file.sha256) for file in files}
    if not files:
        return frozenset()
    with unpacking(corpus.root) as scratch:
        packed = [sha256 for sha256, place in places.items() if place is None]
        places |= find_packed(corpus.catalogue, packed, scratch)
        tasks = [_Task.of(corpus, file, places[file.sha256]) for file in files]
        if find_tesseract(recognition.directories) is None:
            for task in tasks:
                _settle(corpus, task, report, needed())
        else:
            _Run(corpus, recognition, report).recognise(tasks, progress)
    return frozenset(task.file.sha256 for task in tasks if task.again)


@dataclass(slots=True)
class _Task:
    """A file with the pages that wait in it."""

    file: File
    place: Path | None
    todo: deque[int]
    unseen: frozenset[int] = frozenset()
    """First pages on which a stamp of secrecy may stand; until they are seen nothing is stored."""
    held: dict[int, ReadFile] = field(default_factory=dict)
    """What was recognised meanwhile."""
    under_way: set[int] = field(default_factory=set)
    settled: bool = False
    again: bool = False
    """No stamp was found, so that the rest of it may be read and kept."""

    @classmethod
    def of(cls, corpus: Corpus, file: File, place: Path | None) -> _Task:
        """Return what is to be done for ``file``: the pages that no answer is stored of."""
        sha256 = file.sha256
        read = corpus.texts.load(sha256, READER_VERSION)
        if read is None or read.gaps is None or place is None:
            return cls(file, place, deque())
        todo = [page for page in read.gaps.pages if not corpus.texts.has(sha256, version_of(page))]
        unseen = _unseen(corpus, sha256, read)
        # A first page that cannot be recognised is tried once, and the others are for nothing.
        hopeless = not unseen.issubset(todo)
        return cls(file, place, deque(() if hopeless else todo), unseen)

    def take(self, number: int, answer: ReadFile) -> dict[int, ReadFile]:
        """Hold an answer; return those that may be stored."""
        self.held[number] = answer
        if answer.reading in SEEN:
            self.unseen -= {number}
        # Why there is no answer may always be told.
        told = {page: one for page, one in self.held.items() if not self.unseen or not one.pages}
        for page in told:
            del self.held[page]
        return told


class _Run:
    """Pages on their way to a pool of processes and back."""

    def __init__(self, corpus: Corpus, recognition: Recognition, report: Report) -> None:
        self._corpus = corpus
        self._recognition = recognition
        self._report = report
        self._sent: dict[str, tuple[_Task, int]] = {}

    def recognise(self, tasks: list[_Task], progress: Progress) -> None:
        """Recognise all pages that the time allows; a file is settled when its last one is back."""
        total = sum(len(task.todo) for task in tasks)
        recognition = self._recognition
        with (
            progress.step("recognise", total) as step,
            ReadingPool(recognition.limits, recognition.workers, RECOGNISER) as pool,
        ):
            for outcome in pool.read_files(self._jobs(tasks)):
                task, number = self._sent.pop(outcome.token)
                task.under_way.discard(number)
                self._keep(task, number, outcome.read)
                step.advance()
                if not task.todo and not task.under_way:
                    self._settle(task)
        for task in tasks:
            self._settle(task)

    def _jobs(self, tasks: list[_Task]) -> Iterator[ReadJob]:
        end = time.monotonic() + self._recognition.run_seconds
        for task in sorted(tasks, key=lambda task: len(task.todo)):
            until = min(end, time.monotonic() + self._recognition.file_seconds)
            while task.todo and task.place is not None and time.monotonic() < until:
                number = task.todo.popleft()
                task.under_way.add(number)
                token = f"{task.file.sha256}.{number}"
                self._sent[token] = (task, number)
                yield ReadJob(page_place(bytes(task.place), number), token)

    def _keep(self, task: _Task, number: int, answer: ReadFile) -> None:
        if task.settled or answer.reading is Reading.REFUSED_SECRET:
            self._refuse(task)
        elif answer.reading not in _NOT_KEPT:
            for page, told in task.take(number, answer).items():
                self._corpus.texts.save(task.file.sha256, version_of(page), told)
            self._report.recognised += 1

    def _refuse(self, task: _Task) -> None:
        """Leave nothing of a file on which a stamp of secrecy was recognised."""
        if not task.settled:
            task.settled = True
            task.todo.clear()
            refuse(self._corpus, task.file, self._report, READER_VERSION)

    def _settle(self, task: _Task) -> None:
        if not task.settled:
            task.settled = True
            _settle(self._corpus, task, self._report, _LATER)


def _settle(corpus: Corpus, task: _Task, report: Report, waiting: str) -> None:
    """Store the text with what was recognised in it, and what is to be said of the file."""
    read = corpus.texts.load(task.file.sha256, READER_VERSION, boxes=True)
    if read is None or read.gaps is None:
        # Its text was lost; it is read again the next time.
        settled = replace(task.file, reading=Reading.PENDING, text_version="")
    elif _unseen(corpus, task.file.sha256, read):
        settled = _waiting(corpus, task.file, read, waiting)
    elif read.readers and not read.characters:
        # Of its text nothing was kept until its first pages had been seen.
        settled = replace(task.file, reading=Reading.PENDING, text_version="")
        task.again = True
    else:
        settled = _settled(corpus, task, read, read.gaps, waiting)
    if settled == task.file:
        return
    if settled.reading is Reading.REFUSED_SECRET:
        refuse(corpus, task.file, report, READER_VERSION)
        return
    with corpus.catalogue.write() as view:
        view.files.update(settled)
    if not task.again:
        account(settled, report)


def _unseen(corpus: Corpus, sha256: str, read: ReadFile) -> frozenset[int]:
    """Return the first pages on which nobody could have seen a stamp, of a file not yet kept."""
    if corpus.originals.path(sha256).exists():
        return frozenset()
    return still_open(read, answers(corpus.texts, sha256, tuple(open_pages(read))))


def _waiting(corpus: Corpus, file: File, read: ReadFile, waiting: str) -> File:
    """Return what is to be said of a file of which nothing can be kept yet."""
    looked_at = answers(corpus.texts, file.sha256, read.gaps.pages if read.gaps else ())
    version = TextVersion(READER_VERSION, OCR_VERSION, len(looked_at), _count(read))
    warnings = merged(read, looked_at, waiting).warnings
    return replace(
        file, reading=Reading.AWAITING_TOOL, warnings=warnings, text_version=str(version)
    )


def _count(read: ReadFile) -> int:
    return len(read.gaps.pages) if read.gaps else 0


def _settled(corpus: Corpus, task: _Task, read: ReadFile, gaps: Gaps, waiting: str) -> File:
    """Store text and original, and return what is then to be said of the file."""
    sha256 = task.file.sha256
    looked_at = answers(corpus.texts, sha256, gaps.pages)
    read = merged(read, looked_at, waiting)
    if is_stamped(read.pages):
        return replace(task.file, reading=Reading.REFUSED_SECRET)
    if looked_at:
        corpus.texts.save(sha256, READER_VERSION, read)
        with corpus.catalogue.write() as view:
            view.files.keep_sketch(sha256, sketch(read.pages))
    version = TextVersion(READER_VERSION, OCR_VERSION, len(looked_at), len(gaps.pages))
    settled = replace(described_by(task.file, read), text_version=str(version))
    if settled.reading in WITHOUT_TEXT and waiting == needed():
        return replace(settled, reading=Reading.AWAITING_TOOL)
    if task.place is None or corpus.originals.store(task.place, sha256):
        return settled
    # It changed while it was recognised; the next scan sees it as a new file.
    return replace(settled, reading=Reading.MISSING, text_version="")
