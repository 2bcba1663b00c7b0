"""A batch: sources, files, works and index brought in line, one step after the other."""

from __future__ import annotations

import filecmp
import os
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from indexer.build.analyse import WorkAnalyser
from indexer.build.blocks import Outline, outlines
from indexer.build.compound_list import Learning, is_outgrown, is_public
from indexer.build.cuts import Cuts
from indexer.build.describe_files import describe_read
from indexer.build.lessons import Learner
from indexer.build.progress import Progress, Silent
from indexer.build.read import Corpus, read_unread
from indexer.build.recognise import Recognition, recognise_left, sighted_at
from indexer.build.report import Report
from indexer.build.scan import add_paths, scan
from indexer.build.today import local_today
from indexer.build.write import WorkWriter
from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.originals import Originals
from indexer.catalogue.snapshot import SNAPSHOT_NAME, write_snapshot
from indexer.catalogue.texts import Texts
from indexer.engine.flat_engine import FlatEngine
from indexer.errors import Failure
from indexer.extract.limits import Limits
from indexer.language.analyser import Analyser, analyser_version
from indexer.language.compounds import (
    COMPOUNDS_NAME,
    Compounds,
    read_compounds,
    write_compounds,
)
from indexer.language.segment import segment
from indexer.records.files import Reading
from indexer.records.works import Intake, State
from indexer.retrieval.learning.lessons import Lessons
from indexer.retrieval.learning.store import LESSONS_NAME, read_lessons, write_lessons
from indexer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from indexer.engine.engine import Built


@dataclass(frozen=True, slots=True)
class _Learnt:
    """What a generation begins with that was learnt from the pages of the former ones."""

    compounds: Compounds
    lessons: Lessons


@dataclass(frozen=True, slots=True)
class _Written:
    """What of the library is written into a generation."""

    wanted: list[Outline]
    changed: list[Outline]
    """Those that are indexed anew."""
    removed: frozenset[str] | None
    """Works of the former generation that are gone; none when nothing of it is taken over."""

    @property
    def kept(self) -> frozenset[str]:
        """The works that are taken over."""
        wanted = frozenset(one.work.id for one in self.wanted)
        return wanted.difference(one.work.id for one in self.changed)


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

    def read(self, only: list[Path] | None = None) -> None:
        """Read what was sighted, and make works of what was read.

        Text is recognised on all pages that wait for it, or in the files that were added from
        ``only`` some paths: whoever adds a file does not wait for older ones.
        """
        with self._timed("read"):
            limits = reading_limits(self.settings)
            workers = worker_count(self.settings)
            read_unread(self.corpus, limits, workers, self.progress, self.report)
        with self._timed("recognise"):
            self._recognise(only)
        with self._timed("describe"):
            describe_read(self.corpus, self.progress, self.report)

    def _recognise(self, only: list[Path] | None) -> None:
        named = None
        if only is not None:
            with self.catalogue.read() as view:
                named = sighted_at(view, only)
        recognition = recognition_costs(self.settings)
        recognise_left(self.corpus, recognition, self.progress, self.report, named)

    def index(self, *, anew: bool, keep_generations: int | None = None) -> None:
        """Bring the index in line with the catalogue; ``anew`` takes nothing over.

        ``keep_generations`` stands in for the setting where former generations must not stay.
        """
        with self._timed("index"):
            if self.report.found_before:
                # A refused file's words would stay in former segments and generations.
                anew, keep_generations = True, 1
            keep = keep_generations or self.settings.keep_generations
            self._index(FlatEngine(self.settings.index, keep), local_today(), anew=anew)

    def outgrown(self) -> bool:
        """Whether the library has more than doubled since its compounds were learnt."""
        compounds = self._compounds(FlatEngine(self.settings.index))
        today = local_today()
        with self.catalogue.read() as view:
            works = sum(is_public(work, today) for work in view.works.all())
        return compounds is not None and is_outgrown(compounds, works)

    def _index(self, engine: FlatEngine, today: date, *, anew: bool) -> None:
        with self.catalogue.read() as view:
            wanted = outlines(view, today)
        compounds = None if anew else self._compounds(engine)
        lessons = None if anew else self._lessons(engine)
        former = engine.fingerprints(analyser_version(compounds)) if compounds and lessons else {}
        changed = [one for one in wanted if former.get(one.work.id) != one.fingerprint]
        removed = former.keys() - {one.work.id for one in wanted}
        self.report.works_kept = len(wanted) - len(changed)
        self.report.works_removed = len(removed)
        if former and not changed and not removed and not self._shown_changed(engine):
            return
        if compounds is None or not former:
            compounds = self._learn_compounds(wanted, today)
        learnt = _Learnt(compounds, lessons or Lessons())
        written = _Written(wanted, changed, frozenset(removed) if former else None)
        built = self._build(engine, written, learnt, today)
        self.report.works_indexed = built.added
        self.report.passages = built.passages
        self.report.generation = built.number
        self._show_published(engine)
        self._forget_cuts()

    def _build(self, engine: FlatEngine, written: _Written, learnt: _Learnt, today: date) -> Built:
        learner = Learner(written.wanted, learnt.lessons, written.kept)
        compounds = learnt.compounds

        def attach(directory: Path) -> None:
            self._write_snapshot(directory / SNAPSHOT_NAME)
            write_compounds(compounds, directory / COMPOUNDS_NAME)
            lessons = learner.lessons(Analyser(segment, compounds), today)
            write_lessons(lessons, directory / LESSONS_NAME)

        with (
            TemporaryDirectory() as place,
            self.progress.step("index", len(written.changed)) as step,
        ):
            path = Path(place) / COMPOUNDS_NAME
            write_compounds(compounds, path)
            analyser = self._work_analyser(today, path)
            workers = worker_count(self.settings)
            works = WorkWriter(analyser, written.changed, workers, step, learner.learn)
            write = engine.build
            if written.removed is not None:
                write = partial(engine.change, remove=written.removed)
            return write(
                works.write,
                attach=attach,
                analyser_version=analyser_version(compounds),
            )

    def _lessons(self, engine: FlatEngine) -> Lessons | None:
        """Return what the current generation has learnt, if it can be taken over."""
        try:
            return read_lessons(engine.directory() / LESSONS_NAME).lessons
        except Failure:
            return None

    def _compounds(self, engine: FlatEngine) -> Compounds | None:
        """Return the list of the current generation, which holds until everything is anew."""
        try:
            return read_compounds(engine.directory() / COMPOUNDS_NAME)
        except Failure:
            return None

    def _learn_compounds(self, wanted: list[Outline], today: date) -> Compounds:
        with self.catalogue.read() as view:
            authorities = view.authorities.all()
        analyser = self._work_analyser(today)
        learning = Learning(analyser, worker_count(self.settings), self.progress)
        return learning.learn(wanted, authorities)

    def _work_analyser(self, today: date, compounds: Path | None = None) -> WorkAnalyser:
        return WorkAnalyser(self.settings.corpus, self.settings.index, compounds, today)

    def _forget_cuts(self) -> None:
        with self.catalogue.read() as view:
            known = frozenset(
                file.sha256
                for file in view.files.all()
                if file.reading is not Reading.REFUSED_SECRET
            )
        Cuts(self.settings.corpus, self.settings.index).keep_only(known)

    def _write_snapshot(self, path: Path) -> None:
        with self.catalogue.read() as view:
            write_snapshot(view, path)

    def _shown_changed(self, engine: FlatEngine) -> bool:
        """Whether the site would show other records, though it would find the same pages."""
        former = engine.directory() / SNAPSHOT_NAME
        with TemporaryDirectory(dir=self.settings.index) as directory:
            present = Path(directory) / SNAPSHOT_NAME
            self._write_snapshot(present)
            return not former.exists() or not filecmp.cmp(former, present, shallow=False)

    def _show_published(self, engine: FlatEngine) -> None:
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
