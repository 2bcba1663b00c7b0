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

from indexer.build.places import place_of
from indexer.build.read import WITHOUT_TEXT, Corpus, account, described_by
from indexer.build.refusal import refuse
from indexer.describe.resemblance import sketch
from indexer.extract.limits import Limits
from indexer.extract.ocr import OCR_VERSION, RECOGNISER, find_tesseract, merged, needed, page_place
from indexer.extract.pool import ReadingPool, ReadJob
from indexer.extract.programs import DIRECTORIES
from indexer.extract.secrecy import is_open
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
    return frozenset(
        one.sha256
        for one in view.sources.sightings(view.sources.paths_source().id)
        if any(one.path == root or one.path.startswith(root + b"/") for root in roots)
    )


def recognise_left(
    corpus: Corpus,
    recognition: Recognition,
    progress: Progress,
    report: Report,
    only: frozenset[str] | None = None,
) -> None:
    """Recognise the pages that wait, of all files or of ``only`` some; short ones first.

    Without Tesseract they go on waiting, and a file that has no other text is ``awaiting-tool``.
    """
    with corpus.catalogue.read() as view:
        files = [
            file
            for file in view.files.left_to_recognition(OCR_VERSION)
            if only is None or file.sha256 in only
        ]
        places = {file.sha256: place_of(corpus.originals, view, file.sha256) for file in files}
    if not files:
        return
    tool = find_tesseract(recognition.directories)
    tasks = [_Task.of(corpus, file, places[file.sha256]) for file in files]
    if tool is None:
        for task in tasks:
            _settle(corpus, task, report, needed())
        return
    _Run(corpus, recognition, report).recognise(tasks, progress)


@dataclass(slots=True)
class _Task:
    """A file with the pages that wait in it."""

    file: File
    place: Path | None
    todo: deque[int]
    under_way: set[int] = field(default_factory=set)
    settled: bool = False

    @classmethod
    def of(cls, corpus: Corpus, file: File, place: Path | None) -> _Task:
        """Return what is to be done for ``file``: the pages that no answer is stored of."""
        read = corpus.texts.load(file.sha256, READER_VERSION)
        gaps = read.gaps.pages if read is not None and read.gaps is not None else ()
        todo = deque(page for page in gaps if not corpus.texts.has(file.sha256, _version(page)))
        return cls(file, place, todo if place is not None else deque())


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
            self._corpus.texts.save(task.file.sha256, _version(number), answer)
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


def _version(page: int) -> str:
    return f"ocr{OCR_VERSION}.p{page}"


def _settle(corpus: Corpus, task: _Task, report: Report, waiting: str) -> None:
    """Store the text with what was recognised in it, and what is to be said of the file."""
    read = corpus.texts.load(task.file.sha256, READER_VERSION, boxes=True)
    if read is None or read.gaps is None:
        # Its text was lost; it is read again the next time.
        settled = replace(task.file, reading=Reading.PENDING, text_version="")
    else:
        settled = _settled(corpus, task, read, read.gaps, waiting)
    if settled == task.file:
        return
    with corpus.catalogue.write() as view:
        view.files.update(settled)
    account(settled, report)


def _settled(corpus: Corpus, task: _Task, read: ReadFile, gaps: Gaps, waiting: str) -> File:
    """Store text and original, and return what is then to be said of the file."""
    sha256 = task.file.sha256
    looked_at = _answers(corpus, sha256, gaps.pages)
    read = merged(read, looked_at, waiting)
    if looked_at:
        corpus.texts.save(sha256, READER_VERSION, read)
        with corpus.catalogue.write() as view:
            view.files.keep_sketch(sha256, sketch(read.pages))
    version = TextVersion(READER_VERSION, OCR_VERSION, len(looked_at), len(gaps.pages))
    settled = replace(described_by(task.file, read), text_version=str(version))
    left = replace(gaps, pages=tuple(page for page in gaps.pages if page not in looked_at))
    unseen = waiting == _LATER and is_open(replace(read, gaps=left))
    if settled.reading in WITHOUT_TEXT and (waiting == needed() or unseen):
        return replace(settled, reading=Reading.AWAITING_TOOL)
    # While a stamp of secrecy may still be found, nothing is copied.
    if unseen or task.place is None or corpus.originals.store(task.place, sha256):
        return settled
    # It changed while it was recognised; the next scan sees it as a new file.
    return replace(settled, reading=Reading.MISSING, text_version="")


def _answers(corpus: Corpus, sha256: str, pages: tuple[int, ...]) -> dict[int, ReadFile]:
    """Return what was recognised of a file until now, by page."""
    found = {page: corpus.texts.load(sha256, _version(page), boxes=True) for page in pages}
    return {page: answer for page, answer in found.items() if answer is not None}
