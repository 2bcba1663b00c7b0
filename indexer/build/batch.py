"""A batch: sources, files, works and index brought in line, one step after the other."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.build.analyse import worker_count
from indexer.build.cuts import Cuts
from indexer.build.describe_files import describe_read
from indexer.build.loading import load
from indexer.build.progress import Progress, Silent
from indexer.build.read import Corpus, read_unread
from indexer.build.recognise import Recognition, recognise_left, sighted_at
from indexer.build.report import Report
from indexer.build.scan import add_paths, scan
from indexer.build.today import local_today
from indexer.build.wish import Wish
from indexer.catalogue.atomic import sweep
from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.originals import Originals
from indexer.catalogue.texts import Texts
from indexer.extract.limits import Limits
from indexer.records.files import Reading
from indexer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.build.wish import Gate
    from indexer.records.works import Intake


@dataclass
class Batch:
    """One run over a corpus by its only writer."""

    settings: Settings
    catalogue: Catalogue
    progress: Progress = field(default_factory=Silent)
    report: Report = field(default_factory=Report)

    @property
    def corpus(self) -> Corpus:
        """The places of the corpus."""
        root = self.settings.corpus
        return Corpus(self.catalogue, Originals(root), Texts(root))

    def scan(self) -> None:
        """Look at all sources; what an earlier run left half written goes first."""
        with self._timed("scan"):
            self.corpus.originals.sweep()
            self.corpus.texts.sweep()
            sweep(self.settings.index)
            scan(self.catalogue, self.progress, self.report)

    def add(self, paths: list[Path], intake: Intake) -> None:
        """Sight single files and the files below directories."""
        with self._timed("scan"):
            add_paths(self.catalogue, paths, intake, self.progress, self.report)

    def read(self, only: list[Path] | None = None) -> None:
        """Read what was sighted, and make works of what was read.

        With ``only`` some paths that were added nothing else is looked at: whoever adds a file
        does not wait for older ones, nor for a night that is under way.
        """
        with self._timed("read"):
            self._read(self._sighted(only))
        # Archives were unpacked: there are more files at these paths by now.
        named = self._sighted(only)
        with self._timed("recognise"):
            self._recognise(named)
        if self.report.refused:
            self.catalogue.scrub()
        with self._timed("describe"):
            describe_read(self.corpus, self.progress, self.report, named)

    def works_at(self, paths: list[Path]) -> frozenset[str]:
        """Return the works of the files that were added at some paths, with volumes and papers."""
        with self.catalogue.read() as view:
            found = [work for one in sighted_at(view, paths) for work in view.works.of_file(one)]
            papers = [paper for work in found for paper in view.works.children(work.id)]
        volumes = frozenset(work.parent for work in found if work.parent)
        return volumes.union(work.id for work in (*found, *papers))

    def _sighted(self, paths: list[Path] | None) -> frozenset[str] | None:
        if paths is None:
            return None
        with self.catalogue.read() as view:
            return sighted_at(view, paths)

    def _read(self, only: frozenset[str] | None) -> None:
        limits = reading_limits(self.settings)
        workers = worker_count(self.settings)
        read_unread(self.corpus, limits, workers, self.progress, self.report, only)

    def _recognise(self, named: frozenset[str] | None) -> None:
        recognition = recognition_costs(self.settings)
        rest = self.corpus, recognition, self.progress, self.report
        seen = recognise_left(*rest, named)
        if seen:
            # Nothing of their text was kept before somebody had seen their first pages.
            self._read(seen)
            recognise_left(*rest, seen)

    def index(
        self,
        *,
        anew: bool = False,
        relearn: bool = False,
        only: frozenset[str] | None = None,
        keep_generations: int | None = None,
    ) -> None:
        """Bring the index in line with the catalogue; for the wishes see :class:`Wish`.

        ``keep_generations`` stands in for the setting where former generations must not stay.
        """
        self._index(Wish(local_today(), anew, only, relearn=relearn), keep_generations)

    def index_by_night(self, night: str, gate: Gate, *, anew: bool) -> None:
        """Bring the index in line with the catalogue, if ``gate`` lets it through.

        ``night`` is the moment that names the run. Raises what the gate raises.
        """
        self._index(Wish(local_today(), anew, relearn=True, night=night, gate=gate), None)

    def _index(self, wish: Wish, keep_generations: int | None) -> None:
        with self._timed("index"):
            if self.report.found_before:
                # A refused file's words would stay in former segments and generations.
                wish, keep_generations = replace(wish, anew=True, only=None), 1
            keep = keep_generations or self.settings.keep_generations
            load("indexer.build.indexing:bring_in_line")(self, wish, keep)
            if self.report.generation is not None and wish.only is None:
                self._forget_cuts()

    def _forget_cuts(self) -> None:
        with self.catalogue.read() as view:
            known = frozenset(
                file.sha256
                for file in view.files.all()
                if file.reading is not Reading.REFUSED_SECRET
            )
        Cuts(self.settings.corpus, self.settings.index).keep_only(known)

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        started = time.monotonic()
        yield
        passed = time.monotonic() - started
        self.report.seconds[step] = round(self.report.seconds.get(step, 0.0) + passed, 3)


def reading_limits(settings: Settings) -> Limits:
    """Return the limits that hold for the reading of one file."""
    return Limits(
        cpu_seconds=settings.read_cpu_seconds,
        wall_seconds=settings.read_wall_seconds,
        memory_bytes=settings.read_memory_mb << 20,
        file_bytes=settings.read_max_mb << 20,
    )


def recognition_costs(settings: Settings) -> Recognition:
    """Return what text recognition may cost."""
    return Recognition(
        page_cpu_seconds=settings.ocr_page_cpu_seconds,
        file_seconds=settings.ocr_file_seconds,
        run_seconds=settings.ocr_run_seconds,
        memory_bytes=settings.read_memory_mb << 20,
        file_bytes=settings.read_max_mb << 20,
        workers=worker_count(settings),
    )
