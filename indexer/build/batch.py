"""A batch: sources, files, works and index brought in line, one step after the other."""

from __future__ import annotations

import filecmp
import os
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from indexer.build.analyse import make_blocks
from indexer.build.blocks import outlines
from indexer.build.describe_files import describe_read
from indexer.build.progress import Progress, Silent
from indexer.build.read import Corpus, read_unread
from indexer.build.report import Report
from indexer.build.scan import add_paths, scan
from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.originals import Originals
from indexer.catalogue.snapshot import SNAPSHOT_NAME, write_snapshot
from indexer.catalogue.texts import Texts
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.extract.limits import Limits
from indexer.language.analyser import ANALYSER_VERSION
from indexer.records.works import Intake, State
from indexer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.build.blocks import Outline
    from indexer.engine.engine import Built


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
        """Look at all sources."""
        with self._timed("scan"):
            scan(self.catalogue, self.progress, self.report)

    def add(self, paths: list[Path], intake: Intake) -> None:
        """Sight single files and the files below directories."""
        with self._timed("scan"):
            add_paths(self.catalogue, paths, intake, self.progress, self.report)

    def read(self) -> None:
        """Read what was sighted, and make works of what was read."""
        with self._timed("read"):
            limits = reading_limits(self.settings)
            workers = worker_count(self.settings)
            read_unread(self.corpus, limits, workers, self.progress, self.report)
        with self._timed("describe"):
            describe_read(self.corpus, self.progress, self.report)

    def index(self, *, anew: bool, keep_generations: int | None = None) -> None:
        """Bring the index in line with the catalogue; ``anew`` takes nothing over.

        ``keep_generations`` stands in for the setting where former generations must not stay.
        """
        with self._timed("index"):
            keep = keep_generations or self.settings.keep_generations
            self._index(WhooshEngine(self.settings.index, keep), local_today(), anew=anew)

    def _index(self, engine: WhooshEngine, today: date, *, anew: bool) -> None:
        with self.catalogue.read() as view:
            wanted = outlines(view, today)
        former = {} if anew else engine.fingerprints(ANALYSER_VERSION)
        changed = [one for one in wanted if former.get(one.work.id) != one.fingerprint]
        removed = former.keys() - {one.work.id for one in wanted}
        self.report.works_kept = len(wanted) - len(changed)
        self.report.works_removed = len(removed)
        if former and not changed and not removed and not self._shown_changed(engine):
            return
        built = self._build(engine, wanted, changed, today)
        self.report.works_indexed = built.added
        if built.crowded and not anew:
            built = self._build(engine, wanted, wanted, today)
        self.report.passages = built.passages
        self.report.generation = built.number
        self._show_published(engine)

    def _build(
        self, engine: WhooshEngine, wanted: list[Outline], changed: list[Outline], today: date
    ) -> Built:
        workers = worker_count(self.settings)
        kept = {one.work.id for one in wanted} - {one.work.id for one in changed}
        with self.progress.step("index", len(changed)) as step:
            return engine.build(
                make_blocks(changed, self.settings.corpus, today, workers, step),
                keep=frozenset(kept),
                attach=lambda directory: self._write_snapshot(directory / SNAPSHOT_NAME),
                analyser_version=ANALYSER_VERSION,
            )

    def _write_snapshot(self, path: Path) -> None:
        with self.catalogue.read() as view:
            write_snapshot(view, path)

    def _shown_changed(self, engine: WhooshEngine) -> bool:
        """Whether the site would show other records, though it would find the same pages."""
        former = engine.directory() / SNAPSHOT_NAME
        with TemporaryDirectory(dir=self.settings.index) as directory:
            present = Path(directory) / SNAPSHOT_NAME
            self._write_snapshot(present)
            return not former.exists() or not filecmp.cmp(former, present, shallow=False)

    def _show_published(self, engine: WhooshEngine) -> None:
        """Show again what was withdrawn once and is published now."""
        with self.catalogue.read() as view:
            published = {work.id for work in view.works.all() if work.state is State.PUBLISHED}
        engine.restore(engine.withdrawn() & published)

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        started = time.monotonic()
        yield
        passed = time.monotonic() - started
        self.report.seconds[step] = round(self.report.seconds.get(step, 0.0) + passed, 3)


def local_today() -> date:
    """Return the day of the calendar on this machine's wall, which embargoes are counted by."""
    return datetime.now(UTC).astimezone().date()


def worker_count(settings: Settings) -> int:
    """Return how many processes to use at once."""
    return settings.workers or len(os.sched_getaffinity(0))


def reading_limits(settings: Settings) -> Limits:
    """Return the limits that hold for the reading of one file."""
    return Limits(
        cpu_seconds=settings.read_cpu_seconds,
        wall_seconds=settings.read_wall_seconds,
        memory_bytes=settings.read_memory_mb << 20,
        file_bytes=settings.read_max_mb << 20,
    )
