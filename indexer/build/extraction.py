"""Paths into what was read from the files there, recognised pages included, without a catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.build.read import WITHOUT_TEXT
from indexer.extract.ocr import RECOGNISER, find_tesseract, merged, needed, page_place
from indexer.extract.pool import ReadingPool, ReadJob, ReadOutcome
from indexer.records.files import ReadFile, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.build.recognise import Recognition
    from indexer.extract.limits import Limits


def read_paths(
    paths: Sequence[Path], limits: Limits, workers: int, recognition: Recognition | None
) -> Iterator[ReadOutcome]:
    """Yield what was read from each of ``paths``, whose place in the sequence is its token.

    Files with pages that are left to text recognition come last; without ``recognition`` they are
    as reading left them, without Tesseract they say what they wait for.
    """
    jobs = (ReadJob(path, str(place)) for place, path in enumerate(paths))
    left: dict[str, _Left] = {}
    with ReadingPool(limits, workers) as pool:
        for outcome in pool.read_files(jobs):
            if recognition is None or outcome.read.gaps is None:
                yield outcome
            else:
                path = bytes(paths[int(outcome.token)])
                left[outcome.token] = _Left(path, outcome.read)
    if recognition is None or not left:
        return
    if find_tesseract(recognition.directories) is None:
        yield from (ReadOutcome(token, _waiting(file.read)) for token, file in left.items())
        return
    with ReadingPool(recognition.limits, workers, RECOGNISER) as pool:
        for outcome in pool.read_files(_jobs(left)):
            token, _, page = outcome.token.partition(".")
            left[token].answers[int(page)] = outcome.read
            if left[token].is_done:
                yield ReadOutcome(token, left.pop(token).recognised())


@dataclass(frozen=True, slots=True)
class _Left:
    """A file with what is recognised in it."""

    path: bytes
    read: ReadFile
    answers: dict[int, ReadFile] = field(default_factory=dict)
    """By page."""

    @property
    def pages(self) -> tuple[int, ...]:
        return self.read.gaps.pages if self.read.gaps else ()

    @property
    def is_done(self) -> bool:
        return len(self.answers) == len(self.pages)

    def recognised(self) -> ReadFile:
        if any(answer.reading is Reading.REFUSED_SECRET for answer in self.answers.values()):
            return ReadFile(Reading.REFUSED_SECRET, "")
        return merged(self.read, self.answers)


def _jobs(left: dict[str, _Left]) -> Iterator[ReadJob]:
    for token, file in list(left.items()):
        for page in file.pages:
            yield ReadJob(page_place(file.path, page), f"{token}.{page}")


def _waiting(read: ReadFile) -> ReadFile:
    told = merged(read, {}, needed())
    return replace(told, reading=Reading.AWAITING_TOOL) if told.reading in WITHOUT_TEXT else told
