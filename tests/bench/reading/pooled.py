"""Files into what the pool made of them: a trace of each, and what all of them cost."""

from __future__ import annotations

import os
import resource
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.extract.limits import Limits
from indexer.extract.pool import ReadingPool, ReadJob
from indexer.records.files import Reading
from tests.bench.reading.losses import Loss, loss_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.pool import ReadOutcome

_FAILED = "the reader failed: "
"""Begins the warning of a file at which a reader raised what it should not have."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What reading gave of one file."""

    path: bytes
    reading: Reading
    kind: str
    pages: tuple[int, ...]
    """Characters on each."""
    readers: tuple[str, ...]
    left: frozenset[int]
    """The pages that are left to text recognition, from 1."""
    warnings: tuple[str, ...]
    cpu_seconds: float
    peak_bytes: int
    loss: Loss | None
    """Of a Word file."""

    @property
    def name(self) -> str:
        """The path as text that can be printed."""
        return self.path.decode("utf-8", "backslashreplace")

    def is_ordinary(self, fewest_pages: int) -> bool:
        """Whether it is a PDF whose pages were all read by pdfium."""
        return (
            self.kind == "pdf"
            and len(self.pages) >= fewest_pages
            and self.reading is Reading.READ
            and not self.left
            and all(reader.startswith("pypdfium2") for reader in self.readers)
        )


@dataclass(frozen=True, slots=True)
class Peak:
    """The file that cost most of something."""

    amount: float
    file: str


@dataclass(frozen=True, slots=True)
class Pooled:
    """How the pool read everything."""

    files: int
    answers_each: list[int]
    """How many statuses a file got: [1] if all got exactly one."""
    readings: dict[str, int]
    kinds: dict[str, int]
    too_large: list[str]
    """What was refused for its size, with the reason."""
    failed: list[str]
    """Files at which a reader raised."""
    most_cpu_seconds: Peak
    most_mebibytes: Peak
    pages: int
    characters: int
    workers: int
    wall_seconds: float
    cpu_seconds: float
    """Of the pool, its server and all children with their programs."""
    cores_used: float
    """CPU seconds in a second of the clock."""
    load: float
    """Processes that wanted a core in the last minute of the run, these included."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the pool."""

    traces: list[Trace]
    pooled: Pooled


def read_all(files: Sequence[bytes], workers: int) -> Run:
    """Read ``files`` with a pool of the standard limits."""
    answers = Counter(dict.fromkeys(files, 0))
    traces: list[Trace] = []
    before, start = _all_cpu(), time.monotonic()
    counting = 0.0
    with ReadingPool(Limits(), workers) as pool:
        for outcome in pool.read_files(ReadJob(path, os.fsdecode(path)) for path in files):
            since = time.process_time()
            traces.append(_trace(outcome))
            answers[traces[-1].path] += 1
            counting += time.process_time() - since
    wall, used = time.monotonic() - start, _all_cpu() - before - counting
    return Run(traces, _pooled(traces, sorted(set(answers.values())), workers, wall, used))


def _trace(outcome: ReadOutcome) -> Trace:
    read, path = outcome.read, os.fsencode(outcome.token)
    return Trace(
        path,
        read.reading,
        read.kind,
        tuple(len(page.text) for page in read.pages),
        read.readers,
        frozenset(read.gaps.pages if read.gaps else ()),
        read.warnings,
        outcome.cpu_seconds,
        outcome.peak_bytes,
        loss_of(path, read) if read.kind == "docx" and read.reading.has_text else None,
    )


def _pooled(
    traces: list[Trace], answers_each: list[int], workers: int, wall: float, used: float
) -> Pooled:
    hungry = max(traces, key=lambda trace: trace.cpu_seconds)
    large = max(traces, key=lambda trace: trace.peak_bytes)
    return Pooled(
        len(traces),
        answers_each,
        dict(Counter(str(trace.reading) for trace in traces).most_common()),
        dict(Counter(trace.kind for trace in traces).most_common()),
        [
            f"{trace.name}: {'; '.join(trace.warnings)}"
            for trace in traces
            if trace.reading is Reading.TOO_LARGE
        ],
        [trace.name for trace in traces if any(_FAILED in each for each in trace.warnings)],
        Peak(round(hungry.cpu_seconds, 2), hungry.name),
        Peak(round(large.peak_bytes / (1 << 20), 1), large.name),
        sum(len(trace.pages) for trace in traces),
        sum(sum(trace.pages) for trace in traces),
        workers,
        round(wall, 2),
        round(used, 2),
        round(used / wall, 2),
        round(os.getloadavg()[0], 2),
    )


def _all_cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
